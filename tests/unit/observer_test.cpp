#include <gtest/gtest.h>

#include <xueshi/storage_decorator.hpp>

#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"

namespace xueshi {
namespace {

using namespace support;

/// What an observer keeps: observations point to things that end with the call.
struct Seen {
    Observation::Kind kind;
    std::string name;
    std::string org;
    std::string request_id;
    std::vector<std::string> codes;
    std::optional<std::int64_t> number;
    std::optional<ErrorCode> error;
    std::vector<std::string> teachers;
    int attempts;
};

class Observing : public testing::Test {
protected:
    Observing() {
        auto failing = std::make_unique<FailingStorage>(storage::open_storage("memory:"));
        storage = failing.get();
        EngineOptions options = MovingClock().options();
        options.observer = [this](const Observation& call) {
            Seen& one = seen.emplace_back(Seen{call.kind,
                                               std::string(call.name),
                                               call.actor->org,
                                               std::string(call.request_id),
                                               {},
                                               {},
                                               call.error,
                                               call.teachers,
                                               call.attempts});
            for (const Refusal& refusal : call.refusals)
                one.codes.emplace_back(refusal.code);
            if (call.receipt != nullptr) one.number = call.receipt->number;
            EXPECT_GT(call.took.count(), 0);
            if (throws) throw std::runtime_error("the observer's own trouble");
        };
        engine.emplace(std::move(failing), options);
        FourLevels::found(*engine, 3);
        FourLevels::open_project(*engine, "P", "SA", 2);
        seen.clear();
    }

    Enroll enroll(int number) const { return {"P", {FourLevels::teacher("SA", number)}, false}; }
    Actor school() const { return FourLevels::admin("SA"); }

    std::vector<Seen> seen;
    bool throws = false;
    FailingStorage* storage = nullptr;
    std::optional<Engine> engine;
};

TEST_F(Observing, SeesWhatWasDoneRefusedAndExplained) {
    const Receipt receipt = must(*engine, school(), enroll(1), {.request_id = "once"});
    EXPECT_FALSE(engine->execute(school(), enroll(1)).ok());
    EXPECT_TRUE(engine->explain(school(), enroll(2)).ok());
    ASSERT_EQ(seen.size(), 3u);
    EXPECT_EQ(seen[0].kind, Observation::Kind::command);
    EXPECT_EQ(seen[0].name, "enroll");
    EXPECT_EQ(seen[0].org, "SA");
    EXPECT_EQ(seen[0].request_id, "once");
    EXPECT_EQ(seen[0].number, receipt.number);
    EXPECT_EQ(seen[0].attempts, 1);
    EXPECT_EQ(seen[1].codes, std::vector<std::string>{"enrollment.duplicate"});
    EXPECT_EQ(seen[1].number, std::nullopt);
    EXPECT_EQ(seen[2].kind, Observation::Kind::explanation);
}

TEST_F(Observing, SeesWhoReadWhom) {
    must(*engine, school(), enroll(2));
    const std::string second = FourLevels::teacher("SA", 2);
    EXPECT_TRUE(engine->ask(school(), Teachers{}).ok());
    EXPECT_TRUE(engine->ask(school(), Enrollments{"P", {}, 10, {}}).ok());
    EXPECT_TRUE(engine->ask(school(), Statement{second, {}, {}, {}}).ok());
    EXPECT_TRUE(engine->ask(school(), Changes{"SA", 0, 10}).ok());
    EXPECT_TRUE(engine->ask(school(), Quota{"P", {}}).ok());
    EXPECT_FALSE(engine->ask(school(), Statement{FourLevels::teacher("SB", 1), {}, {}, {}}).ok());
    ASSERT_EQ(seen.size(), 7u);
    EXPECT_EQ(seen[1].name, "teachers");
    EXPECT_EQ(seen[1].teachers, FourLevels::teachers("SA", 1, 3));
    EXPECT_EQ(seen[2].teachers, std::vector{second});
    EXPECT_EQ(seen[3].teachers, std::vector{second});
    EXPECT_EQ(seen[4].teachers, std::vector{second});
    EXPECT_EQ(seen[5].teachers, std::vector<std::string>{});
    EXPECT_EQ(seen[6].teachers, std::vector<std::string>{});  // refused: nobody was shown
    EXPECT_EQ(seen[6].codes.size(), 1u);
}

TEST_F(Observing, CountsAttemptsAndSeesErrors) {
    int conflicts = 2;
    storage->arm([&](storage::Call call, int) {
        if (call == storage::Call::commit && conflicts-- > 0) throw storage::Conflict("in the way");
    });
    must(*engine, school(), enroll(1));
    storage->arm([](storage::Call call, int) {
        if (call == storage::Call::commit) throw Error(ErrorCode::storage_full, "full");
    });
    EXPECT_THROW(engine->execute(school(), enroll(2)), Error);
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0].attempts, 3);
    EXPECT_EQ(seen[1].error, ErrorCode::storage_full);
}

/// A command is done whatever its observer does; a query without account gives no answer.
TEST_F(Observing, TroubleOfItsOwnEndsQueriesOnly) {
    throws = true;
    EXPECT_TRUE(engine->execute(school(), enroll(1)).ok());
    EXPECT_TRUE(engine->explain(school(), enroll(2)).ok());
    EXPECT_THROW(engine->ask(school(), Teachers{}), std::runtime_error);
}

}  // namespace
}  // namespace xueshi
