// The last seats on a tree of four levels: with N seats and many askers exactly N get in, never
// more and never fewer. The control checks, then writes, and oversells.

#include "races/last_seats.hpp"

#include <barrier>

#include <gtest/gtest.h>

#include "races/careless_storages.hpp"
#include "races/replays.hpp"
#include "support/chance.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi {

using namespace support;

int support::play(const std::string& part, const std::vector<std::string>& arguments,
                  Line& parent) {
    if (part == "requests") return races::send_requests(arguments, parent);
    std::unique_ptr<storage::Storage> storage = storage::open_storage(arguments.at(0));
    if (part == "careless") {
        storage = std::make_unique<races::CheckThenWriteStorage>(std::move(storage), [&parent] {
            parent.tell("decided");
            parent.hear();
        });
    }
    return races::enroll_when_told(std::move(storage), std::stoi(arguments.at(1)), parent);
}

namespace races {
namespace {

constexpr int processes = 16;
constexpr int threads = 8;

class LastSeatsBetweenProcesses : public testing::Test {
protected:
    const ScratchFolder folder;
    const std::string url = "sqlite:" + folder.file("province.db") + "?synchronous=off";
    Engine engine{storage::open_storage(url), patient()};
};

TEST_F(LastSeatsBetweenProcesses, GoToExactlyN) {
    SCOPED_TRACE(seed_note(test_seed()));
    const Rounds rounds(engine, scaled(50), processes);
    {
        std::vector<Child> children = askers("careful", url, processes);
        for (int round = 0; round < rounds.count(); ++round) {
            tell_all(children, std::to_string(round));
            ASSERT_EQ(count_entered(children), rounds.seats(round)) << "round " << round;
        }
    }
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_F(LastSeatsBetweenProcesses, AreOversoldWhenCheckedAndThenTaken) {
    const Rounds rounds(engine, 3, processes);
    {
        std::vector<Child> children = askers("careless", url, processes);
        for (int round = 0; round < rounds.count(); ++round) {
            tell_all(children, std::to_string(round));
            for (Child& child : children)
                EXPECT_EQ(child.line().hear(), "decided");
            tell_all(children, "go on");
            EXPECT_GT(count_entered(children), rounds.seats(round));
        }
    }
    EXPECT_NE(joined(engine.check()), "");
    EXPECT_NE(joined(faults_of(engine)), "");
}

TEST(LastSeatsBetweenThreads, GoToExactlyN) {
    SCOPED_TRACE(seed_note(test_seed()));
    for (const std::string url : {"memory:", "sqlite::memory:"}) {
        Engine engine(storage::open_storage(url), patient());
        const Rounds rounds(engine, scaled(50), threads);
        for (int round = 0; round < rounds.count(); ++round)
            ASSERT_EQ(race_threads(engine, round, threads), rounds.seats(round)) << url << round;
        EXPECT_EQ(joined(faults_of(engine)), "") << url;
    }
}

TEST(LastSeatsBetweenThreads, AreOversoldWhenCheckedAndThenTaken) {
    std::barrier together(threads);
    bool racing = false;
    const auto decided = [&] {
        if (racing) together.arrive_and_wait();
    };
    Engine engine(
        std::make_shared<CheckThenWriteStorage>(storage::open_storage("memory:"), decided),
        patient());
    const Rounds rounds(engine, 3, threads);
    racing = true;
    for (int round = 0; round < rounds.count(); ++round)
        EXPECT_EQ(race_threads(engine, round, threads), threads);
    EXPECT_NE(joined(engine.check()), "");
}

}  // namespace
}  // namespace races
}  // namespace xueshi
