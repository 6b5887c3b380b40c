#pragma once
/// What earlier commands learned and later ones may use: projects read from their rows' bodies, and
/// the tree of organisations. It spares a command for one teacher half of its time outside the
/// disk.
///
/// Nothing here can be stale. A project is found by the very body that it was read from.
/// Organisations belong to a version of the root row, which every change of the tree raises, which
/// every command reads and holds, and whose writer therefore stands among the command's
/// dependencies.

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <xueshi/commands.hpp>
#include <xueshi/register.hpp>

namespace xueshi::engine {

class FactCache {
public:
    /// The project that `read` makes of a body. `enrolled`: whether somebody is, or was.
    template <class Read>
    CreateProject project(const std::string& code, const std::string& body, bool enrolled,
                          Read&& read) {
        {
            const std::lock_guard lock(mutex_);
            const auto at = projects_.find(code);
            if (at != projects_.end() && at->second.body == body) {
                at->second.enrolled = enrolled;
                return at->second.project;
            }
        }
        Entry entry{body, read(body), enrolled};
        const std::lock_guard lock(mutex_);
        if (projects_.size() >= most_projects) projects_.clear();
        return (projects_[code] = std::move(entry)).project;
    }

    /// Whether an enrolment may be the project's first: good for guesses. Of a project that nobody
    /// has read it is said once, for there may be none of that code.
    bool may_be_first(const std::string& project) {
        const std::lock_guard lock(mutex_);
        const auto at = projects_.find(project);
        if (at != projects_.end()) return !at->second.enrolled;
        if (asked_for_.size() >= most_projects) asked_for_.clear();
        return asked_for_.insert(project).second;
    }

    /// The organisation of a code in a version of the tree; `read` finds it in the storage.
    template <class Read>
    std::optional<Org> org(std::int64_t tree, const std::string& code, Read&& read) {
        {
            const std::lock_guard lock(mutex_);
            const auto at = orgs_.find(code);
            if (tree == tree_ && at != orgs_.end()) return at->second;
        }
        std::optional<Org> org = read();
        const std::lock_guard lock(mutex_);
        if (tree != tree_ || orgs_.size() >= most_orgs) orgs_.clear();
        tree_ = tree;
        // Whole or not at all: without memory no entry must be left that says "no such
        // organisation".
        std::optional<Org> copy = org;
        orgs_.insert_or_assign(code, std::move(copy));
        return org;
    }

    /// What was last known of an organisation and its authorities, upward. Perhaps no longer true,
    /// and without end where one isn't remembered: good for guesses.
    std::vector<Org> last_known_line(const std::string& code) {
        constexpr std::size_t deepest = 16;
        const std::lock_guard lock(mutex_);
        std::vector<Org> line;
        for (auto at = orgs_.find(code);
             at != orgs_.end() && at->second && line.size() < deepest;) {
            line.push_back(*at->second);
            at = line.back().parent ? orgs_.find(*line.back().parent) : orgs_.end();
        }
        return line;
    }

private:
    static constexpr std::size_t most_projects = 5000;
    static constexpr std::size_t most_orgs = 20'000;
    struct Entry {
        std::string body;
        CreateProject project;
        bool enrolled = false;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> projects_;
    std::unordered_set<std::string> asked_for_;  ///< before they were read
    std::int64_t tree_ = 0;
    std::unordered_map<std::string, std::optional<Org>> orgs_;
};

/// A cache, and the version of the tree in the transaction at hand.
struct KnownFacts {
    FactCache* cache = nullptr;
    std::int64_t tree = 0;
};

}  // namespace xueshi::engine
