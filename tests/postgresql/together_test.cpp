// Enrolments from many threads of one engine share transactions on PostgreSQL: seats are exact,
// every command has its own entry, and what one has to wait for doesn't hold up the others.

#include <thread>

#include <gtest/gtest.h>

#include "engine/row_codec.hpp"
#include "support/chance.hpp"
#include "support/conflict_counter.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

constexpr int crowd = 16;

void in_a_crowd(const std::function<void(int)>& work) {
    std::vector<std::thread> threads;
    for (int member = 0; member < crowd; ++member)
        threads.emplace_back(work, member);
    for (std::thread& thread : threads)
        thread.join();
}

Enroll enroll(const std::string& project, int number) {
    return {project, {FourLevels::teacher("SA", number)}, false};
}

class PostgresqlTogether : public testing::TestWithParam<std::string> {
protected:
    PostgresqlSchema schema;
    std::shared_ptr<ConflictCounter> counter = std::make_shared<ConflictCounter>(
        storage::open_storage(schema.url("&pool=16&isolation=" + GetParam())));
    MovingClock clock;
    Engine engine{counter, clock.options()};
    const Actor school = FourLevels::admin("SA");
};

TEST_P(PostgresqlTogether, TakesExactlyTheSeatsThereAre) {
    const int each = scaled(25);
    const int seats = crowd * each * 3 / 4;
    FourLevels::found(engine, crowd * each);
    FourLevels::open_project(engine, "P", "SA", seats);
    const int before = counter->commits();
    std::atomic<int> done = 0;
    std::atomic<int> without_seat = 0;
    in_a_crowd([&](int member) {
        for (int number = member * each + 1; number <= (member + 1) * each; ++number) {
            const auto outcome = engine.execute(school, enroll("P", number));
            if (outcome.ok())
                ++done;
            else
                without_seat += outcome.refusals.front().code == "quota.exhausted" ? 1 : 0;
        }
    });
    EXPECT_EQ(done, seats);
    EXPECT_EQ(without_seat, crowd * each - seats);
    EXPECT_LT(counter->commits() - before, seats) << "each went alone";
    EXPECT_EQ(joined(faults_of(engine)), "");
}

/// Every request comes from two threads at the same time.
TEST_P(PostgresqlTogether, AnswersARequestOnce) {
    const int each = scaled(10);
    FourLevels::found(engine, crowd * each);
    FourLevels::open_project(engine, "P", "SA", crowd * each);
    std::vector<std::vector<std::int64_t>> entries(crowd);
    in_a_crowd([&](int member) {
        for (int i = 1; i <= each; ++i) {
            const int number = member / 2 * each + i;
            const CallOptions options{.request_id = "request " + std::to_string(number)};
            entries[member].push_back(must(engine, school, enroll("P", number), options).number);
        }
    });
    for (std::size_t member = 0; member < crowd; member += 2)
        EXPECT_EQ(entries[member], entries[member + 1]);
    EXPECT_EQ(engine.ask(school, Enrollments{.limit = 1000})->enrollments.size(),
              static_cast<std::size_t>(crowd / 2 * each));
    EXPECT_EQ(joined(faults_of(engine)), "");
}

/// Someone holds one project for as long as it takes: only those who enrol there wait for him.
TEST_P(PostgresqlTogether, OthersGetOnWhileOneMustWait) {
    FourLevels::found(engine, 2 * crowd);
    for (const std::string project : {"FREE", "HELD"}) {
        FourLevels::open_project(engine, project, "SA", 2 * crowd);
        must(engine, school, enroll(project, 2 * crowd));
    }
    const auto holder = counter->begin(storage::Access::write, storage::Deadline::max());
    const std::string key = engine::encode_cells(engine::reference, "HELD");
    std::vector<std::string> rows;
    holder->get(engine::table<engine::ProjectRow>, std::span(&key, 1), storage::Guard::exclusive,
                rows);
    std::atomic<int> done = 0;
    std::vector<std::thread> waiting;
    std::vector<std::thread> free;
    for (int member = 1; member <= crowd; ++member) {
        const bool waits = member % 4 == 0;
        (waits ? waiting : free).emplace_back([&, member, waits] {
            if (engine.execute(school, enroll(waits ? "HELD" : "FREE", member)).ok()) ++done;
        });
    }
    // If they waited for the one that is held, they would wait for this thread.
    for (std::thread& thread : free)
        thread.join();
    EXPECT_EQ(done, crowd * 3 / 4);
    holder->commit();
    for (std::thread& thread : waiting)
        thread.join();
    EXPECT_EQ(done, crowd);
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlTogether,
                         testing::Values("read_committed", "repeatable_read", "serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi
