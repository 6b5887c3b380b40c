#include "sqlite_storage.hpp"

#include <xueshi/joined.hpp>

#include "../table.hpp"
#include "library.hpp"
#include "schema.hpp"
#include "transaction.hpp"

namespace xueshi::storage {
namespace {

using namespace sqlite;

void check_library() {
    if (sqlite3_libversion_number() < least_version)
        throw Error(ErrorCode::storage_unavailable,
                    std::string("SQLite 3.37 or later is needed, this is ") + sqlite3_libversion());
    if (sqlite3_threadsafe() == 0)
        throw Error(ErrorCode::storage_unavailable, "this SQLite was built without threads");
}

class SqliteStorage final : public Storage {
public:
    explicit SqliteStorage(SqliteOptions options)
        : pool_(std::move(options), Deadline::clock::now() + options.busy),
          prepared_(std::make_shared<Prepared>()) {}
    explicit SqliteStorage(sqlite3* borrowed)
        : pool_(borrowed), prepared_(std::make_shared<Prepared>()) {}

    void prepare(const Schema& schema) override {
        if (pool_.joined() && is_prepared(schema)) return;
        check_schema(schema);
        auto prepared = std::make_shared<Prepared>();
        prepared->version = schema.version;
        prepared->described = schema.tables.data();
        prepared->names.reserve(schema.tables.size());
        for (const Table* table : schema.tables)
            prepared->tables.emplace(prepared->names.emplace_back(table->name), *table);
        const Lease lease(pool_, Access::write, pool_.usual_deadline());
        {
            const std::lock_guard guard(lease.connection().mutex());
            if (pool_.joined())
                require(lease.connection(), schema);
            else
                sqlite::prepare(lease.connection(), schema);
        }
        const std::lock_guard guard(prepared_mutex_);
        prepared_ = std::move(prepared);
    }

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        std::shared_ptr<const Prepared> prepared;
        {
            const std::lock_guard guard(prepared_mutex_);
            prepared = prepared_;
        }
        return std::make_unique<SqliteTransaction>(pool_, std::move(prepared), access, deadline);
    }

    Info info() const override {
        const SqliteOptions& options = pool_.options();
        const std::string version = sqlite3_libversion();
        const std::string journal = current_journal();
        Info info{"sqlite", options.path, !pool_.in_memory(), {}, {}};
        info.details = {{"version", version},
                        {"journal", journal},
                        {"synchronous", options.synchronous},
                        {"access", options.read_only ? "read" : "write"}};
        if (journal == "wal" && loses_commits_in_wal(sqlite3_libversion_number()))
            info.warnings.push_back(
                "SQLite " + version +
                " can lose commits in WAL mode when several connections write: use journal=truncate"
                " or SQLite 3.51.3 or later");
        if (!pool_.in_memory() && options.synchronous != "full")
            info.warnings.push_back("synchronous=" + options.synchronous +
                                    ": a power failure can lose commits that were confirmed");
        return info;
    }

    std::vector<std::string> check() override {
        std::vector<std::string> faults;
        try {
            const Lease lease(pool_, Access::read, pool_.usual_deadline());
            const std::lock_guard guard(lease.connection().mutex());
            Statement lines(lease.connection(), "PRAGMA integrity_check");
            while (lines.step())
                if (std::string line = lines.text(0); line != "ok") faults.push_back(line);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::storage_corrupt) throw;
            faults.emplace_back(error.what());
        }
        return faults;
    }

private:
    bool is_prepared(const Schema& schema) {
        const std::lock_guard guard(prepared_mutex_);
        return prepared_->version == schema.version && prepared_->described == schema.tables.data();
    }

    std::string current_journal() const {
        const Lease lease(pool_, Access::read, pool_.usual_deadline());
        const std::lock_guard guard(lease.connection().mutex());
        return lease.connection().ask("PRAGMA journal_mode");
    }

    mutable Pool pool_;
    std::mutex prepared_mutex_;
    std::shared_ptr<const Prepared> prepared_;
};

}  // namespace

std::unique_ptr<Storage> open_sqlite(SqliteOptions options) {
    check_library();
    return std::make_unique<SqliteStorage>(std::move(options));
}

std::unique_ptr<Storage> join_sqlite(sqlite3* connection) {
    if (connection == nullptr)
        throw Error(ErrorCode::argument_invalid, "sqlite: there is no connection to join");
    check_library();
    return std::make_unique<SqliteStorage>(connection);
}

}  // namespace xueshi::storage
