// Two commands that are in each other's way, the second begun at each decision point of the first,
// at every isolation level: it comes to its end or waits for a lock of the first, and the end of
// both is one that some order of the two would have come to. The control has no guards, and breaks
// the sums.

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "engine/row_codec.hpp"
#include "races/careless_storages.hpp"
#include "races/pairs.hpp"
#include "storage/postgresql/pool.hpp"
#include "storage/postgresql/postgresql_storage.hpp"
#include "support/chance.hpp"
#include "support/conflict_counter.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi::races {
namespace {

using namespace support;
namespace postgresql = storage::postgresql;

EngineOptions patient() {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::milliseconds(60'000);
    return options;
}

/// Makes `to` hold the rows of `from` and no others.
void copy_rows(storage::Storage& from, storage::Storage& to) {
    const auto deadline = storage::Deadline::clock::now() + std::chrono::seconds(60);
    const auto reading = from.begin(storage::Access::read, deadline);
    const auto writing = to.begin(storage::Access::write, deadline);
    for (const storage::Table* table : engine::schema().tables) {
        std::vector<std::string> rows;
        std::vector<std::string> keys;
        writing->scan(*table, storage::by_key, {}, {}, storage::by_key, rows);
        for (const std::string& row : rows)
            keys.push_back(storage::key_of(*table, row));
        writing->erase(*table, keys);
        rows.clear();
        reading->scan(*table, storage::by_key, {}, {}, storage::by_key, rows);
        writing->append(*table, rows);
    }
    writing->commit();
}

/// Asks the server whether a connection of a given name waits for a lock.
class Monitor {
public:
    explicit Monitor(std::string name)
        : name_(std::move(name)), pool_(postgresql::read_url(postgresql_url())) {}

    bool sees_waiting() {
        std::int64_t waiting = 0;
        postgresql::Lease(pool_, pool_.usual_deadline())
            ->run(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
                "application_name = '" +
                    name_ + "'",
                {}, [&](const postgresql::Result& result) { waiting = result.integer(0, 0); });
        return waiting > 0;
    }

private:
    std::string name_;
    postgresql::Pool pool_;
};

/// A pair of commands on a schema of its own, to be prepared again and again.
class Arena {
public:
    Arena(const Pair& pair, const std::string& isolation)
        : pair_(pair),
          options_("&isolation=" + isolation),
          expected_(serial_endings(pair)),
          prepared_(storage::open_storage("memory:")),
          monitor_(schema_.name()),
          storage_(handle()) {
        Engine engine(prepared_, patient());
        pair.prepare(engine);
        Engine preparing(storage_, patient());
    }

    std::unique_ptr<storage::Storage> handle(const std::string& more = "") const {
        return storage::open_storage(schema_.url(options_ + more));
    }

    /// `second` begins when `first` comes to its call number `moment`; nothing if it has fewer.
    std::optional<Ending> run(bool swapped, int moment) {
        const Act& outer = swapped ? pair_.second : pair_.first;
        const Act& inner = swapped ? pair_.first : pair_.second;
        copy_rows(*prepared_, *storage_);
        const auto beside_counter =
            std::make_shared<ConflictCounter>(handle("&application_name=" + schema_.name()));
        Engine beside(beside_counter, patient());
        const auto counter = std::make_shared<ConflictCounter>(handle());
        const auto pausing =
            std::make_shared<FailingStorage>(std::make_unique<SharedStorage>(counter));
        std::shared_ptr<storage::Storage> outermost = pausing;
        if (backwards_) {
            outermost =
                std::make_shared<BackwardsStorage>(std::make_unique<SharedStorage>(pausing));
        }
        Engine paused(outermost, patient());
        std::string inner_verdict;
        std::atomic<bool> done = false;
        std::thread other;
        pausing->arm([&](storage::Call, int number) {
            if (number != moment || other.joinable()) return;
            other = std::thread([&] {
                inner_verdict = verdict_of(beside.execute(inner.actor, inner.command));
                done = true;
            });
            while (!done && !monitor_.sees_waiting()) {
            }
        });
        const std::string outer_verdict = verdict_of(paused.execute(outer.actor, outer.command));
        if (!other.joinable()) return std::nullopt;
        other.join();
        deadlocks_ += counter->deadlocks() + beside_counter->deadlocks();
        return ending(swapped, outer_verdict, inner_verdict);
    }
    /// From here on the first takes its guards against the agreed order.
    void take_guards_backwards() { backwards_ = true; }
    /// How often the server had to end a wait in a circle.
    int deadlocks() const { return deadlocks_; }

    /// `second` runs between the last read of `first` and its first write, both without guards.
    Ending run_carelessly(bool swapped) {
        const Act& outer = swapped ? pair_.second : pair_.first;
        const Act& inner = swapped ? pair_.first : pair_.second;
        copy_rows(*prepared_, *storage_);
        std::string inner_verdict;
        Engine inside(std::make_shared<CheckThenWriteStorage>(handle()), patient());
        const auto decided = [&] {
            if (inner_verdict.empty())
                inner_verdict = verdict_of(inside.execute(inner.actor, inner.command));
        };
        Engine outside(std::make_shared<CheckThenWriteStorage>(handle(), decided), patient());
        const std::string outer_verdict = verdict_of(outside.execute(outer.actor, outer.command));
        return ending(swapped, outer_verdict, inner_verdict);
    }

    bool is_possible(const Ending& ending) const {
        return ending == expected_.first_wins || ending == expected_.second_wins;
    }

private:
    Ending ending(bool swapped, const std::string& outer, const std::string& inner) {
        Engine engine(storage_, patient());
        return {swapped ? inner : outer, swapped ? outer : inner, rows_of(*storage_),
                faults_of(engine)};
    }

    const Pair& pair_;
    std::string options_;
    PostgresqlSchema schema_;
    Endings expected_;
    std::shared_ptr<storage::Storage> prepared_;
    Monitor monitor_;
    std::shared_ptr<storage::Storage> storage_;
    bool backwards_ = false;
    int deadlocks_ = 0;
};

std::vector<Pair> all_pairs() {
    std::vector<Pair> all = pairs();
    for (Pair& pair : pairs_without_a_skew())
        all.push_back(std::move(pair));
    return all;
}

using Subject = std::tuple<Pair, std::string>;

std::string name_of(const testing::TestParamInfo<Subject>& info) {
    return std::get<0>(info.param).name + "_" + std::get<1>(info.param);
}

class PostgresqlInterleaving : public testing::TestWithParam<Subject> {};

// At a larger scale all moments, otherwise some, beginning with another one at each level.
TEST_P(PostgresqlInterleaving, EndsAsSomeOrderOfTheTwo) {
    const auto& [pair, isolation] = GetParam();
    SCOPED_TRACE(seed_note(test_seed()));
    Chance chance(test_seed() + isolation.size());
    Arena arena(pair, isolation);
    const int stride = std::max(1, 8 / scaled(1));
    int moments = 0;
    for (const bool swapped : {false, true}) {
        for (auto moment = static_cast<int>(chance.between(1, stride));; moment += stride) {
            const auto ending = arena.run(swapped, moment);
            if (!ending) break;
            ++moments;
            EXPECT_EQ(joined(ending->faults), "");
            EXPECT_TRUE(arena.is_possible(*ending))
                << "moment " << moment << ", first: " << ending->first
                << "; second: " << ending->second;
        }
    }
    EXPECT_GE(moments, 12 / stride);
    EXPECT_EQ(arena.deadlocks(), 0);
    RecordProperty("moments", moments);
}

INSTANTIATE_TEST_SUITE_P(Of, PostgresqlInterleaving,
                         testing::Combine(testing::ValuesIn(all_pairs()),
                                          testing::Values("read_committed", "repeatable_read",
                                                          "serializable")),
                         name_of);

// The control of the count of deadlocks: that no command waits in a circle hangs on the order of
// keys.
TEST(PostgresqlGuardsTakenBackwards, HaveToBeFreedByTheServer) {
    const std::vector<std::string> two{"SA-1", "SA-2"};
    const Pair pair{
        "ReviewAndDeleteTwo",
        [&](Engine& engine) {
            FourLevels::found(engine, 2);
            FourLevels::open_project(engine, "P", "SA", 2);
            must(engine, FourLevels::admin("SA"), Enroll{"P", two, false});
        },
        {FourLevels::admin("320101"), ReviewEnrollment{"P", two, Decision::approve, {}}},
        {FourLevels::admin("SA"), DeleteEnrollment{"P", two}}};
    Arena arena(pair, "read_committed");
    for (int moment = 1; arena.run(false, moment); ++moment) {
    }
    EXPECT_EQ(arena.deadlocks(), 0);
    arena.take_guards_backwards();
    for (int moment = 1; arena.run(false, moment); ++moment) {
    }
    EXPECT_GE(arena.deadlocks(), 1);
}

class PostgresqlWithoutGuards : public testing::TestWithParam<Subject> {};

TEST_P(PostgresqlWithoutGuards, ComesToAStateThatNoOrderLeadsTo) {
    const auto& [pair, isolation] = GetParam();
    Arena arena(pair, isolation);
    int impossible = 0;
    for (const bool swapped : {false, true}) {
        const Ending ending = arena.run_carelessly(swapped);
        if (!arena.is_possible(ending) || !ending.faults.empty()) ++impossible;
    }
    EXPECT_GE(impossible, 1);
}

INSTANTIATE_TEST_SUITE_P(Of, PostgresqlWithoutGuards,
                         testing::Combine(testing::ValuesIn(pairs()),
                                          testing::Values("read_committed", "serializable")),
                         name_of);

}  // namespace
}  // namespace xueshi::races
