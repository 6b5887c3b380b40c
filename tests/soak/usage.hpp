#pragma once
/// What this process holds, as the system sees it.

#include <cstddef>
#include <string>

namespace xueshi::soak {

struct Usage {
    std::size_t memory = 0;   ///< bytes resident
    std::size_t handles = 0;  ///< open files, sockets and the like
};

/// Given a moment at which nothing is going on, what could be given back was.
Usage usage_at_rest();
Usage usage_now();
/// "41 MiB, 12 handles"
std::string text_of(const Usage& usage);

/// Why `later` is more than a steady process would have; empty where it isn't.
std::string growth(const Usage& earlier, const Usage& later);

}  // namespace xueshi::soak
