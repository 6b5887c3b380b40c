#pragma once
/// Small helpers to build reasons.

#include <string>
#include <utility>

#include <xueshi/outcome.hpp>

namespace xueshi::rules {

inline Reason reason(Why why, std::vector<Fact> facts = {}, std::string source = {}) {
    return Reason{why, std::move(facts), std::move(source)};
}

}  // namespace xueshi::rules
