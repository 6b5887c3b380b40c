#pragma once
/// The floor: the same rows, written by prepared statements of SQLite's C interface. The same
/// schema, pragmas, journal and order of keys; no rule, no reading, no encoding.

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <sqlite3.h>

namespace xueshi::bench {

struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, Close>;
using RawStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

using RawCell = std::variant<std::monostate, std::int64_t, std::string>;
using RawRow = std::vector<RawCell>;

Handle open_raw(const std::string& path);
RawStatement prepare_raw(sqlite3* handle, const std::string& sql);
void bind_raw(sqlite3_stmt* statement, int parameter, const RawCell& cell);

/// All that one enrol command wrote.
struct Written {
    std::vector<RawRow> enrollments;  ///< in the order of their keys
    RawRow log;                       ///< the entry, byte for byte
    RawRow stream;                    ///< stream, number, hash, at
    RawRow quota;                     ///< seats taken, and the quota's key
};

/// How the files are opened, for both sides alike.
struct Durability {
    std::string journal = "truncate";
    std::string synchronous = "full";

    std::string url(const std::string& path) const;
};

class RawFloor {
public:
    RawFloor(const std::string& path, const Durability& durability);

    /// One command, durable when it returns.
    void write(const Written& written);

private:
    void run(const RawStatement& statement, const RawRow& row);

    Handle handle_;
    RawStatement begin_, enrollment_, log_, stream_, quota_, commit_;
};

}  // namespace xueshi::bench
