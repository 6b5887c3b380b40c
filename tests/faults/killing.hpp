#pragma once
/// kill -9 in mid-command: processes that work on a storage until something kills them, and the
/// examination of what they left. The same for every storage that outlives a process.

#include <functional>
#include <map>
#include <set>

#include "support/chance.hpp"
#include "support/child.hpp"
#include "support/random_commands.hpp"

namespace xueshi::faults {

/// The part that children play: `support::play` of a program with such tests must pass it on.
int work_until_killed(const std::vector<std::string>& arguments, support::Line& parent);

/// Where a child ends by its own hand: before a call or an append, after a commit, after an answer.
struct Suicide {
    std::string moment = "never";
    int number = 0;
};

/// What a child said before its end.
struct Said {
    std::map<int, std::string> done;  ///< command → "stream:number"
    std::set<int> refused;
    int doing = 0;  ///< the command of which nothing more was heard; 0: none
    bool finished = false;

    /// False at the end of the conversation.
    bool hear(support::Line& line, std::chrono::milliseconds patience);
};

/// A child at work, with what it has said so far.
struct Worker {
    int number = 0;
    support::Child child;
    Said said{};

    /// Until it began or acknowledged something, chosen by chance, and a little longer.
    void hear_some(support::Chance& chance);
    /// All that it said before its end.
    void hear_out();
};

/// Kills children that work on one storage, one after the other; what each left is examined.
class Killing {
public:
    /// Of one storage: a child's clock is set by its number modulo this, and mustn't run backwards.
    static constexpr int kills = 20;

    /// `kind`: "sound", or a negative control, "late" or "piecemeal". `settled` runs before an
    /// examination: it waits for what goes on without the child.
    explicit Killing(std::string url, std::string kind = "sound",
                     std::function<void()> settled = {});

    Worker start(int number, const Suicide& suicide = {});
    /// By its own hand, at a moment that is known exactly; by ours if that never came.
    std::vector<std::string> at(int number, const Suicide& suicide);
    /// By ours, somewhere.
    std::vector<std::string> somewhere(int number, support::Chance& chance, bool thorough);
    /// One of these, by chance.
    std::vector<std::string> somehow(int number, support::Chance& chance);

    /// Everything that is wrong with what a child left.
    std::vector<std::string> losses(const Worker& worker, bool thorough);

private:
    std::string url_;
    std::string kind_;
    std::function<void()> settled_;
};

}  // namespace xueshi::faults
