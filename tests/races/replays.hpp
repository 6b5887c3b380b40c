#pragma once
/// The same requests from several processes at once, some of which are killed in mid-command and begin
/// again: each request takes effect once, and whoever sends it gets the first answer (REQ-3).

#include <string>
#include <vector>

#include <xueshi/engine.hpp>

#include "support/child.hpp"

namespace xueshi::races {

/// Random commands that are all accepted in this order, and what they come to: done once each, on a
/// memory storage.
class Requests {
public:
    explicit Requests(int count);

    /// For each random command whether it is one of them: what a child needs to make them again.
    const std::string& chosen() const { return chosen_; }
    int count() const { return static_cast<int>(answers_.size()); }
    const std::string& answer(int number) const {
        return answers_.at(static_cast<std::size_t>(number));
    }
    /// All rows in the end, see rows_of.
    const std::string& rows() const { return rows_; }

private:
    std::string chosen_;
    std::vector<std::string> answers_;
    std::string rows_;
};

/// The province in which the requests make sense.
void found_for_requests(Engine& engine);

/// What processes got for answers.
struct Replayed {
    int answers = 0;
    int kills = 0;
    std::vector<std::string> wrong;  ///< one line for each answer that wasn't the first one
};

/// Has all requests sent by four processes at once, each of which is killed `kills` times.
Replayed replay_from_processes(const Requests& requests, const std::string& url, int kills);

/// The part "requests": sends them, from a given one on, and dies before a given call of the storage.
int send_requests(const std::vector<std::string>& arguments, support::Line& parent);

/// How many entries the log gains when the same `count` requests are sent twice.
std::int64_t entries_of_requests_sent_twice(Engine& engine, int count);

}  // namespace xueshi::races
