#pragma once
/// Counts how often operations of a storage end with `Conflict`, and how often because the server had to
/// cut a deadlock.

#include <atomic>
#include <memory>
#include <string_view>
#include <utility>

#include <xueshi/storage.hpp>

namespace xueshi::support {

class ConflictCounter final : public storage::Storage {
public:
    explicit ConflictCounter(std::unique_ptr<storage::Storage> inner) : inner_(std::move(inner)) {}

    int commits() const { return commits_; }
    int conflicts() const { return conflicts_; }
    int deadlocks() const { return deadlocks_; }

    void prepare(const storage::Schema& schema) override { inner_->prepare(schema); }
    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;
    storage::Info info() const override { return inner_->info(); }
    std::vector<std::string> check() override { return inner_->check(); }

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

    std::unique_ptr<storage::Storage> inner_;
    std::atomic<int> commits_ = 0;
    std::atomic<int> conflicts_ = 0;
    std::atomic<int> deadlocks_ = 0;
};

class ConflictCounter::Counted final : public storage::Transaction {
public:
    Counted(ConflictCounter& owner, std::unique_ptr<storage::Transaction> inner)
        : owner_(owner), inner_(std::move(inner)) {}

    void get(const storage::Table& table, std::span<const std::string> keys, storage::Guard guard,
             std::vector<std::string>& rows) override {
        owner_.watch([&] { inner_->get(table, keys, guard, rows); });
    }
    void scan(const storage::Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        owner_.watch([&] { inner_->scan(table, index, prefix, after, limit, rows); });
    }
    void append(const storage::Table& table, std::span<const std::string> rows) override {
        owner_.watch([&] { inner_->append(table, rows); });
    }
    void put(const storage::Table& table, std::span<const std::string> rows) override {
        owner_.watch([&] { inner_->put(table, rows); });
    }
    void erase(const storage::Table& table, std::span<const std::string> keys) override {
        owner_.watch([&] { inner_->erase(table, keys); });
    }
    bool add(const storage::Table& table, const storage::BoundedAdd& change) override {
        return owner_.watch([&] { return inner_->add(table, change); });
    }
    void commit() override {
        owner_.watch([&] { inner_->commit(); });
        ++owner_.commits_;
    }

private:
    ConflictCounter& owner_;
    std::unique_ptr<storage::Transaction> inner_;
};

inline std::unique_ptr<storage::Transaction> ConflictCounter::begin(storage::Access access,
                                                                    storage::Deadline deadline) {
    return watch([&] { return std::make_unique<Counted>(*this, inner_->begin(access, deadline)); });
}

}  // namespace xueshi::support
