#include "faults/killing.hpp"

#include <csignal>

#include <gtest/gtest.h>

#include "engine/row_codec.hpp"
#include "faults/breaking_storages.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"

namespace xueshi::faults {

using namespace support;

namespace {

constexpr int most_commands = 100;
constexpr std::chrono::minutes patience{2};

/// The commands of one child: whoever knows its number can make them again.
class Commands {
public:
    explicit Commands(int child)
        : random_(test_seed() * 100'000 + static_cast<std::uint64_t>(child),
                  {false, true, prefix(child), "K" + std::to_string(child)}) {
        clock_.forward(std::chrono::seconds(2000) * (child % Killing::kills + 1));
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

std::unique_ptr<storage::Storage> opened(const std::string& url, const std::string& kind) {
    auto storage = storage::open_storage(url);
    if (kind == "late") return std::make_unique<LateCommitStorage>(std::move(storage));
    if (kind == "piecemeal") return std::make_unique<PiecemealStorage>(std::move(storage));
    return storage;
}

/// Which entry each request came to, as the storage has it: "stream:number".
std::map<std::string, std::string> entries_in(storage::Storage& storage) {
    using Row = engine::RequestRow;
    std::vector<std::string> rows;
    storage.begin(storage::Access::read, storage::Deadline::clock::now() + patience)
        ->scan(engine::table<Row>, storage::by_key, {}, {}, 1'000'000, rows);
    std::map<std::string, std::string> entries;
    for (const std::string& bytes : rows) {
        const Row row = engine::decode<Row>(bytes);
        entries[row.request] = row.stream + ":" + std::to_string(row.number);
    }
    return entries;
}

void arm(FailingStorage& storage, const Suicide& suicide, int& commits, int& appends) {
    storage.arm([&](storage::Call call, int number) {
        if (suicide.moment == "call" && number == suicide.number) std::raise(SIGKILL);
        if (suicide.moment == "append" && call == storage::Call::append &&
            ++appends == suicide.number)
            std::raise(SIGKILL);
    });
    storage.after_commit = [&] {
        if (suicide.moment == "committed" && ++commits == suicide.number) std::raise(SIGKILL);
    };
}

}  // namespace

/// Does commands and says of each what came of it, until something kills it or its storage.
int work_until_killed(const std::vector<std::string>& arguments, Line& parent) {
    const Suicide suicide{arguments.at(3), std::stoi(arguments.at(4))};
    auto storage = std::make_shared<FailingStorage>(opened(arguments.at(0), arguments.at(2)));
    Commands commands(std::stoi(arguments.at(1)));
    Engine engine(storage, commands.options());
    int commits = 0;
    int appends = 0;
    int acknowledged = 0;
    arm(*storage, suicide, commits, appends);
    parent.tell("ready");
    for (int i = 1; i <= most_commands; ++i) {
        const Step step = commands.next();
        parent.tell("doing " + std::to_string(i));
        try {
            const auto outcome = engine.execute(step.actor, step.command, step.options);
            if (!outcome.ok()) {
                parent.tell("refused");
                continue;
            }
            parent.tell("done " + outcome->stream + ":" + std::to_string(outcome->number));
        } catch (const Error& error) {
            return error.code() == ErrorCode::storage_unavailable ? 0 : 1;
        }
        if (suicide.moment == "acknowledged" && ++acknowledged == suicide.number)
            std::raise(SIGKILL);
    }
    parent.tell("finished");
    parent.hear();
    return 0;
}

bool Said::hear(Line& line, std::chrono::milliseconds patience) {
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

void Worker::hear_some(Chance& chance) {
    const auto words = 1 + chance.below(40);
    for (std::size_t i = 0; i < words && !said.finished; ++i)
        said.hear(child.line(), patience);
    for (std::size_t i = chance.below(3); i > 0; --i)
        said.hear(child.line(), std::chrono::milliseconds(chance.below(4)));
}

void Worker::hear_out() {
    while (!said.finished && said.hear(child.line(), patience)) {
    }
}

Killing::Killing(std::string url, std::string kind, std::function<void()> settled)
    : url_(std::move(url)), kind_(std::move(kind)), settled_(std::move(settled)) {
    Engine engine(storage::open_storage(url_), MovingClock().options());
    FourLevels::found(engine, RandomCommands::teachers_per_school);
}

Worker Killing::start(int number, const Suicide& suicide) {
    return {number, Child("working", {url_, std::to_string(number), kind_, suicide.moment,
                                      std::to_string(suicide.number)})};
}

std::vector<std::string> Killing::at(int number, const Suicide& suicide) {
    Worker worker = start(number, suicide);
    worker.hear_out();
    if (worker.said.finished)
        worker.child.kill();  // the moment didn't come
    else
        EXPECT_EQ(worker.child.wait(), -SIGKILL);
    return losses(worker, true);
}

std::vector<std::string> Killing::somewhere(int number, Chance& chance, bool thorough) {
    Worker worker = start(number);
    worker.hear_some(chance);
    worker.child.kill();
    while (worker.said.hear(worker.child.line(), patience)) {
    }
    return losses(worker, thorough);
}

std::vector<std::string> Killing::somehow(int number, Chance& chance) {
    switch (number % 4) {
        case 0:
            return at(number, {"call", static_cast<int>(chance.between(20, 400))});
        case 1:
            return at(number, {"committed", static_cast<int>(chance.between(1, 9))});
        default:
            return somewhere(number, chance, (number + 1) % kills == 0);
    }
}

std::vector<std::string> Killing::losses(const Worker& worker, bool thorough) {
    if (settled_) settled_();
    const Said& said = worker.said;
    std::vector<std::string> wrong;
    Commands commands(worker.number);
    const std::shared_ptr storage = storage::open_storage(url_);
    Engine engine(storage, commands.options());
    const auto entry_of = [&, entries = entries_in(*storage)](int command) {
        const auto found = entries.find(Commands::prefix(worker.number) + std::to_string(command));
        return found == entries.end() ? std::string() : found->second;
    };
    for (const auto& [command, entry] : said.done) {
        if (entry_of(command) != entry)
            wrong.push_back("acknowledged and lost: command " + std::to_string(command));
    }
    for (const int command : said.refused) {
        if (!entry_of(command).empty())
            wrong.push_back("refused and done: command " + std::to_string(command));
    }
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
    const std::string answer =
        outcome.ok() ? outcome->stream + ":" + std::to_string(outcome->number) : "";
    const auto now = entries_in(*storage);
    const auto after = now.find(Commands::prefix(worker.number) + std::to_string(said.doing));
    if (answer != (after == now.end() ? "" : after->second) ||
        (!before.empty() && answer != before))
        wrong.push_back("asked again it was not the same: " + before + ", " + answer);
    return wrong;
}

}  // namespace xueshi::faults
