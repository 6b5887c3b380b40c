#pragma once
/// A storage of another kind than ours: no locks while a transaction is open. Writes are remembered
/// and replayed for every operation; commit() compares the guarded rows, and conflicts if they
/// changed.
///
/// It shows that the conformance kit asks for the contract and not for our locks, and with one part
/// left out it is the negative control of the clauses that locks satisfy by themselves.

#include <functional>
#include <vector>

#include <xueshi/storage.hpp>

#include "storage/transaction_state.hpp"

namespace xueshi::storage::tests {

enum class LeftOut { nothing, guards, atomic_add };

class OptimisticTransaction : public Transaction {
public:
    OptimisticTransaction(Storage& inner, Access access, Deadline deadline, LeftOut left_out)
        : inner_(inner), deadline_(deadline), left_out_(left_out), state_(access) {
        if (access == Access::read) reader_ = inner.begin(access, deadline);
    }

    void get(const Table& table, std::span<const std::string> keys, Guard guard,
             std::vector<std::string>& rows) override {
        TransactionState::Step step(state_, Access::read);
        if (reader_) {
            reader_->get(table, keys, guard, rows);
        } else {
            const auto transaction = inner_.begin(Access::write, deadline_);
            if (guard != Guard::none) {
                transaction->get(table, keys, guard, rows);
                for (std::size_t i = 0; i < keys.size(); ++i)
                    if (!rows[i].empty()) guarded_.push_back({&table, keys[i], rows[i]});
            }
            replay(*transaction);
            transaction->get(table, keys, guard, rows);
        }
        step.done();
    }

    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        TransactionState::Step step(state_, Access::read);
        if (reader_) {
            reader_->scan(table, index, prefix, after, limit, rows);
        } else {
            const auto transaction = inner_.begin(Access::write, deadline_);
            replay(*transaction);
            transaction->scan(table, index, prefix, after, limit, rows);
        }
        step.done();
    }

    void append(const Table& table, std::span<const std::string> rows) override {
        write([&table, copy = std::vector(rows.begin(), rows.end())](Transaction& transaction) {
            transaction.append(table, copy);
        });
    }

    void put(const Table& table, std::span<const std::string> rows) override {
        write([&table, copy = std::vector(rows.begin(), rows.end())](Transaction& transaction) {
            transaction.put(table, copy);
        });
    }

    void erase(const Table& table, std::span<const std::string> keys) override {
        write([&table, copy = std::vector(keys.begin(), keys.end())](Transaction& transaction) {
            transaction.erase(table, copy);
        });
    }

    bool add(const Table& table, const BoundedAdd& change) override {
        TransactionState::Step step(state_, Access::write);
        bool added = false;
        std::vector<std::string> row;
        {
            const auto transaction = inner_.begin(Access::write, deadline_);
            replay(*transaction);
            added = transaction->add(table, change);
            transaction->get(table, std::span(&change.key, 1), Guard::none, row);
        }
        if (added && left_out_ == LeftOut::atomic_add)
            writes_.push_back(
                [&table, row](Transaction& transaction) { transaction.put(table, row); });
        else if (added)
            writes_.push_back([&table, change](Transaction& transaction) {
                if (!transaction.add(table, change)) throw Conflict("no longer in bounds");
            });
        step.done();
        return added;
    }

    void commit() override {
        TransactionState::Step step(state_, Access::read);
        if (!reader_) {
            const auto transaction = inner_.begin(Access::write, deadline_);
            std::vector<std::string> now;
            for (const Guarded& each : guarded_) {
                transaction->get(*each.table, std::span(&each.key, 1), Guard::exclusive, now);
                if (left_out_ != LeftOut::guards && now[0] != each.row)
                    throw Conflict("a guarded row changed");
            }
            replay(*transaction);
            transaction->commit();
        }
        step.committed();
    }

private:
    struct Guarded {
        const Table* table;
        std::string key;
        std::string row;
    };
    using Write = std::function<void(Transaction&)>;

    void write(Write write) {
        TransactionState::Step step(state_, Access::write);
        writes_.push_back(std::move(write));
        replay(*inner_.begin(Access::write, deadline_));
        step.done();
    }

    void replay(Transaction& transaction) const {
        for (const Write& write : writes_)
            write(transaction);
    }

    Storage& inner_;
    Deadline deadline_;
    LeftOut left_out_;
    TransactionState state_;
    std::unique_ptr<Transaction> reader_;
    std::vector<Guarded> guarded_;
    std::vector<Write> writes_;
};

class OptimisticStorage : public Storage {
public:
    OptimisticStorage(std::unique_ptr<Storage> inner, LeftOut left_out)
        : inner_(std::move(inner)), left_out_(left_out) {}

    void prepare(const Schema& schema) override { inner_->prepare(schema); }
    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        return std::make_unique<OptimisticTransaction>(*inner_, access, deadline, left_out_);
    }
    Info info() const override { return inner_->info(); }
    std::vector<std::string> check() override { return inner_->check(); }

private:
    std::unique_ptr<Storage> inner_;
    LeftOut left_out_;
};

}  // namespace xueshi::storage::tests
