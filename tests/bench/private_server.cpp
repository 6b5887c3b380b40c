#include "bench/private_server.hpp"

#include <fstream>

namespace xueshi::bench {

namespace {

/// Later settings win over those of the tests' server, which writes nothing through. Memory and log
/// are as large as anybody would have them who runs a portal: no checkpoint falls into one side's
/// round. Pages are compressed where they are logged whole, as docs/postgresql.md advises.
constexpr auto settings =
    "-c fsync=on -c synchronous_commit=on -c full_page_writes=on "
    "-c shared_buffers=1GB -c max_wal_size=16GB -c checkpoint_timeout=1h "
    "-c wal_compression=lz4";

void serve(const std::string& word, const std::string& folder, const std::string& more = {}) {
    const std::string command =
        std::string(XUESHI_POSTGRESQL_SERVER) + " " + word + " '" + folder + "' " + more;
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("the bench's PostgreSQL server: can't " + word);
}

}  // namespace

PrivateServer::PrivateServer(const std::string& more) {
    // The server's own user must reach what lies inside.
    std::filesystem::permissions(scratch_.file(""), std::filesystem::perms(0711));
    serve("start", scratch_.file("server"), settings + (" " + more));
    std::ifstream file(scratch_.file("server/url"));
    if (!std::getline(file, url_)) throw std::runtime_error("the server tells no URL");
}

PrivateServer::~PrivateServer() {
    try {
        serve("stop", scratch_.file("server"));
    } catch (const std::exception&) {
        // Nothing can be done about it; the script has said why.
    }
}

}  // namespace xueshi::bench
