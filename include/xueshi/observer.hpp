#pragma once
/// A host's look at every call: metrics, refused attempts, and who read about whom.

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/commands.hpp>
#include <xueshi/error.hpp>
#include <xueshi/outcome.hpp>

namespace xueshi {

/// What one call of an engine came to. What it points to lives as long as the observer runs.
struct Observation {
    enum class Kind { command, explanation, query };

    Kind kind = Kind::command;
    std::string_view name;  ///< the protocol's, "enroll"
    const Actor* actor = nullptr;
    std::string_view request_id;        ///< empty where the call has none
    std::span<const Refusal> refusals;  ///< with `partial` also of a command that was done
    const Receipt* receipt = nullptr;   ///< of a command that was done
    std::optional<ErrorCode> error;     ///< where the call ended with an `Error`
    std::vector<std::string> teachers;  ///< of a query: whom the answer tells about, sorted
    int attempts = 0;                   ///< how often a command was decided: 1, and 1 a conflict
    std::chrono::nanoseconds took{};
};

/// Runs in the caller's thread when a call has ended, also at the same time in several threads.
///
/// What it throws at a query ends the query with it: who must account for reading gives no answer
/// that isn't accounted for. A command has been done by then; what is thrown at one is dropped.
using Observer = std::function<void(const Observation&)>;

}  // namespace xueshi
