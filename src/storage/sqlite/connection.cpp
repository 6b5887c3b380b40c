#include "connection.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

#include "library.hpp"

namespace xueshi::storage::sqlite {

Statement::Statement(Connection& connection, const std::string& sql) : connection_(&connection) {
    sqlite3_stmt* handle = nullptr;
    const int result =
        sqlite3_prepare_v3(connection.handle(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                           SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    handle_.reset(handle);
    if (result != SQLITE_OK) connection.fail_now(result, "preparing a statement");
}

void Statement::bind(int parameter, const Cell& cell) {
    sqlite3_stmt* handle = handle_.get();
    const char* bytes = cell.bytes.data() != nullptr ? cell.bytes.data() : "";  // null means NULL
    int result = SQLITE_OK;
    switch (cell.type) {
        case CellType::null:
            result = sqlite3_bind_null(handle, parameter);
            break;
        case CellType::integer:
            result = sqlite3_bind_int64(handle, parameter, cell.integer);
            break;
        case CellType::text:
            result = sqlite3_bind_text64(handle, parameter, bytes, cell.bytes.size(), SQLITE_STATIC,
                                         SQLITE_UTF8);
            break;
        case CellType::blob:
            result =
                sqlite3_bind_blob64(handle, parameter, bytes, cell.bytes.size(), SQLITE_STATIC);
            break;
    }
    if (result != SQLITE_OK) connection_->fail_now(result, "binding a value");
}

bool Statement::step() {
    const int result = sqlite3_step(handle_.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    try {
        connection_->fail_now(result, "running a statement");
    } catch (...) {
        reset();
        throw;
    }
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void Statement::append_columns(int first, int count, std::string& row) const {
    sqlite3_stmt* handle = handle_.get();
    for (int column = first; column < first + count; ++column) {
        const auto bytes = [&](const void* data) {
            const int size = sqlite3_column_bytes(handle, column);
            return std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
        };
        switch (sqlite3_column_type(handle, column)) {
            case SQLITE_NULL:
                append_null(row);
                break;
            case SQLITE_INTEGER:
                append_integer(row, sqlite3_column_int64(handle, column));
                break;
            case SQLITE_BLOB:
                append_blob(row, bytes(sqlite3_column_blob(handle, column)));
                break;
            case SQLITE_TEXT: {
                const std::string_view text = bytes(sqlite3_column_text(handle, column));
                if (text.find('\0') != text.npos)
                    throw Error(ErrorCode::storage_corrupt, "a stored text contains NUL");
                append_text(row, text);
                break;
            }
            default:
                throw Error(ErrorCode::storage_corrupt, "a stored number is no integer");
        }
    }
}

Connection::Connection(const SqliteOptions& options, Role role, Deadline deadline)
    : path_(options.path), deadline_(deadline) {
    open(options);
    sqlite3_busy_handler(handle(), &on_busy, this);
    ask("PRAGMA schema_version");  // opening is lazy: this reads the file's first page
    const std::int64_t mb =
        role == Role::reader ? std::max<std::int64_t>(1, options.cache_mb / 8) : options.cache_mb;
    execute("PRAGMA cache_size=-" + std::to_string(mb * 1024));
    execute("PRAGMA temp_store=MEMORY");
    // Turning a file to WAL leaves a deleted journal of the old kind: if that came back after a
    // loss of power, it would undo the turning, and with it all that was done since. "extra" is
    // "full" and makes the deletion safe; with the journals we use afterwards the two are the same.
    const bool off = options.synchronous == "off";
    execute(off ? "PRAGMA synchronous=off" : "PRAGMA synchronous=extra");
    if (!options.read_only && path_ != ":memory:" && !read_only()) set_journal(options, role);
    if (options.synchronous == "normal") execute("PRAGMA synchronous=normal");
}

Connection::Connection(sqlite3* borrowed)
    : path_("(the host's connection)"),
      deadline_(Deadline::max()),
      handle_(borrowed, CloseHandle{.owned = false}) {}

void Connection::open(const SqliteOptions& options) {
    const int access =
        options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    // "./" keeps SQLite from reading a meaning into a name such as "file:…" or ":x".
    const bool plain = path_ == ":memory:" || path_.starts_with('/');
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2((plain ? path_ : "./" + path_).c_str(), &handle,
                                       access | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(handle);
    if (handle == nullptr)
        throw Error(ErrorCode::storage_unavailable, "sqlite " + path_ + ": no memory to open");
    sqlite3_extended_result_codes(handle, 1);
    if (result != SQLITE_OK) fail_now(result, "opening");
}

/// A rollback journal's kind belongs to the connection, WAL to the file. A file that is in WAL
/// though nobody asked for it stays so while others use it: info() then warns.
void Connection::set_journal(const SqliteOptions& options, Role role) {
    const bool risky = loses_commits_in_wal(sqlite3_libversion_number());
    const SqliteJournal wanted =
        options.journal.value_or(risky ? SqliteJournal::truncate : SqliteJournal::wal);
    const std::string name = wanted == SqliteJournal::wal ? "wal" : "truncate";
    const std::string now = ask("PRAGMA journal_mode");
    if (now == name || (now == "wal" && role != Role::first)) return;
    const Deadline deadline = deadline_;
    if (now == "wal" && !options.journal) wait_until(Deadline::clock::now());
    for (;;) {
        try {
            ask("PRAGMA journal_mode=" + name);
            break;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::storage_busy) throw;
            // Some changes of mode fail at once without asking the busy handler.
            if (on_busy(this, 20) != 0) continue;
            if (options.journal) throw;
            break;
        }
    }
    wait_until(deadline);
}

/// Short naps: SQLite's own (up to 100 ms) let a busy writer starve others for seconds.
int Connection::on_busy(void* self, int count) noexcept {
    const auto now = Deadline::clock::now();
    const Deadline deadline = static_cast<Connection*>(self)->deadline_;
    if (now >= deadline) return 0;
    const auto jitter = std::chrono::microseconds(now.time_since_epoch().count() / 1000 % 100);
    const auto nap = std::chrono::microseconds(100 * std::min(count + 1, 20)) + jitter;
    std::this_thread::sleep_for(
        std::min(std::chrono::duration_cast<Deadline::duration>(nap), deadline - now));
    return 1;
}

std::string Connection::ask(const std::string& sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.text(0) : std::string();
}

Statement& Connection::cached(const std::string& sql) {
    Statement& statement = cache_[sql];
    if (!statement) statement = Statement(*this, sql);
    return statement;
}

void Connection::fail_now(int result, const char* doing) {
    // A host's connection may be set to tell only the kind.
    const int precise = sqlite3_extended_errcode(handle());
    if ((precise & 0xff) == (result & 0xff)) result = precise;
    const bool of_memory = (result & 0xff) == SQLITE_NOMEM;
    broken_ |= error_code(result) == ErrorCode::storage_unavailable && !of_memory;
    fail(result, "sqlite " + path_ + ": " + doing + ": " + sqlite3_errmsg(handle()));
}

void Connection::roll_back() noexcept {
    if (in_transaction())
        broken_ |= sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK;
}

}  // namespace xueshi::storage::sqlite
