#pragma once
/// The servers of `read_from=`: they follow the primary and answer what may be a moment old. When
/// one fails the primary answers, and now and then a single question tries the replicas again.

#include <atomic>

#include "pool.hpp"

namespace xueshi::storage::postgresql {

class Replicas {
public:
    /// `primary` outlives this; its options name at least one host.
    explicit Replicas(const Pool& primary);

    Pool& pool() noexcept { return pool_; }

    /// Whether the next question should go to a replica.
    bool may_answer();
    /// A replica answered: so they are asked again.
    void answered() noexcept {
        if (failing_) recover();
    }
    /// What a failure while a replica answered means: `Conflict`, for the primary can be asked, and
    /// the replicas are left alone for a while. Returns where the primary would fail alike.
    void judge(const ServerFailure& failure);
    void judge(const Error& error);
    void failed(const std::string& why);

    /// For people: who they are and how they do. `position`: of the primary in its log, or nothing.
    std::string told(const std::string& position);
    /// Why they don't answer, or nothing.
    std::string why() const;

private:
    void recover() noexcept;

    Pool pool_;
    mutable std::mutex mutex_;
    std::atomic<bool> failing_ = false;
    Deadline try_again_{};
    std::string why_;
};

}  // namespace xueshi::storage::postgresql
