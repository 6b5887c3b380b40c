#pragma once
/// A year in a few steps: every kind of command at least once, each accepted, from the empty
/// storage on.

#include <string>
#include <vector>

#include <xueshi/engine.hpp>

namespace xueshi::faults {

struct ScriptStep {
    Actor actor;
    Command command;
    CallOptions options;  ///< with a request id of its own
};

std::vector<ScriptStep> script();

/// "step 7, enroll"
std::string name_of(std::size_t place, const ScriptStep& step);

}  // namespace xueshi::faults
