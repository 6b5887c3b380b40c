// The last seats on PostgreSQL, at every isolation level: with N seats and many connections exactly N
// get in. The control checks, then writes, and oversells.

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "faults/killing.hpp"
#include "races/careless_storages.hpp"
#include "races/replays.hpp"
#include "support/chance.hpp"
#include "support/child.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

constexpr int processes = 16;
constexpr int threads = 40;

std::string round_code(int round) { return "P" + std::to_string(round); }

EngineOptions patient() {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::milliseconds(60'000);
    return options;
}

Enroll one_teacher(int round, int number) {
    return {round_code(round), {FourLevels::teacher("SA", number)}, false};
}

/// A child that enrols its teacher in each project that it hears of.
int enroll_when_told(const std::string& url, int number, Line& parent) {
    Engine engine(storage::open_storage(url), patient());
    parent.tell("ready");
    while (const auto round = parent.hear())
        parent.tell(verdict_of(
            engine.execute(FourLevels::admin("SA"), one_teacher(std::stoi(*round), number))));
    return 0;
}

}  // namespace

int support::play(const std::string& part, const std::vector<std::string>& arguments,
                  Line& parent) {
    if (part == "working") return faults::work_until_killed(arguments, parent);
    if (part == "requests") return races::send_requests(arguments, parent);
    return enroll_when_told(arguments.at(0), std::stoi(arguments.at(1)), parent);
}

namespace {

class PostgresqlLastSeats : public testing::TestWithParam<std::string> {
protected:
    std::string url() const { return schema_.url("&pool=40&isolation=" + GetParam()); }

    /// As many threads as there are askers; how many got in.
    static int race(Engine& engine, int round, int askers) {
        std::atomic<int> entered = 0;
        std::barrier start(askers);
        std::vector<std::thread> all;
        for (int i = 1; i <= askers; ++i)
            all.emplace_back([&, i] {
                start.arrive_and_wait();
                const auto outcome = engine.execute(FourLevels::admin("SA"), one_teacher(round, i));
                if (outcome.ok()) ++entered;
            });
        for (std::thread& thread : all)
            thread.join();
        return entered;
    }

private:
    PostgresqlSchema schema_;
};

TEST_P(PostgresqlLastSeats, GoToExactlyNOfManyProcesses) {
    SCOPED_TRACE(seed_note(test_seed()));
    Chance chance(test_seed());
    Engine engine(storage::open_storage(url()), patient());
    FourLevels::found(engine, processes);
    {
        std::vector<Child> children;
        for (int i = 1; i <= processes; ++i)
            children.emplace_back("asker", std::vector{url(), std::to_string(i)});
        for (Child& child : children)
            ASSERT_EQ(child.line().hear(), "ready");
        for (int round = 0; round < scaled(8); ++round) {
            const std::int64_t seats = chance.between(1, processes / 2);
            FourLevels::open_project(engine, round_code(round), "SA", seats);
            for (Child& child : children)
                child.line().tell(std::to_string(round));
            int entered = 0;
            for (Child& child : children) {
                const std::string answer = child.line().hear().value_or("nothing");
                if (answer == "ok 1")
                    ++entered;
                else
                    EXPECT_EQ(answer, "refused quota.exhausted");
            }
            ASSERT_EQ(entered, seats) << "round " << round;
        }
    }
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_P(PostgresqlLastSeats, GoToExactlyNOfFortyConnections) {
    SCOPED_TRACE(seed_note(test_seed()));
    Chance chance(test_seed());
    Engine engine(storage::open_storage(url()), patient());
    FourLevels::found(engine, threads);
    for (int round = 0; round < scaled(4); ++round) {
        const std::int64_t seats = chance.between(1, threads / 2);
        FourLevels::open_project(engine, round_code(round), "SA", seats);
        ASSERT_EQ(race(engine, round, threads), seats) << "round " << round;
    }
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_P(PostgresqlLastSeats, AreOversoldWhenCheckedAndThenTaken) {
    constexpr int askers = 8;
    std::barrier together(askers);
    bool racing = false;
    const auto decided = [&] {
        if (racing) together.arrive_and_wait();
    };
    auto one_by_one = std::make_unique<races::OneByOneStorage>(storage::open_storage(url()));
    Engine engine(std::make_shared<races::CheckThenWriteStorage>(std::move(one_by_one), decided),
                  patient());
    FourLevels::found(engine, askers);
    FourLevels::open_project(engine, round_code(0), "SA", 3);
    racing = true;
    EXPECT_EQ(race(engine, 0, askers), askers);
    EXPECT_NE(joined(engine.check()), "");
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlLastSeats,
                         testing::Values("read_committed", "repeatable_read", "serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi
