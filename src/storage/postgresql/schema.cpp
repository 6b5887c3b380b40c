#include "schema.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "statements.hpp"
#include "stored_schema.hpp"
#include "years.hpp"

namespace xueshi::storage::postgresql {
namespace {

using sql::quoted;

constexpr const char* identity = "identity";

std::int64_t by_chance() {
    std::random_device random;
    return (std::int64_t{random() & 0x7fff'ffff} << 32) | random();
}

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::storage_schema, "postgresql schema: " + what);
}

std::string definition(const Column& column) {
    return quoted(column.name) + " " + type_name(column.type) +
           (column.type == CellType::text ? " COLLATE \"C\"" : "") +
           (column.nullable ? "" : " NOT NULL");
}

/// Compares what is stored with what is described, and gathers the statements that are missing.
class Comparison {
public:
    Comparison(const StoredSchema& stored, std::string name, bool by_years)
        : stored_(stored), name_(std::move(name)), by_years_(by_years) {
        found_.identity = stored_.version(identity) == 0 ? by_chance() : stored_.version(identity);
    }

    /// Complete once the statements that are missing have been done.
    const Preparation& found() const { return found_; }

    std::vector<std::string> missing(const Schema& schema) {
        const bool write = stored_.version("least_writer") <= schema.version;
        if (!stored_.exists) add("CREATE SCHEMA " + quoted(name_));
        if (!stored_.tables.contains(meta_table))
            add("CREATE TABLE " + qualified(meta_table) +
                " (name text COLLATE \"C\" NOT NULL PRIMARY KEY, value bigint NOT NULL)");
        for (const Table* table : schema.tables)
            compare(*table);
        if (!write && !statements_.empty())
            refuse("something is missing that only newer versions may add: " + statements_.front());
        if (write) {
            compare_version("version", schema.version);
            compare_version("least_reader", schema.least_reader);
            compare_version("least_writer", schema.least_writer);
            if (stored_.version(identity) == 0) insert_version(identity, found_.identity);
        }
        return std::move(statements_);
    }

private:
    void add(std::string statement) { statements_.push_back(std::move(statement)); }
    std::string qualified(const std::string& name) const {
        return quoted(name_) + "." + quoted(name);
    }

    void compare(const Table& table) {
        const std::string name = sql::table_name(table);
        const auto stored = stored_.tables.find(name);
        if (stored == stored_.tables.end())
            create(table);
        else
            compare_columns(table, stored->second);
        for (const Index& index : table.indexes)
            compare_index(table, index);
    }

    void create(const Table& table) {
        std::string columns;
        std::string key;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            columns += definition(table.columns[i]) + ", ";
            if (i < table.key_columns) key += (i == 0 ? "" : ", ") + quoted(table.columns[i].name);
        }
        const bool by_years = by_years_ && has_years(table);
        // The server wants the partitions' column in the key. It makes no difference: see
        // YearColumn.
        if (by_years) key += ", " + quoted(table.columns[table.year->column].name);
        add("CREATE TABLE " + qualified(sql::table_name(table)) + " (" + columns + "PRIMARY KEY (" +
            key + "))" + (by_years ? postgresql::by_years(table) : ""));
        if (!by_years) return;
        add(partition_for_others(name_, table));
        found_.by_years.push_back(&table);
    }

    /// By name: the stored order is free, a newer version may have added columns.
    void compare_columns(const Table& table, std::map<std::string, StoredColumn> stored) {
        const std::string name = sql::table_name(table);
        std::vector<std::string> key;
        for (const Column& column : table.columns) {
            if (key.size() < table.key_columns) key.emplace_back(column.name);
            const std::string which = name + "." + std::string(column.name);
            const auto found = stored.find(std::string(column.name));
            if (found == stored.end()) {
                if (!column.nullable) refuse("column " + which + " is missing");
                add("ALTER TABLE " + qualified(name) + " ADD COLUMN " + definition(column));
                continue;
            }
            if (!is_described(found->second, column))
                refuse("column " + which + " is stored otherwise than described");
            stored.erase(found);
        }
        compare_key(table, std::move(key));
        for (const auto& [unknown, column] : stored)
            if (!column.nullable)
                refuse(std::string("unknown column ").append(name).append(".").append(unknown));
    }

    void compare_key(const Table& table, std::vector<std::string> key) {
        const std::string name = sql::table_name(table);
        if (stored_.distributed.contains(name)) {
            // The server can't know a key over several servers: each part has its own.
            found_.distributed += (found_.distributed.empty() ? "" : ", ") + name;
            return;
        }
        const auto stored = stored_.keys.find(name);
        if (stored != stored_.keys.end() && stored->second == key) return;
        if (has_years(table)) key.emplace_back(table.columns[table.year->column].name);
        if (stored == stored_.keys.end() || stored->second != key)
            refuse("the key of " + name + " is stored otherwise than described");
        found_.by_years.push_back(&table);
    }

    static bool is_described(const StoredColumn& stored, const Column& column) {
        const std::string type = column.type == CellType::integer ? "int8" : type_name(column.type);
        return stored.type == type && stored.nullable == column.nullable &&
               (column.type != CellType::text || stored.collation == "C");
    }

    void compare_index(const Table& table, const Index& index) {
        const std::string name = index_name(table, index);
        const std::string on = sql::table_name(table);
        std::vector<std::string> names;
        std::string columns;
        for (const std::uint8_t place : index.columns) {
            const Column& column = table.columns[place];
            names.emplace_back(column.name);
            columns += (columns.empty() ? "" : ", ") + quoted(column.name) +
                       (column.nullable ? " NULLS FIRST" : "");
        }
        if (index.unique && stored_.distributed.contains(on))
            refuse("index " + name + " can't be unique over several servers");
        const auto stored = stored_.indexes.find(name);
        if (stored == stored_.indexes.end())
            return add(std::string("CREATE ") + (index.unique ? "UNIQUE " : "") + "INDEX " +
                       quoted(name) + " ON " + qualified(on) + " (" + columns + ")");
        if (stored->second.table != on || stored->second.columns != names ||
            stored->second.unique != index.unique)
            refuse("index " + name + " is stored otherwise than described");
    }

    void compare_version(const std::string& name, std::int64_t value) {
        if (stored_.version(name) >= value) return;
        if (!stored_.versions.contains(name)) return insert_version(name, value);
        const std::string number = std::to_string(value);
        add("UPDATE " + qualified(meta_table) + " SET value = " + number + " WHERE name = '" +
            name + "' AND value < " + number);
    }

    void insert_version(const std::string& name, std::int64_t value) {
        add("INSERT INTO " + qualified(meta_table) + " VALUES ('" + name + "', " +
            std::to_string(value) + ")");
    }

    const StoredSchema& stored_;
    std::string name_;
    bool by_years_;
    Preparation found_;
    std::vector<std::string> statements_;
};

void refuse_newer(const StoredSchema& stored, const Schema& schema) {
    if (stored.version("least_reader") > schema.version)
        refuse("written by version " + std::to_string(stored.version("version")) +
               ", which only versions from " + std::to_string(stored.version("least_reader")) +
               " may read; this one is " + std::to_string(schema.version));
}

Preparation bring_up(Connection& connection, const std::string& name, const Schema& schema,
                     bool by_years) {
    connection.send("BEGIN ISOLATION LEVEL READ COMMITTED", {});
    const StoredSchema stored = read_schema(connection, name);
    refuse_newer(stored, schema);
    Comparison comparison(stored, name, by_years);
    for (const std::string& statement : comparison.missing(schema))
        connection.send(statement, {});
    connection.run("COMMIT");
    make_years_ahead(connection, name, stored, comparison.found().by_years);
    return comparison.found();
}

/// Longer and longer, and never as long as the others: who was in the way has time to finish.
void pause_before(int attempt) {
    std::random_device random;
    const int most = 5 << std::min(attempt, 6);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(1 + random() % static_cast<unsigned>(most)));
}

}  // namespace

Preparation prepare(Connection& connection, const std::string& name, const Schema& schema,
                    bool by_years) {
    constexpr int attempts = 20;
    for (int attempt = 0;; ++attempt) {
        try {
            return bring_up(connection, name, schema, by_years);
        } catch (const ServerFailure& failure) {
            if (!is_race_of_starts(failure)) raise(failure);
            if (attempt == attempts) refuse(failure.what());
        }
        if (!connection.reset())
            throw Error(ErrorCode::storage_unavailable,
                        "postgresql: the connection was lost while preparing");
        pause_before(attempt);
    }
}

void require(Connection& connection, const std::string& name, const Schema& schema) {
    const StoredSchema stored = read_schema(connection, name);
    refuse_newer(stored, schema);
    const std::vector<std::string> missing = Comparison(stored, name, false).missing(schema);
    if (!missing.empty())
        refuse("not prepared in " + name +
               ": open it once by its URL (missing: " + missing.front() + ")");
}

std::string allowed_query(const std::string& schema_name, Access access, std::int64_t version) {
    return "SELECT 1 / count(*) FROM " + quoted(schema_name) + "." + meta_table +
           " WHERE name = '" + (access == Access::write ? "least_writer" : "least_reader") +
           "' AND value <= " + std::to_string(version);
}

std::string same_storage_query(const std::string& schema_name) {
    return "SELECT 1 / count(*) FROM " + quoted(schema_name) + "." + meta_table +
           " WHERE name = 'identity' AND value = $1::bigint";
}

std::vector<std::string> faults_of(Connection& connection, const std::string& schema_name) {
    const StoredSchema stored = read_schema(connection, schema_name);
    std::vector<std::string> faults;
    if (!stored.tables.contains(meta_table))
        faults.push_back("the table " + schema_name + "." + meta_table + " is missing");
    for (const auto& [name, index] : stored.indexes)
        if (!index.valid)
            faults.push_back(std::string("index ")
                                 .append(schema_name)
                                 .append(".")
                                 .append(name)
                                 .append(" is not valid"));
    return faults;
}

}  // namespace xueshi::storage::postgresql
