#include "statements.hpp"

#include <algorithm>

#include "../../values/sha256.hpp"

namespace xueshi::storage::postgresql {
namespace {

template <class Each>
std::string listed(std::size_t first, std::size_t end, const char* between, Each each) {
    std::string text;
    for (std::size_t i = first; i < end; ++i)
        text += (text.empty() ? "" : between) + each(i);
    return text;
}

}  // namespace

const char* type_name(CellType type) {
    if (type == CellType::integer) return "bigint";
    return type == CellType::text ? "text" : "bytea";
}

std::string index_name(const Table& table, const Index& index) {
    constexpr std::size_t most = 63;
    std::string name = sql::index_name(table, index);
    if (name.size() <= most) return name;
    const std::string digest = hex(sha256(name)).substr(0, 16);
    return name.substr(0, most - digest.size() - 1) + "_" + digest;
}

Statements::Statements(const Table& table, const std::string& schema) : queries(table) {
    queries.name = sql::quoted(schema) + "." + queries.name;
    const std::vector<std::string>& columns = queries.columns;
    const std::size_t keys = queries.key_columns;
    const std::size_t all = columns.size();
    // Arrays of one length, taken apart side by side. (The form with several arguments came later.)
    const auto given = [&](std::size_t count) {
        return "SELECT " + listed(0, count, ", ", [&](std::size_t i) {
                   return "unnest($" + std::to_string(i + 1) +
                          "::" + type_name(table.columns[i].type) + "[]) AS " + columns[i];
               });
    };
    const auto same_key = [&](const std::string& left, const std::string& right) {
        return listed(0, keys, " AND ", [&](std::size_t i) {
            return left + "." + columns[i] + " = " + right + "." + columns[i];
        });
    };
    const auto of_row = [&](std::size_t i) { return "stored." + columns[i]; };
    get = "SELECT " + listed(0, all, ", ", of_row) + " FROM (" + given(keys) + ") AS given JOIN " +
          queries.name + " AS stored ON " + same_key("stored", "given") + " ORDER BY " +
          listed(0, keys, ", ", of_row);
    get_shared = get + " FOR SHARE OF stored";
    get_exclusive = get + " FOR UPDATE OF stored";
    get_raised = get_exclusive + " NOWAIT";
    const std::string insert = "INSERT INTO " + queries.name + " (" + queries.all_columns + ") ";
    append = insert + given(all);
    put = "WITH given AS (" + given(all) + "), changed AS (UPDATE " + queries.name +
          " AS stored SET " +
          listed(keys < all ? keys : 0, all, ", ",
                 [&](std::size_t i) { return columns[i] + " = given." + columns[i]; }) +
          " FROM given WHERE " + same_key("stored", "given") + " RETURNING " +
          listed(0, keys, ", ", of_row) + ") " + insert + "SELECT " + queries.all_columns +
          " FROM given WHERE NOT EXISTS (SELECT 1 FROM changed WHERE " +
          same_key("changed", "given") + ")";
    erase = "DELETE FROM " + queries.name + " AS stored USING (" + given(keys) +
            ") AS given WHERE " + same_key("stored", "given");
    // An UPDATE of many rows has no order. Where a row may take over another's unique value, it matters.
    row_by_row = std::ranges::any_of(table.indexes, &Index::unique);
}

}  // namespace xueshi::storage::postgresql
