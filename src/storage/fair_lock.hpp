#pragma once
/// A lock for many readers or one writer: serves in order of arrival and gives up at a deadline.
///
/// The standard mutexes promise no order: two busy writers can starve a third for seconds. Here a
/// reader that comes after a waiting writer waits behind it, so neither kind starves.

#include <condition_variable>
#include <deque>
#include <mutex>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

class FairLock {
public:
    /// False when the deadline passed first. A free lock is given even after the deadline.
    bool lock(Access access, Deadline deadline);
    void unlock(Access access) noexcept;
    /// How many stand in the queue.
    std::size_t waiting() const;

private:
    struct Waiter {
        Access access;
        bool granted = false;
        std::condition_variable wake{};
    };

    bool is_free_for(Access access) const noexcept;
    void take(Access access) noexcept;
    void serve() noexcept;

    mutable std::mutex mutex_;
    std::deque<Waiter*> queue_;
    std::size_t readers_ = 0;
    bool writer_ = false;
};

/// Holds a FairLock. Throws `Error` storage_busy when it can't be had before the deadline.
class FairLockHold {
public:
    FairLockHold(FairLock& lock, Access access, Deadline deadline);
    ~FairLockHold() { release(); }
    FairLockHold(const FairLockHold&) = delete;
    FairLockHold& operator=(const FairLockHold&) = delete;

    void release() noexcept;

private:
    FairLock* lock_;
    Access access_;
};

}  // namespace xueshi::storage
