#pragma once
/// SQLite: a file that several processes share, or a database in memory.
///
/// Every described table is a real table `xueshi_<name>` with typed columns, so a host reads it
/// with plain SQL, in its own file if it likes. One connection writes, others read; writers of a
/// process queue in order of arrival before they try for the file's lock. With a rollback journal a
/// commit waits for readers: a thread that keeps a read transaction open while it commits waits for
/// itself, until the deadline. No storage may be used on both sides of a fork().

#include <chrono>
#include <optional>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

enum class SqliteJournal { truncate, wal };

struct SqliteOptions {
    std::string path;                        ///< ":memory:" for a database of this storage alone
    std::optional<SqliteJournal> journal{};  ///< not set: the safe one for this SQLite
    std::string synchronous = "full";        ///< full, normal or off
    std::chrono::milliseconds busy{5000};  ///< for opening, preparing, checking: begin has its own
    std::int64_t cache_mb = 64;            ///< for the writer; a reader gets an eighth
    bool read_only = false;
};

std::unique_ptr<Storage> open_sqlite(SqliteOptions options);

}  // namespace xueshi::storage
