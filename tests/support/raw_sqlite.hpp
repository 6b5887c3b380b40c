#pragma once
/// A bare connection: what a host, or another program on the same file, would do.

#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace xueshi::support {

class RawSqlite {
public:
    explicit RawSqlite(const std::string& file) {
        if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error(file);
        sqlite3_busy_timeout(handle_, 10'000);
    }
    ~RawSqlite() { sqlite3_close(handle_); }
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;

    void run(const std::string& sql) { ask(sql); }

    /// The first column of the last row, or nothing.
    std::string ask(const std::string& sql) {
        std::string answer;
        const auto keep = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) = values[0] != nullptr ? values[0] : "";
            return 0;
        };
        if (sqlite3_exec(handle_, sql.c_str(), keep, &answer, nullptr) != SQLITE_OK)
            throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_));
        return answer;
    }

private:
    sqlite3* handle_ = nullptr;
};

}  // namespace xueshi::support
