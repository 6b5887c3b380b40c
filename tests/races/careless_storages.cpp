#include "races/careless_storages.hpp"

namespace xueshi::races {

namespace {

std::vector<storage::Cell> cells_of(std::string_view row) {
    std::vector<storage::Cell> cells;
    for (storage::CellReader reader(row); !reader.done();)
        cells.push_back(reader.next());
    return cells;
}

}  // namespace

std::unique_ptr<storage::Transaction> CheckThenWriteStorage::begin(storage::Access access,
                                                                   storage::Deadline deadline) {
    if (access == storage::Access::read) return inner().begin(access, deadline);
    return std::make_unique<CheckThenWriteTransaction>(inner(), deadline, decided_);
}

bool CheckThenWriteTransaction::add(const storage::Table& table,
                                    const storage::BoundedAdd& change) {
    std::vector<std::string> rows;
    get(table, std::span(&change.key, 1), storage::Guard::none, rows);
    if (rows[0].empty()) return false;
    std::vector<storage::Cell> cells = cells_of(rows[0]);
    const std::int64_t sum = cells[change.column].integer + change.delta;
    const std::int64_t least =
        change.at_least_column ? cells[*change.at_least_column].integer : change.at_least;
    const std::int64_t most =
        change.at_most_column ? cells[*change.at_most_column].integer : change.at_most;
    if (sum < least || sum > most) return false;
    cells[change.column].integer = sum;
    std::string row;
    for (const storage::Cell& cell : cells)
        storage::append_cell(row, cell);
    put(table, std::span(&row, 1));
    return true;
}

void CheckThenWriteTransaction::commit() {
    if (decided_) decided_();
    const auto transaction = begin_writing();
    for (const Write& write : writes_)
        transaction->put(*write.table, write.rows);
    transaction->commit();
}

}  // namespace xueshi::races
