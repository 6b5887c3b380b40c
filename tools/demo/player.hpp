#pragma once
/// Does the demo's commands, moves its clock, and counts what was refused, by city and reason.

#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>

#include "demo/province.hpp"
#include "progress.hpp"

namespace xueshi::demo {

using tools::Progress;

/// Somebody pressed Ctrl-C: the demo stops and tidies up.
class Interrupted {};
extern volatile std::sig_atomic_t interrupted;

/// The demo's own time, which every command moves a little.
class Calendar {
public:
    /// To the morning of a day, never backwards.
    void go_to(unsigned month, unsigned day);
    Instant now() const { return *now_; }
    void tick() { *now_ = now_->plus_micros(50'000); }
    Clock clock() const;

private:
    std::shared_ptr<Instant> now_ = std::make_shared<Instant>();
};

/// Refusals by city and code; the last city is the province itself.
using Refused = std::vector<std::map<std::string, std::int64_t, std::less<>>>;

class Player {
public:
    Player(Engine& engine, Calendar& calendar, Progress& progress, std::size_t cities)
        : engine_(engine), calendar_(calendar), progress_(progress), refused_(cities + 1) {}

    /// A command that the story needs whole: a refusal is a defect of the demo and ends it.
    void must(const Actor& actor, const Command& command);
    /// A list of which the good items are done; `cities` tells to whom a refusal is counted.
    /// Returns for each place whether it was done.
    std::vector<bool> try_list(const Actor& actor, const Command& command,
                               const std::vector<std::size_t>& cities);

    Engine& engine() { return engine_; }
    Calendar& calendar() { return calendar_; }
    Progress& progress() { return progress_; }

    const Refused& refused() const { return refused_; }
    std::int64_t commands() const { return commands_; }
    std::int64_t items() const { return items_; }

private:
    Outcome<Receipt> execute(const Actor& actor, const Command& command, bool partial);

    Engine& engine_;
    Calendar& calendar_;
    Progress& progress_;
    Refused refused_;
    std::int64_t commands_ = 0;
    std::int64_t items_ = 0;  ///< decided: done or refused
};

}  // namespace xueshi::demo
