#include "kit.hpp"

namespace xueshi::storage::conformance {

std::string text_cell(std::string_view text) {
    std::string cell;
    append_text(cell, text);
    return cell;
}

std::string integer_cell(std::int64_t value) {
    std::string cell;
    append_integer(cell, value);
    return cell;
}

std::string item_key(std::int64_t number, std::string_view county) {
    return text_cell(county) + integer_cell(number);
}

std::string row_of(const Item& item) {
    std::string row = item_key(item.number, item.county);
    append_text(row, item.name);
    append_integer(row, item.taken);
    append_integer(row, item.seats);
    item.tag ? append_text(row, *item.tag) : append_null(row);
    item.note ? append_blob(row, *item.note) : append_null(row);
    return row;
}

Item item_of(std::string_view row) {
    CellReader reader(row);
    Item item;
    item.county = reader.next().bytes;
    item.number = reader.next().integer;
    item.name = reader.next().bytes;
    item.taken = reader.next().integer;
    item.seats = reader.next().integer;
    if (const Cell tag = reader.next(); tag.type == CellType::text) item.tag = tag.bytes;
    if (const Cell note = reader.next(); note.type == CellType::blob) item.note = note.bytes;
    expect(reader.done(), "a row came back with too many cells");
    return item;
}

std::string pair_row(std::int64_t number, std::int64_t value) {
    return item_key(number) + integer_cell(value);
}

std::string dated_row(std::int64_t number, std::int64_t year, std::int64_t taken,
                      std::int64_t seats) {
    return item_key(number) + integer_cell(year) + integer_cell(taken) + integer_cell(seats);
}

std::string word_row(std::string_view word, std::string_view content) {
    std::string row = text_cell(word);
    append_blob(row, content);
    return row;
}

Scene::Scene(const ConformanceSubject& tested) : subject(tested), storage(tested.fresh()) {
    expect(storage != nullptr, "fresh() gave no storage");
    storage->prepare(schema);
}

void Scene::append(const Table& table, std::vector<std::string> rows) const {
    const auto transaction = write();
    transaction->append(table, rows);
    transaction->commit();
}

void Scene::put(const Item& item) const {
    const auto transaction = write();
    const std::string row = row_of(item);
    transaction->put(items, std::span(&row, 1));
    transaction->commit();
}

std::optional<Item> Scene::stored(std::int64_t number) const {
    const auto transaction = read();
    const std::string row = get_one(*transaction, items, item_key(number));
    if (row.empty()) return std::nullopt;
    return item_of(row);
}

std::vector<std::string> Scene::all(const Table& table) const { return scan_all(*read(), table); }

std::string get_one(Transaction& transaction, const Table& table, const std::string& key,
                    Guard guard) {
    std::vector<std::string> rows;
    transaction.get(table, std::span(&key, 1), guard, rows);
    expect(rows.size() == 1, "get() of one key gave " + std::to_string(rows.size()) + " rows");
    return rows[0];
}

std::vector<std::string> scan_all(Transaction& transaction, const Table& table, std::size_t index,
                                  std::string_view prefix) {
    std::vector<std::string> rows;
    transaction.scan(table, index, prefix, {}, 1'000'000, rows);
    return rows;
}

std::vector<std::int64_t> numbers(const std::vector<std::string>& item_rows) {
    std::vector<std::int64_t> result;
    result.reserve(item_rows.size());
    for (const std::string& row : item_rows)
        result.push_back(item_of(row).number);
    return result;
}

BoundedAdd take(std::int64_t number, std::int64_t seats) {
    BoundedAdd change;
    change.key = item_key(number);
    change.column = 3;
    change.delta = seats;
    change.at_most_column = 4;
    return change;
}

}  // namespace xueshi::storage::conformance
