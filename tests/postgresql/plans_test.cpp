// How the server finds our rows: by their keys, also by plans that it made while the tables were
// empty and that nobody has told it to make again.

#include <gtest/gtest.h>

#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

constexpr int commands = 40;

/// Enrols in lists, which are long enough to make reading a small table whole look cheap.
void enroll_many(const std::string& url) {
    constexpr int each = 5;
    MovingClock clock;
    Engine engine(storage::open_storage(url), clock.options());
    FourLevels::found(engine, commands * each);
    FourLevels::open_project(engine, "P", "SA", commands * each);
    for (int i = 0; i < commands; ++i) {
        const auto teachers = FourLevels::teachers("SA", i * each + 1, (i + 1) * each);
        must(engine, FourLevels::admin("SA"), Enroll{"P", teachers, false});
    }
}

class PostgresqlPlans : public testing::TestWithParam<std::string> {
protected:
    /// What the server counts of a table; a connection tells it at the latest when it ends.
    std::string counted(const std::string& what) const {
        return "SELECT coalesce(" + what +
               ", 0)::bigint::text FROM pg_stat_user_tables WHERE schemaname = '" + schema.name() +
               "' AND relname LIKE 'xueshi_enrollment%'";
    }

    PostgresqlSchema schema;
};

TEST_P(PostgresqlPlans, ReadNoTableWhole) {
    enroll_many(schema.url(GetParam()));
    wait_for_sql(postgresql_url(),
                 counted("least(sum(idx_scan), " + std::to_string(commands) + ")"),
                 std::to_string(commands));
    EXPECT_EQ(text_of_sql(postgresql_url(), counted("sum(seq_tup_read)")), "0");
    // Whoever does is seen.
    run_sql(postgresql_url(), "SELECT state FROM " + schema.name() + ".xueshi_enrollment");
    wait_for_sql(postgresql_url(), counted("sum(seq_tup_read)"), std::to_string(5 * commands));
}

INSTANTIATE_TEST_SUITE_P(Tables, PostgresqlPlans, testing::Values("", "&partition=year"),
                         [](const auto& info) { return info.param.empty() ? "whole" : "years"; });

}  // namespace
}  // namespace xueshi
