#pragma once
/// A PostgreSQL server of the tests' own. Under ctest one serves the whole run; a test program that
/// is started by hand starts one for itself. Where none can be started, tests fail.

#include <memory>
#include <string>

#include "support/scratch.hpp"

namespace xueshi::support {

/// A server that nobody else uses: to be stopped in the middle.
class PostgresqlServer {
public:
    /// `settings` beside the usual ones: "-c name=value".
    explicit PostgresqlServer(const std::string& settings = "");
    /// On loopback, where it takes only TLS.
    static PostgresqlServer secure() { return {"secure", ""}; }
    ~PostgresqlServer();
    PostgresqlServer(const PostgresqlServer&) = delete;
    PostgresqlServer& operator=(const PostgresqlServer&) = delete;

    const std::string& url() const noexcept { return url_; }
    /// Of a secure one.
    std::string certificate() const { return folder_.file("server/server.crt"); }
    /// Ends it at once, as a loss of power would, and starts it again.
    void restart();
    /// kill -9 of the server and all its processes.
    void kill();
    void start_again();

    /// A standby of this server: it streams from it, and answers queries.
    std::unique_ptr<PostgresqlServer> follower(const std::string& settings = "") const;

private:
    PostgresqlServer(const std::string& word, const std::string& arguments);

    ScratchFolder folder_;
    std::string url_;
};

/// The URL of the server that all share, without options.
const std::string& postgresql_url();

/// The server of a URL, as `read_from=` takes it.
std::string host_of(const std::string& url);

/// Runs one statement by itself.
void run_sql(const std::string& url, const std::string& statement);
/// The first cell of its answer, which must be a text.
std::string text_of_sql(const std::string& url, const std::string& statement);
/// Asks until the answer is this one; fails the test when it doesn't become so.
void wait_for_sql(const std::string& url, const std::string& statement, const std::string& answer);

/// Waits until a standby has replayed all that its primary has written so far.
void catch_up(const PostgresqlServer& standby, const PostgresqlServer& primary);
/// Stops and continues the replay on a standby: what the primary does meanwhile it doesn't see.
void pause_replay(const PostgresqlServer& standby);
void resume_replay(const PostgresqlServer& standby);

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
