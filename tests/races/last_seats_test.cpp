// The last seats on a tree of four levels: with N seats and many askers exactly N get in, never more
// and never fewer. The control checks, then writes, and oversells.

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "races/careless_storages.hpp"
#include "races/replays.hpp"
#include "support/chance.hpp"
#include "support/child.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi {

namespace {

using namespace support;

constexpr int processes = 16;
constexpr int threads = 8;

/// Projects are the rounds: each begins with fresh seats in the same storage.
std::string round_code(int round) { return "P" + std::to_string(round); }

class Rounds {
public:
    Rounds(Engine& engine, int count, int askers) {
        Chance chance(test_seed());
        FourLevels::found(engine, askers);
        for (int i = 0; i < count; ++i) {
            seats_.push_back(chance.between(1, askers / 2));
            FourLevels::open_project(engine, round_code(i), "SA", seats_.back());
        }
    }
    int count() const { return static_cast<int>(seats_.size()); }
    std::int64_t seats(int round) const { return seats_[static_cast<std::size_t>(round)]; }

private:
    std::vector<std::int64_t> seats_;
};

Enroll one_teacher(int round, int number) {
    return {round_code(round), {FourLevels::teacher("SA", number)}, false};
}

std::string url_of(const std::string& file) { return "sqlite:" + file + "?synchronous=off"; }

EngineOptions patient() {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::milliseconds(60'000);
    return options;
}

/// A child that enrols its teacher in each project that it hears of.
int enroll_when_told(const std::string& file, int number, bool careless, Line& parent) {
    std::unique_ptr<storage::Storage> storage = storage::open_storage(url_of(file));
    if (careless) {
        storage = std::make_unique<races::CheckThenWriteStorage>(std::move(storage), [&parent] {
            parent.tell("decided");
            parent.hear();
        });
    }
    Engine engine(std::move(storage), patient());
    parent.tell("ready");
    while (const auto round = parent.hear()) {
        const Enroll command = one_teacher(std::stoi(*round), number);
        parent.tell(verdict_of(engine.execute(FourLevels::admin("SA"), command)));
    }
    return 0;
}

std::vector<Child> askers(const std::string& file, const std::string& part) {
    std::vector<Child> children;
    for (int i = 1; i <= processes; ++i)
        children.emplace_back(part, std::vector{file, std::to_string(i)});
    for (Child& child : children)
        EXPECT_EQ(child.line().hear(), "ready");
    return children;
}

void tell_all(std::vector<Child>& children, const std::string& text) {
    for (Child& child : children)
        child.line().tell(text);
}

/// How many got in; whoever didn't was told that no seat was left.
int count_entered(std::vector<Child>& children) {
    int entered = 0;
    for (Child& child : children) {
        const std::string answer = child.line().hear().value_or("nothing");
        if (answer == "ok 1")
            ++entered;
        else
            EXPECT_EQ(answer, "refused quota.exhausted");
    }
    return entered;
}

}  // namespace

int support::play(const std::string& part, const std::vector<std::string>& arguments,
                  Line& parent) {
    if (part == "requests") return races::send_requests(arguments, parent);
    return enroll_when_told(arguments.at(0), std::stoi(arguments.at(1)), part == "careless",
                            parent);
}

namespace {

TEST(LastSeatsBetweenProcesses, GoToExactlyN) {
    SCOPED_TRACE(seed_note(test_seed()));
    const ScratchFolder folder;
    const std::string file = folder.file("province.db");
    Engine engine(storage::open_storage(url_of(file)), patient());
    const Rounds rounds(engine, scaled(50), processes);
    {
        std::vector<Child> children = askers(file, "careful");
        for (int round = 0; round < rounds.count(); ++round) {
            tell_all(children, std::to_string(round));
            ASSERT_EQ(count_entered(children), rounds.seats(round)) << "round " << round;
        }
    }
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST(LastSeatsBetweenProcesses, AreOversoldWhenCheckedAndThenTaken) {
    const ScratchFolder folder;
    const std::string file = folder.file("province.db");
    Engine engine(storage::open_storage(url_of(file)), patient());
    const Rounds rounds(engine, 3, processes);
    {
        std::vector<Child> children = askers(file, "careless");
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

/// Every thread enrols one teacher, all at once; how many get in.
int race_threads(Engine& engine, int round) {
    std::atomic<int> entered = 0;
    std::barrier start(threads);
    std::vector<std::thread> all;
    for (int i = 1; i <= threads; ++i) {
        all.emplace_back([&, i] {
            start.arrive_and_wait();
            const auto outcome = engine.execute(FourLevels::admin("SA"), one_teacher(round, i));
            if (outcome.ok()) ++entered;
        });
    }
    for (std::thread& thread : all)
        thread.join();
    return entered;
}

TEST(LastSeatsBetweenThreads, GoToExactlyN) {
    SCOPED_TRACE(seed_note(test_seed()));
    for (const std::string url : {"memory:", "sqlite::memory:"}) {
        Engine engine(storage::open_storage(url), patient());
        const Rounds rounds(engine, scaled(50), threads);
        for (int round = 0; round < rounds.count(); ++round)
            ASSERT_EQ(race_threads(engine, round), rounds.seats(round)) << url << round;
        EXPECT_EQ(joined(faults_of(engine)), "") << url;
    }
}

TEST(LastSeatsBetweenThreads, AreOversoldWhenCheckedAndThenTaken) {
    std::barrier together(threads);
    bool racing = false;
    Engine engine(std::make_shared<races::CheckThenWriteStorage>(storage::open_storage("memory:"),
                                                                 [&] {
                                                                     if (racing)
                                                                         together.arrive_and_wait();
                                                                 }),
                  patient());
    const Rounds rounds(engine, 3, threads);
    racing = true;
    for (int round = 0; round < rounds.count(); ++round)
        EXPECT_EQ(race_threads(engine, round), threads);
    EXPECT_NE(joined(engine.check()), "");
}

}  // namespace
}  // namespace xueshi
