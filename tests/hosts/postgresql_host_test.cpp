// What joining a host's libpq connection takes, and in which state it gives the connection back.

#include <future>

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <xueshi/joined.hpp>

#include "support/forking.hpp"
#include "support/four_levels.hpp"
#include "support/host_connection.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};

class PostgresqlHost : public testing::Test {
protected:
    PostgresqlHost()
        : engine(storage::open_storage(schema.url()), clock.options()),
          connection(PQconnectdb(postgresql_url().c_str())),
          joined(storage::join_postgresql(connection.get(), {schema.name(), "libpq.so.5"})) {
        FourLevels::found(engine, 3);
        FourLevels::open_project(engine, "P", "SA", 3);
    }

    std::string ask(const char* sql) {
        PGresult* result = PQexec(connection.get(), sql);
        const bool has_rows = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0;
        std::string answer = has_rows ? PQgetvalue(result, 0, 0) : PQcmdStatus(result);
        PQclear(result);
        return answer;
    }
    Outcome<Receipt> enroll(int number) {
        return engine.execute(FourLevels::admin("SA"),
                              Enroll{"P", {FourLevels::teacher("SA", number)}, false},
                              {.inside = joined});
    }
    void expect_refused(const std::string& because) {
        try {
            enroll(1);
            ADD_FAILURE() << "not refused";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::argument_invalid);
            EXPECT_NE(std::string(error.what()).find(because), std::string::npos) << error.what();
        }
    }

    PostgresqlSchema schema;
    MovingClock clock;
    Engine engine;
    std::unique_ptr<PGconn, Finish> connection;
    std::shared_ptr<storage::Storage> joined;
};

TEST_F(PostgresqlHost, GetsItsConnectionBackAsItWas) {
    ask("BEGIN");
    ask("SET LOCAL lock_timeout = 1234");
    ASSERT_TRUE(enroll(1).ok());
    ASSERT_FALSE(enroll(1).ok());
    EXPECT_EQ(PQpipelineStatus(connection.get()), PQ_PIPELINE_OFF);
    EXPECT_EQ(PQisnonblocking(connection.get()), 0);
    EXPECT_EQ(ask("SHOW lock_timeout"), "1234ms");
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
    EXPECT_NE(ask("SELECT count(*) FROM pg_prepared_statements"), "0");
    joined.reset();
    EXPECT_EQ(ask("SELECT count(*) FROM pg_prepared_statements"), "0");
}

/// A host that closed its connection first says so, and then nothing of it is touched.
TEST_F(PostgresqlHost, MayCloseItsConnectionFirst) {
    bool open = true;
    storage::PostgresqlJoin how{schema.name(), "libpq.so.5", [&] { return open; }};
    joined = storage::join_postgresql(connection.get(), how);
    ask("BEGIN");
    ASSERT_TRUE(enroll(1).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
    connection.reset();
    open = false;
    joined.reset();

    connection.reset(PQconnectdb(postgresql_url().c_str()));
    joined = storage::join_postgresql(connection.get(), how);
    ask("BEGIN");
    ASSERT_TRUE(enroll(2).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
    joined.reset();
    EXPECT_NE(ask("SELECT count(*) FROM pg_prepared_statements"), "0") << "it was asked";
}

TEST_F(PostgresqlHost, CanJoinOneConnectionTwice) {
    const std::shared_ptr<storage::Storage> first = joined;
    ask("BEGIN");
    ASSERT_TRUE(enroll(1).ok());
    joined = storage::join_postgresql(connection.get(), {schema.name(), "libpq.so.5"});
    ASSERT_TRUE(enroll(2).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
}

TEST_F(PostgresqlHost, IsRefusedInAStateThatCantWork) {
    expect_refused("no transaction");
    ask("BEGIN");
    ask("SELECT 1/0");
    expect_refused("failed");
    ask("ROLLBACK");
    ask("BEGIN");
    PQenterPipelineMode(connection.get());
    expect_refused("pipeline");
    PQexitPipelineMode(connection.get());
    ask("SET client_encoding TO GBK");
    expect_refused("GBK");
    ask("SET client_encoding TO UTF8");
    EXPECT_TRUE(enroll(1).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
}

/// At these levels what the transaction has seen stays so, and deciding afresh comes to the same.
TEST_F(PostgresqlHost, MustBeginAnewWhereItsSnapshotIsPassedBy) {
    ask("BEGIN ISOLATION LEVEL REPEATABLE READ");
    ask("SELECT count(*) FROM pg_class");
    ASSERT_TRUE(
        engine.execute(FourLevels::admin("SA"), Enroll{"P", {FourLevels::teacher("SA", 1)}, false})
            .ok());
    try {
        enroll(2);
        ADD_FAILURE() << "it can't have worked";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_busy);
        EXPECT_NE(std::string(error.what()).find("done again"), std::string::npos) << error.what();
    }
    ask("ROLLBACK");
    ask("BEGIN ISOLATION LEVEL REPEATABLE READ");
    EXPECT_TRUE(enroll(2).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
}

/// Two hosts, each of which wants what the other has. What the first one held before its call it
/// goes on holding, so that deciding afresh would meet the same deadlock.
TEST_F(PostgresqlHost, HearsOfADeadlockOnceAndBeginsAnew) {
    FourLevels::open_project(engine, "Q", "SB", 3);
    const std::unique_ptr<PGconn, Finish> other(PQconnectdb(postgresql_url().c_str()));
    const std::shared_ptr<storage::Storage> others =
        storage::join_postgresql(other.get(), {schema.name(), "libpq.so.5"});
    const auto enroll_inside = [](Engine& with, const std::shared_ptr<storage::Storage>& inside,
                                  const std::string& school, int number) {
        const auto until = storage::Deadline::clock::now() + std::chrono::minutes(2);
        return with.execute(
            FourLevels::admin(school),
            Enroll{school == "SA" ? "P" : "Q", {FourLevels::teacher(school, number)}, false},
            {.deadline = until, .inside = inside});
    };
    int attempts = 0;
    EngineOptions options = clock.options();
    options.observer = [&](const Observation& seen) { attempts = seen.attempts; };
    Engine observed(storage::open_storage(schema.url()), options);

    PQclear(PQexec(other.get(), "SET deadlock_timeout = '1h'"));  // it is the other who finds it
    PQclear(PQexec(other.get(), "BEGIN"));
    ASSERT_TRUE(enroll_inside(engine, others, "SB", 1).ok());
    ask("SET deadlock_timeout = '1ms'");
    ask("BEGIN");
    ASSERT_TRUE(enroll_inside(observed, joined, "SA", 1).ok());
    auto waiting =
        std::async(std::launch::async, [&] { return enroll_inside(engine, others, "SA", 2).ok(); });
    wait_for_sql(postgresql_url(),
                 "SELECT coalesce(wait_event_type, '') FROM pg_stat_activity WHERE pid = " +
                     std::to_string(PQbackendPID(other.get())),
                 "Lock");
    try {
        enroll_inside(observed, joined, "SB", 2);
        ADD_FAILURE() << "it can't have worked";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_busy);
        EXPECT_NE(std::string(error.what()).find("done again"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("40P01"), std::string::npos) << error.what();
    }
    EXPECT_EQ(attempts, 1);
    EXPECT_EQ(ask("ROLLBACK"), "ROLLBACK");
    EXPECT_TRUE(waiting.get());
    PQclear(PQexec(other.get(), "COMMIT"));
    ask("BEGIN");
    EXPECT_TRUE(enroll_inside(observed, joined, "SA", 1).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
    EXPECT_EQ(support::joined(faults_of(engine)), "");
}

/// The statements that a joined storage gives up in the end are the parent's.
TEST_F(PostgresqlHost, KeepsItsConnectionWhenAChildLetsGoOfWhatWasJoined) {
    ask("BEGIN");
    ASSERT_TRUE(enroll(1).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
    const std::string prepared = ask("SELECT count(*) FROM pg_prepared_statements");
    EXPECT_NE(prepared, "0");
    EXPECT_EQ(in_child([&] {
                  joined.reset();
                  return 0;
              }),
              0);
    EXPECT_EQ(ask("SELECT count(*) FROM pg_prepared_statements"), prepared);
    ask("BEGIN");
    EXPECT_TRUE(enroll(2).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
}

/// A host's pool may discard what we prepared: the next call says so, and the next transaction
/// works.
TEST_F(PostgresqlHost, MayDiscardWhatWePrepared) {
    ask("BEGIN");
    ASSERT_TRUE(enroll(1).ok());
    ask("COMMIT");
    ask("DISCARD ALL");
    ask("BEGIN");
    EXPECT_THROW(enroll(2), Error);
    ask("ROLLBACK");
    ask("BEGIN");
    EXPECT_TRUE(enroll(2).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
}

TEST_F(PostgresqlHost, HearsThatItsServerIsGone) {
    ask("BEGIN");
    run_sql(postgresql_url(),
            "SELECT pg_terminate_backend(" + std::to_string(PQbackendPID(connection.get())) + ")");
    try {
        enroll(1);
        ADD_FAILURE() << "it can't have worked";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_unavailable) << error.what();
    }
    connection.reset(PQconnectdb(postgresql_url().c_str()));
    joined = storage::join_postgresql(connection.get(), {schema.name(), "libpq.so.5"});
    ask("BEGIN");
    EXPECT_TRUE(enroll(1).ok());
    EXPECT_EQ(ask("COMMIT"), "COMMIT");
}

}  // namespace
}  // namespace xueshi
