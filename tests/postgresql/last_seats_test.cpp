// The last seats on PostgreSQL, at every isolation level: with N seats and many connections exactly
// N get in. The control checks, then writes, and oversells.

#include "races/last_seats.hpp"

#include <barrier>

#include <gtest/gtest.h>

#include "faults/killing.hpp"
#include "races/careless_storages.hpp"
#include "races/replays.hpp"
#include "support/chance.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {

using namespace support;

int support::play(const std::string& part, const std::vector<std::string>& arguments,
                  Line& parent) {
    if (part == "working") return faults::work_until_killed(arguments, parent);
    if (part == "requests") return races::send_requests(arguments, parent);
    return races::enroll_when_told(storage::open_storage(arguments.at(0)),
                                   std::stoi(arguments.at(1)), parent);
}

namespace races {
namespace {

constexpr int processes = 16;
constexpr int threads = 40;

class PostgresqlLastSeats : public testing::TestWithParam<std::string> {
protected:
    std::string url() const { return schema_.url("&pool=40&isolation=" + GetParam()); }

private:
    PostgresqlSchema schema_;
};

TEST_P(PostgresqlLastSeats, GoToExactlyNOfManyProcesses) {
    SCOPED_TRACE(seed_note(test_seed()));
    Engine engine(storage::open_storage(url()), patient());
    const Rounds rounds(engine, scaled(8), processes);
    {
        std::vector<Child> children = askers("asker", url(), processes);
        for (int round = 0; round < rounds.count(); ++round) {
            tell_all(children, std::to_string(round));
            ASSERT_EQ(count_entered(children), rounds.seats(round)) << "round " << round;
        }
    }
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_P(PostgresqlLastSeats, GoToExactlyNOfFortyConnections) {
    SCOPED_TRACE(seed_note(test_seed()));
    Engine engine(storage::open_storage(url()), patient());
    const Rounds rounds(engine, scaled(4), threads);
    for (int round = 0; round < rounds.count(); ++round)
        ASSERT_EQ(race_threads(engine, round, threads), rounds.seats(round)) << "round " << round;
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_P(PostgresqlLastSeats, AreOversoldWhenCheckedAndThenTaken) {
    constexpr int askers = 8;
    std::barrier together(askers);
    bool racing = false;
    const auto decided = [&] {
        if (racing) together.arrive_and_wait();
    };
    auto one_by_one = std::make_unique<OneByOneStorage>(storage::open_storage(url()));
    Engine engine(std::make_shared<CheckThenWriteStorage>(std::move(one_by_one), decided),
                  patient());
    const Rounds rounds(engine, 1, askers);
    racing = true;
    EXPECT_EQ(race_threads(engine, 0, askers), askers);
    EXPECT_NE(joined(engine.check()), "");
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlLastSeats,
                         testing::Values("read_committed", "repeatable_read", "serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace races
}  // namespace xueshi
