#include "races/replays.hpp"

#include <csignal>

#include <gtest/gtest.h>

#include "races/pairs.hpp"
#include "support/chance.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/random_commands.hpp"

namespace xueshi::races {

using namespace support;

namespace {

constexpr int processes = 4;

EngineOptions patient() {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::milliseconds(120'000);
    return options;
}

/// The commands of the seed. All happen at one instant: the processes' clocks agree.
RandomCommands commands_of_the_seed() {
    return RandomCommands(test_seed(), {false, true, "request ", {}});
}

/// The province in which the requests make sense.
void found_for_requests(Engine& engine) {
    FourLevels::found(engine, RandomCommands::teachers_per_school);
}

/// Random commands that are all accepted in this order, and what they come to: done once each, on a
/// memory storage.
class Requests {
public:
    explicit Requests(int count) {
        RandomCommands commands = commands_of_the_seed();
        const std::shared_ptr<storage::Storage> memory = storage::open_storage("memory:");
        Engine engine(memory, patient());
        found_for_requests(engine);
        while (this->count() < count) {
            const Step step = commands.next();
            const auto outcome = engine.execute(step.actor, step.command, step.options);
            chosen_ += outcome.ok() ? '1' : '0';
            if (outcome.ok()) answers_.push_back(text_of(outcome));
        }
        rows_ = rows_of(*memory);
    }

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

/// What processes got for answers.
struct Replayed {
    int answers = 0;
    int kills = 0;
    std::vector<std::string> wrong;  ///< one line for each answer that wasn't the first one
};

/// A process that sends requests, and, after it was killed, the one that takes its place.
class Sender {
public:
    Sender(const Requests& requests, const std::string& url, int kills, Chance& chance)
        : requests_(requests), url_(url), kills_(kills), chance_(chance) {
        begin();
    }

    /// Hears one answer. False when all are there.
    bool hear(Replayed& replayed) {
        const auto text = child_->line().hear();
        if (!text) {
            if (child_->wait() != -SIGKILL || kills_ == 0) {
                replayed.wrong.emplace_back("a process ended otherwise than by its own kill");
                return false;
            }
            --kills_;
            ++replayed.kills;
            begin();
            return true;
        }
        ++replayed.answers;
        if (*text != requests_.answer(next_))
            replayed.wrong.push_back("request " + std::to_string(next_) + ": " + *text +
                                     "\n  instead of " + requests_.answer(next_));
        return ++next_ < requests_.count();
    }

private:
    /// From the first request that has no answer yet, or from an earlier one.
    void begin() {
        next_ = std::max<int>(0, next_ - static_cast<int>(chance_.below(30)));
        const auto call = kills_ > 0 ? chance_.between(5, 120) : 0;
        child_.emplace("requests", std::vector{url_, requests_.chosen(), std::to_string(next_),
                                               std::to_string(call)});
    }

    const Requests& requests_;
    const std::string& url_;
    int kills_;
    Chance& chance_;
    int next_ = 0;
    std::optional<Child> child_;
};

/// Has all requests sent by four processes at once, each of which is killed `kills` times.
Replayed replay_from_processes(const Requests& requests, const std::string& url, int kills) {
    Chance chance(test_seed());
    Replayed replayed;
    std::vector<std::unique_ptr<Sender>> senders;
    for (int i = 0; i < processes; ++i)
        senders.push_back(std::make_unique<Sender>(requests, url, kills, chance));
    while (!senders.empty() && replayed.wrong.size() < 10)
        std::erase_if(senders, [&](const auto& sender) { return !sender->hear(replayed); });
    return replayed;
}

}  // namespace

void expect_one_effect_each(const std::string& url, int count) {
    SCOPED_TRACE(seed_note(test_seed()));
    const int kills = scaled(3);
    const Requests requests(count);
    const std::shared_ptr<storage::Storage> storage = storage::open_storage(url);
    Engine engine(storage, MovingClock().options());
    found_for_requests(engine);
    const std::int64_t before = engine.verify_log().entries;
    const Replayed replayed = replay_from_processes(requests, url, kills);
    EXPECT_EQ(joined(replayed.wrong), "");
    EXPECT_EQ(engine.verify_log().entries - before, requests.count());
    EXPECT_EQ(rows_of(*storage), requests.rows());
    EXPECT_EQ(joined(faults_of(engine)), "");
    EXPECT_EQ(replayed.kills, processes * kills);
    testing::Test::RecordProperty("answers", replayed.answers);
}

int send_requests(const std::vector<std::string>& arguments, Line& parent) {
    const std::string& chosen = arguments.at(1);
    const int first = std::stoi(arguments.at(2));
    const int last_call = std::stoi(arguments.at(3));
    auto storage = std::make_shared<FailingStorage>(storage::open_storage(arguments.at(0)));
    RandomCommands commands = commands_of_the_seed();
    Engine engine(storage, patient());
    storage->arm([&](storage::Call, int number) {
        if (number == last_call) std::raise(SIGKILL);
    });
    int number = 0;
    for (const char one : chosen) {
        const Step step = commands.next();
        if (one == '0' || number++ < first) continue;
        if (!parent.tell(text_of_call(engine, step.actor, step.command, step.options))) break;
    }
    parent.hear();
    return 0;
}

std::int64_t entries_of_requests_sent_twice(std::unique_ptr<storage::Storage> storage,
                                            bool forgetful, int count) {
    const auto forget = [](storage::Call, const storage::Table& table) {
        return table.name == "request" ? Tamper::leave_out : Tamper::nothing;
    };
    if (forgetful) storage = std::make_unique<LyingStorage>(std::move(storage), forget);
    Engine engine(std::move(storage), MovingClock().options());
    FourLevels::found(engine, 1);
    must(engine, FourLevels::admin("32"), FourLevels::project("P", 4));
    const std::int64_t before = engine.verify_log().entries;
    for (int pass = 0; pass < 2; ++pass) {
        for (int i = 0; i < count; ++i) {
            AmendProject command{"P", {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
            command.name = "培训" + std::to_string(i);
            CallOptions options;
            options.request_id = "request " + std::to_string(i);
            must(engine, FourLevels::admin("32"), command, options);
        }
    }
    return engine.verify_log().entries - before;
}

}  // namespace xueshi::races
