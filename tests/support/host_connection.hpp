#pragma once
/// A host's own connection, by its database's own interface: SQLite's, or libpq.

#include <memory>
#include <string>

#include <xueshi/storage.hpp>

namespace xueshi::support {

class HostConnection {
public:
    virtual ~HostConnection() = default;

    /// Runs statements; the first column of the last row, or nothing. Throws std::runtime_error.
    virtual std::string ask(const std::string& sql) = 0;
    /// The storage inside this connection's transaction.
    virtual std::unique_ptr<storage::Storage> join() = 0;
    /// In the words of its database.
    virtual std::string begin() const = 0;
};

std::unique_ptr<HostConnection> connect_sqlite(const std::string& file, int busy_ms = 60'000);
/// `schema` is where the storage is.
std::unique_ptr<HostConnection> connect_postgresql(const std::string& url,
                                                   const std::string& schema,
                                                   const std::string& isolation);

}  // namespace xueshi::support
