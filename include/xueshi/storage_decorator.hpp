#pragma once
/// A storage that forwards every call to another: the base of storages that count, log, pause, or
/// fail on purpose. Override `before` for that, or a single operation of the transaction.

#include <memory>
#include <utility>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

enum class Call { prepare, begin, get, scan, append, put, erase, add, commit };

class ForwardingStorage : public Storage {
public:
    explicit ForwardingStorage(std::unique_ptr<Storage> inner) : inner_(std::move(inner)) {}

    /// Runs before each call, in the thread of the caller; what it throws, the call throws instead
    /// of doing anything. `table` is null for prepare, begin and commit. Fit for many threads.
    virtual void before(Call, const Table*) {}

    void prepare(const Schema& schema) override {
        before(Call::prepare, nullptr);
        inner_->prepare(schema);
    }

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override;
    std::unique_ptr<Transaction> begin_older(Deadline deadline) override;

    Info info() const override { return inner_->info(); }
    std::vector<std::string> check() override { return inner_->check(); }

    Storage& inner() const noexcept { return *inner_; }

private:
    std::unique_ptr<Storage> inner_;
};

/// Hints aren't forwarded, and add_or_conflict() comes as add(): whoever overrides get() or add()
/// sees each call when it takes effect. To forward them is worth two round trips a command on
/// PostgreSQL.
class ForwardingTransaction : public Transaction {
public:
    ForwardingTransaction(ForwardingStorage& owner, std::unique_ptr<Transaction> inner)
        : owner_(owner), inner_(std::move(inner)) {}

    void get(const Table& table, std::span<const std::string> keys, Guard guard,
             std::vector<std::string>& rows) override {
        owner_.before(Call::get, &table);
        inner_->get(table, keys, guard, rows);
    }

    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        owner_.before(Call::scan, &table);
        inner_->scan(table, index, prefix, after, limit, rows);
    }

    void append(const Table& table, std::span<const std::string> rows) override {
        owner_.before(Call::append, &table);
        inner_->append(table, rows);
    }

    void put(const Table& table, std::span<const std::string> rows) override {
        owner_.before(Call::put, &table);
        inner_->put(table, rows);
    }

    void erase(const Table& table, std::span<const std::string> keys) override {
        owner_.before(Call::erase, &table);
        inner_->erase(table, keys);
    }

    bool add(const Table& table, const BoundedAdd& change) override {
        owner_.before(Call::add, &table);
        return inner_->add(table, change);
    }

    void commit() override {
        owner_.before(Call::commit, nullptr);
        inner_->commit();
    }

    Transaction& inner() const noexcept { return *inner_; }

private:
    ForwardingStorage& owner_;
    std::unique_ptr<Transaction> inner_;
};

inline std::unique_ptr<Transaction> ForwardingStorage::begin(Access access, Deadline deadline) {
    before(Call::begin, nullptr);
    return std::make_unique<ForwardingTransaction>(*this, inner_->begin(access, deadline));
}

inline std::unique_ptr<Transaction> ForwardingStorage::begin_older(Deadline deadline) {
    before(Call::begin, nullptr);
    return std::make_unique<ForwardingTransaction>(*this, inner_->begin_older(deadline));
}

}  // namespace xueshi::storage
