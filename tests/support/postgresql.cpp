#include "support/postgresql.hpp"

#include <atomic>
#include <fstream>
#include <random>

#include <xueshi/error.hpp>

#include "storage/postgresql/pool.hpp"
#include "storage/postgresql/postgresql_storage.hpp"

namespace xueshi::support {
namespace {

void serve(const std::string& word, const std::string& folder) {
    const std::string command = std::string(XUESHI_POSTGRESQL_SERVER) + " " + word + " " + folder;
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("the PostgreSQL server of the tests: can't " + word);
}

std::string content_of(const std::string& file) {
    std::ifstream stream(file);
    std::string content;
    std::getline(stream, content);
    if (content.empty()) throw std::runtime_error("nothing in " + file);
    return content;
}

}  // namespace

PostgresqlServer::PostgresqlServer(const std::string& settings)
    : PostgresqlServer("start", settings) {}

PostgresqlServer::PostgresqlServer(const std::string& word, const std::string& arguments) {
    // The server's own user must reach what lies inside.
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0711));
    serve(word, folder_.file("server") + " " + arguments);
    url_ = content_of(folder_.file("server/url"));
}

std::unique_ptr<PostgresqlServer> PostgresqlServer::follower(const std::string& settings) const {
    return std::unique_ptr<PostgresqlServer>(
        new PostgresqlServer("follow", folder_.file("server") + " " + settings));
}

PostgresqlServer::~PostgresqlServer() {
    try {
        serve("stop", folder_.file("server"));
    } catch (const std::exception&) {
        // The test has said what is wrong.
    }
}

void PostgresqlServer::restart() { serve("restart", folder_.file("server")); }
void PostgresqlServer::kill() { serve("kill", folder_.file("server")); }
void PostgresqlServer::start_again() { serve("launch", folder_.file("server")); }

const std::string& postgresql_url() {
    const char* file = std::getenv("XUESHI_TEST_POSTGRESQL_URL");
    if (file != nullptr) {
        static const std::string url = content_of(file);
        return url;
    }
    static const PostgresqlServer own;
    return own.url();
}

std::string host_of(const std::string& url) {
    const std::size_t at = url.find('@') + 1;
    return url.substr(at, url.rfind('/') - at);
}

void run_sql(const std::string& url, const std::string& statement) {
    namespace postgresql = storage::postgresql;
    postgresql::Pool pool(postgresql::read_url(url));
    postgresql::Lease(pool, pool.usual_deadline())->run(statement);
}

std::string text_of_sql(const std::string& url, const std::string& statement) {
    namespace postgresql = storage::postgresql;
    postgresql::Pool pool(postgresql::read_url(url));
    std::string text;
    postgresql::Lease(pool, pool.usual_deadline())
        ->run(statement, {}, [&](const postgresql::Result& result) { text = result.text(0, 0); });
    return text;
}

void wait_for_sql(const std::string& url, const std::string& statement, const std::string& answer) {
    namespace postgresql = storage::postgresql;
    postgresql::Pool pool(postgresql::read_url(url));
    const postgresql::Lease lease(pool, pool.usual_deadline());
    const auto until = storage::Deadline::clock::now() + std::chrono::minutes(2);
    std::string last;
    while (storage::Deadline::clock::now() < until) {
        lease->until(until);
        lease->run(statement, {},
                   [&](const postgresql::Result& result) { last = result.text(0, 0); });
        if (last == answer) return;
    }
    throw std::runtime_error(statement + " stays " + last);
}

void catch_up(const PostgresqlServer& standby, const PostgresqlServer& primary) {
    // A vacuum's last records are flushed by the next commit that writes: without one they may stay
    // behind.
    run_sql(primary.url(), "SELECT pg_logical_emit_message(true, 'tests', 'catch up')");
    const std::string position =
        text_of_sql(primary.url(), "SELECT pg_current_wal_flush_lsn()::text");
    wait_for_sql(standby.url(),
                 "SELECT (pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn)::text", "true");
}

void pause_replay(const PostgresqlServer& standby) {
    run_sql(standby.url(), "SELECT pg_wal_replay_pause()");
    wait_for_sql(standby.url(), "SELECT pg_get_wal_replay_pause_state()", "paused");
}

void resume_replay(const PostgresqlServer& standby) {
    run_sql(standby.url(), "SELECT pg_wal_replay_resume()");
}

PostgresqlSchema::PostgresqlSchema() {
    std::random_device random;
    name_ = "test_" + std::to_string(random()) + "_" + std::to_string(random());
    postgresql_url();
}

PostgresqlSchema::~PostgresqlSchema() {
    try {
        storage::drop_postgresql_schema(url());
    } catch (const Error&) {
        // Perhaps it was never made.
    }
}

}  // namespace xueshi::support
