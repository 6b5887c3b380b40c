#pragma once
/// A PostgreSQL server for one bench, that writes through to the disk: its settings are stated with
/// the figures. No port is opened; it ends with the object.

#include <string>

#include "bench/scratch.hpp"

namespace xueshi::bench {

class PrivateServer {
public:
    /// `more`: settings that win over the usual ones, "-c name=value".
    explicit PrivateServer(const std::string& more = {});
    ~PrivateServer();
    PrivateServer(const PrivateServer&) = delete;
    PrivateServer& operator=(const PrivateServer&) = delete;

    /// Without options.
    const std::string& url() const { return url_; }
    /// The storage's URL for a schema.
    std::string url(const std::string& schema, std::size_t pool) const {
        return url_ + "?schema=" + schema + "&pool=" + std::to_string(pool);
    }
    /// What both sides share, for notes.
    static std::string durability() {
        return "fsync=on, synchronous_commit=on, wal_compression=lz4";
    }

private:
    Scratch scratch_;
    std::string url_;
};

}  // namespace xueshi::bench
