#pragma once
/// A PostgreSQL server of the tests' own. Under ctest one serves the whole run; a test program that is
/// started by hand starts one for itself. Where none can be started, tests fail.

#include <memory>
#include <string>

#include "support/scratch.hpp"

namespace xueshi::support {

/// A server that nobody else uses: to be stopped in the middle.
class PostgresqlServer {
public:
    /// `settings` beside the usual ones: "-c name=value".
    explicit PostgresqlServer(const std::string& settings = "", const std::string& word = "start");
    ~PostgresqlServer();
    PostgresqlServer(const PostgresqlServer&) = delete;
    PostgresqlServer& operator=(const PostgresqlServer&) = delete;

    const std::string& url() const noexcept { return url_; }
    /// Of one that was started with the word "secure".
    std::string certificate() const { return folder_.file("server/server.crt"); }
    /// Ends it at once, as a loss of power would, and starts it again.
    void restart();
    /// kill -9 of the server and all its processes.
    void kill();
    void start_again();

private:
    ScratchFolder folder_;
    std::string url_;
};

/// The URL of the server that all share, without options.
const std::string& postgresql_url();

/// Runs one statement by itself.
void run_sql(const std::string& url, const std::string& statement);

/// A name for a schema that no other test has, and the end of it.
class PostgresqlSchema {
public:
    PostgresqlSchema();
    ~PostgresqlSchema();
    PostgresqlSchema(const PostgresqlSchema&) = delete;
    PostgresqlSchema& operator=(const PostgresqlSchema&) = delete;

    const std::string& name() const noexcept { return name_; }
    /// With more options, "&isolation=serializable".
    std::string url(const std::string& options = "") const {
        return postgresql_url() + "?schema=" + name_ + options;
    }

private:
    std::string name_;
};

}  // namespace xueshi::support
