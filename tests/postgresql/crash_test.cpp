// kill -9 on PostgreSQL: of clients in mid-command, and of the server itself under several of them.
// Nothing that was acknowledged is lost, nothing is half done, the log verifies.

#include <gtest/gtest.h>

#include "faults/killing.hpp"
#include "storage/postgresql/options.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi::faults {
namespace {

using namespace support;

/// A killed client's backend may still be busy with its last words: a lock that nobody shares waits
/// for it, because every command reads the root.
std::function<void()> wait_for_backends_of(const PostgresqlSchema& schema) {
    return [statement = "DO $$ BEGIN LOCK TABLE " + schema.name() +
                        ".xueshi_root IN ACCESS EXCLUSIVE MODE; END $$"] {
        run_sql(postgresql_url(), statement);
    };
}

class PostgresqlCrash : public testing::TestWithParam<int> {};

TEST_P(PostgresqlCrash, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    SCOPED_TRACE(seed_note(test_seed()));
    Chance chance(test_seed() + static_cast<std::uint64_t>(GetParam()));
    std::optional<PostgresqlSchema> schema;
    std::optional<Killing> killing;
    for (int i = 0; i < scaled(Killing::kills); ++i) {
        if (i % Killing::kills == 0) {
            schema.emplace();
            killing.emplace(schema->url(), "sound", wait_for_backends_of(*schema));
        }
        const int child = GetParam() * 10'000 + i;
        ASSERT_EQ(joined(killing->somehow(child, chance)), "") << "child " << child;
    }
}

INSTANTIATE_TEST_SUITE_P(Client, PostgresqlCrash, testing::Range(1, 7));

TEST(PostgresqlCrashOfAStorageThatCommitsLate, LosesWhatWasAcknowledged) {
    const PostgresqlSchema schema;
    Killing killing(schema.url(), "late", wait_for_backends_of(schema));
    for (int i = 1; i <= 3; ++i) {
        const std::string wrong = joined(killing.at(i, {"acknowledged", 2 * i}));
        EXPECT_NE(wrong.find("acknowledged and lost"), std::string::npos) << wrong;
    }
}

/// A server that nobody else uses, with clients at work, each in a schema of its own: what differs
/// between them is time alone.
class ServerUnderWork {
public:
    /// A killed process may have written half a page: the shared server's settings don't bear that.
    explicit ServerUnderWork(const std::string& settings = "")
        : server_("-c full_page_writes=on " + settings) {}

    /// Kills the server somewhere under its clients, starts it again, and looks.
    std::vector<std::string> kill(int number, Chance& chance) {
        if (number % Killing::kills == 0) found_anew();
        std::vector<Worker> workers;
        for (Killing& schema : schemas_) {
            const int client = static_cast<int>(workers.size());
            workers.push_back(schema.start(client * 10'000 + number));
        }
        for (Worker& worker : workers)
            worker.hear_some(chance);
        server_.kill();
        for (Worker& worker : workers) {
            worker.hear_out();
            if (worker.said.finished) continue;
            EXPECT_EQ(worker.child.wait(), 0);
        }
        server_.start_again();
        std::vector<std::string> wrong;
        for (std::size_t i = 0; i < workers.size(); ++i)
            for (std::string& loss : schemas_[i].losses(workers[i], false))
                wrong.push_back("client " + std::to_string(i) + ": " + std::move(loss));
        return wrong;
    }

private:
    static constexpr int clients = 3;

    void found_anew() {
        schemas_.clear();
        for (int i = 0; i < clients; ++i) {
            const std::string name = "schema_" + std::to_string(++founded_);
            schemas_.emplace_back(storage::postgresql::with_schema(server_.url(), name));
        }
    }

    PostgresqlServer server_;
    std::vector<Killing> schemas_;
    int founded_ = 0;
};

TEST(PostgresqlServerCrash, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    SCOPED_TRACE(seed_note(test_seed()));
    Chance chance(test_seed());
    ServerUnderWork server;
    for (int i = 0; i < scaled(3); ++i)
        ASSERT_EQ(joined(server.kill(i, chance)), "") << "kill " << i;
}

// The negative control: a server that acknowledges before it has written.
TEST(PostgresqlServerCrash, LosesWhatWasCommittedAsynchronously) {
    Chance chance(test_seed());
    ServerUnderWork server("-c synchronous_commit=off -c wal_writer_delay=10s");
    std::string wrong;
    for (int i = 0; i < Killing::kills && wrong.empty(); ++i)
        wrong = joined(server.kill(i, chance));
    EXPECT_NE(wrong.find("acknowledged and lost"), std::string::npos) << wrong;
}

}  // namespace
}  // namespace xueshi::faults
