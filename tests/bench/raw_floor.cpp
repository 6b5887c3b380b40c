#include "bench/raw_floor.hpp"

#include <stdexcept>

namespace xueshi::bench {

namespace {

void require(bool good, sqlite3* handle) {
    if (!good) throw std::runtime_error(std::string("raw floor: ") + sqlite3_errmsg(handle));
}

void run_raw(sqlite3* handle, const std::string& sql) {
    require(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, handle);
}

std::string parameters(int count) {
    std::string text = "?";
    for (int i = 1; i < count; ++i)
        text += ",?";
    return text;
}

/// INSERT with a parameter for each column that the table has.
RawStatement insert_into(sqlite3* handle, const std::string& table) {
    const RawStatement all = prepare_raw(handle, "SELECT * FROM " + table);
    return prepare_raw(handle, "INSERT INTO " + table + " VALUES (" +
                                   parameters(sqlite3_column_count(all.get())) + ")");
}

}  // namespace

Handle open_raw(const std::string& path) {
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &handle,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle owned(handle);
    require(result == SQLITE_OK, handle);
    return owned;
}

RawStatement prepare_raw(sqlite3* handle, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite3_prepare_v3(handle, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    require(result == SQLITE_OK, handle);
    return RawStatement(statement);
}

void bind_raw(sqlite3_stmt* statement, int parameter, const RawCell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        sqlite3_bind_int64(statement, parameter, *number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        sqlite3_bind_text64(statement, parameter, text->data(), text->size(), SQLITE_STATIC,
                            SQLITE_UTF8);
    } else {
        sqlite3_bind_null(statement, parameter);
    }
}

std::string Durability::url(const std::string& path) const {
    return "sqlite:" + path + "?journal=" + journal + "&synchronous=" + synchronous;
}

RawFloor::RawFloor(const std::string& path, const Durability& durability)
    : handle_(open_raw(path)) {
    sqlite3* handle = handle_.get();
    run_raw(handle, "PRAGMA cache_size=-65536");  // the storage's own default
    run_raw(handle, "PRAGMA temp_store=MEMORY");
    run_raw(handle, "PRAGMA synchronous=" + durability.synchronous);
    run_raw(handle, "PRAGMA journal_mode=" + durability.journal);
    begin_ = prepare_raw(handle, "BEGIN IMMEDIATE");
    enrollment_ = insert_into(handle, "xueshi_enrollment");
    log_ = insert_into(handle, "xueshi_log");
    stream_ = prepare_raw(handle,
                          "INSERT INTO xueshi_stream (stream, number, hash, at, checkpointed) "
                          "VALUES (?, ?, ?, ?, 0) ON CONFLICT (stream) DO UPDATE SET "
                          "number = excluded.number, hash = excluded.hash, at = excluded.at");
    quota_ = prepare_raw(handle,
                         "UPDATE xueshi_quota SET used = used + ?1 WHERE place = ?2 AND "
                         "project = ?3 AND org = ?4 AND used + ?1 <= seats");
    commit_ = prepare_raw(handle, "COMMIT");
}

void RawFloor::write(const Written& written) {
    run(begin_, {});
    for (const RawRow& row : written.enrollments)
        run(enrollment_, row);
    run(quota_, written.quota);
    require(sqlite3_changes(handle_.get()) == 1, handle_.get());  // or the floor would be too low
    run(stream_, written.stream);
    require(sqlite3_changes(handle_.get()) == 1, handle_.get());
    run(log_, written.log);
    run(commit_, {});
}

void RawFloor::run(const RawStatement& statement, const RawRow& row) {
    sqlite3_stmt* handle = statement.get();
    for (std::size_t i = 0; i < row.size(); ++i) {
        bind_raw(handle, static_cast<int>(i) + 1, row[i]);
    }
    const int result = sqlite3_step(handle);
    sqlite3_reset(handle);
    require(result == SQLITE_DONE, handle_.get());
}

}  // namespace xueshi::bench
