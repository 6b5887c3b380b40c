#pragma once
/// A storage moved to another: from SQLite to PostgreSQL, back, or between any two that keep the
/// contract of storage.hpp.
///
/// What is copied are the rows, not the log's effects: personal content, which the log leaves out,
/// comes along. Nobody should write to the source meanwhile: the copy is of one moment, the one
/// when it began, and an SQLite file with a rollback journal makes its writers wait.

#include <functional>

#include <xueshi/storage.hpp>

namespace xueshi {

/// How far a migration has come.
struct MigrationProgress {
    std::string_view
        phase;  ///< a table's name while rows are copied; then "digest", "log", "rules", "replay"
    std::int64_t rows = 0;  ///< of this table so far; otherwise 0
};

struct MigrationOptions {
    /// Called after every transaction on the target and before each examination. What it throws
    /// ends the migration, which can be taken up again.
    std::function<void(const MigrationProgress&)> progress{};
    std::size_t rows_together = 2'000;  ///< per transaction on the target, 1 … 100,000
};

struct MigrationReport {
    std::int64_t rows = 0;     ///< of all tables
    std::int64_t copied = 0;   ///< of these now; the others were there from an earlier attempt
    std::int64_t entries = 0;  ///< of the log
    std::string state_digest;  ///< of both
    std::vector<std::string>
        faults;  ///< what the examination of the copy found; empty: it is sound
};

/// Copies all rows of `from` to `to`, then examines the copy: equal state digests, the log's
/// chains, the rules' invariants, and a replay of its log in memory that must come to the same
/// digest.
///
/// Ended in the middle, it is called again with the same two and goes on where it was. Until the
/// last row is there no engine works on the target. Rows of the target are never changed: one that
/// isn't the source's, or a target that is in use and lacks one, is `Error` argument_invalid.
MigrationReport migrate(const std::shared_ptr<storage::Storage>& from,
                        const std::shared_ptr<storage::Storage>& to,
                        const MigrationOptions& options = {});

}  // namespace xueshi
