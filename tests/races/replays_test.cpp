// Requests that are sent again, by four processes at once and after kill -9 in mid-command, on both
// journals of SQLite: each takes effect once. The control forgets the request ids, and does all
// twice.

#include "races/replays.hpp"

#include <gtest/gtest.h>

#include "conformance/optimistic_storage.hpp"
#include "races/careless_storages.hpp"
#include "support/chance.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi::races {
namespace {

using namespace support;

class SqliteReplays : public testing::TestWithParam<std::string> {
protected:
    std::string url(const std::string& file) const {
        return "sqlite:" + folder_.file(file) + "?synchronous=off&journal=" + GetParam();
    }

private:
    const ScratchFolder folder_;
};

TEST_P(SqliteReplays, TakeEffectOnceAndGetTheFirstAnswer) {
    expect_one_effect_each(url("p.db"), scaled(125));
}

TEST_P(SqliteReplays, TakeEffectTwiceWhereRequestsAreForgotten) {
    auto sound = storage::open_storage(url("sound.db"));
    EXPECT_EQ(entries_of_requests_sent_twice(std::move(sound), false, 20), 20);
    auto forgetful = storage::open_storage(url("forgetful.db"));
    EXPECT_EQ(entries_of_requests_sent_twice(std::move(forgetful), true, 20), 40);
}

// At READ COMMITTED, which this storage behaves like, the second may see the request's effects but
// not yet the request; once it was told that the teacher is enrolled already.
TEST(Replay, GetsTheFirstAnswerWheneverTheOtherComesIn) {
    const Actor school = FourLevels::admin("SA");
    const Enroll command{"P", {"SA-1"}, false};
    CallOptions request;
    request.request_id = "request";
    int moment = 1;
    for (bool came_in = true; came_in; ++moment) {
        const std::shared_ptr<storage::Storage> memory = storage::open_storage("memory:");
        const auto handle = [&] {
            return std::make_unique<storage::tests::OptimisticStorage>(
                std::make_unique<SharedStorage>(memory), storage::tests::LeftOut::nothing);
        };
        Engine inside(handle(), MovingClock().options());
        FourLevels::found(inside, 1);
        FourLevels::open_project(inside, "P", "SA", 2);
        const auto pausing = std::make_shared<FailingStorage>(handle());
        Engine outside(pausing, MovingClock().options());
        std::optional<std::string> other;
        pausing->arm([&](storage::Call, int number) {
            if (number == moment && !other) other = text_of_call(inside, school, command, request);
        });
        const std::string answer = text_of_call(outside, school, command, request);
        came_in = other.has_value();
        EXPECT_EQ(answer, other.value_or(answer)) << "moment " << moment;
        EXPECT_EQ(joined(faults_of(inside)), "");
    }
    EXPECT_GE(moment, 10) << "the command hardly touched the storage";
}

INSTANTIATE_TEST_SUITE_P(Journal, SqliteReplays, testing::Values("truncate", "wal"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi::races
