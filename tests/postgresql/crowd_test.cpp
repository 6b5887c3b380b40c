// Random commands of many rows from sixteen connections at once, at every isolation level: all come
// to their end, what was acknowledged stands in the log once, and the sums agree. The control has
// no guards, and miscounts.

#include <map>
#include <thread>

#include <gtest/gtest.h>

#include "engine/entry.hpp"
#include "engine/row_codec.hpp"
#include "property/invariants.hpp"
#include "races/careless_storages.hpp"
#include "support/conflict_counter.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"
#include "support/random_commands.hpp"

namespace xueshi {
namespace {

using namespace support;

constexpr int connections = 16;

EngineOptions patient() {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::milliseconds(120'000);
    return options;
}

/// Request id → "stream:number".
using Entries = std::multimap<std::string, std::string>;

/// One connection's work.
struct Member {
    explicit Member(int number)
        : commands(test_seed() * 1000 + static_cast<std::uint64_t>(number),
                   {false, true, "member " + std::to_string(number) + ", command ", {}}) {}

    void work(Engine& engine, int count) {
        for (int i = 0; i < count; ++i) {
            const Step step = commands.next();
            try {
                const auto outcome = engine.execute(step.actor, step.command, step.options);
                if (outcome.ok())
                    done.emplace(*step.options.request_id,
                                 outcome->stream + ":" + std::to_string(outcome->number));
            } catch (const Error& error) {
                failed.emplace_back(error.what());
            }
        }
    }

    RandomCommands commands;
    Entries done;
    std::vector<std::string> failed;
};

/// What came of all commands.
struct Crowd {
    Entries done;
    std::vector<std::string> failed;
};

Crowd crowd(Engine& engine, int commands_each) {
    FourLevels::found(engine, RandomCommands::teachers_per_school);
    std::vector<std::unique_ptr<Member>> members;
    std::vector<std::thread> threads;
    for (int i = 0; i < connections; ++i) {
        members.push_back(std::make_unique<Member>(i));
        threads.emplace_back(
            [&, member = members.back().get()] { member->work(engine, commands_each); });
    }
    for (std::thread& thread : threads)
        thread.join();
    Crowd all;
    for (const auto& member : members) {
        all.done.merge(member->done);
        all.failed.insert(all.failed.end(), member->failed.begin(), member->failed.end());
    }
    return all;
}

/// What the log says of requests.
Entries logged(storage::Storage& storage) {
    const auto transaction =
        storage.begin(storage::Access::read, patient().patience + storage::Deadline::clock::now());
    std::vector<std::string> rows;
    transaction->scan(engine::table<engine::LogRow>, storage::by_key, {}, {}, storage::by_key,
                      rows);
    Entries entries;
    for (const std::string& row : rows) {
        const auto entry = engine::read_entry(engine::decode<engine::LogRow>(row).entry);
        if (entry.request_id)
            entries.emplace(*entry.request_id, entry.stream + ":" + std::to_string(entry.number));
    }
    return entries;
}

class PostgresqlCrowd : public testing::TestWithParam<std::string> {
protected:
    std::unique_ptr<storage::Storage> open() const {
        return storage::open_storage(schema_.url("&pool=16&isolation=" + GetParam()));
    }

    void record(const ConflictCounter& counter, std::size_t done) {
        RecordProperty("commands_done", static_cast<int>(done));
        RecordProperty("commits", counter.commits());
        RecordProperty("conflicts", counter.conflicts());
        RecordProperty("deadlocks", counter.deadlocks());
    }

private:
    PostgresqlSchema schema_;
};

TEST_P(PostgresqlCrowd, LosesNoCommandAndNeverStandsStill) {
    SCOPED_TRACE(seed_note(test_seed()));
    const auto counter = std::make_shared<ConflictCounter>(open());
    Engine engine(counter, patient());
    const Crowd all = crowd(engine, scaled(80));
    EXPECT_EQ(joined(all.failed), "");
    EXPECT_EQ(all.done, logged(*counter));
    EXPECT_GE(all.done.size(), 100U) << "hardly anything was accepted";
    EXPECT_GE(counter->conflicts(), 10) << "hardly anybody was in another's way";
    // Teachers of other counties are held after one's own: two lists that mix them may still meet.
    EXPECT_LE(counter->deadlocks(), 1);
    EXPECT_EQ(joined(property::broken_invariants(engine, false)), "");
    EXPECT_EQ(joined(faults_of(engine)), "");
    record(*counter, all.done.size());
}

TEST_P(PostgresqlCrowd, MiscountsWithoutGuards) {
    auto one_by_one = std::make_unique<races::OneByOneStorage>(open());
    const auto careless = std::make_shared<races::CheckThenWriteStorage>(std::move(one_by_one));
    EngineOptions options = patient();
    options.patience = std::chrono::milliseconds(500);  // rows that contradict each other never fit
    Engine engine(careless, options);
    const Crowd all = crowd(engine, 20);
    EXPECT_NE(all.done, logged(*careless));
    EXPECT_NE(joined(faults_of(engine)), "");
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlCrowd,
                         testing::Values("read_committed", "repeatable_read", "serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi
