#include "schema.hpp"

#include <algorithm>

#include "../sql/queries.hpp"

namespace xueshi::storage::sqlite {
namespace {

using sql::quoted;

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::storage_schema, "sqlite schema: " + what);
}

const char* type_name(CellType type) {
    switch (type) {
        case CellType::integer:
            return "INTEGER";
        case CellType::text:
            return "TEXT";
        default:
            return "BLOB";
    }
}

struct StoredColumn {
    std::string name;
    std::string type;
    bool nullable;
    std::int64_t key_place;  ///< from 1; 0: not of the key
};

std::vector<StoredColumn> stored_columns(Connection& connection, const std::string& table) {
    Statement info(connection, "SELECT name, type, \"notnull\", pk FROM pragma_table_info($1)");
    info.bind_text(1, table);
    std::vector<StoredColumn> columns;
    while (info.step())
        columns.push_back({info.text(0), info.text(1), info.integer(2) == 0, info.integer(3)});
    return columns;
}

bool exists(Connection& connection, const char* type, const std::string& name) {
    Statement find(connection, "SELECT 1 FROM sqlite_schema WHERE type = $1 AND name = $2");
    find.bind_text(1, type);
    find.bind_text(2, name);
    return find.step();
}

std::string definition(const Column& column) {
    return quoted(column.name) + " " + type_name(column.type) +
           (column.nullable ? "" : " NOT NULL");
}

void create_table(Connection& connection, const Table& table) {
    std::string columns;
    std::string key;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        columns += definition(table.columns[i]) + ", ";
        if (i < table.key_columns) key += (i == 0 ? "" : ", ") + quoted(table.columns[i].name);
    }
    connection.execute("CREATE TABLE " + quoted(sql::table_name(table)) + " (" + columns +
                       "PRIMARY KEY (" + key + ")) WITHOUT ROWID, STRICT");
}

/// Works on the names only: the stored order is free, a newer version may have added columns.
void extend_table(Connection& connection, const Table& table, bool may_write) {
    const std::string name = sql::table_name(table);
    std::vector<StoredColumn> stored = stored_columns(connection, name);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        const std::string which = name + "." + std::string(column.name);
        const auto found = std::ranges::find(stored, column.name, &StoredColumn::name);
        if (found == stored.end()) {
            if (!column.nullable || !may_write) refuse("column " + which + " is missing");
            connection.execute("ALTER TABLE " + quoted(name) + " ADD COLUMN " + definition(column));
            continue;
        }
        const std::int64_t place = i < table.key_columns ? static_cast<std::int64_t>(i) + 1 : 0;
        if (found->type != type_name(column.type) || found->nullable != column.nullable ||
            found->key_place != place)
            refuse("column " + which + " is stored otherwise than described");
        stored.erase(found);
    }
    for (const StoredColumn& unknown : stored)
        if (!unknown.nullable) refuse("unknown column " + name + "." + unknown.name);
}

void create_index(Connection& connection, const Table& table, const Index& index) {
    std::string columns;
    for (const std::uint8_t column : index.columns)
        columns += (columns.empty() ? "" : ", ") + quoted(table.columns[column].name);
    try {
        connection.execute(std::string("CREATE ") + (index.unique ? "UNIQUE " : "") + "INDEX " +
                           quoted(sql::index_name(table, index)) + " ON " +
                           quoted(sql::table_name(table)) + " (" + columns + ")");
    } catch (const Conflict& conflict) {
        refuse(conflict.what());
    }
}

void check_index(Connection& connection, const Table& table, const Index& index) {
    const std::string name = sql::index_name(table, index);
    Statement info(connection, "SELECT name FROM pragma_index_info($1) ORDER BY seqno");
    info.bind_text(1, name);
    bool same = true;
    for (const std::uint8_t column : index.columns)
        same = same && info.step() && info.text(0) == table.columns[column].name;
    same = same && !info.step();
    Statement unique(connection,
                     "SELECT 1 FROM pragma_index_list($1) "
                     "WHERE name = $2 AND \"unique\" = $3");
    const std::string table_name = sql::table_name(table);
    unique.bind_text(1, table_name);
    unique.bind_text(2, name);
    unique.bind(3, std::int64_t{index.unique});
    if (!same || !unique.step()) refuse("index " + name + " is stored otherwise than described");
}

void write_versions(Connection& connection, const Versions& versions) {
    const std::pair<const char*, std::int64_t> rows[] = {{"version", versions.version},
                                                         {"least_reader", versions.least_reader},
                                                         {"least_writer", versions.least_writer}};
    Statement put(connection,
                  "INSERT INTO xueshi_meta (name, value) VALUES ($1, $2) "
                  "ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    for (const auto& [name, value] : rows) {
        put.bind_text(1, name);
        put.bind(2, value);
        put.run();
        put.reset();
    }
}

void refuse_newer(const Versions& stored, const Schema& schema) {
    if (stored.least_reader > schema.version)
        refuse("written by version " + std::to_string(stored.version) +
               ", which only versions from " + std::to_string(stored.least_reader) +
               " may read; this one is " + std::to_string(schema.version));
}

void bring_up(Connection& connection, const Schema& schema, bool may_write) {
    for (const Table* table : schema.tables) {
        const std::string name = sql::table_name(*table);
        if (exists(connection, "table", name))
            extend_table(connection, *table, may_write);
        else if (may_write)
            create_table(connection, *table);
        else
            refuse("table " + name + " is missing");
        for (const Index& index : table->indexes) {
            if (exists(connection, "index", sql::index_name(*table, index)))
                check_index(connection, *table, index);
            else if (may_write)
                create_index(connection, *table, index);
            else
                refuse("index " + sql::index_name(*table, index) + " is missing");
        }
    }
}

}  // namespace

Versions read_versions(Connection& connection) {
    Versions versions;
    if (!exists(connection, "table", "xueshi_meta")) return versions;
    Statement all(connection, "SELECT name, value FROM xueshi_meta");
    while (all.step()) {
        const std::string name = all.text(0);
        if (name == "version") versions.version = all.integer(1);
        if (name == "least_reader") versions.least_reader = all.integer(1);
        if (name == "least_writer") versions.least_writer = all.integer(1);
    }
    return versions;
}

void require(Connection& connection, const Schema& schema) {
    const Versions stored = read_versions(connection);
    refuse_newer(stored, schema);
    if (stored.version < schema.version)
        refuse("made by version " + std::to_string(stored.version) +
               " or never prepared: open it once by its URL");
    bring_up(connection, schema, false);
}

void prepare(Connection& connection, const Schema& schema) {
    const bool may_write = !connection.read_only();
    connection.execute(may_write ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
        const Versions stored = read_versions(connection);
        refuse_newer(stored, schema);
        const bool bring = may_write && stored.least_writer <= schema.version;
        if (bring && stored.version == 0)
            connection.execute(
                "CREATE TABLE IF NOT EXISTS xueshi_meta (name TEXT NOT NULL "
                "PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID, STRICT");
        bring_up(connection, schema, bring);
        const Versions now{std::max(stored.version, schema.version),
                           std::max(stored.least_reader, schema.least_reader),
                           std::max(stored.least_writer, schema.least_writer)};
        if (bring && (now.version != stored.version || now.least_reader != stored.least_reader ||
                      now.least_writer != stored.least_writer))
            write_versions(connection, now);
        connection.execute("COMMIT");
    } catch (...) {
        connection.roll_back();
        throw;
    }
}

}  // namespace xueshi::storage::sqlite
