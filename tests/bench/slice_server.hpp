#pragma once
/// A PostgreSQL server that nobody else uses, in a scratch directory, removed in the end. Unlike the
/// tests' it writes through to the disk.

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "bench/scratch.hpp"

namespace xueshi::bench {

class SliceServer {
public:
    SliceServer() {
        // The server's own user must reach what lies inside.
        std::filesystem::permissions(scratch_.file(""), std::filesystem::perms(0711));
        serve("start",
              " -c fsync=on -c full_page_writes=on -c shared_buffers=512MB"
              " -c max_wal_size=4GB -c checkpoint_timeout=15min");
        std::getline(std::ifstream(scratch_.file("server/url")), url_);
    }
    ~SliceServer() {
        try {
            serve("stop", "");
        } catch (const std::exception&) {
            // What was measured is told all the same.
        }
    }
    SliceServer(const SliceServer&) = delete;
    SliceServer& operator=(const SliceServer&) = delete;

    const std::string& url() const { return url_; }

private:
    void serve(const std::string& word, const std::string& settings) const {
        const std::string command = std::string(XUESHI_POSTGRESQL_SERVER) + " " + word + " " +
                                    scratch_.file("server") + settings;
        if (std::system(command.c_str()) != 0)
            throw std::runtime_error("the bench's PostgreSQL server: can't " + word);
    }

    Scratch scratch_;
    std::string url_;
};

}  // namespace xueshi::bench
