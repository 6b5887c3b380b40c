#pragma once
/// What a command is going to read, told to the storage before: where every answer travels, all that it can
/// know beforehand comes with the first. Only guesses: whoever reads finds out what is so.

#include <xueshi/engine.hpp>

#include "engine/fact_cache.hpp"

namespace xueshi::engine {

/// For `Enroll` of one teacher, the command of which there are most and all at once. Guards are taken in the order of
/// tables, as the command itself takes them.
void foresee(storage::Transaction& transaction, const Actor& actor, const Enroll& command,
             const CallOptions& call, FactCache& cache);

}  // namespace xueshi::engine
