// Every way in which PostgreSQL can fail us, provoked.

#include "storage/postgresql/errors.hpp"

#include <functional>

#include <gtest/gtest.h>

#include "storage/postgresql/pool.hpp"
#include "support/postgresql.hpp"

namespace xueshi::storage {
namespace {

using support::PostgresqlSchema;
using support::PostgresqlServer;

constexpr Column columns[] = {{"area"}, {"number", CellType::integer}};
constexpr Table table{"things", columns, 1};
constexpr const Table* tables[] = {&table};
constexpr Schema schema{1, 1, 1, tables};

std::string row(const std::string& area, std::int64_t number) {
    std::string bytes;
    append_text(bytes, area);
    append_integer(bytes, number);
    return bytes;
}

Deadline in(int milliseconds) {
    return Deadline::clock::now() + std::chrono::milliseconds(milliseconds);
}

struct Failure {
    ErrorCode code;
    std::string message;
};

Failure failure_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).find("not-a-secret"), std::string::npos);
        return {error.code(), error.what()};
    }
    ADD_FAILURE() << "nothing failed";
    return {ErrorCode::internal, ""};
}

Failure failure_of_opening(const std::string& url) {
    return failure_of([&] { open_storage(url); });
}

void expect_part(const Failure& failure, ErrorCode code, const std::string& part) {
    EXPECT_EQ(failure.code, code) << failure.message;
    EXPECT_NE(failure.message.find(part), std::string::npos) << failure.message;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    return text.replace(text.find(part), part.size(), by);
}

TEST(PostgresqlOpening, FailsClearly) {
    const std::string& url = support::postgresql_url();
    expect_part(failure_of_opening(replaced(url, "not-a-secret", "wrong")),
                ErrorCode::storage_unavailable, "password");
    expect_part(failure_of_opening(replaced(url, "/postgres", "/nowhere").replace(0, 0, "")),
                ErrorCode::storage_unavailable, "nowhere");
    expect_part(failure_of_opening("postgresql://user:not-a-secret@%2Fnowhere/postgres"),
                ErrorCode::storage_unavailable, "/nowhere");
    expect_part(failure_of_opening(url + "?nonsense=1"), ErrorCode::argument_invalid, "nonsense");
    expect_part(failure_of_opening("postgresql://user:not-a-secret%zz@host/x"),
                ErrorCode::argument_invalid, "can't be read");
}

TEST(PostgresqlOpening, RefusesBadValuesOfItsOwnOptions) {
    for (const char* options : {"pool=0",
                                "pool=many",
                                "isolation=chaos",
                                "schema=",
                                "schema=Upper",
                                "schema=pg_x",
                                "pipeline=maybe",
                                "partition=month",
                                "statement_ms=0",
                                "lock_ms=x",
                                "library=",
                                "pool=1&pool=2",
                                "read_from=",
                                "read_from=a,,b",
                                "read_from=a,",
                                "read_from=a:0",
                                "read_from=a:65536",
                                "read_from=a:x",
                                "read_from=a:",
                                "read_from=%zz",
                                "read_from=%0",
                                "read_from=%00",
                                "read_from=a%2Cb",
                                "read_from=[::1",
                                "read_from=[::1]5432",
                                "read_retry_ms=0"})
        EXPECT_EQ(failure_of_opening(support::postgresql_url() + "?" + options).code,
                  ErrorCode::argument_invalid)
            << options;
}

TEST(PostgresqlOpening, ReadsTheServersOfReplicas) {
    const auto hosts = [](const std::string& value) {
        std::string text;
        for (const postgresql::Host& host :
             postgresql::read_url("postgresql://x/y?read_from=" + value).read_from)
            text += "(" + host.name + " " + host.port + ")";
        return text;
    };
    EXPECT_EQ(hosts("a.example"), "(a.example )");
    EXPECT_EQ(hosts("a.example,b.example:5433"), "(a.example )(b.example 5433)");
    EXPECT_EQ(hosts("[2001:db8::1]:5433,[::1]"), "(2001:db8::1 5433)(::1 )");
    EXPECT_EQ(hosts("%2Frun%2Fpostgresql:6000"), "(/run/postgresql 6000)");
}

TEST(PostgresqlOpening, NeedsALibraryWithAllFunctions) {
    const std::string& url = support::postgresql_url();
    expect_part(failure_of_opening(url + "?library=/nowhere/libpq.so"),
                ErrorCode::storage_unavailable, "/nowhere/libpq.so");
    expect_part(failure_of_opening(url + "?library=libm.so.6"), ErrorCode::storage_unavailable,
                "no function PQ");
}

TEST(PostgresqlOpening, WorksWithALibraryThatHasNoPipeline) {
    postgresql::Options options = postgresql::read_url(support::postgresql_url());
    options.hidden_functions = {"PQenterPipelineMode"};
    postgresql::Pool pool(options);
    const postgresql::Lease lease(pool, in(10'000));
    EXPECT_FALSE(lease->pipelined());
    std::int64_t answer = 0;
    lease->run("SELECT 42::bigint", {},
               [&](const postgresql::Result& result) { answer = result.integer(0, 0); });
    EXPECT_EQ(answer, 42);
}

TEST(PostgresqlInfo, TellsWhatMattersAndNoSecret) {
    const PostgresqlSchema own;
    const Info info = open_storage(own.url("&connect_timeout=7"))->info();
    EXPECT_EQ(info.kind, "postgresql");
    EXPECT_TRUE(info.durable);
    EXPECT_EQ(info.location.find("not-a-secret"), std::string::npos);
    EXPECT_NE(info.location.find("schema=" + own.name()), std::string::npos) << info.location;
    EXPECT_EQ(info.warnings.size(), 2U) << "fsync and full_page_writes are off";
}

class PostgresqlWaiting : public testing::Test {
protected:
    void SetUp() override {
        storage->prepare(schema);
        const auto writer = storage->begin(Access::write, in(10'000));
        const std::string rows[] = {row("a", 1)};
        writer->append(table, rows);
        writer->commit();
    }

    /// Takes the row of "a" for a change.
    void hold(Transaction& transaction) {
        std::string key;
        append_text(key, "a");
        std::vector<std::string> rows;
        transaction.get(table, std::span(&key, 1), Guard::exclusive, rows);
    }

    PostgresqlSchema own;
    std::unique_ptr<Storage> storage = open_storage(own.url("&pool=2"));
};

TEST_F(PostgresqlWaiting, EndsAtTheDeadline) {
    const auto first = storage->begin(Access::write, in(10'000));
    hold(*first);
    EXPECT_EQ(failure_of([&] { hold(*storage->begin(Access::write, in(100))); }).code,
              ErrorCode::storage_busy);
}

TEST_F(PostgresqlWaiting, EndsWhenAllConnectionsAreInUse) {
    const auto first = storage->begin(Access::read, in(10'000));
    const auto second = storage->begin(Access::read, in(10'000));
    expect_part(failure_of([&] { storage->begin(Access::read, in(50)); }), ErrorCode::storage_busy,
                "2 connections");
}

TEST_F(PostgresqlWaiting, EndsEarlierWhereTheUrlSaysSo) {
    const auto hasty = open_storage(own.url("&lock_ms=50"));
    hasty->prepare(schema);
    const auto first = storage->begin(Access::write, in(10'000));
    hold(*first);
    expect_part(failure_of([&] { hold(*hasty->begin(Access::write, in(60'000))); }),
                ErrorCode::storage_busy, "55P03");
}

TEST_F(PostgresqlWaiting, LargeListsComeAndGoWithoutStandingStill) {
    std::vector<std::string> rows;
    for (int i = 100'000; i < 150'000; ++i)
        rows.push_back(row("large" + std::to_string(i) + std::string(100, 'x'), i));
    const auto writer = storage->begin(Access::write, in(60'000));
    for (std::size_t i = 0; i < rows.size(); i += 10'000)
        writer->append(table, std::span(rows).subspan(i, 10'000));
    writer->commit();
    std::vector<std::string> found;
    storage->begin(Access::read, in(60'000))->scan(table, by_key, {}, {}, 60'000, found);
    EXPECT_EQ(found.size(), rows.size() + 1);
}

TEST(PostgresqlServerGone, EndsTransactionsAndIsFoundAgain) {
    PostgresqlServer server;
    const auto storage = open_storage(server.url());
    storage->prepare(schema);
    const std::string rows[] = {row("a", 1)};
    {
        const auto committing = storage->begin(Access::write, in(10'000));
        committing->append(table, rows);
        const auto reading = storage->begin(Access::read, in(10'000));
        std::vector<std::string> found;
        reading->scan(table, by_key, {}, {}, 10, found);
        server.restart();
        EXPECT_EQ(failure_of([&] { committing->commit(); }).code, ErrorCode::storage_unavailable);
        EXPECT_EQ(failure_of([&] { reading->scan(table, by_key, {}, {}, 10, found); }).code,
                  ErrorCode::storage_unavailable);
    }
    storage->begin(Access::read, in(10'000));  // leaves an idle connection behind
    server.restart();
    const auto after = storage->begin(Access::write, in(10'000));
    after->append(table, rows);
    after->commit();
}

TEST(PostgresqlStates, MeanWhatTheyShould) {
    const auto meaning = [](const std::string& state) -> std::string {
        try {
            postgresql::raise(postgresql::ServerFailure(state, "message"));
        } catch (const Conflict&) {
            return "conflict";
        } catch (const Error& error) {
            return std::string(error_name(error.code()));
        }
    };
    for (const char* state : {"40001", "40P01", "23505"})
        EXPECT_EQ(meaning(state), "conflict") << state;
    const std::pair<const char*, ErrorCode> others[] = {{"55P03", ErrorCode::storage_busy},
                                                        {"57014", ErrorCode::storage_busy},
                                                        {"53100", ErrorCode::storage_full},
                                                        {"53300", ErrorCode::storage_unavailable},
                                                        {"25006", ErrorCode::storage_read_only},
                                                        {"0A000", ErrorCode::storage_read_only},
                                                        {"42501", ErrorCode::storage_read_only},
                                                        {"57P01", ErrorCode::storage_unavailable},
                                                        {"08006", ErrorCode::storage_unavailable},
                                                        {"28P01", ErrorCode::storage_unavailable},
                                                        {"XX001", ErrorCode::storage_corrupt},
                                                        {"XX002", ErrorCode::storage_corrupt},
                                                        {"42P01", ErrorCode::storage_schema},
                                                        {"XX000", ErrorCode::internal},
                                                        {"", ErrorCode::internal}};
    for (const auto& [state, code] : others)
        EXPECT_EQ(meaning(state), error_name(code)) << state;
}

TEST(PostgresqlCheck, FindsWhatIsMissing) {
    const PostgresqlSchema own;
    const auto storage = open_storage(own.url());
    EXPECT_EQ(storage->check().size(), 1U) << "not prepared";
    storage->prepare(schema);
    EXPECT_TRUE(storage->check().empty());
}

}  // namespace
}  // namespace xueshi::storage
