// Commands inside a transaction that the host has open on its own connection (joined.hpp).

#include <algorithm>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include <xueshi/joined.hpp>

#include "support/four_levels.hpp"
#include "support/host_connection.hpp"
#include "support/postgresql.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;

constexpr int teachers = 40;

Actor school() { return FourLevels::admin("SA"); }
Enroll enroll(int number) { return {"P", {FourLevels::teacher("SA", number)}, false}; }

std::int64_t enrolled(Engine& engine, const QueryOptions& options = {}) {
    const auto page = engine.ask(school(), Enrollments{"P", {}, teachers, {}}, options);
    return static_cast<std::int64_t>(page.result.value().enrollments.size());
}

std::optional<ErrorCode> error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

/// "sqlite" and a journal, or "postgresql" and an isolation level.
class Inside : public testing::TestWithParam<std::string> {
protected:
    Inside() : storage_(storage::open_storage(url())), engine(storage_, clock.options()) {
        FourLevels::found(engine, teachers);
        FourLevels::open_project(engine, "P", "SA", 5);
        connect()->ask("CREATE TABLE orders (number integer)");
    }

    bool is_sqlite() const { return GetParam().starts_with("sqlite"); }
    std::string variant() const { return GetParam().substr(GetParam().find('_') + 1); }
    std::string url() const {
        return is_sqlite() ? "sqlite:" + file() + "?journal=" + variant() : schema_->url();
    }
    std::string file() const { return folder_.file("host.db"); }

    std::unique_ptr<HostConnection> connect(int busy_ms = 60'000) const {
        if (is_sqlite()) return connect_sqlite(file(), busy_ms);
        std::string isolation = variant();
        std::ranges::replace(isolation, '_', ' ');
        return connect_postgresql(postgresql_url(), schema_->name(), isolation);
    }
    std::string orders() const { return connect()->ask("SELECT count(*) FROM orders"); }

    std::optional<PostgresqlSchema> schema_{is_sqlite() ? std::nullopt
                                                        : std::make_optional<PostgresqlSchema>()};
    ScratchFolder folder_;
    MovingClock clock;
    std::shared_ptr<storage::Storage> storage_;
    Engine engine;
};

TEST_P(Inside, BothBecomeDurableTogether) {
    const auto host = connect();
    const std::shared_ptr<storage::Storage> joined = host->join();
    host->ask(host->begin());
    host->ask("INSERT INTO orders VALUES (1)");
    EXPECT_EQ(must(engine, school(), enroll(1), {.inside = joined}).done, 1);
    EXPECT_EQ(must(engine, school(), enroll(2), {.inside = joined}).done, 1);
    EXPECT_EQ(enrolled(engine, {.inside = joined}), 2);
    if (GetParam() != "sqlite_truncate") {  // there a reader keeps the host from committing
        EXPECT_EQ(enrolled(engine), 0);
        EXPECT_EQ(orders(), "0");
    }
    host->ask("COMMIT");
    EXPECT_EQ(enrolled(engine), 2);
    EXPECT_EQ(orders(), "1");
    EXPECT_EQ(support::joined(faults_of(engine)), "");
}

TEST_P(Inside, NeitherIsLeftAfterARollback) {
    const std::string before = engine.state_digest();
    const auto host = connect();
    const std::shared_ptr<storage::Storage> joined = host->join();
    const CallOptions options{.request_id = "order-1", .inside = joined};
    host->ask(host->begin());
    host->ask("INSERT INTO orders VALUES (1)");
    const Receipt first = must(engine, school(), enroll(1), options);
    EXPECT_EQ(must(engine, school(), enroll(1), options).number, first.number);
    host->ask("ROLLBACK");
    EXPECT_EQ(engine.state_digest(), before);
    EXPECT_EQ(orders(), "0");
    // The request was never done: its id is free, its number too.
    EXPECT_EQ(must(engine, school(), enroll(2), {.request_id = "order-1"}).number, first.number);
    EXPECT_EQ(support::joined(faults_of(engine)), "");
}

TEST_P(Inside, ARefusalLeavesTheTransactionAsItWas) {
    const auto host = connect();
    const std::shared_ptr<storage::Storage> joined = host->join();
    host->ask(host->begin());
    host->ask("INSERT INTO orders VALUES (1)");
    must(engine, school(), enroll(1), {.inside = joined});
    const auto refused = engine.execute(school(), enroll(1), {.inside = joined});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refusals.front().code, "enrollment.duplicate");
    EXPECT_FALSE(engine.explain(school(), enroll(1), {.inside = joined}).ok());
    EXPECT_TRUE(engine.explain(school(), enroll(2), {.inside = joined}).ok());
    host->ask("INSERT INTO orders VALUES (2)");
    host->ask("COMMIT");
    EXPECT_EQ(orders(), "2");
    EXPECT_EQ(enrolled(engine), 1);
}

RegisterOrgs one_more_school(const std::string& code) {
    RegisterOrgs command;
    command.orgs.push_back(
        {code, "学校" + code, OrgKind::school, {}, FourLevels::parent("SA"), {Stage::primary}});
    return command;
}

/// The engine remembers the tree and the policy: not those that were never committed.
TEST_P(Inside, NothingIsRememberedOfWhatWasRolledBack) {
    const auto host = connect();
    const std::shared_ptr<storage::Storage> joined = host->join();
    const Actor province = FourLevels::admin("32");
    const Actor county = FourLevels::admin(FourLevels::parent("SA"));
    host->ask(host->begin());
    must(engine, province, one_more_school("SX"), {.inside = joined});
    must(engine, county, FourLevels::register_teachers("SX", 1), {.inside = joined});
    host->ask("ROLLBACK");
    // The tree's next version once more, with another content, and not by this engine.
    Engine other_process(storage::open_storage(url()), clock.options());
    must(other_process, province, one_more_school("SY"));
    EXPECT_EQ(verdict_of(engine.execute(county, FourLevels::register_teachers("SX", 1))),
              "refused org.unknown");

    const std::string policy(engine.policy()->digest());
    std::string other = policy_text("jiangsu");
    other.insert(other.find("江苏省中小学教师"), "新");
    host->ask(host->begin());
    must(engine, province, AdoptPolicy{other}, {.inside = joined});
    must(engine, province, one_more_school("SZ"), {.inside = joined});
    EXPECT_EQ(enrolled(engine, {.inside = joined}), 0);
    EXPECT_EQ(engine.policy()->digest(), policy);
    must(engine, province, AdoptPolicy{policy_text("jiangsu")}, {.inside = joined});
    EXPECT_EQ(enrolled(engine, {.inside = joined}), 0);
    host->ask("ROLLBACK");
    must(engine, province, one_more_school("SZ"));
    EXPECT_EQ(engine.policy()->digest(), policy);
    // Nor how many adoptions there were: this one has a number that was rolled back.
    must(engine, province, AdoptPolicy{other});
    EXPECT_NE(engine.policy()->digest(), policy);
    EXPECT_EQ(support::joined(faults_of(engine)), "");
}

TEST_P(Inside, NeedsATransactionAndAPreparedStorage) {
    const auto host = connect();
    const std::shared_ptr<storage::Storage> joined = host->join();
    EXPECT_EQ(error_of([&] { engine.execute(school(), enroll(1), {.inside = joined}); }),
              ErrorCode::argument_invalid);
    EXPECT_EQ(enrolled(engine), 0);
    EXPECT_EQ(error_of([] { storage::join_sqlite(nullptr); }), ErrorCode::argument_invalid);
    EXPECT_EQ(error_of([] { storage::join_postgresql(nullptr); }), ErrorCode::argument_invalid);

    const auto elsewhere = is_sqlite()
                               ? connect_sqlite(folder_.file("empty.db"))
                               : connect_postgresql(postgresql_url(), "nowhere", "READ COMMITTED");
    const std::shared_ptr<storage::Storage> empty = elsewhere->join();
    elsewhere->ask(elsewhere->begin());
    EXPECT_EQ(error_of([&] { engine.execute(school(), enroll(1), {.inside = empty}); }),
              ErrorCode::storage_schema);
    EXPECT_EQ(elsewhere->ask("SELECT 7"), "7") << "the host's transaction goes on";
    elsewhere->ask("COMMIT");
}

/// A seat that others hold: the wait ends, and the host can go on.
TEST_P(Inside, AWaitThatEndsLeavesTheTransactionUsable) {
    const auto holder = connect();
    const std::shared_ptr<storage::Storage> held = holder->join();
    const auto host = connect(50);
    const std::shared_ptr<storage::Storage> joined = host->join();
    holder->ask(holder->begin());
    must(engine, school(), enroll(1), {.inside = held});
    host->ask("BEGIN");
    if (!is_sqlite()) host->ask("INSERT INTO orders VALUES (1)");
    const auto soon = storage::Deadline::clock::now() + std::chrono::milliseconds(100);
    EXPECT_EQ(error_of([&] {
                  engine.execute(school(), enroll(2), {.deadline = soon, .inside = joined});
              }),
              ErrorCode::storage_busy);
    host->ask("COMMIT");
    EXPECT_EQ(orders(), is_sqlite() ? "0" : "1");
    holder->ask("COMMIT");
    EXPECT_EQ(enrolled(engine), 1);
}

/// Hosts that sell: an order and its enrolment, or neither; every fourth host thinks better of it.
/// Returns orders kept and enrolments kept.
class Selling {
public:
    Selling(Engine& engine, bool inside) : engine_(engine), inside_(inside) {}

    void sell(HostConnection& host, int number) {
        const std::shared_ptr<storage::Storage> joined = host.join();
        for (;;) {
            host.ask(host.begin());
            try {
                host.ask("INSERT INTO orders VALUES (" + std::to_string(number) + ")");
                CallOptions options{.request_id = "order-" + std::to_string(number)};
                if (inside_) options.inside = joined;
                const bool good = engine_.execute(school(), enroll(number), options).ok();
                host.ask(good && number % 4 != 0 ? "COMMIT" : "ROLLBACK");
                return;
            } catch (const Error& error) {
                host.ask("ROLLBACK");
                if (!error.retry()) throw;
            }
        }
    }

private:
    Engine& engine_;
    bool inside_;
};

TEST_P(Inside, OrdersAndSeatsAgreeHoweverManySell) {
    Selling selling(engine, true);
    std::vector<std::thread> sellers;
    for (int first = 1; first <= 8; ++first)
        sellers.emplace_back([&, first] {
            const auto host = connect();
            for (int number = first; number <= 24; number += 8)
                selling.sell(*host, number);
        });
    for (std::thread& seller : sellers)
        seller.join();
    EXPECT_EQ(orders(), "5");
    EXPECT_EQ(enrolled(engine), 5);
    EXPECT_EQ(support::joined(faults_of(engine)), "");
}

/// Control: the same host with the command in a transaction of its own.
TEST_P(Inside, OrdersAndSeatsDisagreeOutside) {
    if (is_sqlite()) {
        const auto host = connect();
        host->ask(host->begin());  // it waits for the host, who waits for it
        const auto soon = storage::Deadline::clock::now() + std::chrono::milliseconds(50);
        EXPECT_EQ(error_of([&] { engine.execute(school(), enroll(1), {.deadline = soon}); }),
                  ErrorCode::storage_busy);
        return;
    }
    const auto host = connect();
    Selling(engine, false).sell(*host, 4);
    EXPECT_EQ(orders(), "0");
    EXPECT_EQ(enrolled(engine), 1);
}

INSTANTIATE_TEST_SUITE_P(Databases, Inside,
                         testing::Values("sqlite_truncate", "sqlite_wal",
                                         "postgresql_read_committed", "postgresql_repeatable_read",
                                         "postgresql_serializable"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi
