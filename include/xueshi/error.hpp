#pragma once
/// What ends an operation: storage gone, policy unreadable, clock running backwards.
///
/// What a user can cause is never an exception but a value, see outcome.hpp. Everything else is
/// this one type: a host catches it in one place, reads `code()`, and retries when `retry()` says
/// so.

#include <stdexcept>
#include <string>
#include <string_view>

namespace xueshi {

/// The fixed codes of failures. Their names (`error_name`) are part of the protocol.
enum class ErrorCode {
    storage_unavailable,   ///< cannot be opened, was closed, or its medium failed
    storage_busy,          ///< other writers held it until the deadline, or kept winning: retry
    storage_full,          ///< no space left
    storage_corrupt,       ///< what is stored contradicts itself
    storage_read_only,     ///< a change was asked of a storage opened for reading
    storage_schema,        ///< written by a newer version than this one may read or write
    policy_not_adopted,    ///< the storage has adopted no policy, or another than the one given
    policy_unreadable,     ///< a policy's file can't be read
    clock_behind,          ///< the clock is over 2 s behind the stream's last entry
    log_broken,            ///< the log's chain, numbers or events don't fit together
    register_external,     ///< the register belongs to the host: change it there
    register_unavailable,  ///< the host's register failed
    deadline_exceeded,     ///< the call was cancelled or interrupted: nothing done
    scenario_invalid,      ///< a scenario file is not one
    argument_invalid,      ///< the host called a function with arguments outside its contract
    internal,              ///< a defect of the library
};

/// The protocol's name of a code, such as "storage.unavailable".
std::string_view error_name(ErrorCode code) noexcept;

class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

    ErrorCode code() const noexcept { return code_; }

    /// Whether the same call may succeed later with nothing changed by the caller.
    bool retry() const noexcept {
        return code_ == ErrorCode::storage_busy || code_ == ErrorCode::storage_unavailable ||
               code_ == ErrorCode::register_unavailable || code_ == ErrorCode::clock_behind ||
               code_ == ErrorCode::deadline_exceeded;
    }

private:
    ErrorCode code_;
};

}  // namespace xueshi
