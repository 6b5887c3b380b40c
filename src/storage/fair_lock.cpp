#include "fair_lock.hpp"

#include <algorithm>

namespace xueshi::storage {

bool FairLock::lock(Access access, Deadline deadline) {
    std::unique_lock guard(mutex_);
    if (queue_.empty() && is_free_for(access)) {
        take(access);
        return true;
    }
    Waiter self{access};
    queue_.push_back(&self);
    const auto granted = [&] { return self.granted; };
    if (deadline == Deadline::max()) {
        self.wake.wait(guard, granted);
        return true;
    }
    if (self.wake.wait_until(guard, deadline, granted)) return true;
    queue_.erase(std::find(queue_.begin(), queue_.end(), &self));
    serve();  // whoever stood behind may have waited only for us
    return false;
}

void FairLock::unlock(Access access) noexcept {
    const std::lock_guard guard(mutex_);
    if (access == Access::write)
        writer_ = false;
    else
        --readers_;
    serve();
}

std::size_t FairLock::waiting() const {
    const std::lock_guard guard(mutex_);
    return queue_.size();
}

bool FairLock::is_free_for(Access access) const noexcept {
    return !writer_ && (access == Access::read || readers_ == 0);
}

void FairLock::take(Access access) noexcept {
    if (access == Access::write)
        writer_ = true;
    else
        ++readers_;
}

void FairLock::serve() noexcept {
    while (!queue_.empty() && is_free_for(queue_.front()->access)) {
        Waiter* next = queue_.front();
        queue_.pop_front();
        take(next->access);
        next->granted = true;
        next->wake.notify_one();
    }
}

FairLockHold::FairLockHold(FairLock& lock, Access access, Deadline deadline)
    : lock_(&lock), access_(access) {
    if (!lock.lock(access, deadline)) {
        lock_ = nullptr;
        throw Error(ErrorCode::storage_busy,
                    "other transactions held the storage until the deadline");
    }
}

void FairLockHold::release() noexcept {
    if (lock_ != nullptr) lock_->unlock(access_);
    lock_ = nullptr;
}

}  // namespace xueshi::storage
