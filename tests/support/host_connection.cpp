#include "support/host_connection.hpp"

#include <stdexcept>

#include <libpq-fe.h>
#include <sqlite3.h>

#include <xueshi/joined.hpp>

namespace xueshi::support {
namespace {

class SqliteHost final : public HostConnection {
public:
    SqliteHost(const std::string& file, int busy_ms) {
        if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error(file);
        sqlite3_busy_timeout(handle_, busy_ms);
    }
    // Closes only when nothing of ours is left on it.
    ~SqliteHost() override {
        if (sqlite3_close(handle_) != SQLITE_OK) std::terminate();
    }
    SqliteHost(const SqliteHost&) = delete;
    SqliteHost& operator=(const SqliteHost&) = delete;

    std::string ask(const std::string& sql) override {
        std::string answer;
        const auto keep = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) = values[0] != nullptr ? values[0] : "";
            return 0;
        };
        if (sqlite3_exec(handle_, sql.c_str(), keep, &answer, nullptr) != SQLITE_OK)
            throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_));
        return answer;
    }
    std::unique_ptr<storage::Storage> join() override { return storage::join_sqlite(handle_); }
    std::string begin() const override { return "BEGIN IMMEDIATE"; }

private:
    sqlite3* handle_ = nullptr;
};

class PostgresqlHost final : public HostConnection {
public:
    PostgresqlHost(const std::string& url, std::string schema, std::string isolation)
        : handle_(PQconnectdb(url.c_str())),
          schema_(std::move(schema)),
          isolation_(std::move(isolation)) {
        if (PQstatus(handle_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(handle_));
        ask("SET search_path TO " + schema_);
        ask("SET client_min_messages TO warning");
    }
    ~PostgresqlHost() override { PQfinish(handle_); }
    PostgresqlHost(const PostgresqlHost&) = delete;
    PostgresqlHost& operator=(const PostgresqlHost&) = delete;

    std::string ask(const std::string& sql) override {
        PGresult* result = PQexec(handle_, sql.c_str());
        const ExecStatusType status = PQresultStatus(result);
        std::string answer;
        if (status == PGRES_TUPLES_OK && PQntuples(result) > 0)
            answer = PQgetvalue(result, PQntuples(result) - 1, 0);
        PQclear(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            throw std::runtime_error(sql + ": " + PQerrorMessage(handle_));
        return answer;
    }
    std::unique_ptr<storage::Storage> join() override {
        return storage::join_postgresql(handle_, {schema_, "libpq.so.5"});
    }
    std::string begin() const override { return "BEGIN ISOLATION LEVEL " + isolation_; }

private:
    PGconn* handle_;
    std::string schema_;
    std::string isolation_;
};

}  // namespace

std::unique_ptr<HostConnection> connect_sqlite(const std::string& file, int busy_ms) {
    return std::make_unique<SqliteHost>(file, busy_ms);
}

std::unique_ptr<HostConnection> connect_postgresql(const std::string& url,
                                                   const std::string& schema,
                                                   const std::string& isolation) {
    return std::make_unique<PostgresqlHost>(url, schema, isolation);
}

}  // namespace xueshi::support
