#pragma once
/// A connection and its statements, closed and finalised by themselves.

#include <memory>
#include <mutex>
#include <string>
#include <unistd.h>
#include <unordered_map>

#include <sqlite3.h>

#include <xueshi/storage.hpp>

#include "sqlite_storage.hpp"

namespace xueshi::storage::sqlite {

class Connection;

/// A prepared statement. Texts and blobs are bound without copying: what they point to must live
/// until `reset`.
class Statement {
public:
    Statement() = default;
    Statement(Connection& connection, const std::string& sql);

    explicit operator bool() const noexcept { return handle_ != nullptr; }

    void bind(int parameter, const Cell& cell);
    void bind(int parameter, std::int64_t value) {
        bind(parameter, Cell{CellType::integer, value, {}});
    }
    void bind_text(int parameter, std::string_view value) {
        bind(parameter, Cell{CellType::text, 0, value});
    }

    bool step();  ///< whether there is a row; a failure resets and throws
    void run() {
        while (step()) {
        }
    }  ///< to the end
    void reset() noexcept { sqlite3_reset(handle_.get()); }

    std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
    std::string text(int column) const;
    /// Appends the columns `first`, `first + 1`, … as encoded cells.
    void append_columns(int first, int count, std::string& row) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    Connection* connection_ = nullptr;
};

/// Resets a cached statement when its use ends, however it ends.
class Use {
public:
    explicit Use(Statement& statement) noexcept : statement_(statement) {}
    ~Use() { statement_.reset(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    Statement* operator->() const noexcept { return &statement_; }

private:
    Statement& statement_;
};

/// What becomes of a handle at the end: the host's stays open; and in a child of fork() closing it
/// could undo what the parent is writing.
struct CloseHandle {
    bool owned = true;
    pid_t process = ::getpid();
    void operator()(sqlite3* handle) const noexcept {
        if (owned && process == ::getpid()) sqlite3_close_v2(handle);
    }
};

class Connection {
public:
    enum class Role { first, reader };

    /// Opens and sets up. The busy handler stands before the first pragma: another process may hold
    /// the file at this very moment.
    Connection(const SqliteOptions& options, Role role, Deadline deadline);
    /// The host's own, which stays as it is set up and open when this ends.
    explicit Connection(sqlite3* borrowed);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Waits for locks end here, until it is set anew.
    void wait_until(Deadline deadline) noexcept { deadline_ = deadline; }

    sqlite3* handle() const noexcept { return handle_.get(); }
    bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle()) == 0; }
    bool read_only() const noexcept { return sqlite3_db_readonly(handle(), "main") == 1; }

    void execute(const std::string& sql) { Statement(*this, sql).run(); }
    std::string ask(const std::string& sql);  ///< the first column of the first row, or nothing
    /// The statement of this text, prepared at its first use.
    Statement& cached(const std::string& sql);
    void forget_statements() noexcept { cache_.clear(); }
    /// Throws what the library says about the last call.
    [[noreturn]] void fail_now(int result, const char* doing);
    void roll_back() noexcept;
    /// Whether its medium failed: what it still believes of the file, and which locks it holds,
    /// nobody knows. Only closing it makes that good.
    bool broken() const noexcept { return broken_; }

    /// For the one connection of a database in memory, that all transactions share.
    std::mutex& mutex() noexcept { return mutex_; }

private:
    static int on_busy(void* self, int count) noexcept;
    void open(const SqliteOptions& options);
    void set_journal(const SqliteOptions& options, Role role);

    std::string path_;
    Deadline deadline_;
    bool broken_ = false;
    std::unique_ptr<sqlite3, CloseHandle> handle_;
    std::unordered_map<std::string, Statement> cache_;  // finalised before the handle closes
    std::mutex mutex_;
};

}  // namespace xueshi::storage::sqlite
