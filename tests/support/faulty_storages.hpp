#pragma once
/// Storages that go wrong on purpose: one fails when it is told to, one leaves out a write and
/// keeps silent. The first stands for what storages do, the second for what none may.

#include <functional>
#include <optional>
#include <vector>

#include <xueshi/storage_decorator.hpp>

namespace xueshi::support {

/// Counts the calls and asks before each whether it shall fail: what `fail` throws is the failure.
class FailingStorage final : public storage::ForwardingStorage {
public:
    using Fail = std::function<void(storage::Call call, int number)>;
    using ForwardingStorage::ForwardingStorage;

    /// Calls are numbered from 1 from here on.
    void arm(Fail fail) {
        number_ = 0;
        fail_ = std::move(fail);
    }
    void disarm() { fail_ = nullptr; }
    int calls() const { return number_; }

    void before(storage::Call call, const storage::Table*) override {
        ++number_;
        if (fail_) fail_(call, number_);
    }

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;
    /// Runs after a commit that succeeded; may throw: done, and nobody knows.
    std::function<void()> after_commit{};

private:
    int number_ = 0;
    Fail fail_;
};

class FailingTransaction final : public storage::ForwardingTransaction {
public:
    FailingTransaction(FailingStorage& owner, std::unique_ptr<storage::Transaction> inner)
        : ForwardingTransaction(owner, std::move(inner)), storage_(owner) {}

    void commit() override {
        ForwardingTransaction::commit();
        if (storage_.after_commit) storage_.after_commit();
    }

private:
    FailingStorage& storage_;
};

inline std::unique_ptr<storage::Transaction> FailingStorage::begin(storage::Access access,
                                                                   storage::Deadline deadline) {
    before(storage::Call::begin, nullptr);
    return std::make_unique<FailingTransaction>(*this, inner().begin(access, deadline));
}

/// What shall become of a write.
enum class Tamper { nothing, leave_out, one_too_many };

/// Does other things than it is told, where `tamper` says so, and reports success.
class LyingStorage final : public storage::ForwardingStorage {
public:
    using Choose = std::function<Tamper(storage::Call call, const storage::Table& table)>;

    LyingStorage(std::unique_ptr<storage::Storage> inner, Choose tamper)
        : ForwardingStorage(std::move(inner)), tamper_(std::move(tamper)) {}

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        return std::make_unique<Lying>(*this, inner().begin(access, deadline));
    }

private:
    class Lying final : public storage::ForwardingTransaction {
    public:
        Lying(LyingStorage& owner, std::unique_ptr<storage::Transaction> begun)
            : ForwardingTransaction(owner, std::move(begun)), tamper_(owner.tamper_) {}

        void append(const storage::Table& table, std::span<const std::string> rows) override {
            if (is_honest(storage::Call::append, table)) inner().append(table, rows);
        }
        void put(const storage::Table& table, std::span<const std::string> rows) override {
            if (is_honest(storage::Call::put, table)) inner().put(table, rows);
        }
        void erase(const storage::Table& table, std::span<const std::string> keys) override {
            if (is_honest(storage::Call::erase, table)) inner().erase(table, keys);
        }
        bool add(const storage::Table& table, const storage::BoundedAdd& change) override {
            storage::BoundedAdd other = change;
            switch (tamper_(storage::Call::add, table)) {
                case Tamper::nothing:
                    break;
                case Tamper::leave_out:
                    other.delta = 0;
                    break;
                case Tamper::one_too_many:
                    other.delta += 1;
                    other.at_most_column.reset();  // or the bound would find it first
                    break;
            }
            return inner().add(table, other);
        }

    private:
        bool is_honest(storage::Call call, const storage::Table& table) const {
            return tamper_(call, table) == Tamper::nothing;
        }

        const Choose& tamper_;
    };

    Choose tamper_;
};

}  // namespace xueshi::support
