// Requests that are sent again, by four processes at once and after kill -9 in mid-command, at
// every isolation level of PostgreSQL. The control forgets the request ids, and does all twice.

#include "races/replays.hpp"

#include <gtest/gtest.h>

#include "support/chance.hpp"
#include "support/postgresql.hpp"

namespace xueshi::races {
namespace {

using namespace support;

class PostgresqlReplays : public testing::TestWithParam<std::string> {
protected:
    static std::string url_of(const PostgresqlSchema& schema) {
        return schema.url("&isolation=" + GetParam());
    }
};

TEST_P(PostgresqlReplays, TakeEffectOnceAndGetTheFirstAnswer) {
    const PostgresqlSchema schema;
    expect_one_effect_each(url_of(schema), scaled(85));
}

TEST_P(PostgresqlReplays, TakeEffectTwiceWhereRequestsAreForgotten) {
    const PostgresqlSchema sound;
    EXPECT_EQ(entries_of_requests_sent_twice(storage::open_storage(url_of(sound)), false, 20), 20);
    const PostgresqlSchema forgetful;
    EXPECT_EQ(entries_of_requests_sent_twice(storage::open_storage(url_of(forgetful)), true, 20),
              40);
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlReplays,
                         testing::Values("read_committed", "repeatable_read", "serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi::races
