// Every allocation of a command fails in turn, the library's and SQLite's: std::bad_alloc or a
// clear error, nothing half done, nothing leaked (the sanitizer tells), and the next command works.

#include <new>

#include <gtest/gtest.h>

#include "faults/breaking_storages.hpp"
#include "faults/sound_run.hpp"
#include "support/chance.hpp"
#include "support/scarce_memory.hpp"
#include "support/scratch.hpp"

namespace xueshi::faults {
namespace {

using namespace support;
using Opener = std::function<std::shared_ptr<storage::Storage>(const ScratchFolder&)>;

/// The script where memory runs out: single steps, each allocation of which fails in turn.
class ScarceScript {
public:
    ScarceScript(Opener open, ScarceMemory::Failure failure)
        : open_(std::move(open)), failure_(failure) {
        begin_with(0);
        for (std::size_t step = 0; step < size(); ++step)
            allocations_.push_back(execute_with(step, 0).allocations);
        begin_with(0);
    }

    std::size_t size() const { return run_.steps.size(); }
    int points() const { return points_; }
    std::string faults() { return joined(faults_of(*engine_)); }

    /// Fails about `most` allocations of the next step, or each of them if there are fewer. Then it
    /// has been done.
    std::vector<std::string> fail_each(std::size_t step, int most) {
        const int stride = std::max(1, allocations_[step] / most);
        std::vector<std::string> wrong;
        for (int fatal = 1 + static_cast<int>(test_seed()) % stride;; fatal += stride) {
            const Result result = execute_with(step, fatal);
            if (result.allocations < fatal) break;
            ++points_;
            for (const std::string& what : what_is_wrong(step, result))
                wrong.push_back(name_of(step, run_.steps[step]) + ", allocation " +
                                std::to_string(fatal) + ": " + what);
            if (!wrong.empty() || is_done(step)) begin_with(step);
        }
        if (!is_done(step))
            wrong.push_back(name_of(step, run_.steps[step]) + ": not done in the end");
        return wrong;
    }

private:
    struct Result {
        std::string answer;
        int allocations = 0;
    };

    /// A new storage and an engine in which the first steps are done.
    void begin_with(std::size_t steps) {
        engine_.reset();
        folder_.emplace();
        engine_.emplace(open_(*folder_), clock_.options());
        for (std::size_t step = 0; step < steps; ++step)
            execute(step);
    }

    std::string execute(std::size_t step) {
        const ScriptStep& given = run_.steps[step];
        return text_of_call(*engine_, given.actor, given.command, given.options);
    }
    bool is_done(std::size_t step) { return engine_->state_digest() == run_.states[step + 1]; }

    Result execute_with(std::size_t step, int fatal) {
        const ScriptStep& given = run_.steps[step];
        std::optional<Outcome<Receipt>> outcome;
        Result result;
        {
            const ScarceMemory memory(failure_, fatal);
            try {
                outcome = engine_->execute(given.actor, given.command, given.options);
            } catch (const std::bad_alloc&) {
            } catch (const Error& error) {
                outcome_is_clear_ = error.code() == ErrorCode::storage_unavailable;
            }
            result.allocations = memory.allocations();
        }
        result.answer = outcome ? text_of(*outcome) : "";
        return result;
    }

    std::vector<std::string> what_is_wrong(std::size_t step, const Result& result) {
        std::vector<std::string> wrong;
        if (!std::exchange(outcome_is_clear_, true)) wrong.emplace_back("no clear error");
        if (!result.answer.empty() && result.answer != run_.answers[step])
            wrong.push_back("another answer: " + result.answer);
        const std::string state = engine_->state_digest();
        if (state == run_.states[step + 1]) {
            if (execute(step) != run_.answers[step])
                wrong.emplace_back("asked again: another answer");
        } else if (state != run_.states[step]) {
            wrong.emplace_back("half done");
        } else if (!result.answer.empty()) {
            wrong.emplace_back("acknowledged and lost");
        }
        return wrong;
    }

    Opener open_;
    ScarceMemory::Failure failure_;
    const MovingClock clock_;
    const SoundRun run_{clock_};
    std::optional<ScratchFolder> folder_;
    std::optional<Engine> engine_;
    std::vector<int> allocations_;  ///< of each step
    bool outcome_is_clear_ = true;
    int points_ = 0;
};

std::shared_ptr<storage::Storage> in_memory(const ScratchFolder&) {
    return storage::open_storage("memory:");
}
std::shared_ptr<storage::Storage> on_sqlite(const ScratchFolder& folder) {
    return storage::open_storage("sqlite:" + folder.file("p.db") + "?synchronous=off");
}

struct Case {
    std::shared_ptr<storage::Storage> (*open)(const ScratchFolder&);
    ScarceMemory::Failure failure;
    const char* name;
};

class AllocationFaults : public testing::TestWithParam<Case> {};

TEST_P(AllocationFaults, LeaveAllOrNothing) {
    SCOPED_TRACE(seed_note(test_seed()));
    ScarceScript script(GetParam().open, GetParam().failure);
    // At ten times the scale this is each of them, but in the longest steps.
    for (std::size_t step = 0; step < script.size(); ++step)
        ASSERT_EQ(joined(script.fail_each(step, scaled(15))), "");
    EXPECT_EQ(script.faults(), "");
    RecordProperty("points", script.points());
}

INSTANTIATE_TEST_SUITE_P(
    On, AllocationFaults,
    testing::Values(Case{in_memory, ScarceMemory::Failure::once, "MemoryOnce"},
                    Case{in_memory, ScarceMemory::Failure::for_good, "MemoryForGood"},
                    Case{on_sqlite, ScarceMemory::Failure::once, "SqliteOnce"},
                    Case{on_sqlite, ScarceMemory::Failure::for_good, "SqliteForGood"}),
    [](const auto& info) { return std::string(info.param.name); });

// A host makes them as if they were variants.
static_assert(std::is_default_constructible_v<Fact>);
static_assert(std::is_convertible_v<FactValue::variant, FactValue>);

// Of such a copy libstdc++'s variant alone would destroy what isn't there: see FactValue, without
// which the sanitizers end this test.
TEST(AllocationFaultsOfFacts, LeaveNoCopyHalfDone) {
    const std::string long_text(100, 'a');
    const std::vector<Fact> facts{{"number", 1},
                                  {"text", long_text},
                                  {"names", std::vector<std::string>{long_text, long_text}}};
    int allocations = 0;
    for (int fatal = 1; allocations >= fatal - 1; ++fatal) {
        std::vector<Fact> assigned{{"number", 1}};
        bool whole = false;
        {
            const ScarceMemory memory(ScarceMemory::Failure::once, fatal);
            try {
                assigned = facts;
                assigned[0] = facts[2];
                whole = true;
            } catch (const std::bad_alloc&) {
            }
            allocations = memory.allocations();
        }
        EXPECT_EQ(whole, allocations < fatal);
        EXPECT_EQ(assigned[0] == facts[2], whole);
    }
    EXPECT_GT(allocations, 6);
}

// The negative control: where each write is committed by itself, something is left half done.
TEST(AllocationFaultsOfAStorageThatWritesPiecemeal, LeaveSomethingHalfDone) {
    const auto piecemeal = [](const ScratchFolder&) {
        return std::make_shared<PiecemealStorage>(storage::open_storage("memory:"));
    };
    ScarceScript script(piecemeal, ScarceMemory::Failure::once);
    std::string wrong;
    for (std::size_t step = 0; step < 8; ++step)
        wrong += joined(script.fail_each(step, 10));
    EXPECT_NE(wrong.find("half done"), std::string::npos) << wrong;
}

}  // namespace
}  // namespace xueshi::faults
