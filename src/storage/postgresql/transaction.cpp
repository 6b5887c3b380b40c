#include "transaction.hpp"

#include <algorithm>

#include "../table.hpp"
#include "schema.hpp"

namespace xueshi::storage::postgresql {
namespace {

std::string opening(Access access, const std::string& isolation) {
    // Whoever reads sees one state, whatever it asks one after the other.
    if (access == Access::read) return "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    const std::string level = isolation == "serializable"      ? "SERIALIZABLE"
                              : isolation == "repeatable_read" ? "REPEATABLE READ"
                                                               : "READ COMMITTED";
    return "BEGIN ISOLATION LEVEL " + level + ", READ WRITE";
}

constexpr const char* limiting =
    "SELECT set_config('lock_timeout', $1::text, true), "
    "set_config('statement_timeout', $2::text, true)";
// Rows are asked for by their keys and indexes. What the server planned once, while a table was
// small, would go on reading the whole of it.
constexpr const char* limiting_and_using_indexes =
    "SELECT set_config('lock_timeout', $1::text, true), "
    "set_config('statement_timeout', $2::text, true), "
    "set_config('enable_seqscan', 'off', true)";

constexpr const char* hurrying = "SELECT set_config('lock_timeout', $1::text, true)";
// Left to itself the server plans pieces anew each time, which takes longer than finding their
// rows.
constexpr const char* hurrying_and_planning_once =
    "SELECT set_config('lock_timeout', $1::text, true), "
    "set_config('plan_cache_mode', 'force_generic_plan', true)";

/// In the server's milliseconds, where 0 is no limit.
std::string limit_text(std::chrono::milliseconds most, Deadline deadline) {
    const auto left = deadline - Deadline::clock::now();
    constexpr std::chrono::hours longest{24};
    if (left > longest) return std::to_string(most.count());
    auto limit =
        std::max(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(1));
    if (most.count() > 0) limit = std::min(limit, most);
    return std::to_string(limit.count());
}

/// Puts the rows of an answer where their keys are. Both are in the order of keys.
void place_rows(const Table& table, std::span<const std::string> keys, const Result& result,
                std::span<std::string> rows) {
    std::size_t at = 0;
    std::string found;
    for (int row = 0; row < result.rows(); ++row) {
        found.clear();
        result.append_row(table, row, table.columns.size(), found);
        const std::string_view key = leading_cells(found, table.key_columns);
        while (at < keys.size() && keys[at] < key)
            ++at;
        if (at < keys.size() && keys[at] == key) rows[at] = found;
    }
}

}  // namespace

/// Runs what talks to the server; its failures leave as what the interface promises.
template <class Talk>
void PostgresqlTransaction::talk(Talk&& say) {
    try {
        say();
    } catch (const ServerFailure& failure) {
        fail(failure);
    } catch (const Conflict& conflict) {
        if (can_go_on_) throw;
        give_up(conflict);
    } catch (const Error& error) {
        if (replicas_ != nullptr) replicas_->judge(error);
        throw;
    }
}

void PostgresqlTransaction::fail(const ServerFailure& failure) {
    if (hurries_ && failure.state() == "55P03") throw Conflict("postgresql: others hold a row");
    if (replicas_ != nullptr) replicas_->judge(failure);
    try {
        raise(failure);
    } catch (const Conflict& conflict) {
        // What a host held before its savepoint, others went on waiting for. And whoever only reads
        // decides nothing afresh: that is a standby that removed what was still needed.
        const bool deadlock = lease_->borrowed() && failure.state() == "40P01";
        const bool reads = state_.access() == Access::read && replicas_ == nullptr;
        if (can_go_on_ && !deadlock && !reads) throw;
        give_up(conflict);
    }
}

void PostgresqlTransaction::give_up(const Conflict& conflict) {
    throw Error(ErrorCode::storage_busy,
                std::string("the transaction must be done again: ") + conflict.what());
}

PostgresqlTransaction::PostgresqlTransaction(Pool& pool, std::shared_ptr<const Prepared> prepared,
                                             Access access, Deadline deadline)
    : prepared_(std::move(prepared)),
      raised_guards_(pool.raised_guards()),
      lease_(pool, deadline),
      state_(access) {
    talk([&] { open(pool.options(), deadline); });
}

PostgresqlTransaction::PostgresqlTransaction(Replicas& replicas,
                                             std::shared_ptr<const Prepared> prepared,
                                             Deadline deadline)
    : prepared_(std::move(prepared)),
      raised_guards_(replicas.pool().raised_guards()),
      replicas_(&replicas),
      lease_(replicas.pool(), deadline),
      state_(Access::read) {
    talk([&] { open(replicas.pool().options(), deadline); });
}

/// Nothing of this is waited for: it goes out together with the first statement.
void PostgresqlTransaction::open(const Options& options, Deadline deadline) {
    lease_->until(deadline);
    deadline_ = deadline;
    most_for_lock_ = options.most_for_lock;
    if (lease_->borrowed()) return open_joined(options);
    lease_->send(opening(state_.access(), options.isolation), {});
    Parameters limits;
    limits.add_text(limit_text(options.most_for_lock, deadline));
    limits.add_text(limit_text(options.most_for_statement, deadline));
    lease_->send(lease_->can_insist_on_indexes() ? limiting_and_using_indexes : limiting, limits);
    check_versions(options);
}

/// The host's isolation is as it is, and limits that were set here would stay after us: the
/// deadline is kept by cancelling.
void PostgresqlTransaction::open_joined(const Options& options) {
    lease_->save();
    lease_->send("SELECT current_setting('transaction_isolation')", {},
                 [&](const Result& result) { can_go_on_ = result.text(0, 0) == "read committed"; });
    check_versions(options);
}

void PostgresqlTransaction::check_versions(const Options& options) {
    if (prepared_->version == 0) return;
    // A newer version may have come since prepare(), in another process.
    lease_->send(allowed_query(options.schema, state_.access(), prepared_->version), {});
    if (replicas_ == nullptr) return;
    Parameters identity;
    identity.add_integer(prepared_->identity);
    lease_->send(same_storage_query(options.schema), identity,
                 [this](const Result&) { replicas_->answered(); });
}

const Statements& PostgresqlTransaction::find(const Table& table) const {
    const auto found = prepared_->tables.find(table.name);
    if (found == prepared_->tables.end())
        throw Error(ErrorCode::argument_invalid,
                    "table " + std::string(table.name) + " is not prepared");
    found->second.queries.check_same(table);
    return found->second;
}

void PostgresqlTransaction::get(const Table& table, std::span<const std::string> keys, Guard guard,
                                std::vector<std::string>& rows) {
    TransactionState::Step step(state_, Access::read);
    const auto foreseen = std::ranges::find_if(expected_, [&](const Expected& each) {
        return each.table == &table && each.guard == guard && std::ranges::equal(each.keys, keys);
    });
    if (foreseen != expected_.end()) {
        talk([&] { lease_->wait(); });
        rows = std::move(foreseen->rows);
        expected_.erase(foreseen);
        return step.done();
    }
    const Text text = guarding(table, keys, guard);
    talk([&] {
        try {
            const auto asked = announce(table, text, keys, guard);
            lease_->wait();
            rows = std::move(asked->rows);
            expected_.erase(asked);
        } catch (const ServerFailure& failure) {
            if (text != &Statements::Texts::get_raised || failure.state() != "55P03") throw;
            for (const std::string& key : keys)
                raised_guards_.lost(std::string(table.name) + key);
            throw Conflict("postgresql: others hold the row shared");
        }
    });
    step.done();
}

void PostgresqlTransaction::expect(const Table& table, std::span<const std::string> keys,
                                   Guard guard) {
    TransactionState::Step step(state_, Access::read);
    const Text text = guarding(table, keys, guard);
    // Raising has an error of its own, which get() understands.
    if (keys.empty() || text == &Statements::Texts::get_raised) return step.done();
    talk([&] { announce(table, text, keys, guard); });
    step.done();
}

/// What answers are written to stays until they are here, whatever happens meanwhile.
std::list<PostgresqlTransaction::Expected>::iterator PostgresqlTransaction::announce(
    const Table& table, Text text, std::span<const std::string> keys, Guard guard) {
    expected_.push_back(Expected{&table, guard, {}, {}});
    const auto expected = std::prev(expected_.end());
    expected->keys.assign(keys.begin(), keys.end());
    expected->rows.resize(keys.size());
    send(table, text, table.key_columns, expected->keys,
         [expected](std::size_t first, const Result& result) {
             place_rows(*expected->table, std::span(expected->keys).subspan(first), result,
                        std::span(expected->rows).subspan(first));
         });
    return expected;
}

/// How get() takes the rows for what is asked, and for what was before.
PostgresqlTransaction::Text PostgresqlTransaction::guarding(const Table& table,
                                                            std::span<const std::string> keys,
                                                            Guard guard) {
    using Texts = Statements::Texts;
    if (guard == Guard::none || state_.access() == Access::read) return &Texts::get;
    const std::string name(table.name);
    if (guard == Guard::exclusive) {
        const bool raises = std::ranges::any_of(
            keys, [&](const std::string& key) { return shared_.contains(name + key); });
        return raises ? &Texts::get_raised : &Texts::get_exclusive;
    }
    bool lost_before = false;
    for (const std::string& key : keys)  // several commands don't take them for one that lost
        if (!hurries_ && raised_guards_.take(name + key)) lost_before = true;
    if (lost_before) return &Texts::get_exclusive;
    for (const std::string& key : keys)
        shared_.insert(name + key);
    return &Texts::get_shared;
}

/// The size of the next piece of a list. Reads take the next larger size, for to look a row up
/// twice costs little; appends the next smaller one.
std::size_t PostgresqlTransaction::piece_of(const Statements& statements, Text text,
                                            std::size_t rows) const {
    using Texts = Statements::Texts;
    const auto& sizes = Statements::piece_sizes;
    if (text == &Texts::put && statements.row_by_row) return 1;
    if (!hurries_) return rows;
    if (text == &Texts::put || text == &Texts::erase) return 1;
    const auto larger = std::ranges::lower_bound(sizes, rows);
    if (larger == sizes.end()) return sizes.back();
    return text != &Texts::append || *larger == rows ? *larger : *(larger - 1);
}

void PostgresqlTransaction::send(const Table& table, Text text, std::size_t columns,
                                 std::span<const std::string> rows,
                                 const std::function<void(std::size_t, const Result&)>& take) {
    const Statements& statements = find(table);
    for (std::size_t first = 0, size = 0; first < rows.size(); first += size) {
        size = piece_of(statements, text, rows.size() - first);
        const auto piece = rows.subspan(first, std::min(size, rows.size() - first));
        Parameters parameters;
        if (!hurries_) parameters.add_rows(table, columns, piece);
        for (std::size_t i = 0; hurries_ && i < size; ++i)
            parameters.add_row(table, columns, piece[std::min(i, piece.size() - 1)]);
        Connection::Taker taker;
        if (take) taker = [take, first](const Result& result) { take(first, result); };
        const Statements::Texts& texts = hurries_ ? statements.of_piece(size) : statements.of(size);
        lease_->send(texts.*text, parameters, std::move(taker));
    }
}

void PostgresqlTransaction::scan(const Table& table, std::size_t index, std::string_view prefix,
                                 std::string_view after, std::size_t limit,
                                 std::vector<std::string>& rows) {
    TransactionState::Step step(state_, Access::read);
    const sql::TableQueries& queries = find(table).queries;
    check_scan(table, index, prefix, after);
    for (const sql::Query& query : sql::scan(queries, table, index, prefix, after, queries.name)) {
        if (limit == 0) break;
        Parameters parameters;
        for (const Cell& cell : query.values)
            parameters.add(cell);
        constexpr std::size_t most = std::numeric_limits<std::int64_t>::max();
        parameters.add_integer(static_cast<std::int64_t>(std::min(limit, most)));
        talk([&] {
            lease_->run(query.text, parameters, [&](const Result& result) {
                for (int row = 0; row < result.rows(); ++row)
                    result.append_row(table, row, table.columns.size(), rows.emplace_back());
                limit -= static_cast<std::size_t>(result.rows());
            });
        });
    }
    step.done();
}

void PostgresqlTransaction::append(const Table& table, std::span<const std::string> rows) {
    write(table, &Statements::Texts::append, table.columns.size(), rows);
}

void PostgresqlTransaction::put(const Table& table, std::span<const std::string> rows) {
    write(table, &Statements::Texts::put, table.columns.size(), rows);
}

void PostgresqlTransaction::erase(const Table& table, std::span<const std::string> keys) {
    write(table, &Statements::Texts::erase, table.key_columns, keys);
}

void PostgresqlTransaction::write(const Table& table, Text text, std::size_t columns,
                                  std::span<const std::string> rows) {
    TransactionState::Step step(state_, Access::write);
    find(table);
    talk([&] { send(table, text, columns, rows); });
    step.done();
}

bool PostgresqlTransaction::add(const Table& table, const BoundedAdd& change) {
    TransactionState::Step step(state_, Access::write);
    const sql::TableQueries& queries = find(table).queries;
    check_add(table, change);
    bool added = false;
    const sql::Query query = sql::add(queries, change);
    if (!query.text.empty()) {
        Parameters parameters;
        for (const Cell& cell : query.values)
            parameters.add(cell);
        talk([&] {
            lease_->run(query.text, parameters,
                        [&](const Result& result) { added = result.changed_rows(); });
        });
    }
    step.done();
    return added;
}

void PostgresqlTransaction::wait_at_most(std::chrono::milliseconds most) {
    TransactionState::Step step(state_, Access::read);
    if (lease_->borrowed()) return step.done();  // limits would stay with the host
    most = std::max(most, std::chrono::milliseconds(1));
    if (most_for_lock_.count() > 0) most = std::min(most, most_for_lock_);
    Parameters limit;
    limit.add_text(limit_text(most, deadline_));
    talk([&] {
        lease_->send(lease_->can_plan_once() ? hurrying_and_planning_once : hurrying, limit);
    });
    hurries_ = true;
    step.done();
}

void PostgresqlTransaction::add_or_conflict(const Table& table, const BoundedAdd& change) {
    TransactionState::Step step(state_, Access::write);
    const sql::TableQueries& queries = find(table).queries;
    check_add(table, change);
    const sql::Query query = sql::add(queries, change);
    if (query.text.empty())
        talk([] { throw Conflict("postgresql: a counter would leave its bounds"); });
    Parameters parameters;
    for (const Cell& cell : query.values)
        parameters.add(cell);
    // Only an error ends what follows, and it does so without anybody having to wait.
    talk([&] {
        lease_->send(
            "WITH changed AS (" + query.text + " RETURNING 1) SELECT ln(count(*)) FROM changed",
            parameters);
    });
    step.done();
}

void PostgresqlTransaction::commit() {
    TransactionState::Step step(state_, Access::read);
    talk([&] {
        bool committed = false;
        try {
            if (lease_->borrowed())
                lease_->release_savepoint([&](const Result&) { committed = true; });
            else
                lease_->run("COMMIT", {}, [&](const Result& result) {
                    committed = result.command() == "COMMIT";
                });
        } catch (const Error& error) {
            // No answer, not even to being cancelled: perhaps it is done.
            if (error.code() != ErrorCode::storage_busy || !lease_->broken()) throw;
            throw Error(ErrorCode::storage_unavailable, error.what());
        }
        if (!committed) throw Conflict("postgresql rolled back instead of committing");
    });
    lease_.release();
    step.committed();
}

}  // namespace xueshi::storage::postgresql
