#pragma once
/// A transaction: writes go out without waiting, their answers are looked at when something is
/// asked, and COMMIT follows on their heels. So do reads that were announced.

#include <list>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "../transaction_state.hpp"
#include "replicas.hpp"
#include "statements.hpp"

namespace xueshi::storage::postgresql {

/// The prepared tables. Never changed once made: preparing again makes another.
struct Prepared {
    std::int64_t version = 0;
    const Table* const* described = nullptr;  ///< where the description lies
    std::int64_t identity = 0;                ///< of the storage: its copies have the same
    bool by_years = false;                    ///< whether tables are kept by years
    std::string distributed{};                ///< names of tables of which other servers hold parts
    std::unordered_map<std::string_view, Statements> tables{};
    std::vector<std::string> names{};  ///< what the map's keys point to
};

class PostgresqlTransaction final : public Transaction {
public:
    PostgresqlTransaction(Pool& pool, std::shared_ptr<const Prepared> prepared, Access access,
                          Deadline deadline);
    /// For reading, on a replica.
    PostgresqlTransaction(Replicas& replicas, std::shared_ptr<const Prepared> prepared,
                          Deadline deadline);

    void get(const Table& table, std::span<const std::string> keys, Guard guard,
             std::vector<std::string>& rows) override;
    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override;
    void append(const Table& table, std::span<const std::string> rows) override;
    void put(const Table& table, std::span<const std::string> rows) override;
    void erase(const Table& table, std::span<const std::string> keys) override;
    bool add(const Table& table, const BoundedAdd& change) override;
    void commit() override;

    bool listens() const noexcept override { return lease_->pipelined(); }
    void expect(const Table& table, std::span<const std::string> keys, Guard guard) override;
    void wait_at_most(std::chrono::milliseconds most) override;
    void add_or_conflict(const Table& table, const BoundedAdd& change) override;

private:
    /// Rows asked for before get() was called.
    struct Expected {
        const Table* table;
        Guard guard;
        std::vector<std::string> keys;
        std::vector<std::string> rows;  ///< filled when the answer is read
    };

    template <class Talk>
    void talk(Talk&& say);
    [[noreturn]] void fail(const ServerFailure& failure);
    [[noreturn]] static void give_up(const Conflict& conflict);
    const Statements& find(const Table& table) const;
    void open(const Options& options, Deadline deadline);
    void open_joined(const Options& options);
    void check_versions(const Options& options);
    using Text = std::string Statements::Texts::*;
    Text guarding(const Table& table, std::span<const std::string> keys, Guard guard);
    std::list<Expected>::iterator announce(const Table& table, Text text,
                                           std::span<const std::string> keys, Guard guard);
    /// Sends a statement about a list, whole or in pieces; `take` is told where a piece begins.
    void send(const Table& table, Text text, std::size_t columns, std::span<const std::string> rows,
              const std::function<void(std::size_t, const Result&)>& take = {});
    void write(const Table& table, Text text, std::size_t columns,
               std::span<const std::string> rows);
    /// How many of so many rows go at once.
    std::size_t piece_of(const Statements& statements, Text text, std::size_t rows) const;

    std::shared_ptr<const Prepared> prepared_;
    RaisedGuards& raised_guards_;
    Replicas* replicas_ = nullptr;  ///< where one of them answers
    std::list<Expected> expected_;  ///< answers under way point to them: they outlive the lease
    std::unordered_set<std::string> shared_;  ///< rows held so: table and key
    Lease lease_;
    TransactionState state_;
    Deadline deadline_{};
    std::chrono::milliseconds most_for_lock_{};
    bool hurries_ = false;   ///< waiting long for others is then a conflict, lists go in pieces
    bool can_go_on_ = true;  ///< after a conflict: the host's transaction may not
};

}  // namespace xueshi::storage::postgresql
