#pragma once
/// What the server's five-letter codes (SQLSTATE) mean to a caller of a storage.

#include <stdexcept>
#include <string>
#include <string_view>

namespace xueshi::storage::postgresql {

/// A failure as the server told it. Inside this room only: `raise` turns it into what is promised.
class ServerFailure : public std::runtime_error {
public:
    ServerFailure(std::string state, const std::string& message)
        : std::runtime_error(message), state_(std::move(state)) {}

    const std::string& state() const noexcept { return state_; }

private:
    std::string state_;
};

/// Division by zero: how our own check of versions stops a transaction at the server.
inline constexpr std::string_view not_allowed = "22012";

/// A prepared statement that the server doesn't know any more.
inline constexpr std::string_view unknown_statement = "26000";

/// The logarithm of zero: how an addition beyond its bounds stops what is already on its way after
/// it.
inline constexpr std::string_view beyond_bounds = "2201E";

/// Throws `Conflict` or `Error`.
[[noreturn]] void raise(const ServerFailure& failure);

/// Whether another process that creates the same tables at the same time can be the reason.
bool is_race_of_starts(const ServerFailure& failure);

}  // namespace xueshi::storage::postgresql
