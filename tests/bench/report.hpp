#pragma once
/// The measurements for people and for programs, with the machine they were made on.

#include <string>

#include "bench/measuring.hpp"

namespace xueshi::bench {

std::string as_table(const Measurements& measurements, const Scale& scale);
std::string as_json(const Measurements& measurements, const Scale& scale);

}  // namespace xueshi::bench
