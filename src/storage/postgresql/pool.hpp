#pragma once
/// The connections of one storage: a bounded number, lent to one transaction each. Who waits
/// longest is served first.

#include <condition_variable>
#include <list>
#include <mutex>
#include <utility>

#include "connection.hpp"
#include "raised_guards.hpp"

namespace xueshi::storage::postgresql {

class Pool {
public:
    explicit Pool(Options options);
    /// Of the host's one connection.
    Pool(Options options, PGconn* borrowed, std::function<bool()> is_open);
    /// Connections of the same user to the same database at other servers, the first one to the
    /// first of them, the next one to the next. Where that doesn't answer, to another.
    Pool(const Pool& like, const std::vector<Host>& hosts,
         std::chrono::milliseconds most_for_connecting);

    /// A connection without open transaction. Throws storage_busy when none is free before the
    /// deadline, storage_unavailable when none can be made.
    std::unique_ptr<Connection> take(Deadline deadline);
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    const Options& options() const noexcept { return options_; }
    const Library& library() const noexcept { return *library_; }
    RaisedGuards& raised_guards() noexcept { return raised_guards_; }
    const Address& address() const noexcept { return addresses_.front(); }
    bool joined() const noexcept { return joined_; }
    Deadline usual_deadline() const { return Deadline::clock::now() + options_.patience; }

private:
    void wait_for_turn(Deadline deadline);
    std::unique_ptr<Connection> idle();
    std::unique_ptr<Connection> joined(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> fresh(Deadline deadline);

    Options options_;
    std::shared_ptr<const Library> library_;
    std::vector<Address> addresses_;  ///< taken in turn
    std::size_t next_address_ = 0;
    bool joined_ = false;
    RaisedGuards raised_guards_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::list<int> queue_;  ///< those who wait, in order
    std::size_t lent_ = 0;
    std::vector<std::unique_ptr<Connection>> idle_;
};

/// A connection as long as this lives; given back without transaction.
class Lease {
public:
    Lease(Pool& pool, Deadline deadline) : pool_(pool), connection_(pool.take(deadline)) {}
    ~Lease() { release(); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Connection& operator*() const noexcept { return *connection_; }
    Connection* operator->() const noexcept { return connection_.get(); }
    bool released() const noexcept { return released_; }
    void release() noexcept {
        if (!std::exchange(released_, true)) pool_.give_back(std::move(connection_));
    }

private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
    bool released_ = false;
};

}  // namespace xueshi::storage::postgresql
