// Random commands from a seed: memory and SQLite answer alike, the rules' invariants hold after
// every step, and the log alone leads to the same state.

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "property/invariants.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/random_commands.hpp"
#include "support/scratch.hpp"

namespace xueshi::property {
namespace {

using namespace support;

/// An engine in the founded province.
struct World {
    World(std::shared_ptr<storage::Storage> storage, const MovingClock& clock)
        : engine(std::move(storage), clock.options()) {
        FourLevels::found(engine, RandomCommands::teachers_per_school);
    }
    Engine engine;
};

std::string fast_file(const ScratchFolder& folder) {
    return "sqlite:" + folder.file("province.db") + "?synchronous=off";
}

std::string what(int number, const Step& step) {
    return "step " + std::to_string(number) + ", " + step.actor.org + ", command " +
           std::to_string(step.command.index());
}

void expect_the_log_is_enough(Engine& engine, bool decide) {
    EXPECT_EQ(joined(faults_of(engine)), "");
    const auto onto = storage::open_storage("memory:");
    const LogReport report = engine.replay(*onto, decide);
    EXPECT_TRUE(report.faults.empty());
    for (const auto& difference : report.differences) {
        ADD_FAILURE() << difference.stream << ":" << difference.number << " " << difference.what;
    }
}

class RandomProvince : public testing::TestWithParam<std::tuple<int, bool>> {
protected:
    std::uint64_t seed() const {
        return test_seed() * 1000 + static_cast<std::uint64_t>(std::get<0>(GetParam()));
    }
    bool policies() const { return std::get<1>(GetParam()); }
};

TEST_P(RandomProvince, AnswersAlikeOnMemoryAndOnSqlite) {
    SCOPED_TRACE(seed_note(test_seed()));
    const ScratchFolder folder;
    MovingClock clock;
    World memory(storage::open_storage("memory:"), clock);
    World sqlite(storage::open_storage(fast_file(folder)), clock);
    RandomCommands commands(seed(), {policies(), false, {}, {}});
    const int steps = scaled(400);
    for (int i = 1; i <= steps; ++i) {
        const Step step = commands.next();
        SCOPED_TRACE(what(i, step));
        clock.forward(std::chrono::microseconds(step.micros));
        ASSERT_EQ(text_of_call(memory.engine, step.actor, step.command, step.options),
                  text_of_call(sqlite.engine, step.actor, step.command, step.options));
        ASSERT_EQ(joined(memory.engine.check()), "");
        if (i % 10 == 0) {
            ASSERT_EQ(joined(broken_invariants(memory.engine, policies())), "");
        }
        if (i % 50 == 0) {
            ASSERT_EQ(memory.engine.state_digest(), sqlite.engine.state_digest());
        }
    }
    EXPECT_EQ(memory.engine.state_digest(), sqlite.engine.state_digest());
    EXPECT_EQ(joined(sqlite.engine.check()), "");
    EXPECT_EQ(joined(broken_invariants(sqlite.engine, policies())), "");
    expect_the_log_is_enough(memory.engine, false);
    expect_the_log_is_enough(sqlite.engine, false);
}

TEST_P(RandomProvince, IsDecidedAgainAsItWasDecided) {
    SCOPED_TRACE(seed_note(test_seed()));
    MovingClock clock;
    World world(storage::open_storage("memory:"), clock);
    RandomCommands commands(seed(), {policies(), true, {}, {}});
    const int steps = scaled(400);
    for (int i = 1; i <= steps; ++i) {
        const Step step = commands.next();
        clock.forward(std::chrono::microseconds(step.micros));
        text_of_call(world.engine, step.actor, step.command, step.options);
    }
    expect_the_log_is_enough(world.engine, true);
}

TEST_P(RandomProvince, IsToldByExplainAsItIsDone) {
    SCOPED_TRACE(seed_note(test_seed()));
    MovingClock clock;
    World world(storage::open_storage("memory:"), clock);
    RandomCommands commands(seed(), {policies(), true, {}, {}});
    for (int i = 1; i <= scaled(200); ++i) {
        const Step step = commands.next();
        SCOPED_TRACE(what(i, step));
        clock.forward(std::chrono::microseconds(step.micros));
        const std::string before = world.engine.state_digest();
        const auto told = world.engine.explain(step.actor, step.command, step.options);
        ASSERT_EQ(world.engine.state_digest(), before);
        ASSERT_EQ(text_of(told),
                  text_of_call(world.engine, step.actor, step.command, step.options));
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomProvince,
                         testing::Combine(testing::Range(1, 4), testing::Bool()),
                         [](const auto& info) {
                             return "Seed" + std::to_string(std::get<0>(info.param)) +
                                    (std::get<1>(info.param) ? "WithOtherPolicies" : "");
                         });

// If the commands were all refused, or some never tried, the tests above would prove little.
TEST(RandomCommandsOfTheTests, HaveEveryKindAcceptedAndRefused) {
    MovingClock clock;
    World world(storage::open_storage("memory:"), clock);
    RandomCommands commands(32, {false, true, {}, {}});
    std::map<std::size_t, int> accepted;
    std::map<std::size_t, int> refused;
    std::set<std::string> codes;
    for (int i = 1; i <= 6000; ++i) {
        const Step step = commands.next();
        clock.forward(std::chrono::microseconds(step.micros));
        const auto outcome = world.engine.execute(step.actor, step.command, step.options);
        ++(outcome.ok() ? accepted : refused)[step.command.index()];
        for (const Refusal& refusal : outcome.refusals)
            codes.emplace(refusal.code);
    }
    for (std::size_t kind = 1; kind < std::variant_size_v<Command>; ++kind) {  // 0: policies
        EXPECT_GE(accepted[kind], 1) << "command " << kind;
        EXPECT_GE(refused[kind], 1) << "command " << kind;
    }
    EXPECT_GE(codes.size(), 30U);
}

// What the invariants are worth: a storage that counts wrongly once, anywhere, is found out.
class WrongCounting : public testing::TestWithParam<Tamper> {};

TEST_P(WrongCounting, IsFoundAtOnce) {
    int wrong = 0;
    bool going_wrong = true;
    const auto tamper = [&](storage::Call call, const storage::Table&) {
        if (call != storage::Call::add || !going_wrong) return Tamper::nothing;
        going_wrong = false;
        ++wrong;
        return GetParam();
    };
    for (int lie = 0; lie < 10; ++lie) {
        MovingClock clock;
        going_wrong = false;
        World world(std::make_shared<LyingStorage>(storage::open_storage("memory:"), tamper),
                    clock);
        RandomCommands commands(test_seed(), {false, true, {}, {}});
        int steps = 0;
        const int first = 5 + lie * 10;
        while (steps < first || going_wrong) {
            if (++steps == first) going_wrong = true;
            const Step step = commands.next();
            clock.forward(std::chrono::microseconds(step.micros));
            world.engine.execute(step.actor, step.command, step.options);
        }
        EXPECT_NE(joined(world.engine.check()), "") << "step " << steps;
        EXPECT_NE(joined(broken_invariants(world.engine, false)), "") << "step " << steps;
        EXPECT_NE(joined(faults_of(world.engine)), "") << "step " << steps;
    }
    EXPECT_EQ(wrong, 10);
}

INSTANTIATE_TEST_SUITE_P(ByOne, WrongCounting,
                         testing::Values(Tamper::leave_out, Tamper::one_too_many),
                         [](const auto& info) {
                             return info.param == Tamper::leave_out ? std::string("Forgotten")
                                                                    : std::string("OneTooMany");
                         });

}  // namespace
}  // namespace xueshi::property
