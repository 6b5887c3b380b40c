#pragma once
/// A consistent copy of an SQLite storage that is in use. (PostgreSQL has its own tools: see
/// docs/postgresql.md.)

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>

namespace xueshi::storage {

struct BackupProgress {
    std::int64_t pages = 0;  ///< copied; falls back when a writer made the copy begin anew
    std::int64_t of = 0;
};

struct BackupOptions {
    std::function<void(const BackupProgress&)> progress{};  ///< what it throws ends the backup
    std::chrono::milliseconds patience{60'000};             ///< most time of one wait for a writer
    int pages_together = 1'024;  ///< copied without letting writers in between, at least 1
};

/// Copies the storage in the file `from`, as it is at one moment, to the new file `to`, while other
/// threads and processes go on reading and writing it.
///
/// Writers come in between some pages and others. When they have made it begin anew three times,
/// the rest is copied in one go, and they wait that long (in WAL mode they don't even then). `to`
/// appears only when it is whole and SQLite's integrity check found nothing; a failure leaves
/// nothing.
///
/// Throws `Error`: storage_unavailable when `from` isn't there or can't be read or `to` not be
/// written, argument_invalid when `to` exists, storage_busy when a wait took longer than
/// `patience`, storage_full, storage_corrupt when the copy is damaged because the source is.
void back_up(const std::filesystem::path& from, const std::filesystem::path& to,
             const BackupOptions& options = {});

}  // namespace xueshi::storage
