// The machine loses its power at any moment: from what may then lie on the disk a plain engine
// finds every acknowledged command, at most the one in flight besides, and nothing half done.

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "faults/forgetful_disk.hpp"
#include "faults/sound_run.hpp"
#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

namespace xueshi::faults {
namespace {

using namespace support;

struct Machine {
    const char* journal;
    const char* synchronous;
    bool disk_lies = false;
};

/// The script in full length on one machine, and a look at what it would find without power.
class LosingPower {
public:
    LosingPower(const Machine& machine, std::uint64_t seed)
        : machine_(machine), chance_(seed), next_(static_cast<int>(chance_.below(stride))) {
        disk_.lies = machine.disk_lies;
    }

    /// Tells what was wrong after each loss of power.
    const std::vector<std::string>& run() {
        lose_power_while([&] { open(); }, 0, 0);
        for (std::size_t step = 0; step < run_.steps.size(); ++step) {
            lose_power_while([&] { EXPECT_EQ(execute(*engine_, step), run_.answers[step]); }, step,
                             step + 1);
            examine(disk_.after_loss_of_power(chance_), step + 1, step + 1);
            bool written_back = false;
            lose_power_while([&] { written_back = keep_house(); }, step + 1, step + 1);
            if (written_back) written_back_ = step + 1;
        }
        engine_.reset();
        return wrong_;
    }
    int losses() const { return losses_; }

private:
    static constexpr std::size_t stride = 29;  ///< from one loss of power to the next, in calls

    std::string url(const std::string& folder) const {
        return "sqlite:" + folder + "/p.db?journal=" + machine_.journal +
               "&synchronous=" + machine_.synchronous;
    }
    void open() {
        engine_.emplace(storage::open_storage(url(folder_.path().string())), clock_.options());
    }
    std::string execute(Engine& engine, std::size_t step) const {
        const ScriptStep& given = run_.steps[step];
        return text_of_call(engine, given.actor, given.command, given.options);
    }

    /// What comes to pass in a longer life: the file is closed and opened, or a WAL is written
    /// back.
    bool keep_house() {
        const auto write_back = [&](const std::string& how) {
            RawSqlite(folder_.file("p.db")).run("PRAGMA wal_checkpoint(" + how + ")");
        };
        const std::size_t chosen = chance_.below(6);
        if (chosen > 2) return false;
        if (chosen == 0) {
            engine_.reset();
            open();
        } else {
            write_back(chosen == 1 ? "PASSIVE" : "TRUNCATE");
        }
        return true;
    }

    /// In the middle of `act`, after `least` commands were acknowledged and perhaps `most` are
    /// done.
    template <class Act>
    void lose_power_while(Act&& act, std::size_t least, std::size_t most) {
        std::vector<ForgetfulDisk::Image> images;
        disk_.on_call = [&] {
            if (next_-- > 0) return;
            next_ = stride - 1;
            images.push_back(disk_.after_loss_of_power(chance_));
        };
        act();
        disk_.on_call = nullptr;
        for (const auto& image : images)
            examine(image, least, most);
    }

    void examine(const ForgetfulDisk::Image& image, std::size_t least, std::size_t most) {
        ++losses_;
        const ScratchFolder folder;
        for (const auto& [name, content] : image)
            std::ofstream(folder.file(name), std::ios::binary) << content;
        const auto say = [&](const std::string& what) {
            wrong_.push_back("after " + std::to_string(least) + " commands: " + what);
        };
        try {
            const std::shared_ptr storage = storage::open_storage(url(folder.path().string()));
            Engine engine(storage, clock_.options());
            const std::string state = engine.state_digest();
            const auto found = std::ranges::find(run_.states, state) - run_.states.begin();
            const auto done = static_cast<std::size_t>(found);
            // Without full synchronisation the last commands may be lost, but none before the WAL
            // was written back.
            const bool full = std::string_view(machine_.synchronous) != "normal";
            if (done > most) say("in no state that a command leaves");
            if (done < (full ? least : written_back_)) say("acknowledged and lost");
            for (const std::string& fault : damage(*storage, engine))
                say(fault);
            const std::size_t again = std::min(done, least);
            if (again == run_.steps.size()) return;
            if (const std::string answer = execute(engine, again); answer != run_.answers[again])
                say("asked again it was not the same: " + answer);
        } catch (const std::exception& failure) {
            say(std::string("can't be examined: ") + failure.what());
        }
    }

    Machine machine_;
    Chance chance_;
    int next_;
    int losses_ = 0;
    std::size_t written_back_ = 0;  ///< commands
    std::vector<std::string> wrong_;
    const MovingClock clock_;
    const SoundRun run_{clock_};
    ScratchFolder folder_;
    ForgetfulDisk disk_{folder_.path().string()};
    Disk below_{disk_};
    std::optional<Engine> engine_;
};

class PowerLoss : public testing::TestWithParam<Machine> {};

TEST_P(PowerLoss, TakesNothingThatWasPromised) {
    SCOPED_TRACE(seed_note(test_seed()));
    int losses = 0;
    for (int round = 0; round < scaled(1); ++round) {
        LosingPower power(GetParam(), test_seed() * 1000 + static_cast<std::uint64_t>(round));
        ASSERT_EQ(joined(power.run()), "") << "round " << round;
        losses += power.losses();
    }
    EXPECT_GE(losses, scaled(80));
    RecordProperty("losses", losses);
}

std::string name_of(const testing::TestParamInfo<Machine>& info) {
    return std::string(info.param.journal) + "_" + info.param.synchronous +
           (info.param.disk_lies ? "_lies" : "");
}

INSTANTIATE_TEST_SUITE_P(On, PowerLoss,
                         testing::Values(Machine{"truncate", "full"}, Machine{"wal", "full"},
                                         Machine{"wal", "normal"}),
                         name_of);

class PowerLossControl : public testing::TestWithParam<Machine> {};

TEST_P(PowerLossControl, IsFoundWhereNothingIsWrittenThrough) {
    LosingPower power(GetParam(), test_seed());
    const std::string wrong = joined(power.run());
    EXPECT_NE(wrong.find("acknowledged and lost"), std::string::npos) << wrong;
}

INSTANTIATE_TEST_SUITE_P(On, PowerLossControl,
                         testing::Values(Machine{"truncate", "off"}, Machine{"wal", "off"},
                                         Machine{"truncate", "full", true},
                                         Machine{"wal", "full", true}),
                         name_of);

}  // namespace
}  // namespace xueshi::faults
