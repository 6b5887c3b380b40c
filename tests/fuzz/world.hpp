#pragma once
/// A small province to try inputs upon, which no input changes: each is tried upon the same.

#include <memory>

#include <xueshi/engine.hpp>
#include <xueshi/storage_decorator.hpp>

namespace xueshi::fuzz {

/// Lets transactions commit as long as it is told to keep; afterwards nothing remains of any.
class ForgettingStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    void forget() { forgetting_ = true; }
    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

private:
    class Forgotten final : public storage::ForwardingTransaction {
    public:
        using ForwardingTransaction::ForwardingTransaction;
        void commit() override {}
    };

    bool forgetting_ = false;
};

inline std::unique_ptr<storage::Transaction> ForgettingStorage::begin(storage::Access access,
                                                                      storage::Deadline deadline) {
    auto begun = ForwardingStorage::begin(access, deadline);
    if (!forgetting_) return begun;
    return std::make_unique<Forgotten>(*this, std::move(begun));
}

/// The scenario of a file, played on a memory storage; its clock stands at the last step.
class World {
public:
    explicit World(const std::string& scenario);

    const std::shared_ptr<ForgettingStorage>& storage() const { return storage_; }
    Engine& engine() { return engine_; }

private:
    EngineOptions options();

    std::shared_ptr<Instant> now_ = std::make_shared<Instant>();
    std::shared_ptr<ForgettingStorage> storage_;
    Engine engine_;
};

}  // namespace xueshi::fuzz
