#include "postgresql_storage.hpp"

#include <algorithm>
#include <cctype>

#include <xueshi/joined.hpp>

#include "../table.hpp"
#include "schema.hpp"
#include "transaction.hpp"

namespace xueshi::storage {
namespace {

using namespace postgresql;

constexpr const char* settings_query =
    "SELECT current_setting('fsync'), current_setting('synchronous_commit'), "
    "current_setting('full_page_writes')";

class PostgresqlStorage final : public Storage {
public:
    explicit PostgresqlStorage(std::string_view url)
        : pool_(read_url(url)), prepared_(std::make_shared<Prepared>()) {
        if (!pool_.options().read_from.empty()) replicas_ = std::make_unique<Replicas>(pool_);
        const Lease lease(pool_, pool_.usual_deadline());
        server_version_ = lease->parameter("server_version");
        pipelined_ = lease->pipelined();
    }

    PostgresqlStorage(Options options, PGconn* borrowed, std::function<bool()> is_open)
        : pool_(std::move(options), borrowed, std::move(is_open)),
          prepared_(std::make_shared<Prepared>()) {}

    void prepare(const Schema& schema) override {
        if (pool_.joined() && is_prepared(schema)) return;
        check_schema(schema);
        auto prepared = std::make_shared<Prepared>();
        prepared->version = schema.version;
        prepared->described = schema.tables.data();
        prepared->names.reserve(schema.tables.size());
        const std::string& name = pool_.options().schema;
        for (const Table* table : schema.tables)
            prepared->tables.emplace(prepared->names.emplace_back(table->name),
                                     Statements(*table, name));
        const Lease lease(pool_, pool_.usual_deadline());
        if (pool_.joined()) {
            require_in_savepoint(*lease, name, schema);
        } else {
            const Preparation found =
                postgresql::prepare(*lease, name, schema, pool_.options().by_years);
            prepared->identity = found.identity;
            prepared->by_years = !found.by_years.empty();
            prepared->distributed = found.distributed;
        }
        const std::lock_guard guard(prepared_mutex_);
        prepared_ = std::move(prepared);
    }

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        return std::make_unique<PostgresqlTransaction>(pool_, prepared(), access, deadline);
    }

    std::unique_ptr<Transaction> begin_older(Deadline deadline) override {
        auto known = prepared();
        // Who has no time left must not make a replica look slow.
        const bool in_time = Deadline::clock::now() < deadline;
        if (replicas_ && in_time && known->version > 0 && replicas_->may_answer()) {
            try {
                return std::make_unique<PostgresqlTransaction>(*replicas_, std::move(known),
                                                               deadline);
            } catch (const Conflict&) {
                // It said why to the replicas.
            } catch (const Error& error) {
                if (error.code() != ErrorCode::storage_unavailable) throw;
                replicas_->failed(error.what());
            }
        }
        return begin(Access::read, deadline);
    }

    Info info() const override {
        const Options& options = pool_.options();
        Info info{"postgresql", pool_.address().shown + "?schema=" + options.schema, true, {}, {}};
        info.details = {{"version", server_version_},
                        {"client", options.library + client_version()},
                        {"pipeline", pipelined_ ? "on" : "off"},
                        {"isolation", options.isolation},
                        {"schema", options.schema},
                        {"pool", std::to_string(options.pool)}};
        tell_of_parts(*prepared(), info);
        const Lease lease(pool_, pool_.usual_deadline());
        const auto warn = [&](const Result& result) {
            const char* names[] = {"fsync", "synchronous_commit", "full_page_writes"};
            for (int i = 0; i < 3; ++i)
                if (result.text(0, i) == "off")
                    info.warnings.push_back(
                        std::string(names[i]) +
                        "=off on the server: a power failure can lose commits that were confirmed" +
                        (i == 1 ? "" : ", or the whole database"));
        };
        try {
            lease->run(settings_query, {}, warn);
        } catch (const ServerFailure& failure) {
            raise(failure);
        }
        if (replicas_) tell_of_replicas(*lease, info);
        return info;
    }

    std::vector<std::string> check() override {
        const Lease lease(pool_, pool_.usual_deadline());
        try {
            return faults_of(*lease, pool_.options().schema);
        } catch (const ServerFailure& failure) {
            if (!failure.state().starts_with("XX00")) raise(failure);
            return {failure.what()};
        }
    }

private:
    bool is_prepared(const Schema& schema) {
        const std::lock_guard guard(prepared_mutex_);
        return prepared_->version == schema.version && prepared_->described == schema.tables.data();
    }

    /// What fails in the host's transaction would end it. Giving the connection back undoes it.
    static void require_in_savepoint(Connection& connection, const std::string& name,
                                     const Schema& schema) {
        try {
            connection.save();
            require(connection, name, schema);
            connection.release_savepoint({});
        } catch (const ServerFailure& failure) {
            raise(failure);
        }
    }

    std::shared_ptr<const Prepared> prepared() const {
        const std::lock_guard guard(prepared_mutex_);
        return prepared_;
    }

    void tell_of_parts(const Prepared& known, Info& info) const {
        if (known.version == 0) return;
        info.details.emplace_back("partition", known.by_years ? "year" : "none");
        if (pool_.options().by_years && !known.by_years)
            info.warnings.emplace_back(
                "partition=year came too late: the tables were there already, and stay whole");
        if (!known.distributed.empty())
            info.warnings.push_back("other servers hold parts of " + known.distributed +
                                    ": no commit is indivisible between servers");
    }

    void tell_of_replicas(Connection& primary, Info& info) const {
        std::string position;
        try {
            primary.run("SELECT pg_current_wal_lsn()::text", {},
                        [&](const Result& result) { position = result.text(0, 0); });
        } catch (const ServerFailure&) {
            // A relative of PostgreSQL's that tells nothing of its log.
        }
        info.details.emplace_back("read_from", replicas_->told(position));
        if (const std::string why = replicas_->why(); !why.empty())
            info.warnings.push_back("queries are answered by the primary: " + why);
    }

    std::string client_version() const {
        if (pool_.library().library_version == nullptr) return "";
        const int number = pool_.library().library_version();
        return " " + std::to_string(number / 10'000) + "." + std::to_string(number % 10'000);
    }

    mutable Pool pool_;
    std::unique_ptr<Replicas> replicas_;
    std::string server_version_;
    bool pipelined_ = false;
    mutable std::mutex prepared_mutex_;
    std::shared_ptr<const Prepared> prepared_;
};

/// Runs one statement in the database that the URL names.
void run_alone(const Options& options, const std::string& statement) {
    Pool pool(options);
    Lease(pool, pool.usual_deadline())->run(statement);
}

}  // namespace

std::unique_ptr<Storage> open_postgresql(std::string_view url) {
    return std::make_unique<PostgresqlStorage>(url);
}

std::unique_ptr<Storage> join_postgresql(pg_conn* connection, const PostgresqlJoin& how) {
    if (connection == nullptr)
        throw Error(ErrorCode::argument_invalid, "postgresql: there is no connection to join");
    Options options;
    options.schema = how.schema;
    options.library = how.library;
    return std::make_unique<PostgresqlStorage>(std::move(options), connection, how.is_open);
}

std::string claim_postgresql_schema(std::string_view url, std::string_view name) {
    const Options options = read_url(url);
    std::string beside = options.schema + "_" + std::string(name);
    std::ranges::replace_if(
        beside, [](char each) { return !std::isalnum(static_cast<unsigned char>(each)); }, '_');
    beside.resize(std::min<std::size_t>(beside.size(), 50));
    for (int number = 1;; ++number) {
        const std::string schema = beside + "_" + std::to_string(number);
        try {
            run_alone(options, "CREATE SCHEMA " + sql::quoted(schema));
            return with_schema(url, schema);
        } catch (const ServerFailure& failure) {
            if (!is_race_of_starts(failure)) raise(failure);
        }
    }
}

void drop_postgresql_schema(std::string_view url) {
    const Options options = read_url(url);
    try {
        run_alone(options, "DROP SCHEMA " + sql::quoted(options.schema) + " CASCADE");
    } catch (const ServerFailure& failure) {
        raise(failure);
    }
}

}  // namespace xueshi::storage
