// Members that come at once are carried together, each once; who waits too long goes alone.

#include "engine/group.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "support/gate.hpp"

namespace xueshi::engine {
namespace {

/// Calls that nobody looks into.
struct Blank {
    Actor actor{Role::school_admin, "SA", {}};
    Command command = Enroll{};
    CallOptions options;
    Call call{actor, command, options, {}, storage::Deadline::max()};
};

void carry_all(std::span<Member* const> members) {
    for (Member* member : members) {
        EXPECT_EQ(member->state, Member::State::taken);
        EXPECT_FALSE(member->carried);
        member->carried = true;
    }
}

TEST(Group, WhoComesAloneIsCarriedAtOnce) {
    Group group(carry_all);
    const Blank blank;
    Member member(blank.call);
    group.join(member);
    EXPECT_TRUE(member.carried);
}

TEST(Group, CarriesEachMemberOnceAndFewGroupsAtATime) {
    std::atomic<std::size_t> at_once = 0;
    std::atomic<std::size_t> most_at_once = 0;
    std::atomic<std::size_t> largest = 0;
    std::atomic<int> carried = 0;
    Group group([&](std::span<Member* const> members) {
        most_at_once = std::max(most_at_once.load(), ++at_once);
        largest = std::max(largest.load(), members.size());
        carried += static_cast<int>(members.size());
        carry_all(members);
        --at_once;
    });
    constexpr int each = 500;
    constexpr int crowd = 40;
    std::atomic<int> alone = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < crowd; ++i) {
        threads.emplace_back([&] {
            const Blank blank;
            for (int n = 0; n < each; ++n) {
                Member member(blank.call);
                group.join(member);
                if (!member.carried) ++alone;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(carried + alone, crowd * each);
    EXPECT_LE(most_at_once, Group::most_at_once);
    EXPECT_LE(largest, Group::most_members);
}

/// Fills a group's ways with members that don't get on.
class Blocked {
public:
    Blocked() {
        for (std::size_t i = 0; i < Group::most_at_once; ++i) {
            threads_.emplace_back([this] {
                const Blank blank;
                Member member(blank.call);
                group.join(member);
                EXPECT_TRUE(member.carried);
            });
        }
        while (under_way_ < Group::most_at_once)
            std::this_thread::yield();
    }
    ~Blocked() {
        gate.open();
        for (std::thread& thread : threads_)
            thread.join();
    }

    support::Gate gate;
    std::atomic<std::size_t> largest = 0;
    Group group{[this](std::span<Member* const> members) {
        ++under_way_;
        largest = std::max(largest.load(), members.size());
        gate.pass();
        carry_all(members);
    }};

private:
    std::atomic<std::size_t> under_way_ = 0;
    std::vector<std::thread> threads_;
};

TEST(Group, NobodyIsHeldUpForLongByOthers) {
    Blocked blocked;
    const Blank blank;
    Member member(blank.call);
    blocked.group.join(member);
    EXPECT_FALSE(member.carried);
    EXPECT_EQ(member.state, Member::State::waiting) << "it is no member any more";
}

/// Those that came while others were under way go together as soon as one of these is back.
TEST(Group, WhoWaitsGoesWithTheNext) {
    std::size_t together = 0;
    for (int round = 0; round < 200 && together < 2; ++round) {
        Blocked blocked;
        std::vector<std::thread> threads;
        std::atomic<int> coming = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                const Blank blank;
                Member member(blank.call);
                ++coming;
                blocked.group.join(member);
            });
        }
        while (coming < 4)
            std::this_thread::yield();
        blocked.gate.open();
        for (std::thread& thread : threads)
            thread.join();
        together = blocked.largest;
    }
    EXPECT_GE(together, 2u) << "in no round did two wait at the same time";
}

}  // namespace
}  // namespace xueshi::engine
