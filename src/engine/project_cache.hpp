#pragma once
/// Projects read from their rows' bodies before: reading one takes longer than all else that a command
/// for a single teacher does outside the storage.

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include <xueshi/commands.hpp>

namespace xueshi::engine {

class ProjectCache {
public:
    /// The project that `read` makes of a body. Bodies are compared, so a changed one is read anew.
    template <class Read>
    CreateProject get(const std::string& code, const std::string& body, Read&& read) {
        {
            const std::lock_guard lock(mutex_);
            const auto at = entries_.find(code);
            if (at != entries_.end() && at->second.body == body) return at->second.project;
        }
        Entry entry{body, read(body)};
        const std::lock_guard lock(mutex_);
        if (entries_.size() >= most) entries_.clear();
        return (entries_[code] = std::move(entry)).project;
    }

private:
    static constexpr std::size_t most = 1000;
    struct Entry {
        std::string body;
        CreateProject project;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace xueshi::engine
