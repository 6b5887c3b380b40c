#pragma once
/// A command on its way through the door, and what it comes to.

#include <memory>
#include <string>

#include <xueshi/engine.hpp>

#include "engine/verdict.hpp"

namespace xueshi::engine {

struct Call {
    const Actor& actor;
    const Command& command;
    const CallOptions& options;
    Instant now;
    storage::Deadline deadline;
};

/// What was found within a transaction: an outcome; or, where it is accepted, what is still to be
/// written.
struct Judgement {
    Outcome<Receipt> outcome{};
    bool accepted = false;
    Verdict verdict{};
    std::string request_digest{};
    std::shared_ptr<const Policy> policy{};
};

}  // namespace xueshi::engine
