#include "memory_table.hpp"

#include <algorithm>

namespace xueshi::storage {

MemoryTable::MemoryTable(const Table& table) : name_(table.name) {
    column_names_.reserve(table.columns.size());
    for (const Column& column : table.columns) {
        columns_.push_back(column);
        columns_.back().name = column_names_.emplace_back(column.name);
    }
    for (const Index& index : table.indexes)
        indexes_.push_back(OwnIndex{
            std::string(index.name), {index.columns.begin(), index.columns.end()}, index.unique});
    for (const OwnIndex& index : indexes_)
        index_descriptions_.push_back(Index{index.name, index.columns, index.unique});
    table_ = Table{name_, columns_, table.key_columns, index_descriptions_};
}

void MemoryTable::check_same(const Table& table) const {
    if (table.columns.size() != columns_.size() || table.key_columns != table_.key_columns ||
        table.indexes.size() != indexes_.size())
        throw Error(ErrorCode::argument_invalid,
                    "table " + name_ + " is described otherwise than prepared");
}

void MemoryTable::get(std::span<const std::string> keys, std::vector<std::string>& rows) const {
    rows.resize(keys.size());
    SortedBytes::Cursor cursor;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Bytes::Block* row = rows_.find(keys[i], cursor);
        if (row != nullptr)
            rows[i].assign(row->view());
        else
            rows[i].clear();
    }
}

void MemoryTable::scan(std::size_t index, std::string_view prefix, std::string_view after,
                       std::size_t limit, std::vector<std::string>& rows) const {
    check_scan(table_, index, prefix, after);
    const SortedBytes& entries = index == by_key ? rows_ : indexes_[index].positions;
    SortedBytes::Cursor cursor;
    entries.seek(std::max(prefix, after), cursor);
    SortedBytes::Cursor row_cursor;
    for (; limit > 0; SortedBytes::next(cursor)) {
        const Bytes::Block* entry = entries.entry(cursor);
        if (entry == nullptr || !entry->view().starts_with(prefix)) return;
        if (!after.empty() && entry->view().starts_with(after)) continue;
        if (index != by_key) {
            const std::size_t cells = indexes_[index].columns.size();
            const std::string_view position = entry->view();
            entry = rows_.find(position.substr(leading_cells(position, cells).size()), row_cursor);
            if (entry == nullptr)
                throw Error(ErrorCode::internal, "table " + name_ + ": an index names no row");
        }
        rows.emplace_back(entry->view());
        --limit;
    }
}

void MemoryTable::append(std::span<const std::string> rows, UndoLog& undo) {
    SortedBytes::Cursor cursor;
    RowCells cells;
    for (const std::string& row : rows) {
        cells.parse(table_, row);
        if (rows_.find(cells.key(table_), cursor) != nullptr)
            throw Conflict("table " + name_ + " already has a row of this key");
        insert_at(cursor, cells, row, undo);
    }
}

void MemoryTable::put(std::span<const std::string> rows, UndoLog& undo) {
    SortedBytes::Cursor cursor;
    RowCells cells;
    for (const std::string& row : rows) {
        cells.parse(table_, row);
        if (rows_.find(cells.key(table_), cursor) != nullptr)
            replace_at(cursor, cells, row, undo);
        else
            insert_at(cursor, cells, row, undo);
    }
}

void MemoryTable::erase(std::span<const std::string> keys, UndoLog& undo) {
    SortedBytes::Cursor cursor;
    RowCells cells;
    for (const std::string& key : keys) {
        const Bytes::Block* row = rows_.find(key, cursor);
        if (row == nullptr) continue;
        cells.parse(table_, row->view());
        undo.push_back(Undo{this, Bytes(), nullptr});
        undo.back().before = rows_.remove(cursor);
        for (OwnIndex& index : indexes_)
            unindex_row(index, cells);
    }
}

bool MemoryTable::add(const BoundedAdd& change, UndoLog& undo) {
    check_add(table_, change);
    SortedBytes::Cursor cursor;
    const Bytes::Block* found = rows_.find(change.key, cursor);
    if (found == nullptr) return false;
    RowCells cells;
    cells.parse(table_, found->view());
    const auto number = [&](std::size_t column) -> std::optional<std::int64_t> {
        const Cell cell = CellReader(cells.encoded(column)).next();
        if (cell.type == CellType::null) return std::nullopt;
        return cell.integer;
    };
    const auto value = number(change.column);
    const auto low = change.at_least_column ? number(*change.at_least_column) : change.at_least;
    const auto high = change.at_most_column ? number(*change.at_most_column) : change.at_most;
    std::int64_t sum = 0;
    if (!value || !low || !high || __builtin_add_overflow(*value, change.delta, &sum) ||
        sum < *low || sum > *high)
        return false;
    std::string cell;
    append_integer(cell, sum);
    std::string row(found->view());
    row.replace(cells.start(change.column), cell.size(), cell);
    cells.parse(table_, row);
    replace_at(cursor, cells, row, undo);
    return true;
}

void MemoryTable::insert_at(SortedBytes::Cursor& cursor, const RowCells& cells,
                            std::string_view row, UndoLog& undo) {
    undo.push_back(Undo{this, Bytes(), nullptr});
    Bytes value(row);
    const Bytes::Block* inserted = value.get();
    rows_.insert(cursor, std::move(value));
    undo.back().after = inserted;
    for (OwnIndex& index : indexes_)
        index_row(index, cells, true);
}

void MemoryTable::replace_at(const SortedBytes::Cursor& cursor, const RowCells& cells,
                             std::string_view row, UndoLog& undo) {
    undo.push_back(Undo{this, Bytes(), nullptr});
    Bytes value(row);
    undo.back().after = value.get();
    undo.back().before = rows_.replace(cursor, std::move(value));
    if (indexes_.empty()) return;
    RowCells before;
    before.parse(table_, undo.back().before.view());
    for (OwnIndex& index : indexes_) {
        const bool same = std::all_of(
            index.columns.begin(), index.columns.end(),
            [&](std::uint8_t column) { return cells.encoded(column) == before.encoded(column); });
        if (same) continue;
        unindex_row(index, before);
        index_row(index, cells, true);
    }
}

/// Rolling back must also put right what a failure left half done, so every step asks first. What
/// needs memory comes before what can't be done twice.
void MemoryTable::take_back(Undo& undo) {
    if (!undo.before && undo.after == nullptr) return;
    MemoryTable& self = *undo.table;
    RowCells cells;
    SortedBytes::Cursor cursor;
    if (undo.after != nullptr) {
        cells.parse(self.table_, undo.after->view());
        for (OwnIndex& index : self.indexes_)
            self.unindex_row(index, cells);
        if (!undo.before) {
            self.rows_.find(cells.key(self.table_), cursor);
            self.rows_.remove(cursor);
            return;
        }
    }
    cells.parse(self.table_, undo.before.view());
    for (OwnIndex& index : self.indexes_)
        self.index_row(index, cells, false);
    self.rows_.find(cells.key(self.table_), cursor);
    if (undo.after != nullptr)
        self.rows_.replace(cursor, std::move(undo.before));
    else
        self.rows_.insert(cursor, std::move(undo.before));
}

/// Builds the index entry in `position_`; tells how long its index columns are, 0 if one is null.
std::size_t MemoryTable::position(const OwnIndex& index, const RowCells& cells) {
    bool null = false;
    position_.clear();
    for (const std::uint8_t column : index.columns) {
        position_ += cells.encoded(column);
        null = null || cells.is_null(column);
    }
    const std::size_t length = position_.size();
    position_ += cells.key(table_);
    return null ? 0 : length;
}

void MemoryTable::index_row(OwnIndex& index, const RowCells& cells, bool check) {
    const std::size_t columns = position(index, cells);
    const std::string_view entry = position_;
    if (check && index.unique && columns != 0 &&
        index.positions.find(entry.substr(0, columns), index.cursor) != nullptr)
        throw Conflict("table " + name_ + ": index " + index.name + " has this value already");
    if (index.positions.find(entry, index.cursor) == nullptr)
        index.positions.insert(index.cursor, Bytes(entry));
}

void MemoryTable::unindex_row(OwnIndex& index, const RowCells& cells) {
    position(index, cells);
    if (index.positions.find(position_, index.cursor) != nullptr)
        index.positions.remove(index.cursor);
}

bool MemoryTable::is_described_by(const Table& table) const {
    const auto same_column = [](const Column& a, const Column& b) {
        return a.name == b.name && a.type == b.type && a.nullable == b.nullable;
    };
    const auto same_index = [](const Index& a, const Index& b) {
        return a.name == b.name && a.unique == b.unique && std::ranges::equal(a.columns, b.columns);
    };
    return table.key_columns == table_.key_columns &&
           std::ranges::equal(table.columns, table_.columns, same_column) &&
           std::ranges::equal(table.indexes, table_.indexes, same_index);
}

/// For each column of `table` its place in this one; columns_.size() for a new column.
std::vector<std::size_t> MemoryTable::columns_in(const Table& table) const {
    const auto refuse = [&](const std::string& what) {
        throw Error(ErrorCode::storage_schema, "table " + name_ + ": " + what);
    };
    std::vector<std::size_t> places;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        const auto old = std::ranges::find(column_names_, column.name);
        places.push_back(static_cast<std::size_t>(old - column_names_.begin()));
        if (old == column_names_.end()) {
            if (!column.nullable) refuse("a column that is never null can't be added");
            continue;
        }
        ++kept;
        if (columns_[places[i]].type != column.type) refuse("a column changed its type");
        if ((i < table.key_columns || places[i] < table_.key_columns) && places[i] != i)
            refuse("the key changed");
    }
    if (kept != columns_.size()) refuse("a column is missing in the description");
    if (table.key_columns != table_.key_columns) refuse("the key changed");
    return places;
}

std::unique_ptr<MemoryTable> MemoryTable::adapted(const Table& table) const {
    const std::vector<std::size_t> places = columns_in(table);
    auto result = std::make_unique<MemoryTable>(table);
    SortedBytes::Cursor cursor;
    RowCells cells;
    UndoLog undo;
    std::vector<std::string> row(1);
    for (; const Bytes::Block* entry = rows_.entry(cursor); SortedBytes::next(cursor)) {
        cells.parse(table_, entry->view());
        row[0].clear();
        for (const std::size_t place : places)
            place == columns_.size() ? append_null(row[0]) : void(row[0] += cells.encoded(place));
        try {
            result->append(row, undo);
        } catch (const Conflict& conflict) {
            throw Error(ErrorCode::storage_schema, conflict.what());
        }
        undo.clear();
    }
    return result;
}

}  // namespace xueshi::storage
