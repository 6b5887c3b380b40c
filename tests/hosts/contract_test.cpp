// What the engine promises to hosts that fork, cancel, and set deadlines (engine.hpp).

#include <gtest/gtest.h>

#include <xueshi/storage_decorator.hpp>

#include "support/forking.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"
#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;

Actor school() { return FourLevels::admin("SA"); }
Enroll enroll(int number) { return {"P", {FourLevels::teacher("SA", number)}, false}; }

class Forking : public testing::TestWithParam<std::string> {
protected:
    std::string url() const {
        return GetParam() == "sqlite" ? "sqlite:" + folder_.file("x.db") : schema_.url();
    }

private:
    ScratchFolder folder_;
    PostgresqlSchema schema_;
};

TEST_P(Forking, AnEngineOpenedBeforeIsRefusedInTheChildAndUnharmedInTheParent) {
    auto engine = std::make_unique<Engine>(storage::open_storage(url()), MovingClock().options());
    FourLevels::found(*engine, 3);
    FourLevels::open_project(*engine, "P", "SA", 3);
    const int result = in_child([&] {
        int refused = 0;
        const auto expect_refused = [&](const std::function<void()>& call) {
            try {
                call();
            } catch (const Error& error) {
                refused += error.code() == ErrorCode::argument_invalid;
            }
        };
        expect_refused([&] { engine->execute(school(), enroll(1)); });
        expect_refused([&] { engine->ask(school(), Projects{}); });
        expect_refused([&] { engine->changes(); });
        expect_refused([&] { engine->info(); });
        expect_refused([&] { engine->check(); });
        expect_refused([&] { engine->verify_log(); });
        engine.reset();  // must not tell the parent's server that it is over
        return refused;
    });
    EXPECT_EQ(result, 6);
    must(*engine, school(), enroll(1));
    EXPECT_EQ(joined(faults_of(*engine)), "");
}

TEST_P(Forking, EachChildOpensItsOwn) {
    Engine engine(storage::open_storage(url()), MovingClock().options());
    FourLevels::found(engine, 8);
    FourLevels::open_project(engine, "P", "SA", 8);
    for (int number = 1; number <= 4; ++number)
        EXPECT_EQ(in_child([&] {
                      Engine own(storage::open_storage(url()), MovingClock().options());
                      must(own, school(), enroll(number));
                      return 0;
                  }),
                  0);
    for (int number = 5; number <= 8; ++number)
        must(engine, school(), enroll(number));
    EXPECT_EQ(joined(faults_of(engine)), "");
}

/// The parent would only make another connection, and nobody would notice: so the server is asked.
TEST(ForkingOnPostgresql, AChildThatDestroysAnEngineLeavesTheParentsConnections) {
    const PostgresqlSchema schema;
    auto engine = std::make_unique<Engine>(
        storage::open_storage(schema.url("&application_name=" + schema.name())),
        MovingClock().options());
    FourLevels::found(*engine, 1);
    FourLevels::open_project(*engine, "P", "SA", 1);
    const auto connections = [&] {
        return text_of_sql(schema.url(),
                           "SELECT coalesce(string_agg(pid::text, ' ' ORDER BY pid), 'none') "
                           "FROM pg_stat_activity WHERE application_name = '" +
                               schema.name() + "'");
    };
    const std::string before = connections();
    EXPECT_NE(before, "none");
    EXPECT_EQ(in_child([&] {
                  engine.reset();
                  return 0;
              }),
              0);
    must(*engine, school(), enroll(1));
    EXPECT_EQ(connections(), before);
}

INSTANTIATE_TEST_SUITE_P(Storages, Forking, testing::Values("sqlite", "postgresql"),
                         [](const auto& info) { return info.param; });

/// Requests the cancellation when a call of a kind comes.
class CancellingStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    void before(storage::Call call, const storage::Table*) override {
        if (call == at) source.request_stop();
    }

    std::stop_source source;
    std::optional<storage::Call> at;
};

class Cancelling : public testing::Test {
protected:
    Cancelling() {
        auto cancelling = std::make_unique<CancellingStorage>(storage::open_storage("memory:"));
        storage = cancelling.get();
        engine.emplace(std::move(cancelling), MovingClock().options());
        FourLevels::found(*engine, 3);
        FourLevels::open_project(*engine, "P", "SA", 3);
    }

    /// The error of the command when the cancellation comes then, or nothing.
    std::optional<ErrorCode> cancelled_at(std::optional<storage::Call> call, int number) {
        storage->source = std::stop_source();
        storage->at = call;
        if (!call) storage->source.request_stop();
        try {
            must(*engine, school(), enroll(number), {.cancel = storage->source.get_token()});
        } catch (const Error& error) {
            return error.code();
        }
        return std::nullopt;
    }

    CancellingStorage* storage = nullptr;
    std::optional<Engine> engine;
};

TEST_F(Cancelling, LeavesNothingUntilTheCommit) {
    const std::string before = engine->state_digest();
    using storage::Call;
    for (const auto call : {std::optional<Call>(), std::optional(Call::begin),
                            std::optional(Call::get), std::optional(Call::append)}) {
        EXPECT_EQ(cancelled_at(call, 1), ErrorCode::deadline_exceeded);
        EXPECT_EQ(engine->state_digest(), before);
    }
    EXPECT_EQ(cancelled_at(Call::commit, 1), std::nullopt) << "too late: it is done";
    EXPECT_NE(engine->state_digest(), before);
    must(*engine, school(), enroll(2));
}

TEST(Deadlines, EndAQueryThatWaitsForAnotherProcess) {
    const ScratchFolder folder;
    const std::string file = folder.file("x.db");
    Engine engine(storage::open_storage("sqlite:" + file + "?journal=truncate"),
                  MovingClock().options());
    FourLevels::found(engine, 1);
    RawSqlite other(file);
    other.run("BEGIN EXCLUSIVE");
    const auto soon = storage::Deadline::clock::now() + std::chrono::milliseconds(50);
    for (const bool asks : {true, false}) {
        try {
            if (asks)
                engine.ask(school(), Projects{}, {.deadline = soon});
            else
                engine.execute(school(), enroll(1), {.deadline = soon});
            ADD_FAILURE() << "the file is locked";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::storage_busy) << error.what();
            EXPECT_TRUE(error.retry());
        }
    }
    other.run("COMMIT");
    EXPECT_TRUE(engine.ask(school(), Projects{}).ok());
}

}  // namespace
}  // namespace xueshi
