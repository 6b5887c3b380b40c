#pragma once
/// Counts how often operations of a storage end with `Conflict`, and how often because the server
/// had to cut a deadlock.

#include <atomic>
#include <memory>
#include <string_view>
#include <utility>

#include <xueshi/storage_decorator.hpp>

namespace xueshi::support {

class ConflictCounter final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    int commits() const { return commits_; }
    int conflicts() const { return conflicts_; }
    int deadlocks() const { return deadlocks_; }

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

private:
    class Counted;

    template <class Operation>
    auto watch(Operation&& operation) {
        try {
            return operation();
        } catch (const storage::Conflict& conflict) {
            ++conflicts_;
            if (std::string_view(conflict.what()).find("40P01") != std::string_view::npos)
                ++deadlocks_;
            throw;
        }
    }

    std::atomic<int> commits_ = 0;
    std::atomic<int> conflicts_ = 0;
    std::atomic<int> deadlocks_ = 0;
};

class ConflictCounter::Counted final : public storage::ForwardingTransaction {
public:
    Counted(ConflictCounter& owner, std::unique_ptr<storage::Transaction> inner)
        : ForwardingTransaction(owner, std::move(inner)), owner_(owner) {}

    void get(const storage::Table& table, std::span<const std::string> keys, storage::Guard guard,
             std::vector<std::string>& rows) override {
        owner_.watch([&] { inner().get(table, keys, guard, rows); });
    }
    void scan(const storage::Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        owner_.watch([&] { inner().scan(table, index, prefix, after, limit, rows); });
    }
    void append(const storage::Table& table, std::span<const std::string> rows) override {
        owner_.watch([&] { inner().append(table, rows); });
    }
    void put(const storage::Table& table, std::span<const std::string> rows) override {
        owner_.watch([&] { inner().put(table, rows); });
    }
    void erase(const storage::Table& table, std::span<const std::string> keys) override {
        owner_.watch([&] { inner().erase(table, keys); });
    }
    bool add(const storage::Table& table, const storage::BoundedAdd& change) override {
        return owner_.watch([&] { return inner().add(table, change); });
    }
    bool listens() const noexcept override { return inner().listens(); }
    void expect(const storage::Table& table, std::span<const std::string> keys,
                storage::Guard guard) override {
        owner_.watch([&] { inner().expect(table, keys, guard); });
    }
    void wait_at_most(std::chrono::milliseconds most) override {
        owner_.watch([&] { inner().wait_at_most(most); });
    }
    void add_or_conflict(const storage::Table& table, const storage::BoundedAdd& change) override {
        owner_.watch([&] { inner().add_or_conflict(table, change); });
    }
    void commit() override {
        owner_.watch([&] { inner().commit(); });
        ++owner_.commits_;
    }

private:
    ConflictCounter& owner_;
};

inline std::unique_ptr<storage::Transaction> ConflictCounter::begin(storage::Access access,
                                                                    storage::Deadline deadline) {
    return watch([&] { return std::make_unique<Counted>(*this, inner().begin(access, deadline)); });
}

}  // namespace xueshi::support
