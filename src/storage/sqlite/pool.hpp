#pragma once
/// The connections of one storage: one that writes, some that read, and who may use them when.

#include <vector>

#include "../fair_lock.hpp"
#include "connection.hpp"

namespace xueshi::storage::sqlite {

class Pool;

/// A connection for the life of one transaction. Giving it back rolls back what is left open. On
/// the host's connection, whose transaction goes on, a savepoint takes the place of the
/// transaction.
class Lease {
public:
    Lease(Pool& pool, Access access, Deadline deadline);
    ~Lease() { release(); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Connection& connection() const noexcept { return *connection_; }
    void begin();
    void commit();  ///< and gives the connection back
    /// Gives the connection back before the end of the lease's life.
    void release() noexcept;

private:
    void roll_back() noexcept;

    Pool& pool_;
    Access access_;
    std::optional<FairLockHold> hold_;
    /// Whether the transaction is one of SQLite's too. Readers of the one connection of a database
    /// in memory have none: the lock alone keeps writers away from them.
    bool begins_;
    bool saved_ = false;  ///< whether our savepoint stands on the host's connection
    std::unique_ptr<Connection> reader_;
    Connection* connection_ = nullptr;
};

class Pool {
public:
    Pool(SqliteOptions options, Deadline deadline);
    /// Of the host's one connection.
    explicit Pool(sqlite3* borrowed);

    const SqliteOptions& options() const noexcept { return options_; }
    bool in_memory() const noexcept { return !joined_ && options_.path == ":memory:"; }
    bool joined() const noexcept { return joined_; }
    Deadline usual_deadline() const { return Deadline::clock::now() + options_.busy; }

private:
    friend class Lease;

    /// For those who hold the lock: the connection, opened anew if the last one broke. (One in
    /// memory is its database, and never dropped.)
    Connection& writer(Deadline deadline);
    void drop_broken_writer() noexcept;
    std::unique_ptr<Connection> take_reader(Deadline deadline);
    void give_back(std::unique_ptr<Connection> reader) noexcept;

    SqliteOptions options_;
    bool joined_ = false;
    FairLock lock_;                       ///< writers; in memory readers too
    std::unique_ptr<Connection> writer_;  ///< none after a failure of the medium
    std::mutex idle_mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace xueshi::storage::sqlite
