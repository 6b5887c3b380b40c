#pragma once
/// Tells the host's watcher how far an examination of the log has come.

#include <numeric>
#include <vector>

#include <xueshi/engine.hpp>

#include "engine/rows.hpp"

namespace xueshi::engine {

class LogTelling {
public:
    LogTelling(const LogWatcher& watcher, const std::vector<StreamRow>& heads)
        : watcher_(watcher),
          of_(std::accumulate(
              heads.begin(), heads.end(), std::int64_t{0},
              [](std::int64_t sum, const StreamRow& head) { return sum + head.number; })) {}

    void reached(std::int64_t entries) const {
        constexpr std::int64_t between = 200;
        if (watcher_ && entries % between == 0) watcher_({entries, of_});
    }
    void ended(std::int64_t entries) const {
        if (watcher_) watcher_({entries, of_});
    }

private:
    const LogWatcher& watcher_;
    std::int64_t of_;
};

}  // namespace xueshi::engine
