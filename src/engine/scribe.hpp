#pragma once
/// Puts entries behind the heads of their streams.

#include "engine/entry.hpp"

namespace xueshi::engine {

/// Completes the entry (number, previous hash, dependencies) and adds it to the work, to be flushed.
/// `answer` is given the entry's number. Throws `Error` clock_behind. Returns the writer's name.
std::string write_down(Work& work, Entry& entry);

/// The rows of an entry that exists already, for a replay.
void copy_down(Work& work, const ReadEntry& entry, LogRow row);

}  // namespace xueshi::engine
