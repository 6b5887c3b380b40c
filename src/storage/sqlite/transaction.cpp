#include "transaction.hpp"

#include <algorithm>

#include "../table.hpp"

namespace xueshi::storage::sqlite {
namespace {

/// Binds the cells of a row (`count` of all columns) or of a key.
void bind_cells(Statement& statement, const Table& table, std::string_view bytes,
                std::size_t count) {
    const auto invalid = [&](const std::string& what) {
        throw Error(ErrorCode::argument_invalid, "table " + std::string(table.name) + ": " + what);
    };
    CellReader reader(bytes);
    const auto next = [&] {
        try {
            return reader.next();
        } catch (const Error&) {
            invalid("a row or key has too few cells, or cells that are none");
            throw;
        }
    };
    for (std::size_t i = 0; i < count; ++i) {
        const Cell cell = next();
        const Column& column = table.columns[i];
        if (cell.type != column.type && !(cell.type == CellType::null && column.nullable))
            invalid("column " + std::string(column.name) + " is of another type");
        statement.bind(static_cast<int>(i) + 1, cell);
    }
    if (!reader.done()) invalid("a row or key has too many cells");
}

}  // namespace

SqliteTransaction::SqliteTransaction(Pool& pool, std::shared_ptr<const Prepared> prepared,
                                     Access access, Deadline deadline)
    : prepared_(std::move(prepared)), lease_(pool, access, deadline), state_(access) {
    const std::lock_guard guard(lease_.connection().mutex());
    if (access == Access::write && lease_.connection().read_only())
        throw Error(ErrorCode::storage_read_only,
                    "sqlite " + pool.options().path + " is open for reading only");
    lease_.begin();
    check_versions();
}

/// A newer version may have come since prepare(), in another process. Reading it also takes the
/// reader's snapshot here, at the beginning.
void SqliteTransaction::check_versions() {
    if (prepared_->version == 0) return;
    Use least(lease_.connection().cached("SELECT value FROM xueshi_meta WHERE name = $1"));
    const bool writes = state_.access() == Access::write;
    least->bind_text(1, writes ? "least_writer" : "least_reader");
    if (!least->step() || least->integer(0) > prepared_->version)
        throw Error(ErrorCode::storage_schema,
                    std::string("the storage is reserved for newer versions: ") +
                        (writes ? "writing" : "reading"));
}

const sql::TableQueries& SqliteTransaction::find(const Table& table) const {
    const auto found = prepared_->tables.find(table.name);
    if (found == prepared_->tables.end())
        throw Error(ErrorCode::argument_invalid,
                    "table " + std::string(table.name) + " is not prepared");
    found->second.check_same(table);
    return found->second;
}

// Writers hold the file's one write lock (BEGIN IMMEDIATE) from their beginning, so whatever they
// read stays so until they commit: every guard holds by itself.
void SqliteTransaction::get(const Table& table, std::span<const std::string> keys, Guard,
                            std::vector<std::string>& rows) {
    TransactionState::Step step(state_, Access::read);
    const sql::TableQueries& queries = find(table);
    const std::lock_guard guard(lease_.connection().mutex());
    rows.resize(keys.size());
    for (std::string& row : rows)
        row.clear();
    // Keys asked together mostly lie together: walking from row to row costs half of looking each
    // up.
    constexpr std::size_t few = 8;
    constexpr int most_vain_walks = 3;
    std::size_t at = 0;
    for (int vain = 0; vain < most_vain_walks && keys.size() - at >= few;) {
        const std::size_t found =
            walk(table, queries, keys.subspan(at), std::span(rows).subspan(at));
        vain = found < few ? vain + 1 : 0;
        at += found;
    }
    get_each(table, queries, keys.subspan(at), std::span(rows).subspan(at));
    step.done();
}

/// Goes through the rows from the first key on, as long as the next key is near. Tells how many
/// keys it has answered, at least one.
std::size_t SqliteTransaction::walk(const Table& table, const sql::TableQueries& queries,
                                    std::span<const std::string> keys,
                                    std::span<std::string> rows) {
    constexpr int near = 4;  // rows; farther away, a look-up is cheaper
    Statement& statement = lease_.connection().cached(queries.walk);
    const Use use(statement);
    bind_cells(statement, table, keys.front(), queries.key_columns);
    const int key_columns = static_cast<int>(queries.key_columns);
    const int others = static_cast<int>(queries.columns.size()) - key_columns;
    std::size_t at = 0;
    std::string key;
    for (int passed = 0; passed < near; ++passed) {
        if (!statement.step()) return keys.size();
        key.clear();
        statement.append_columns(0, key_columns, key);
        const std::size_t before = at;
        while (at < keys.size() && keys[at] < key)
            ++at;
        if (at < keys.size() && keys[at] == key) {
            rows[at] = key;
            statement.append_columns(key_columns, others, rows[at]);
            ++at;
        }
        if (at == keys.size()) return at;
        if (at != before) passed = -1;
    }
    return at;
}

void SqliteTransaction::get_each(const Table& table, const sql::TableQueries& queries,
                                 std::span<const std::string> keys, std::span<std::string> rows) {
    Statement& statement = lease_.connection().cached(queries.get);
    const int others = static_cast<int>(queries.columns.size() - queries.key_columns);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Use use(statement);
        bind_cells(statement, table, keys[i], queries.key_columns);
        if (!statement.step()) continue;
        rows[i] = keys[i];
        statement.append_columns(0, others, rows[i]);
    }
}

void SqliteTransaction::scan(const Table& table, std::size_t index, std::string_view prefix,
                             std::string_view after, std::size_t limit,
                             std::vector<std::string>& rows) {
    TransactionState::Step step(state_, Access::read);
    const sql::TableQueries& queries = find(table);
    check_scan(table, index, prefix, after);
    std::string source = queries.name;
    // The planner has no statistics: it must not think of another way.
    if (index != by_key)
        source += " INDEXED BY " + sql::quoted(sql::index_name(table, table.indexes[index]));
    const std::lock_guard guard(lease_.connection().mutex());
    for (const sql::Query& query : sql::scan(queries, table, index, prefix, after, source)) {
        if (limit == 0) break;
        Use statement(lease_.connection().cached(query.text));
        int parameter = 0;
        for (const Cell& cell : query.values)
            statement->bind(++parameter, cell);
        constexpr std::size_t most = std::numeric_limits<std::int64_t>::max();
        statement->bind(++parameter, static_cast<std::int64_t>(std::min(limit, most)));
        for (; statement->step(); --limit)
            statement->append_columns(0, static_cast<int>(queries.columns.size()),
                                      rows.emplace_back());
    }
    step.done();
}

void SqliteTransaction::append(const Table& table, std::span<const std::string> rows) {
    TransactionState::Step step(state_, Access::write);
    write(table, find(table).append, rows);
    step.done();
}

void SqliteTransaction::put(const Table& table, std::span<const std::string> rows) {
    TransactionState::Step step(state_, Access::write);
    write(table, find(table).put, rows);
    step.done();
}

void SqliteTransaction::write(const Table& table, const std::string& statement,
                              std::span<const std::string> rows) {
    const std::lock_guard guard(lease_.connection().mutex());
    Statement& each = lease_.connection().cached(statement);
    for (const std::string& row : rows) {
        Use use(each);
        bind_cells(each, table, row, table.columns.size());
        each.run();
    }
}

void SqliteTransaction::erase(const Table& table, std::span<const std::string> keys) {
    TransactionState::Step step(state_, Access::write);
    const sql::TableQueries& queries = find(table);
    const std::lock_guard guard(lease_.connection().mutex());
    Statement& each = lease_.connection().cached(queries.erase);
    for (const std::string& key : keys) {
        Use use(each);
        bind_cells(each, table, key, queries.key_columns);
        each.run();
    }
    step.done();
}

bool SqliteTransaction::add(const Table& table, const BoundedAdd& change) {
    TransactionState::Step step(state_, Access::write);
    const sql::TableQueries& queries = find(table);
    check_add(table, change);
    bool added = false;
    const sql::Query query = sql::add(queries, change);
    if (!query.text.empty()) {
        const std::lock_guard guard(lease_.connection().mutex());
        Use update(lease_.connection().cached(query.text));
        int parameter = 0;
        for (const Cell& cell : query.values)
            update->bind(++parameter, cell);
        update->run();
        added = sqlite3_changes(lease_.connection().handle()) > 0;
    }
    step.done();
    return added;
}

void SqliteTransaction::commit() {
    TransactionState::Step step(state_, Access::read);
    lease_.commit();
    step.committed();
}

}  // namespace xueshi::storage::sqlite
