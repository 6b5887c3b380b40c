#pragma once
/// The only writer: an event becomes rows. Used alike when a command is done and when a log is
/// replayed.

#include <xueshi/policy.hpp>

#include "engine/events.hpp"
#include "engine/work.hpp"

namespace xueshi::engine {

void apply(const Event& event, Work& work);

/// The body of a project's row, and back.
std::string write_project(const CreateProject& project);
CreateProject read_project(const std::string& body);

}  // namespace xueshi::engine
