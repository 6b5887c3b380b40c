// Requests that are sent again, by four processes at once and after kill -9 in mid-command, on both
// journals of SQLite: each takes effect once. The control forgets the request ids, and does all twice.

#include "races/replays.hpp"

#include <gtest/gtest.h>

#include "conformance/optimistic_storage.hpp"
#include "races/careless_storages.hpp"
#include "races/pairs.hpp"
#include "support/chance.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi::races {
namespace {

using namespace support;

class SqliteReplays : public testing::TestWithParam<std::string> {
protected:
    std::string url() const {
        return "sqlite:" + folder_.file("p.db") + "?synchronous=off&journal=" + GetParam();
    }

private:
    const ScratchFolder folder_;
};

TEST_P(SqliteReplays, TakeEffectOnceAndGetTheFirstAnswer) {
    SCOPED_TRACE(seed_note(test_seed()));
    const Requests requests(scaled(125));
    const std::shared_ptr<storage::Storage> storage = storage::open_storage(url());
    Engine engine(storage, MovingClock().options());
    found_for_requests(engine);
    const std::int64_t before = engine.verify_log().entries;
    const Replayed replayed = replay_from_processes(requests, url(), scaled(3));
    EXPECT_EQ(joined(replayed.wrong), "");
    EXPECT_EQ(engine.verify_log().entries - before, requests.count());
    EXPECT_EQ(rows_of(*storage), requests.rows());
    EXPECT_EQ(joined(faults_of(engine)), "");
    EXPECT_EQ(replayed.kills, 4 * scaled(3));
    RecordProperty("answers", replayed.answers);
}

TEST_P(SqliteReplays, TakeEffectTwiceWhereRequestsAreForgotten) {
    const auto forget = [](storage::Call, const storage::Table& table) {
        return table.name == "request" ? Tamper::leave_out : Tamper::nothing;
    };
    for (const bool forgetful : {false, true}) {
        const ScratchFolder folder;
        auto storage =
            storage::open_storage("sqlite:" + folder.file("p.db") + "?journal=" + GetParam());
        if (forgetful) storage = std::make_unique<LyingStorage>(std::move(storage), forget);
        Engine engine(std::move(storage), MovingClock().options());
        EXPECT_EQ(entries_of_requests_sent_twice(engine, 20), forgetful ? 40 : 20);
    }
}

// At READ COMMITTED, which this storage behaves like, the second may see the request's effects but not
// yet the request; once it was told that the teacher is enrolled already.
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
