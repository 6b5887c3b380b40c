// Two commands that are in each other's way, one run inside the other at each of its decision
// points: whatever the moment, the end is one that some order of the two would have come to. The
// control has no guards, and comes to states that no order leads to.
//
// Memory and SQLite give a writer the storage from its beginning, so nothing can come between;
// there the pauses show that the other one really waits. The interleavings happen on a storage that
// keeps the contract without locks, as a server would at READ COMMITTED.

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include "conformance/optimistic_storage.hpp"
#include "races/careless_storages.hpp"
#include "races/pairs.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi::races {
namespace {

using namespace support;
using storage::tests::LeftOut;
using storage::tests::OptimisticStorage;

using MakeHandle = std::function<std::unique_ptr<storage::Storage>()>;

/// The storage behind all handles, with nothing between.
struct Plain {
    explicit Plain(std::shared_ptr<storage::Storage> shared)
        : storage(std::move(shared)), engine(storage, MovingClock().options()) {}
    Ending ending(std::string first, std::string second) {
        return {std::move(first), std::move(second), rows_of(*storage), faults_of(engine)};
    }
    std::shared_ptr<storage::Storage> storage;
    Engine engine;
};

std::string ending_of(const Ending& ending) {
    return "first: " + ending.first + "; second: " + ending.second + "\n" + joined(ending.faults);
}

/// `second` runs inside `first`, before its call number `moment`; nothing if it has fewer calls.
std::optional<Ending> run_inside(const Pair& pair, const MakeHandle& handle, Plain& plain,
                                 bool swapped, int moment) {
    const Act& outer = swapped ? pair.second : pair.first;
    const Act& inner = swapped ? pair.first : pair.second;
    const MovingClock clock;
    Engine inside(handle(), clock.options());
    auto pausing = std::make_shared<FailingStorage>(handle());
    Engine outside(pausing, clock.options());
    std::optional<std::string> inner_verdict;
    pausing->arm([&](storage::Call, int number) {
        if (number == moment && !inner_verdict)
            inner_verdict = verdict_of(inside.execute(inner.actor, inner.command));
    });
    const std::string outer_verdict = verdict_of(outside.execute(outer.actor, outer.command));
    if (!inner_verdict) return std::nullopt;
    return plain.ending(swapped ? *inner_verdict : outer_verdict,
                        swapped ? outer_verdict : *inner_verdict);
}

/// All moments, both ways round. Calls `judge` with each ending.
void at_every_moment(
    const Pair& pair,
    const std::function<std::unique_ptr<storage::Storage>(std::shared_ptr<storage::Storage>)>& wrap,
    const std::function<void(const Ending&, int moment)>& judge) {
    for (const bool swapped : {false, true}) {
        int moment = 1;
        while (true) {
            const std::shared_ptr<storage::Storage> memory = storage::open_storage("memory:");
            const auto handle = [&] { return wrap(memory); };
            Plain plain(memory);
            pair.prepare(plain.engine);
            const auto ending = run_inside(pair, handle, plain, swapped, moment);
            if (!ending) break;
            judge(*ending, moment++);
        }
        EXPECT_GE(moment, 6) << "the command hardly touched the storage";
    }
}

class Interleaving : public testing::TestWithParam<Pair> {};

TEST_P(Interleaving, EndsAsSomeOrderOfTheTwo) {
    const Endings expected = serial_endings(GetParam());
    at_every_moment(
        GetParam(),
        [](std::shared_ptr<storage::Storage> memory) -> std::unique_ptr<storage::Storage> {
            return std::make_unique<OptimisticStorage>(
                std::make_unique<SharedStorage>(std::move(memory)), LeftOut::nothing);
        },
        [&](const Ending& ending, int moment) {
            EXPECT_EQ(joined(ending.faults), "");
            EXPECT_TRUE(ending == expected.first_wins || ending == expected.second_wins)
                << "moment " << moment << ", " << ending_of(ending);
        });
}

class InterleavingWithoutGuards : public testing::TestWithParam<Pair> {};

TEST_P(InterleavingWithoutGuards, ComesToAStateThatNoOrderLeadsTo) {
    const Endings expected = serial_endings(GetParam());
    int impossible = 0;
    at_every_moment(
        GetParam(),
        [](std::shared_ptr<storage::Storage> memory) -> std::unique_ptr<storage::Storage> {
            return std::make_unique<CheckThenWriteStorage>(
                std::make_unique<SharedStorage>(std::move(memory)));
        },
        [&](const Ending& ending, int) {
            const bool possible = ending == expected.first_wins || ending == expected.second_wins;
            if (!possible || !ending.faults.empty()) ++impossible;
        });
    EXPECT_GE(impossible, 2);
}

/// The other one starts at a moment of the first, in its own thread and on its own handle.
Ending run_beside(const Pair& pair, const MakeHandle& handle, Plain& plain, int moment) {
    const MovingClock clock;
    std::promise<void> arrived;
    auto announcing = std::make_shared<FailingStorage>(handle());
    Engine beside(announcing, clock.options());
    announcing->arm([&](storage::Call call, int number) {
        if (call == storage::Call::begin && number == 1) arrived.set_value();
    });
    auto pausing = std::make_shared<FailingStorage>(handle());
    Engine pausing_engine(pausing, clock.options());
    std::string second;
    std::thread other;
    pausing->arm([&](storage::Call, int number) {
        if (number != moment) return;
        other = std::thread(
            [&] { second = verdict_of(beside.execute(pair.second.actor, pair.second.command)); });
        arrived.get_future().wait();
        if (moment == 1) {
            other.join();  // the first has not begun: the other one comes to its end
        }
    });
    const std::string first =
        verdict_of(pausing_engine.execute(pair.first.actor, pair.first.command));
    if (other.joinable()) other.join();
    return plain.ending(first, second);
}

TEST_P(Interleaving, MakesTheOtherWaitOnMemoryAndOnSqlite) {
    const Endings expected = serial_endings(GetParam());
    for (const std::string journal : {"", "truncate", "wal"}) {
        for (const int moment : {1, 2, 4, 6}) {
            const ScratchFolder folder;
            const std::string url =
                "sqlite:" + folder.file("p.db") + "?synchronous=off&journal=" + journal;
            const std::shared_ptr<storage::Storage> memory = storage::open_storage("memory:");
            const MakeHandle handle = [&]() -> std::unique_ptr<storage::Storage> {
                if (!journal.empty()) return storage::open_storage(url);
                return std::make_unique<SharedStorage>(memory);
            };
            Plain plain(handle());
            GetParam().prepare(plain.engine);
            const Ending ending = run_beside(GetParam(), handle, plain, moment);
            EXPECT_TRUE(ending == (moment == 1 ? expected.second_wins : expected.first_wins))
                << (journal.empty() ? "memory" : journal) << ", moment " << moment << ", "
                << ending_of(ending);
            EXPECT_EQ(joined(ending.faults), "");
        }
    }
}

const auto name_of_pair = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Of, Interleaving, testing::ValuesIn(pairs()), name_of_pair);
INSTANTIATE_TEST_SUITE_P(OfReaders, Interleaving, testing::ValuesIn(pairs_without_a_skew()),
                         name_of_pair);
INSTANTIATE_TEST_SUITE_P(Of, InterleavingWithoutGuards, testing::ValuesIn(pairs()), name_of_pair);

}  // namespace
}  // namespace xueshi::races
