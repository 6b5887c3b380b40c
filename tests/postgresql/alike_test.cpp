// What other storages answer, PostgreSQL answers too: scenario files, random commands, random
// transactions.

#include <gtest/gtest.h>

#include <xueshi/scenario.hpp>

#include "property/invariants.hpp"
#include "scenario/scenario_files.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"
#include "support/random_commands.hpp"
#include "support/random_storage_work.hpp"

namespace xueshi {
namespace {

using namespace support;

void expect_as_written(const std::filesystem::path& scenario, const std::string& options) {
    const PostgresqlSchema beside;  // never made: only its name
    const ScenarioReport report = run_scenario(scenario, beside.url(options));
    EXPECT_TRUE(report.ok()) << report.first_difference();
    EXPECT_NE(report.storage.find(beside.name() + "_"), std::string::npos) << report.storage;
    for (const std::string& fault : report.faults)
        ADD_FAILURE() << fault;
}

class PostgresqlScenario : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(PostgresqlScenario, ComesOutAsExpected) { expect_as_written(GetParam(), ""); }

/// Queries go to the "replica", which is the same server: so it has always followed.
TEST_P(PostgresqlScenario, ComesOutAsExpectedWhereQueriesGoElsewhere) {
    expect_as_written(GetParam(), "&read_from=" + host_of(postgresql_url()));
}

TEST_P(PostgresqlScenario, ComesOutAsExpectedByYears) {
    expect_as_written(GetParam(), "&partition=year");
}

INSTANTIATE_TEST_SUITE_P(Scenarios, PostgresqlScenario, testing::ValuesIn(scenario_files()),
                         [](const auto& info) { return test_name(info.param); });

class PostgresqlDifferential : public testing::TestWithParam<std::string> {};

TEST_P(PostgresqlDifferential, AnswersAsMemoryDoes) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const PostgresqlSchema schema;
        const auto memory = storage::open_storage("memory:");
        const auto postgresql = storage::open_storage(schema.url(GetParam()));
        storage::differential::expect_alike(*memory, *postgresql, seed, scaled(200));
    }
}

INSTANTIATE_TEST_SUITE_P(Pipeline, PostgresqlDifferential,
                         testing::Values("&pipeline=on", "&pipeline=off"), [](const auto& info) {
                             return info.param.substr(info.param.find('=') + 1);
                         });

class PostgresqlProvince : public testing::TestWithParam<std::string> {};

TEST_P(PostgresqlProvince, AnswersRandomCommandsAsMemoryAndSqliteDo) {
    SCOPED_TRACE(seed_note(test_seed()));
    const PostgresqlSchema schema;
    const ScratchFolder folder;
    const MovingClock clock;
    MovingClock moving = clock;
    const std::string file = "sqlite:" + folder.file("province.db") + "?synchronous=off";
    Engine memory(storage::open_storage("memory:"), clock.options());
    Engine sqlite(storage::open_storage(file), clock.options());
    Engine postgresql(storage::open_storage(schema.url(GetParam())), clock.options());
    for (Engine* engine : {&memory, &sqlite, &postgresql})
        FourLevels::found(*engine, RandomCommands::teachers_per_school);
    RandomCommands commands(test_seed(), {true, false, {}, {}});
    for (int i = 1; i <= scaled(300); ++i) {
        const Step step = commands.next();
        moving.forward(std::chrono::microseconds(step.micros));
        const auto answer = [&](Engine& engine) {
            return text_of_call(engine, step.actor, step.command, step.options);
        };
        const std::string expected = answer(memory);
        ASSERT_EQ(answer(sqlite), expected) << "step " << i;
        ASSERT_EQ(answer(postgresql), expected) << "step " << i;
        if (i % 50 == 0) {
            ASSERT_EQ(postgresql.state_digest(), memory.state_digest()) << "step " << i;
        }
    }
    EXPECT_EQ(postgresql.state_digest(), memory.state_digest());
    EXPECT_EQ(sqlite.state_digest(), memory.state_digest());
    EXPECT_EQ(joined(property::broken_invariants(postgresql, true)), "");
    EXPECT_EQ(joined(faults_of(postgresql)), "");
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlProvince,
                         testing::Values("&isolation=read_committed", "&isolation=serializable",
                                         "&partition=year"),
                         [](const auto& info) {
                             return info.param.substr(info.param.find('=') + 1);
                         });

}  // namespace
}  // namespace xueshi
