#pragma once
/// One connection: statements go out without waiting for answers where the client library can do
/// so, answers are read when someone needs one, and nobody waits beyond the deadline.

#include <functional>
#include <memory>
#include <optional>
#include <unistd.h>
#include <unordered_map>

#include "errors.hpp"
#include "options.hpp"
#include "values.hpp"

namespace xueshi::storage::postgresql {

/// Host, port, database, user: what may be shown.
struct Address {
    std::vector<std::pair<std::string, std::string>> parameters;  ///< for the client library
    std::string shown;
};

/// Throws argument_invalid for what the client library can't read.
Address read_address(const Library& library, const std::string& url);

/// The same user and database at other servers; the client library tries them in their order.
Address at_hosts(const Address& address, const std::vector<Host>& hosts);

/// For one thread at a time. Every operation can throw ServerFailure, or `Error` storage_busy and
/// storage_unavailable; after those two the connection is of no use.
class Connection {
public:
    using Taker = std::function<void(const Result&)>;

    Connection(std::shared_ptr<const Library> library, const Address& address, bool pipeline,
               Deadline deadline);
    /// The host's own, which stays open when this ends, or was closed before: `is_open` tells, if
    /// any.
    Connection(std::shared_ptr<const Library> library, PGconn* borrowed,
               std::function<bool()> is_open);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void until(Deadline deadline) noexcept { deadline_ = deadline; }
    bool pipelined() const noexcept { return pipelined_; }
    bool borrowed() const noexcept { return borrowed_; }
    bool broken() const noexcept { return broken_; }
    std::string parameter(const char* name) const;

    /// Asks what this server can do that not every relative of PostgreSQL's can.
    void find_out();
    /// Whether it can be told to read by indexes, whatever it knows of a table's size.
    bool can_insist_on_indexes() const noexcept { return can_insist_on_indexes_; }
    /// Whether it can be told to plan a statement once for all parameters, and nobody has told it
    /// otherwise.
    bool can_plan_once() const noexcept { return can_plan_once_; }

    /// Sends a statement. Its answer is given to `take`, now or in the next `wait()`; when it or
    /// one before it fails, never.
    void send(const std::string& statement, const Parameters& parameters, Taker take = {});
    /// Reads all answers that are under way; throws the first failure among them.
    void wait();
    /// Both.
    void run(const std::string& statement, const Parameters& parameters = {}, Taker take = {}) {
        send(statement, parameters, std::move(take));
        wait();
    }

    /// On a borrowed connection, whose transaction goes on, in place of the transaction's limits.
    /// `join` takes the connection over from the host: it must have a transaction open.
    void join();
    void save();                          ///< sends; the savepoint stands until released or reset
    void release_savepoint(Taker taker);  ///< and waits

    /// Rolls back what is open; a borrowed connection's savepoint, and gives it back to the host.
    /// False when the connection can't be used any more.
    bool reset() noexcept;
    /// Whether an idle connection is still there, as far as can be told without asking the server.
    bool alive() noexcept;

private:
    /// A statement under way: first its preparation, if it is new here.
    struct Sent {
        std::string prepares{};  ///< the statement's text; empty for an execution
        Taker take{};
    };

    void connect(const Address& address);
    const std::string& name_of(const std::string& statement);
    void sent(int accepted, Sent what);
    void read_answer(const Sent& what);
    void read_sync();
    Result next_result();
    void flush();
    void wait_for(short events);
    bool leave() noexcept;
    void forget_statements() noexcept;
    void give_up();
    [[noreturn]] void lost();

    /// The host's stays open; and in a child of fork() the end would be told to the parent's
    /// server.
    struct Finish {
        std::shared_ptr<const Library> library;
        pid_t owner = ::getpid();
        void operator()(PGconn* connection) const noexcept {
            if (owner == ::getpid()) library->finish(connection);
        }
    };
    static constexpr pid_t nobody = -1;

    std::shared_ptr<const Library> library_;
    std::unique_ptr<PGconn, Finish> connection_;
    pid_t process_ = ::getpid();
    bool borrowed_ = false;
    std::function<bool()> is_open_{};
    bool blocking_ = false;  ///< how the host had it
    bool saved_ = false;     ///< whether our savepoint stands
    bool pipelined_ = false;
    bool broken_ = false;
    bool cancelled_ = false;
    bool can_insist_on_indexes_ = false;
    bool can_plan_once_ = false;
    Deadline deadline_;
    std::vector<Sent> under_way_;
    std::exception_ptr failure_;
    std::unordered_map<std::string, std::string> names_;  ///< of prepared statements, by text
    std::string prefix_ = "xueshi_";
    std::size_t named_ = 0;
};

}  // namespace xueshi::storage::postgresql
