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
    const auto parameter = [&](std::size_t i, const char* array) {
        return "$" + std::to_string(i + 1) + "::" + type_name(table.columns[i].type) + array;
    };
    const auto value = [&](std::size_t i) { return parameter(i, ""); };
    // Arrays of one length, taken apart side by side. (The form with several arguments came later.)
    const auto given = [&](std::size_t count) {
        return "SELECT " + listed(0, count, ", ", [&](std::size_t i) {
                   return "unnest(" + parameter(i, "[]") + ") AS " + columns[i];
               });
    };
    const auto same_key = [&](const std::string& left, const std::string& right) {
        return listed(0, keys, " AND ", [&](std::size_t i) {
            return left + "." + columns[i] + " = " + right + "." + columns[i];
        });
    };
    const auto of_row = [&](std::size_t i) { return "stored." + columns[i]; };
    const auto of_given = [&](std::size_t i) { return "given." + columns[i]; };
    const auto of_changed = [&](std::size_t i) { return "changed." + columns[i]; };
    const std::string this_key =
        listed(0, keys, " AND ", [&](std::size_t i) { return of_row(i) + " = " + value(i); });
    const std::string select = "SELECT " + listed(0, all, ", ", of_row) + " FROM ";
    const std::string insert = "INSERT INTO " + queries.name + " (" + queries.all_columns + ") ";
    const std::string update = "UPDATE " + queries.name + " AS stored SET ";
    const std::string remove = "DELETE FROM " + queries.name + " AS stored ";
    const auto changes = [&](const auto& to) {
        return listed(keys < all ? keys : 0, all, ", ",
                      [&](std::size_t i) { return columns[i] + " = " + to(i); });
    };

    many.get = select + "(" + given(keys) + ") AS given JOIN " + queries.name + " AS stored ON " +
               same_key("stored", "given") + " ORDER BY " + listed(0, keys, ", ", of_row);
    many.append = insert + given(all);
    // (A NOT IN is looked up in a hash; NOT EXISTS would be a join, whose plan depends on settings.)
    many.put = "WITH given AS (" + given(all) + "), changed AS (" + update + changes(of_given) +
               " FROM given WHERE " + same_key("stored", "given") + " RETURNING " +
               listed(0, keys, ", ", of_row) + ") " + insert + "SELECT " + queries.all_columns +
               " FROM given WHERE (" + listed(0, keys, ", ", of_given) + ") NOT IN (SELECT " +
               listed(0, keys, ", ", of_changed) + " FROM changed)";
    many.erase =
        remove + "USING (" + given(keys) + ") AS given WHERE " + same_key("stored", "given");

    one.get = select + queries.name + " AS stored WHERE " + this_key;
    one.append = insert + "VALUES (" + listed(0, all, ", ", value) + ")";
    one.put = "WITH changed AS (" + update + changes(value) + " WHERE " + this_key +
              " RETURNING 1) " + insert + "SELECT " + listed(0, all, ", ", value) +
              " WHERE NOT EXISTS (SELECT 1 FROM changed)";
    one.erase = remove + "WHERE " + this_key;

    for (Texts* texts : {&one, &many}) {
        texts->get_shared = texts->get + " FOR SHARE OF stored";
        texts->get_exclusive = texts->get + " FOR UPDATE OF stored";
        texts->get_raised = texts->get_exclusive + " NOWAIT";
    }
    // An UPDATE of many rows has no order. Where a row may take over another's unique value, it matters.
    row_by_row = std::ranges::any_of(table.indexes, &Index::unique);
}

}  // namespace xueshi::storage::postgresql
