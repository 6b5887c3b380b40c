// Requests that are sent again, by four processes at once and after kill -9 in mid-command, at every
// isolation level of PostgreSQL. The control forgets the request ids, and does all twice.

#include "races/replays.hpp"

#include <gtest/gtest.h>

#include "races/pairs.hpp"
#include "support/chance.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi::races {
namespace {

using namespace support;

class PostgresqlReplays : public testing::TestWithParam<std::string> {};

TEST_P(PostgresqlReplays, TakeEffectOnceAndGetTheFirstAnswer) {
    SCOPED_TRACE(seed_note(test_seed()));
    const PostgresqlSchema schema;
    const std::string url = schema.url("&isolation=" + GetParam());
    const Requests requests(scaled(85));
    const std::shared_ptr<storage::Storage> storage = storage::open_storage(url);
    Engine engine(storage, MovingClock().options());
    found_for_requests(engine);
    const std::int64_t before = engine.verify_log().entries;
    const Replayed replayed = replay_from_processes(requests, url, scaled(3));
    EXPECT_EQ(joined(replayed.wrong), "");
    EXPECT_EQ(engine.verify_log().entries - before, requests.count());
    EXPECT_EQ(rows_of(*storage), requests.rows());
    EXPECT_EQ(joined(faults_of(engine)), "");
    EXPECT_EQ(replayed.kills, 4 * scaled(3));
    RecordProperty("answers", replayed.answers);
}

TEST_P(PostgresqlReplays, TakeEffectTwiceWhereRequestsAreForgotten) {
    const auto forget = [](storage::Call, const storage::Table& table) {
        return table.name == "request" ? Tamper::leave_out : Tamper::nothing;
    };
    for (const bool forgetful : {false, true}) {
        const PostgresqlSchema schema;
        auto storage = storage::open_storage(schema.url("&isolation=" + GetParam()));
        if (forgetful) storage = std::make_unique<LyingStorage>(std::move(storage), forget);
        Engine engine(std::move(storage), MovingClock().options());
        EXPECT_EQ(entries_of_requests_sent_twice(engine, 20), forgetful ? 40 : 20);
    }
}

INSTANTIATE_TEST_SUITE_P(Isolation, PostgresqlReplays,
                         testing::Values("read_committed", "repeatable_read", "serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi::races
