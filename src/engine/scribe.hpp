#pragma once
/// Puts entries behind the heads of their streams.

#include "engine/entry.hpp"

namespace xueshi::engine {

/// Completes the entry (number, previous hash, dependencies) and adds it to the work, to be
/// flushed. Throws `Error` clock_behind where the stream's head is later than `present`: a fresh
/// reading of the clock, for the entry's own instant is that of the door, before any waiting.
/// Returns the writer's name.
std::string write_down(Work& work, Entry& entry, Instant present);

/// The rows of an entry that exists already, for a replay.
void copy_down(Work& work, const ReadEntry& entry, LogRow row);

}  // namespace xueshi::engine
