#pragma once
/// The parameters of a policy: their names, and how their dated values are read from its file.

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "policy/node.hpp"

namespace xueshi::policy {

/// From this day on a parameter has another value.
struct Change {
    Date from;
    std::function<void(Parameters&)> apply;
};

/// The names of all parameters, each required in every file.
std::span<const std::string_view> parameter_names() noexcept;

/// Reads the object "parameters" whole: for each parameter its changes, by date. Parameters whose
/// values are faulty are reported and give nothing.
std::vector<std::vector<Change>> read_parameters(const Node& node);

}  // namespace xueshi::policy
