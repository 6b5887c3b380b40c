#pragma once
/// Guards that were raised from shared to exclusive in vain.
///
/// Two transactions that hold a row shared and then both want it for themselves wait for each
/// other. The server would end one after a second, and it would come back and hold the row shared
/// again, before the other: with many of them no one gets on. So raising never waits but is a
/// conflict; and who lost takes the row exclusive from the start the next time, standing in line
/// like any other.

#include <mutex>
#include <set>
#include <string>

namespace xueshi::storage::postgresql {

class RaisedGuards {
public:
    void lost(const std::string& row) {
        const std::lock_guard lock(mutex_);
        if (rows_.size() >= most) rows_.clear();  // a help only: forgetting costs another conflict
        rows_.insert(row);
    }

    /// Whether the row is to be taken exclusive at once; asked once for each loss.
    bool take(const std::string& row) {
        const std::lock_guard lock(mutex_);
        const auto found = rows_.find(row);
        if (found == rows_.end()) return false;
        rows_.erase(found);
        return true;
    }

private:
    static constexpr std::size_t most = 10'000;

    std::mutex mutex_;
    std::multiset<std::string> rows_;
};

}  // namespace xueshi::storage::postgresql
