#pragma once
/// Races for the last seats of a project, by processes that are told when, and by threads.

#include <memory>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>

#include "support/child.hpp"

namespace xueshi::races {

/// Projects are the rounds: each begins with fresh seats, too few for the askers, in the same
/// storage.
class Rounds {
public:
    Rounds(Engine& engine, int count, int askers);

    int count() const { return static_cast<int>(seats_.size()); }
    std::int64_t seats(int round) const { return seats_[static_cast<std::size_t>(round)]; }

private:
    std::vector<std::int64_t> seats_;
};

/// For engines: nobody gives up while others enrol.
EngineOptions patient();

/// Every one of so many threads enrols a teacher, all at once; how many get in.
int race_threads(Engine& engine, int round, int askers);

/// The part of a child that enrols its teacher in each project that it hears of.
int enroll_when_told(std::unique_ptr<storage::Storage> storage, int number, support::Line& parent);

/// Children with that part, given a storage's URL and their number; they are ready.
std::vector<support::Child> askers(const std::string& part, const std::string& url, int count);
void tell_all(std::vector<support::Child>& children, const std::string& text);
/// How many got in; whoever didn't was told that no seat was left.
int count_entered(std::vector<support::Child>& children);

}  // namespace xueshi::races
