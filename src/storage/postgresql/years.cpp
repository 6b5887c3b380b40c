#include "years.hpp"

#include <algorithm>

#include <xueshi/time.hpp>

#include "../sql/queries.hpp"

namespace xueshi::storage::postgresql {
namespace {

using sql::quoted;

constexpr const char* this_year_query =
    "SELECT extract(year FROM now() AT TIME ZONE 'UTC')::bigint";

// Who waits for the table's lock keeps all others waiting behind: so not for long.
constexpr const char* impatience = "SET LOCAL lock_timeout = '1s'";

std::string partition_name(const Table& table, const std::string& which) {
    return sql::table_name(table) + "_" + which;
}

std::string qualified(const std::string& schema_name, const std::string& name) {
    return quoted(schema_name) + "." + quoted(name);
}

/// The first value of a year in the table's column.
std::int64_t beginning(const Table& table, std::int64_t year) {
    if (!table.year->in_microseconds) return year;
    const Date first = Date::of(static_cast<int>(year), 1, 1).value();
    return Instant::midnight(first, ZoneOffset{0}).micros();
}

std::string partition_of(const std::string& schema_name, const Table& table,
                         const std::string& which) {
    return "CREATE TABLE " + qualified(schema_name, partition_name(table, which)) +
           " PARTITION OF " + qualified(schema_name, sql::table_name(table));
}

/// Whether rows of a year are already among the others: then its partition can't be made, and
/// trying would read them all under a lock that nobody gets past.
bool has_begun(Connection& connection, const std::string& schema_name, const Table& table,
               std::int64_t year) {
    const std::string column = quoted(table.columns[table.year->column].name);
    bool begun = false;
    connection.run("SELECT 1 FROM " + qualified(schema_name, partition_name(table, "other")) +
                       " WHERE " + column + " >= " + std::to_string(beginning(table, year)) +
                       " AND " + column + " < " + std::to_string(beginning(table, year + 1)) +
                       " LIMIT 1",
                   {}, [&](const Result& result) { begun = result.rows() > 0; });
    return begun;
}

/// Whether it could be made.
bool make_year(Connection& connection, const std::string& schema_name, const Table& table,
               std::int64_t year) {
    try {
        if (has_begun(connection, schema_name, table, year)) return true;
        connection.send("BEGIN", {});
        connection.send(impatience, {});
        connection.send(partition_of(schema_name, table, std::to_string(year)) +
                            " FOR VALUES FROM (" + std::to_string(beginning(table, year)) +
                            ") TO (" + std::to_string(beginning(table, year + 1)) + ")",
                        {});
        connection.run("COMMIT");
        return true;
    } catch (const ServerFailure&) {
        if (connection.reset()) return false;
        throw Error(ErrorCode::storage_unavailable,
                    "postgresql: the connection was lost while preparing");
    }
}

}  // namespace

bool has_years(const Table& table) {
    return table.year && std::ranges::none_of(table.indexes, &Index::unique);
}

std::string by_years(const Table& table) {
    return " PARTITION BY RANGE (" + quoted(table.columns[table.year->column].name) + ")";
}

std::string partition_for_others(const std::string& schema_name, const Table& table) {
    return partition_of(schema_name, table, "other") + " DEFAULT";
}

void make_years_ahead(Connection& connection, const std::string& schema_name,
                      const StoredSchema& stored, std::span<const Table* const> tables) {
    if (tables.empty()) return;
    std::int64_t now = 0;
    connection.run(this_year_query, {}, [&](const Result& result) { now = result.integer(0, 0); });
    for (const Table* table : tables)
        for (std::int64_t year = now - 1; year <= now + 2; ++year)
            if (!stored.tables.contains(partition_name(*table, std::to_string(year))) &&
                !make_year(connection, schema_name, *table, year))
                return;  // who had to wait once has kept others waiting long enough
}

}  // namespace xueshi::storage::postgresql
