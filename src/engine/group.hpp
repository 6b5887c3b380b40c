#pragma once
/// Commands that come at the same time and would wait for each other's commits go together: one
/// thread carries them all in one transaction. Each keeps its own decision, log entry and receipt.

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <span>

#include "engine/call.hpp"

namespace xueshi::engine {

/// A command that may go with others. After Group::join it is carried (an outcome, or a failure
/// that left open what happened), or it has to go alone.
struct Member {
    explicit Member(const Call& call_given) : call(call_given) {}

    const Call& call;
    Outcome<Receipt> outcome{};
    std::exception_ptr failure{};
    bool carried = false;

    enum class State { waiting, taken, returned };
    State state = State::waiting;     ///< guarded by the group
    std::condition_variable ready{};  ///< when it was returned, or may lead
};

class Group {
public:
    /// `carry` must not throw: it marks those that it carried. The first member is that of its own
    /// thread.
    using Carry = std::function<void(std::span<Member* const>)>;
    static constexpr std::size_t most_members = 32;
    /// While so many transactions are under way whoever comes waits for one of them, and goes with
    /// the next.
    static constexpr std::size_t most_at_once = 2;

    explicit Group(Carry carry) : carry_(std::move(carry)) {}

    /// Returns when the member was carried by this thread or another, or must go alone: nobody
    /// waits long to be taken along, for those under way may be held up by something that is no
    /// business of his.
    void join(Member& member);

private:
    void lead(std::unique_lock<std::mutex>& lock, Member& member);

    const Carry carry_;
    std::mutex mutex_;
    std::deque<Member*> waiting_;
    std::size_t under_way_ = 0;
};

}  // namespace xueshi::engine
