#include "pool.hpp"

#include <algorithm>

namespace xueshi::storage::postgresql {

Pool::Pool(Options options)
    : options_(std::move(options)),
      library_(Library::load(options_.library, options_.hidden_functions)),
      addresses_{read_address(*library_, options_.address)} {}

Pool::Pool(const Pool& like, const std::vector<Host>& hosts,
           std::chrono::milliseconds most_for_connecting)
    : options_(like.options_), library_(like.library_) {
    options_.most_for_connecting = most_for_connecting;
    std::vector<Host> order = hosts;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        addresses_.push_back(at_hosts(like.address(), order));
        std::rotate(order.begin(), order.begin() + 1, order.end());
    }
}

Pool::Pool(Options options, PGconn* borrowed, std::function<bool()> is_open)
    : options_(std::move(options)),
      library_(Library::load(options_.library, options_.hidden_functions)),
      addresses_{{{}, "(the host's connection)"}},
      joined_(true) {
    options_.pool = 1;
    idle_.push_back(std::make_unique<Connection>(library_, borrowed, std::move(is_open)));
}

std::unique_ptr<Connection> Pool::take(Deadline deadline) {
    wait_for_turn(deadline);
    try {
        while (auto connection = idle()) {
            connection->until(deadline);
            if (joined_) return joined(std::move(connection));
            if (connection->alive()) return connection;
        }
        return fresh(deadline);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

std::unique_ptr<Connection> Pool::joined(std::unique_ptr<Connection> connection) {
    try {
        connection->join();
        return connection;
    } catch (...) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(connection));
        throw;
    }
}

void Pool::wait_for_turn(Deadline deadline) {
    std::unique_lock lock(mutex_);
    const auto place = queue_.insert(queue_.end(), 0);
    const auto turn = [&] { return queue_.begin() == place && lent_ < options_.pool; };
    // Waiting until the end of time overflows in the standard library's clocks.
    const auto latest = std::min(deadline, Deadline::clock::now() + std::chrono::hours(24));
    const bool served = free_.wait_until(lock, latest, turn);
    queue_.erase(place);
    if (served) ++lent_;
    free_.notify_all();
    if (!served)
        throw Error(ErrorCode::storage_busy, "postgresql: all " + std::to_string(options_.pool) +
                                                 " connections were in use until the deadline");
}

std::unique_ptr<Connection> Pool::idle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

std::unique_ptr<Connection> Pool::fresh(Deadline deadline) {
    if (options_.most_for_connecting.count() > 0)
        deadline = std::min(deadline, Deadline::clock::now() + options_.most_for_connecting);
    const Address* address = nullptr;
    {
        const std::lock_guard lock(mutex_);
        address = &addresses_[next_address_++ % addresses_.size()];
    }
    auto connection = std::make_unique<Connection>(library_, *address, options_.pipeline, deadline);
    connection->find_out();
    return connection;
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept {
    // One that broke is replaced, but for the host's, which the host alone can replace.
    if (connection && !connection->reset() && !joined_) connection.reset();
    const std::lock_guard lock(mutex_);
    --lent_;
    if (connection) idle_.push_back(std::move(connection));
    free_.notify_all();
}

}  // namespace xueshi::storage::postgresql
