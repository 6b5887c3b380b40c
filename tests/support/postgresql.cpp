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

PostgresqlServer::PostgresqlServer(const std::string& settings, const std::string& word) {
    // The server's own user must reach what lies inside.
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0711));
    serve(word, folder_.file("server") + " " + settings);
    url_ = content_of(folder_.file("server/url"));
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

void run_sql(const std::string& url, const std::string& statement) {
    namespace postgresql = storage::postgresql;
    postgresql::Pool pool(postgresql::read_url(url));
    postgresql::Lease(pool, pool.usual_deadline())->run(statement);
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
