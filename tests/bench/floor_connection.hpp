#pragma once
/// libpq as a good user has it: prepared statements, and a pipeline where answers aren't needed at
/// once. Values go as texts: what is sent here are short codes, numbers and the log entry.

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include <libpq-fe.h>

namespace xueshi::bench {

struct ClearAnswer {
    void operator()(PGresult* answer) const noexcept { PQclear(answer); }
};

/// What a statement answered.
class Answer {
public:
    explicit Answer(PGresult* answer) : answer_(answer) {}

    int rows() const { return PQntuples(answer_.get()); }
    /// Rows written.
    long changed() const { return std::strtol(PQcmdTuples(answer_.get()), nullptr, 10); }
    std::string text(int row = 0, int column = 0) const {
        return {PQgetvalue(answer_.get(), row, column),
                static_cast<std::size_t>(PQgetlength(answer_.get(), row, column))};
    }

private:
    std::unique_ptr<PGresult, ClearAnswer> answer_;
};

/// For one thread. Throws with the server's words for everything that fails.
class FloorConnection {
public:
    using Values = std::initializer_list<std::string>;

    explicit FloorConnection(const std::string& url);

    void prepare(const std::string& name, const std::string& sql);
    /// Statements without values.
    Answer run(const std::string& sql);
    /// A prepared statement; one round trip.
    Answer execute(const std::string& name, Values values);

    /// Sends a prepared statement without waiting …
    void send(const std::string& name, Values values);
    /// … and reads the answers of all that were sent, in one round trip.
    std::vector<Answer> receive();

private:
    Answer good(PGresult* answer);
    Answer next();
    [[noreturn]] void fail(const std::string& what) const;

    struct Finish {
        void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    };
    std::unique_ptr<PGconn, Finish> connection_;
    std::size_t sent_ = 0;
};

}  // namespace xueshi::bench
