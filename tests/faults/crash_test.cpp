// kill -9 in mid-command, again and again, on SQLite with full synchronisation: what was acknowledged
// is there, nothing is half done, the log verifies, the sums agree; and what nobody knows of is
// settled by asking again with the same request id.

#include <csignal>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "faults/breaking_storages.hpp"
#include "support/child.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/random_commands.hpp"
#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

namespace xueshi {

namespace {

using namespace support;

constexpr int most_commands = 100;
constexpr int kills_per_file = 20;

/// The commands of one child: whoever knows its number can make them again.
class Commands {
public:
    explicit Commands(int child)
        : random_(test_seed() * 100'000 + static_cast<std::uint64_t>(child),
                  {false, true, prefix(child), "K" + std::to_string(child)}) {
        clock_.forward(std::chrono::seconds(2000) * (child % kills_per_file + 1));
    }

    static std::string prefix(int child) { return "child " + std::to_string(child) + ", command "; }

    Step next() {
        Step step = random_.next();
        clock_.forward(std::chrono::microseconds(step.micros));
        return step;
    }
    EngineOptions options() const { return clock_.options(); }

private:
    MovingClock clock_;
    RandomCommands random_;
};

std::string url_of(const std::string& file) { return "sqlite:" + file + "?synchronous=full"; }

/// Where a child ends by its own hand: before a call or an append, after a commit, after an answer.
struct Suicide {
    std::string moment;
    int number = 0;
};

std::unique_ptr<storage::Storage> opened(const std::string& file, const std::string& kind) {
    auto storage = storage::open_storage(url_of(file));
    if (kind == "late") return std::make_unique<faults::LateCommitStorage>(std::move(storage));
    if (kind == "piecemeal") return std::make_unique<faults::PiecemealStorage>(std::move(storage));
    return storage;
}

/// Does commands and says of each what came of it, until something kills it.
int work_until_killed(const std::vector<std::string>& arguments, Line& parent) {
    const std::string& file = arguments.at(0);
    const int child = std::stoi(arguments.at(1));
    const Suicide suicide{arguments.at(3), std::stoi(arguments.at(4))};
    auto storage = std::make_shared<FailingStorage>(opened(file, arguments.at(2)));
    Commands commands(child);
    Engine engine(storage, commands.options());
    int commits = 0;
    int appends = 0;
    storage->arm([&](storage::Call call, int number) {
        if (suicide.moment == "call" && number == suicide.number) std::raise(SIGKILL);
        if (suicide.moment == "append" && call == storage::Call::append &&
            ++appends == suicide.number)
            std::raise(SIGKILL);
    });
    storage->after_commit = [&] {
        if (suicide.moment == "committed" && ++commits == suicide.number) std::raise(SIGKILL);
    };
    parent.tell("ready");
    int acknowledged = 0;
    for (int i = 1; i <= most_commands; ++i) {
        const Step step = commands.next();
        parent.tell("doing " + std::to_string(i));
        const auto outcome = engine.execute(step.actor, step.command, step.options);
        if (!outcome.ok()) {
            parent.tell("refused");
            continue;
        }
        parent.tell("done " + outcome->stream + ":" + std::to_string(outcome->number));
        if (suicide.moment == "acknowledged" && ++acknowledged == suicide.number)
            std::raise(SIGKILL);
    }
    parent.tell("finished");
    parent.hear();
    return 0;
}

/// What a child said before its end.
struct Said {
    std::map<int, std::string> done;  ///< command → "stream:number"
    std::set<int> refused;
    int doing = 0;  ///< the command of which nothing more was heard; 0: none
    bool finished = false;

    /// False at the end of the conversation.
    bool hear(Line& line, std::chrono::milliseconds patience) {
        const auto text = line.hear(patience);
        if (!text) return false;
        if (text->starts_with("doing ")) {
            doing = std::stoi(text->substr(6));
        } else if (text->starts_with("done ")) {
            done[std::exchange(doing, 0)] = text->substr(5);
        } else if (*text == "refused") {
            refused.insert(std::exchange(doing, 0));
        } else if (*text == "finished") {
            finished = true;
        }
        return true;
    }
};

/// Everything that is wrong with what a killed child left.
std::vector<std::string> losses(const std::string& file, int child, const Said& said,
                                bool thorough) {
    std::vector<std::string> wrong;
    RawSqlite raw(file);
    const auto entry_of = [&](int command) {
        return raw.ask("SELECT stream || ':' || number FROM xueshi_request WHERE request = '" +
                       Commands::prefix(child) + std::to_string(command) + "'");
    };
    for (const auto& [command, entry] : said.done) {
        if (entry_of(command) != entry)
            wrong.push_back("acknowledged and lost: command " + std::to_string(command));
    }
    for (const int command : said.refused) {
        if (!entry_of(command).empty())
            wrong.push_back("refused and done: command " + std::to_string(command));
    }
    Commands commands(child);
    Engine engine(storage::open_storage(url_of(file)), commands.options());
    for (const auto& fault : engine.verify_log().faults)
        wrong.push_back("log: " + fault.stream + " " + fault.what);
    for (const std::string& fault : thorough ? faults_of(engine) : engine.check())
        wrong.push_back(fault);
    if (said.doing == 0 || !wrong.empty()) return wrong;
    // Nobody knows whether the last one was done: asking again does it, or gives its answer.
    Step step;
    for (int i = 0; i < said.doing; ++i)
        step = commands.next();
    const std::string before = entry_of(said.doing);
    const auto outcome = engine.execute(step.actor, step.command, step.options);
    const std::string after =
        outcome.ok() ? outcome->stream + ":" + std::to_string(outcome->number) : "";
    if (after != entry_of(said.doing) || (!before.empty() && after != before))
        wrong.push_back("asked again it was not the same: " + before + ", " + after);
    return wrong;
}

/// Kills a child somewhere; what it left is examined.
class Killing {
public:
    Killing(std::string file, std::string kind) : file_(std::move(file)), kind_(std::move(kind)) {
        Engine engine(storage::open_storage(url_of(file_)), MovingClock().options());
        FourLevels::found(engine, RandomCommands::teachers_per_school);
    }

    /// By its own hand, at a moment that is known exactly.
    std::vector<std::string> at(int number, const Suicide& suicide) {
        Child child("working", {file_, std::to_string(number), kind_, suicide.moment,
                                std::to_string(suicide.number)});
        Said said;
        while (!said.finished && said.hear(child.line(), std::chrono::minutes(2))) {
        }
        if (said.finished) return {"the child was not killed"};
        EXPECT_EQ(child.wait(), -SIGKILL);
        return losses(file_, number, said, true);
    }

    /// By ours, some time after it began or acknowledged something.
    std::vector<std::string> somewhere(int number, Chance& chance, bool thorough) {
        Child child("working", {file_, std::to_string(number), kind_, "never", "0"});
        Said said;
        const auto words = 1 + chance.below(40);
        for (std::size_t i = 0; i < words && !said.finished; ++i)
            said.hear(child.line(), std::chrono::minutes(2));
        for (std::size_t i = chance.below(3); i > 0; --i)
            said.hear(child.line(), std::chrono::milliseconds(chance.below(4)));
        child.kill();
        while (said.hear(child.line(), std::chrono::minutes(2))) {
        }
        return losses(file_, number, said, thorough);
    }

private:
    std::string file_;
    std::string kind_;
};

}  // namespace

int support::play(const std::string&, const std::vector<std::string>& arguments, Line& parent) {
    return work_until_killed(arguments, parent);
}

namespace {

class Crash : public testing::TestWithParam<int> {};

TEST_P(Crash, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    SCOPED_TRACE(seed_note(test_seed()));
    Chance chance(test_seed() + static_cast<std::uint64_t>(GetParam()));
    std::unique_ptr<ScratchFolder> folder;
    std::optional<Killing> killing;
    for (int i = 0; i < scaled(kills_per_file); ++i) {
        if (i % kills_per_file == 0) {
            folder = std::make_unique<ScratchFolder>();
            killing.emplace(folder->file("p.db"), "sound");
        }
        const int child = GetParam() * 10'000 + i;
        SCOPED_TRACE("child " + std::to_string(child));
        const auto wrong =
            i % 4 == 0   ? killing->at(child, {"call", static_cast<int>(chance.between(20, 400))})
            : i % 4 == 1 ? killing->at(child, {"committed", static_cast<int>(chance.between(1, 9))})
                         : killing->somewhere(child, chance, (i + 1) % kills_per_file == 0);
        ASSERT_EQ(joined(wrong), "");
    }
}

INSTANTIATE_TEST_SUITE_P(File, Crash, testing::Range(1, 11));

// The negative controls: the examination sees what such storages lose.
TEST(CrashOfAStorageThatCommitsLate, LosesWhatWasAcknowledged) {
    const ScratchFolder folder;
    Killing killing(folder.file("p.db"), "late");
    for (int i = 1; i <= 3; ++i) {
        const std::string wrong = joined(killing.at(i, {"acknowledged", 2 * i}));
        EXPECT_NE(wrong.find("acknowledged and lost"), std::string::npos) << wrong;
    }
}

TEST(CrashOfAStorageThatWritesPiecemeal, LeavesSomethingHalfDone) {
    int found = 0;
    for (int appends = 3; appends <= 8; ++appends) {
        const ScratchFolder folder;
        Killing killing(folder.file("p.db"), "piecemeal");
        // Some appends are the first write of their command: there nothing is half done.
        if (!killing.at(appends, {"append", appends}).empty()) ++found;
    }
    EXPECT_GE(found, 3);
}

}  // namespace
}  // namespace xueshi
