#include "soak/usage.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <unistd.h>

namespace xueshi::soak {

Usage usage_now() {
    std::ifstream statm("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    statm >> all >> resident;
    const auto handles = std::filesystem::directory_iterator("/proc/self/fd");
    return {resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)),
            static_cast<std::size_t>(std::distance(begin(handles), end(handles)))};
}

Usage usage_at_rest() {
    ::malloc_trim(0);
    return usage_now();
}

std::string text_of(const Usage& usage) {
    return std::to_string(usage.memory >> 20) + " MiB, " + std::to_string(usage.handles) +
           " handles";
}

std::string growth(const Usage& earlier, const Usage& later) {
    constexpr std::size_t tolerated = 8 << 20;
    if (later.handles > earlier.handles) return "more handles are open than after the warm-up";
    if (later.memory > earlier.memory + std::max(tolerated, earlier.memory / 10))
        return "more memory is held than after the warm-up";
    return {};
}

}  // namespace xueshi::soak
