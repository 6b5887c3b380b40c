/// SQLite's own online backup, made to end even where writers never rest.

#include <thread>

#include <xueshi/backup.hpp>

#include "connection.hpp"
#include "library.hpp"

namespace xueshi::storage {
namespace {

using namespace sqlite;
namespace files = std::filesystem;

constexpr int most_beginnings = 3;

struct EndBackup {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

SqliteOptions options_for(const files::path& path, std::chrono::milliseconds patience) {
    SqliteOptions options;
    options.path = path.string();
    options.busy = patience;
    return options;
}

class Backup {
public:
    Backup(const files::path& from, const files::path& to, const BackupOptions& options)
        : options_(options),
          from_(options_for(from, options.patience), Connection::Role::reader, deadline()),
          to_(options_for(to, options.patience), Connection::Role::first, deadline()),
          handle_(sqlite3_backup_init(to_.handle(), "main", from_.handle(), "main")) {
        if (!handle_) to_.fail_now(sqlite3_extended_errcode(to_.handle()), "backing up");
    }

    void run() {
        Deadline wait_until = deadline();
        int beginnings = 1;
        int left_before = std::numeric_limits<int>::max();
        for (;;) {
            const bool at_once = beginnings > most_beginnings;
            const int result =
                sqlite3_backup_step(handle_.get(), at_once ? -1 : options_.pages_together);
            if (result == SQLITE_DONE) break;
            if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED) {
                if (Deadline::clock::now() >= wait_until)
                    throw Error(ErrorCode::storage_busy,
                                "backup: the file was locked for too long");
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                continue;
            }
            if (result != SQLITE_OK) to_.fail_now(result, "backing up");
            const int left = sqlite3_backup_remaining(handle_.get());
            if (left >= left_before) ++beginnings;
            left_before = left;
            wait_until = deadline();
            tell(left);
        }
        tell(0);
        handle_.reset();
        examine();
    }

private:
    Deadline deadline() const { return Deadline::clock::now() + options_.patience; }

    void tell(int left) const {
        if (!options_.progress) return;
        const int all = sqlite3_backup_pagecount(handle_.get());
        options_.progress({all - left, all});
    }

    void examine() {
        const std::string verdict = to_.ask("PRAGMA integrity_check(1)");
        if (verdict != "ok")
            throw Error(ErrorCode::storage_corrupt, "backup: the source is damaged: " + verdict);
        // So that the copy is one file, whatever the source's journal.
        to_.ask("PRAGMA journal_mode=DELETE");
    }

    const BackupOptions& options_;
    Connection from_;
    Connection to_;
    std::unique_ptr<sqlite3_backup, EndBackup> handle_;
};

/// Removed unless kept.
class PartFile {
public:
    explicit PartFile(const files::path& whole) : path_(whole.string() + ".part") {
        if (files::exists(path_))
            throw Error(ErrorCode::argument_invalid,
                        "backup: " + path_.string() + " is there from an earlier one; remove it");
    }
    ~PartFile() {
        std::error_code ignored;
        for (const char* ending : {"", "-journal", "-wal", "-shm"})
            files::remove(path_.string() + ending, ignored);
    }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const files::path& path() const noexcept { return path_; }

    void become(const files::path& whole) const {
        std::error_code failure;
        files::create_hard_link(path_, whole, failure);  // unlike renaming, never over another
        if (failure)
            throw Error(failure == std::errc::file_exists ? ErrorCode::argument_invalid
                                                          : ErrorCode::storage_unavailable,
                        "backup: " + whole.string() + ": " + failure.message());
    }

private:
    files::path path_;
};

}  // namespace

void back_up(const files::path& from, const files::path& to, const BackupOptions& options) {
    if (options.pages_together < 1)
        throw Error(ErrorCode::argument_invalid, "backup: pages_together is at least 1");
    if (!files::exists(from))
        throw Error(ErrorCode::storage_unavailable, "backup: there is no file " + from.string());
    if (files::exists(to))
        throw Error(ErrorCode::argument_invalid, "backup: " + to.string() + " is there already");
    const PartFile part(to);
    Backup(from, part.path(), options).run();
    part.become(to);
}

}  // namespace xueshi::storage
