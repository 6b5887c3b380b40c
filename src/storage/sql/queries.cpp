#include "queries.hpp"

#include <algorithm>

namespace xueshi::storage::sql {
namespace {

std::string joined(std::span<const std::string> parts, const char* between) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : between) + part;
    return text;
}

std::string parameters(std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "$" : ", $") + std::to_string(first + i);
    return text;
}

std::string on_conflict(const TableQueries& queries) {
    std::string sets;
    for (std::size_t i = queries.key_columns; i < queries.columns.size(); ++i)
        sets += (sets.empty() ? " DO UPDATE SET " : ", ") + queries.columns[i] + " = excluded." +
                queries.columns[i];
    return sets.empty() ? " DO NOTHING" : sets;
}

std::vector<Cell> cells_of(std::string_view bytes) {
    std::vector<Cell> cells;
    for (CellReader reader(bytes); !reader.done();)
        cells.push_back(reader.next());
    return cells;
}

/// A column of the scan's order, with its value in the position to go on after.
struct Ordered {
    std::string column;
    bool nullable;
    Cell after;
};

class ScanBuilder {
public:
    ScanBuilder(const TableQueries& queries, const std::string& source)
        : start_("SELECT " + queries.all_columns + " FROM " + source) {}

    void fix(const std::string& column, const Cell& value) { add_equal(fixed_, column, value); }

    void order_by(std::span<const Ordered> order) {
        for (const Ordered& each : order)
            order_ +=
                (order_.empty() ? "" : ", ") + each.column + (each.nullable ? " NULLS FIRST" : "");
    }

    Query from_start() const { return finish(fixed_); }

    /// Rows equal to the position up to `from`, and beyond it in the columns `from` … `to`.
    Query beyond(std::span<const Ordered> order, std::size_t from, std::size_t to) const {
        Query query = equal_up_to(order, from);
        std::string columns;
        for (std::size_t i = from; i < to; ++i) {
            columns += (i == from ? "" : ", ") + order[i].column;
            query.values.push_back(order[i].after);
        }
        const std::size_t first = query.values.size() - (to - from) + 1;
        add_condition(query, "(" + columns + ") > (" + parameters(first, to - from) + ")");
        return finish(query);
    }

    /// Rows equal to the position up to `null`, where it has a null and they have a value.
    Query beyond_null(std::span<const Ordered> order, std::size_t null) const {
        Query query = equal_up_to(order, null);
        add_condition(query, order[null].column + " IS NOT NULL");
        return finish(query);
    }

private:
    static void add_condition(Query& query, const std::string& condition) {
        query.text += (query.text.empty() ? " WHERE " : " AND ") + condition;
    }

    static void add_equal(Query& query, const std::string& column, const Cell& value) {
        if (value.type == CellType::null) return add_condition(query, column + " IS NULL");
        query.values.push_back(value);
        add_condition(query, column + " = $" + std::to_string(query.values.size()));
    }

    Query equal_up_to(std::span<const Ordered> order, std::size_t end) const {
        Query query = fixed_;
        for (const Ordered& each : order.first(end))
            add_equal(query, each.column, each.after);
        return query;
    }

    Query finish(Query query) const {
        query.text = start_ + query.text + (order_.empty() ? "" : " ORDER BY " + order_) +
                     " LIMIT $" + std::to_string(query.values.size() + 1);
        return query;
    }

    std::string start_;
    std::string order_;
    Query fixed_;
};

/// `value - delta`, or the nearest number there is.
std::int64_t saturated_difference(std::int64_t value, std::int64_t delta) {
    std::int64_t difference = 0;
    if (!__builtin_sub_overflow(value, delta, &difference)) return difference;
    return delta > 0 ? std::numeric_limits<std::int64_t>::min()
                     : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string table_name(const Table& table) { return "xueshi_" + std::string(table.name); }

std::string index_name(const Table& table, const Index& index) {
    return table_name(table) + "_" + std::string(index.name);
}

TableQueries::TableQueries(const Table& table)
    : name(quoted(table_name(table))),
      key_columns(table.key_columns),
      indexes(table.indexes.size()) {
    for (const Column& column : table.columns)
        columns.push_back(quoted(column.name));
    const std::span all(columns);
    all_columns = joined(all, ", ");
    for (std::size_t i = 0; i < key_columns; ++i)
        by_key += (i == 0 ? "" : " AND ") + columns[i] + " = $" + std::to_string(i + 1);
    const std::string rest = joined(all.subspan(key_columns), ", ");
    get = "SELECT " + (rest.empty() ? "1" : rest) + " FROM " + name + " WHERE " + by_key;
    const std::string key = joined(all.first(key_columns), ", ");
    walk = "SELECT " + all_columns + " FROM " + name + " WHERE (" + key + ") >= (" +
           parameters(1, key_columns) + ") ORDER BY " + key;
    append = "INSERT INTO " + name + " (" + all_columns + ") VALUES (" +
             parameters(1, columns.size()) + ")";
    put =
        append + " ON CONFLICT (" + joined(all.first(key_columns), ", ") + ")" + on_conflict(*this);
    erase = "DELETE FROM " + name + " WHERE " + by_key;
}

void TableQueries::check_same(const Table& table) const {
    if (table.columns.size() != columns.size() || table.key_columns != key_columns ||
        table.indexes.size() != indexes)
        throw Error(ErrorCode::argument_invalid,
                    "table " + std::string(table.name) + " is described otherwise than prepared");
}

std::vector<Query> scan(const TableQueries& queries, const Table& table, std::size_t index,
                        std::string_view prefix, std::string_view after,
                        const std::string& source) {
    if (!after.empty() && !after.starts_with(prefix)) {
        if (after > prefix) return {};
        after = {};
    }
    std::vector<std::size_t> position;  // the table's columns in the order of the scan
    if (index != storage::by_key)
        position.assign(table.indexes[index].columns.begin(), table.indexes[index].columns.end());
    for (std::size_t i = 0; i < table.key_columns; ++i)
        position.push_back(i);

    const std::vector<Cell> fixed = cells_of(prefix);
    const std::vector<Cell> last = cells_of(after);
    ScanBuilder builder(queries, source);
    std::vector<Ordered> order;
    for (std::size_t i = 0; i < position.size(); ++i) {
        const auto seen = position.begin() + static_cast<std::ptrdiff_t>(i);
        const bool repeated = std::find(position.begin(), seen, position[i]) != seen;
        if (i < fixed.size())
            builder.fix(queries.columns[position[i]], fixed[i]);
        else if (!repeated)
            order.push_back({queries.columns[position[i]], table.columns[position[i]].nullable,
                             last.empty() ? Cell{} : last[i]});
    }
    builder.order_by(order);
    if (last.empty()) return {builder.from_start()};

    std::vector<Query> result;
    for (std::size_t end = order.size(); end > 0;) {
        std::size_t start = end;
        while (start > 0 && order[start - 1].after.type != CellType::null)
            --start;
        if (start < end) result.push_back(builder.beyond(order, start, end));
        if (start > 0) result.push_back(builder.beyond_null(order, --start));
        end = start;
    }
    return result;
}

Query add(const TableQueries& queries, const BoundedAdd& change) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    // What the column may hold before. Comparing it with ready numbers, no sum overflows.
    const std::int64_t at_least = change.at_least_column ? least : change.at_least;
    const std::int64_t at_most = change.at_most_column ? most : change.at_most;
    std::int64_t low = saturated_difference(at_least, change.delta);
    std::int64_t high = saturated_difference(at_most, change.delta);
    if (change.delta > 0) high = std::min(high, most - change.delta);
    if (change.delta < 0) low = std::max(low, least - change.delta);
    const bool none = low > high || (change.delta > 0 && at_most < least + change.delta) ||
                      (change.delta < 0 && at_least > most + change.delta);
    if (none) return {};
    const std::string& column = queries.columns[change.column];
    Query query;
    const auto parameter = [&](std::int64_t value) {
        query.values.push_back(Cell{CellType::integer, value, {}});
        return "$" + std::to_string(query.values.size());
    };
    const std::string delta = parameter(change.delta);
    query.text =
        "UPDATE " + queries.name + " SET " + column + " = " + column + " + " + delta + " WHERE ";
    CellReader key(change.key);
    for (std::size_t i = 0; i < queries.key_columns; ++i) {
        query.values.push_back(key.next());
        query.text += queries.columns[i] + " = $" + std::to_string(query.values.size()) + " AND ";
    }
    query.text += column + " BETWEEN " + parameter(low);
    query.text += " AND " + parameter(high);  // apart: the order of evaluation numbers them
    const auto bound = [&](const std::optional<std::uint8_t>& other, const char* relation) {
        if (other)
            query.text += " AND " + column + " + " + delta + relation + queries.columns[*other];
    };
    bound(change.at_least_column, " >= ");
    bound(change.at_most_column, " <= ");
    return query;
}

}  // namespace xueshi::storage::sql
