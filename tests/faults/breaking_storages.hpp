#pragma once
/// The negative controls of the crash tests: storages that promise what they don't keep.

#include <memory>
#include <utility>
#include <vector>

#include <xueshi/storage_decorator.hpp>

#include "support/unguarded_transaction.hpp"

namespace xueshi::faults {

/// Says that it has committed, and commits when the next transaction begins.
class LateCommitStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

private:
    class LateTransaction;

    std::unique_ptr<storage::Transaction> late_;
};

class LateCommitStorage::LateTransaction final : public storage::Transaction {
public:
    LateTransaction(LateCommitStorage& owner, std::unique_ptr<storage::Transaction> inner)
        : owner_(owner), inner_(std::move(inner)) {}

    void get(const storage::Table& table, std::span<const std::string> keys, storage::Guard guard,
             std::vector<std::string>& rows) override {
        inner_->get(table, keys, guard, rows);
    }
    void scan(const storage::Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        inner_->scan(table, index, prefix, after, limit, rows);
    }
    void append(const storage::Table& table, std::span<const std::string> rows) override {
        inner_->append(table, rows);
    }
    void put(const storage::Table& table, std::span<const std::string> rows) override {
        inner_->put(table, rows);
    }
    void erase(const storage::Table& table, std::span<const std::string> keys) override {
        inner_->erase(table, keys);
    }
    bool add(const storage::Table& table, const storage::BoundedAdd& change) override {
        return inner_->add(table, change);
    }
    void commit() override { owner_.late_ = std::move(inner_); }

private:
    LateCommitStorage& owner_;
    std::unique_ptr<storage::Transaction> inner_;
};

inline std::unique_ptr<storage::Transaction> LateCommitStorage::begin(storage::Access access,
                                                                      storage::Deadline deadline) {
    if (late_) std::exchange(late_, nullptr)->commit();
    return std::make_unique<LateTransaction>(*this, inner().begin(access, deadline));
}

/// Commits every write by itself, as a database does that nobody told of transactions.
class PiecemealStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

private:
    class Pieces;
};

class PiecemealStorage::Pieces final : public support::UnguardedTransaction {
public:
    using UnguardedTransaction::UnguardedTransaction;

    void append(const storage::Table& table, std::span<const std::string> rows) override {
        in_one([&](storage::Transaction& piece) { piece.append(table, rows); });
    }
    void put(const storage::Table& table, std::span<const std::string> rows) override {
        in_one([&](storage::Transaction& piece) { piece.put(table, rows); });
    }
    void erase(const storage::Table& table, std::span<const std::string> keys) override {
        in_one([&](storage::Transaction& piece) { piece.erase(table, keys); });
    }
    bool add(const storage::Table& table, const storage::BoundedAdd& change) override {
        bool added = false;
        in_one([&](storage::Transaction& piece) { added = piece.add(table, change); });
        return added;
    }
    void commit() override {}

private:
    template <class Work>
    void in_one(Work&& work) {
        const auto piece = begin_writing();
        work(*piece);
        piece->commit();
    }
};

inline std::unique_ptr<storage::Transaction> PiecemealStorage::begin(storage::Access access,
                                                                     storage::Deadline deadline) {
    if (access == storage::Access::read) return inner().begin(access, deadline);
    return std::make_unique<Pieces>(inner(), deadline);
}

}  // namespace xueshi::faults
