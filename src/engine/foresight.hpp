#pragma once
/// What commands are going to read, told to the storage before: where every answer travels, all
/// that it can know beforehand comes with the first. Only guesses: whoever reads finds out what is
/// so.

#include <set>

#include "engine/call.hpp"
#include "engine/fact_cache.hpp"
#include "engine/work.hpp"

namespace xueshi::engine {

class Foresight {
public:
    /// Whether a call is of the kind that is foreseen: `Enroll` of one teacher by a school, the
    /// command of which there are most and all at once.
    static bool covers(const Call& call);

    /// Adds what the call will read. False, and nothing added, where too little is known.
    bool add(const Call& call, FactCache& cache);

    /// Tells the storage, in the order of tables, in which commands take their guards.
    void announce(storage::Transaction& transaction) const;
    /// Reads and holds all of it for several commands, the heads of their streams too.
    void hold(Work& work) const;
    /// Whether somebody may be a project's first, which changes it: so its row is held exclusive.
    /// All are, for rows are taken in the order of their keys.
    bool begins_projects() const noexcept { return begins_projects_; }

private:
    using Keys = std::set<std::string>;

    void announce(storage::Transaction& transaction, storage::Guard of_projects) const;

    Keys roots_;
    Keys requests_;
    Keys projects_;
    Keys teachers_;
    Keys enrollments_;
    Keys quotas_;
    Keys heads_;
    bool begins_projects_ = false;
};

}  // namespace xueshi::engine
