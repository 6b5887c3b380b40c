#include "table.hpp"

#include <limits>
#include <set>

namespace xueshi::storage {
namespace {

[[noreturn]] void invalid(const Table& table, const std::string& what) {
    throw Error(ErrorCode::argument_invalid, "table " + std::string(table.name) + ": " + what);
}

bool is_word(std::string_view name) {
    if (name.empty() || name.size() > 40 || name[0] < 'a' || name[0] > 'z') return false;
    return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

bool sorts_alike(const Column& column) {
    return column.type == CellType::integer || column.type == CellType::text;
}

void check_columns(const Table& table) {
    if (table.columns.size() > most_columns) invalid(table, "more than 64 columns");
    if (table.key_columns == 0 || table.key_columns > table.columns.size())
        invalid(table, "the number of key columns is outside the columns");
    std::set<std::string_view> names;
    for (const Column& column : table.columns) {
        if (!is_word(column.name) || !names.insert(column.name).second)
            invalid(table, "bad or repeated column name '" + std::string(column.name) + "'");
        if (column.type == CellType::null) invalid(table, "a column has no type");
    }
    for (const Column& column : table.columns.first(table.key_columns))
        if (column.nullable || !sorts_alike(column))
            invalid(table, "key column " + std::string(column.name) +
                               " must be an integer or a text and never null");
}

void check_indexes(const Table& table) {
    std::set<std::string_view> names;
    for (const Index& index : table.indexes) {
        if (!is_word(index.name) || !names.insert(index.name).second)
            invalid(table, "bad or repeated index name '" + std::string(index.name) + "'");
        if (index.columns.empty()) invalid(table, "an index has no columns");
        for (const std::uint8_t column : index.columns)
            if (column >= table.columns.size() || !sorts_alike(table.columns[column]))
                invalid(table, "index " + std::string(index.name) +
                                   " names a column that is not an integer or a text");
    }
}

void check_year(const Table& table) {
    if (!table.year) return;
    const std::size_t column = table.year->column;
    if (column < table.key_columns || column >= table.columns.size() ||
        table.columns[column].type != CellType::integer || table.columns[column].nullable)
        invalid(table, "the year stands in an integer column beyond the key that is never null");
}

}  // namespace

void check_schema(const Schema& schema) {
    if (schema.version < 1 || schema.least_reader < 1 || schema.least_writer < 1 ||
        schema.least_reader > schema.version || schema.least_writer > schema.version)
        throw Error(ErrorCode::argument_invalid, "the schema's versions contradict each other");
    std::set<std::string_view> names;
    for (const Table* table : schema.tables) {
        if (!is_word(table->name) || table->name == "meta" || !names.insert(table->name).second)
            invalid(*table, "bad, reserved or repeated table name");
        check_columns(*table);
        check_indexes(*table);
        check_year(*table);
    }
}

std::size_t index_columns(const Table& table, std::size_t index) {
    if (index == by_key) return table.key_columns;
    if (index >= table.indexes.size()) invalid(table, "no index of this number");
    return table.indexes[index].columns.size();
}

void check_scan(const Table& table, std::size_t index, std::string_view prefix,
                std::string_view after) {
    const std::size_t leading = index_columns(table, index);
    const std::size_t whole = index == by_key ? leading : leading + table.key_columns;
    try {
        std::size_t cells = 0;
        for (CellReader reader(prefix); !reader.done(); ++cells)
            reader.skip(1);
        if (cells > whole) invalid(table, "a scan's prefix has more cells than the index");
        if (!after.empty() && leading_cells(after, whole).size() != after.size())
            invalid(table, "a scan's position has more cells than the index");
    } catch (const Error& error) {
        if (error.code() != ErrorCode::storage_corrupt) throw;
        invalid(table, "a scan's prefix or position is no sequence of whole cells");
    }
}

void check_add(const Table& table, const BoundedAdd& change) {
    const auto is_integer = [&](std::size_t column) {
        return column < table.columns.size() && table.columns[column].type == CellType::integer;
    };
    if (change.column < table.key_columns || !is_integer(change.column) ||
        (change.at_least_column && !is_integer(*change.at_least_column)) ||
        (change.at_most_column && !is_integer(*change.at_most_column)))
        invalid(table, "add() needs integer columns, and none of the key to change");
}

void RowCells::parse(const Table& table, std::string_view row) {
    if (row.size() > std::numeric_limits<std::uint32_t>::max()) invalid(table, "a row over 4 GiB");
    row_ = row;
    CellReader reader(row);
    try {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const std::string_view rest = reader.rest();
            starts_[i] = static_cast<std::uint32_t>(row.size() - rest.size());
            reader.skip(1);
            const auto type = static_cast<CellType>(rest[0]);
            const Column& column = table.columns[i];
            if (type != column.type && !(type == CellType::null && column.nullable))
                invalid(table, "column " + std::string(column.name) + " is of another type");
        }
    } catch (const Error& error) {
        if (error.code() != ErrorCode::storage_corrupt) throw;
        invalid(table, "a row has too few cells, or cells that are none");
    }
    if (!reader.done()) invalid(table, "a row has more cells than columns");
    starts_[table.columns.size()] = static_cast<std::uint32_t>(row.size());
}

std::string position_of(const Table& table, std::size_t index, std::string_view row) {
    if (index == by_key) return key_of(table, row);
    index_columns(table, index);
    RowCells cells;
    cells.parse(table, row);
    std::string position;
    for (const std::uint8_t column : table.indexes[index].columns)
        position += cells.encoded(column);
    position += cells.key(table);
    return position;
}

}  // namespace xueshi::storage
