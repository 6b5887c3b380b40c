#include "engine/group.hpp"

#include <algorithm>
#include <array>

namespace xueshi::engine {

void Group::join(Member& member) {
    constexpr std::chrono::milliseconds patience{20};
    const auto until = std::chrono::steady_clock::now() + patience;
    std::unique_lock lock(mutex_);
    waiting_.push_back(&member);
    for (bool in_time = true; member.state == Member::State::waiting;) {
        if (under_way_ < most_at_once) return lead(lock, member);
        if (!in_time) {
            std::erase(waiting_, &member);
            return;
        }
        in_time = member.ready.wait_until(lock, until) == std::cv_status::no_timeout;
    }
    member.ready.wait(lock, [&] { return member.state == Member::State::returned; });
}

void Group::lead(std::unique_lock<std::mutex>& lock, Member& member) {
    std::array<Member*, most_members> members;
    std::size_t count = 0;
    std::erase(waiting_, &member);
    for (members[count++] = &member; count < most_members && !waiting_.empty();) {
        members[count++] = waiting_.front();
        waiting_.pop_front();
    }
    const std::span taken(members.data(), count);
    for (Member* each : taken)
        each->state = Member::State::taken;
    ++under_way_;
    if (under_way_ < most_at_once && !waiting_.empty()) waiting_.front()->ready.notify_one();
    lock.unlock();
    carry_(taken);
    lock.lock();
    --under_way_;
    // Told while they can't leave: a member is gone when its thread goes on.
    for (Member* each : taken) {
        each->state = Member::State::returned;
        if (each != &member) each->ready.notify_one();
    }
    if (!waiting_.empty()) waiting_.front()->ready.notify_one();
}

}  // namespace xueshi::engine
