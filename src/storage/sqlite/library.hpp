#pragma once
/// What the SQLite library at hand is like, and what its errors mean to us.

#include <sqlite3.h>

#include <xueshi/storage.hpp>

namespace xueshi::storage::sqlite {

/// STRICT tables need 3.37, RETURNING 3.35.
inline constexpr int least_version = 3037000;

/// Whether a version (as sqlite3_libversion_number() gives it) can lose commits in WAL mode when
/// several connections write and checkpoint: all before 3.51.3 but the repaired 3.44.6 and 3.50.7.
bool loses_commits_in_wal(int version) noexcept;

ErrorCode error_code(int result) noexcept;

/// Throws `Conflict` for a broken primary key or unique index, else `Error`.
[[noreturn]] void fail(int result, const std::string& message);

}  // namespace xueshi::storage::sqlite
