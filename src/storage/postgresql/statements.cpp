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

    const std::string shared = " FOR SHARE OF stored";
    const std::string exclusive = " FOR UPDATE OF stored";
    const std::string at_once = " NOWAIT";
    const std::string in_order = " ORDER BY " + listed(0, keys, ", ", of_row);
    many.get = select + "(" + given(keys) + ") AS given JOIN " + queries.name + " AS stored ON " +
               same_key("stored", "given") + in_order;
    many.append = insert + given(all);
    many.put = "WITH given AS (" + given(all) + "), changed AS (" + update +
               changes([&](std::size_t i) { return "given." + columns[i]; }) +
               " FROM given WHERE " + same_key("stored", "given") + " RETURNING " +
               listed(0, keys, ", ", of_row) + ") " + insert + "SELECT " + queries.all_columns +
               " FROM given WHERE NOT EXISTS (SELECT 1 FROM changed WHERE " +
               same_key("changed", "given") + ")";
    many.erase =
        remove + "USING (" + given(keys) + ") AS given WHERE " + same_key("stored", "given");

    one.get = select + queries.name + " AS stored WHERE " + this_key;
    one.append = insert + "VALUES (" + listed(0, all, ", ", value) + ")";
    one.put = "WITH changed AS (" + update + changes(value) + " WHERE " + this_key +
              " RETURNING 1) " + insert + "SELECT " + listed(0, all, ", ", value) +
              " WHERE NOT EXISTS (SELECT 1 FROM changed)";
    one.erase = remove + "WHERE " + this_key;

    for (Texts* texts : {&one, &many}) {
        texts->get_shared = texts->get + shared;
        texts->get_exclusive = texts->get + exclusive;
        texts->get_raised = texts->get_exclusive + at_once;
    }

    // The places of one row among the parameters, "($5::text, …", with what stands before and
    // between them.
    const auto row_of = [&](std::size_t row, std::size_t count, const char* between, auto before) {
        return listed(0, count, between, [&](std::size_t column) {
            return before(column) + "$" + std::to_string(row * count + column + 1) +
                   "::" + type_name(table.columns[column].type);
        });
    };
    const auto equal = [&](std::size_t column) { return of_row(column) + " = "; };
    const auto nothing = [](std::size_t) { return std::string(); };
    const std::string places =
        listed(0, keys, ", ", [](std::size_t i) { return std::to_string(i + 1); });
    // One look-up after the other, in the order of keys. (Of alternatives, "key OR key", the server
    // may think that reading a small table whole is as good, and goes on doing so when it has
    // grown.)
    const auto looked_up = [&](std::size_t rows, const std::string& lock) {
        return listed(0, rows, " UNION ALL ", [&](std::size_t row) {
            return "SELECT * FROM (" + select + queries.name + " AS stored WHERE " +
                   row_of(row, keys, " AND ", equal) + lock + ") AS row_" + std::to_string(row);
        });
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        Texts& piece = pieces[i];
        const std::size_t rows = piece_sizes[i];
        piece = one;  // other writes go row by row
        piece.get = looked_up(rows, "") + " ORDER BY " + places;
        piece.get_shared = looked_up(rows, shared);
        piece.get_exclusive = looked_up(rows, exclusive);
        piece.get_raised = looked_up(rows, exclusive + at_once);
        piece.append = insert + "VALUES " + listed(0, rows, ", ", [&](std::size_t row) {
                           return "(" + row_of(row, all, ", ", nothing) + ")";
                       });
    }

    // An UPDATE of many rows has no order. Where a row may take over another's unique value, it
    // matters.
    row_by_row = std::ranges::any_of(table.indexes, &Index::unique);
}

}  // namespace xueshi::storage::postgresql
