#pragma once
/// Storages for races: several handles on one storage, and the negative control, which checks and
/// then writes as so many systems do.

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <xueshi/storage_decorator.hpp>

#include "support/unguarded_transaction.hpp"

namespace xueshi::races {

/// One more handle on a storage, so that decorators can be put around each.
class SharedStorage final : public storage::Storage {
public:
    explicit SharedStorage(std::shared_ptr<storage::Storage> shared) : shared_(std::move(shared)) {}

    void prepare(const storage::Schema& schema) override { shared_->prepare(schema); }
    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        return shared_->begin(access, deadline);
    }
    storage::Info info() const override { return shared_->info(); }
    std::vector<std::string> check() override { return shared_->check(); }

private:
    std::shared_ptr<storage::Storage> shared_;
};

/// Reads what is there now, guards nothing, checks bounds against what was read, and writes whole
/// rows in the end, whatever has become of them meanwhile.
class CheckThenWriteStorage final : public storage::ForwardingStorage {
public:
    /// `decided` runs between the last read and the first write.
    explicit CheckThenWriteStorage(std::unique_ptr<storage::Storage> inner,
                                   std::function<void()> decided = {})
        : ForwardingStorage(std::move(inner)), decided_(std::move(decided)) {}

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

private:
    std::function<void()> decided_;
};

class CheckThenWriteTransaction final : public support::UnguardedTransaction {
public:
    CheckThenWriteTransaction(storage::Storage& inner, storage::Deadline deadline,
                              const std::function<void()>& decided)
        : UnguardedTransaction(inner, deadline), decided_(decided) {}

    void append(const storage::Table& table, std::span<const std::string> rows) override {
        put(table, rows);
    }
    void put(const storage::Table& table, std::span<const std::string> rows) override {
        writes_.push_back({&table, {rows.begin(), rows.end()}});
    }
    void erase(const storage::Table&, std::span<const std::string>) override {}
    bool add(const storage::Table& table, const storage::BoundedAdd& change) override;
    void commit() override;

private:
    struct Write {
        const storage::Table* table;
        std::vector<std::string> rows;
    };

    const std::function<void()>& decided_;
    std::vector<Write> writes_;
};

/// Lets one writer in after the other, so that no isolation level can notice what the control does.
class OneByOneStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        if (access == storage::Access::read) return ForwardingStorage::begin(access, deadline);
        std::unique_lock lock(mutex_);
        return std::make_unique<Alone>(*this, inner().begin(access, deadline), std::move(lock));
    }

private:
    class Alone final : public storage::ForwardingTransaction {
    public:
        Alone(OneByOneStorage& owner, std::unique_ptr<storage::Transaction> begun,
              std::unique_lock<std::mutex> lock)
            : ForwardingTransaction(owner, std::move(begun)), lock_(std::move(lock)) {}

    private:
        std::unique_lock<std::mutex> lock_;
    };

    std::mutex mutex_;
};

/// Takes guards one by one and last key first: whoever wants the same rows in the agreed order
/// waits for it, and it for them.
class BackwardsStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        return std::make_unique<Backwards>(*this, ForwardingStorage::begin(access, deadline));
    }

private:
    class Backwards final : public storage::ForwardingTransaction {
    public:
        using ForwardingTransaction::ForwardingTransaction;

        void get(const storage::Table& table, std::span<const std::string> keys,
                 storage::Guard guard, std::vector<std::string>& rows) override {
            rows.assign(keys.size(), {});
            for (std::size_t i = keys.size(); i-- > 0;) {
                std::vector<std::string> row;
                inner().get(table, keys.subspan(i, 1), guard, row);
                rows[i] = std::move(row.front());
            }
        }
    };
};

}  // namespace xueshi::races
