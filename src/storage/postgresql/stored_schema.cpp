#include "stored_schema.hpp"

#include "../sql/queries.hpp"

namespace xueshi::storage::postgresql {
namespace {

constexpr const char* schema_query =
    "SELECT 1::bigint FROM pg_catalog.pg_namespace WHERE nspname = $1::text";

constexpr const char* columns_query =
    "SELECT c.relname::text, a.attname::text, t.typname::text, coalesce(o.collname::text, ''), "
    "a.attnotnull::text FROM pg_catalog.pg_attribute a "
    "JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
    "LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation "
    "WHERE n.nspname = $1::text AND c.relkind IN ('r', 'p') AND a.attnum > 0 "
    "AND NOT a.attisdropped";

constexpr const char* indexes_query =
    "SELECT c.relname::text, i.relname::text, a.attname::text, x.indisprimary::text, "
    "x.indisunique::text, x.indisvalid::text FROM pg_catalog.pg_index x "
    "JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
    "JOIN pg_catalog.pg_class c ON c.oid = x.indrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "CROSS JOIN generate_series(0, 63) AS place "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[place] "
    "WHERE n.nspname = $1::text AND place < x.indnatts ORDER BY 1, 2, place";

constexpr const char* distributed_query =
    "SELECT DISTINCT c.relname::text FROM pg_catalog.pg_inherits i "
    "JOIN pg_catalog.pg_class c ON c.oid = i.inhparent "
    "JOIN pg_catalog.pg_class part ON part.oid = i.inhrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = $1::text AND part.relkind = 'f'";

void take_indexes(const Result& result, StoredSchema& stored) {
    for (int row = 0; row < result.rows(); ++row) {
        const std::string table = result.text(row, 0);
        if (result.text(row, 3) == "true") {
            stored.keys[table].push_back(result.text(row, 2));
            continue;
        }
        StoredIndex& index = stored.indexes[result.text(row, 1)];
        index.table = table;
        index.columns.push_back(result.text(row, 2));
        index.unique = result.text(row, 4) == "true";
        index.valid = result.text(row, 5) == "true";
    }
}

}  // namespace

StoredSchema read_schema(Connection& connection, const std::string& name) {
    StoredSchema stored;
    Parameters parameters;
    parameters.add_text(name);
    connection.send(schema_query, parameters,
                    [&](const Result& result) { stored.exists = result.rows() > 0; });
    connection.send(columns_query, parameters, [&](const Result& result) {
        for (int row = 0; row < result.rows(); ++row)
            stored.tables[result.text(row, 0)][result.text(row, 1)] = {
                result.text(row, 2), result.text(row, 3), result.text(row, 4) == "false"};
    });
    connection.send(distributed_query, parameters, [&](const Result& result) {
        for (int row = 0; row < result.rows(); ++row)
            stored.distributed.insert(result.text(row, 0));
    });
    connection.run(indexes_query, parameters,
                   [&](const Result& result) { take_indexes(result, stored); });
    if (stored.tables.contains(meta_table))
        connection.run("SELECT name, value FROM " + sql::quoted(name) + "." + meta_table, {},
                       [&](const Result& result) {
                           for (int row = 0; row < result.rows(); ++row)
                               stored.versions[result.text(row, 0)] = result.integer(row, 1);
                       });
    return stored;
}

}  // namespace xueshi::storage::postgresql
