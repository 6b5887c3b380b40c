// Every call of every command to its storage fails in turn: a clear error, nothing changed, and the
// next command works. What the examination is worth is shown by storages that swallow a failure.

#include <set>

#include <gtest/gtest.h>

#include "faults/script.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi::faults {
namespace {

using namespace support;

TEST(Script, HasEveryKindOfCommand) {
    std::set<std::size_t> kinds;
    for (const ScriptStep& step : script())
        kinds.insert(step.command.index());
    EXPECT_EQ(kinds.size(), std::variant_size_v<Command>);
}

/// A storage that fails, under an engine; beside it one that doesn't, to compare answers with.
class StorageFaults : public testing::TestWithParam<bool> {
protected:
    StorageFaults()
        : storage_(std::make_shared<FailingStorage>(storage::open_storage(
              GetParam() ? "sqlite:" + folder_.file("p.db") + "?synchronous=off" : "memory:"))),
          engine_(storage_, clock_.options()),
          sound_(storage::open_storage("memory:"), clock_.options()) {}

    std::string reference(const ScriptStep& step) {
        return text_of_call(sound_, step.actor, step.command, step.options);
    }
    std::string execute(const ScriptStep& step) {
        return text_of_call(engine_, step.actor, step.command, step.options);
    }

    /// Fails each call of a step in turn until there is none left to fail, and the step is done.
    int fail_each_call(const ScriptStep& step, ErrorCode code) {
        const std::string before = engine_.state_digest();
        for (int moment = 1;; ++moment) {
            bool failed = false;
            storage_->arm([&](storage::Call, int number) {
                if (number == moment) {
                    failed = true;
                    throw Error(code, "a failure on purpose");
                }
            });
            const std::string answer = execute(step);
            storage_->disarm();
            if (!failed) return moment - 1;
            EXPECT_EQ(answer, "error " + std::string(error_name(code)) + ": a failure on purpose");
            EXPECT_EQ(engine_.state_digest(), before) << "call " << moment;
            EXPECT_EQ(engine_.check().size(), 0U) << "call " << moment;
            if (HasFailure()) return moment;
        }
    }

    ScratchFolder folder_;
    MovingClock clock_;
    std::shared_ptr<FailingStorage> storage_;
    Engine engine_;
    Engine sound_;
};

TEST_P(StorageFaults, ChangeNothingAndAreTold) {
    const auto steps = script();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        SCOPED_TRACE(name_of(i, steps[i]));
        const ErrorCode code =
            i % 2 == 0 ? ErrorCode::storage_unavailable : ErrorCode::storage_full;
        EXPECT_GE(fail_each_call(steps[i], code), 5) << "it hardly touched the storage";
        ASSERT_FALSE(HasFailure());
        // Its request id now gives the first answer again: it was done, and once.
        ASSERT_EQ(execute(steps[i]), reference(steps[i]));
    }
    EXPECT_EQ(engine_.state_digest(), sound_.state_digest());
    EXPECT_EQ(joined(faults_of(engine_)), "");
}

/// The first attempt conflicts at its first call, the second at its second, and so on.
TEST_P(StorageFaults, ThatAreConflictsAreTriedAgainUntilNoneIsLeft) {
    const auto steps = script();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        SCOPED_TRACE(name_of(i, steps[i]));
        int attempts = 0;
        int calls = 0;
        storage_->arm([&](storage::Call call, int) {
            if (call == storage::Call::begin) {
                ++attempts;
                calls = 0;
            }
            if (++calls == attempts) throw storage::Conflict("a conflict on purpose");
        });
        const std::string answer = execute(steps[i]);
        storage_->disarm();
        ASSERT_EQ(answer, reference(steps[i]));
        EXPECT_GE(attempts, 6);
    }
    EXPECT_EQ(engine_.state_digest(), sound_.state_digest());
    EXPECT_EQ(joined(faults_of(engine_)), "");
}

TEST_P(StorageFaults, ThatAreConflictsForEverEndAsBusy) {
    const auto steps = script();
    ASSERT_EQ(execute(steps[0]), reference(steps[0]));
    const std::string before = engine_.state_digest();
    storage_->arm([&](storage::Call call, int) {
        if (call == storage::Call::commit) throw storage::Conflict("a conflict on purpose");
    });
    EXPECT_TRUE(execute(steps[1]).starts_with("error storage.busy"));
    storage_->disarm();
    EXPECT_EQ(engine_.state_digest(), before);
    EXPECT_EQ(execute(steps[1]), reference(steps[1]));
}

// A commit that came through although its answer got lost: asking again with the same request id
// gives the answer, and no second effect.
TEST_P(StorageFaults, AfterTheCommitAreHealedByAskingAgain) {
    const auto steps = script();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        SCOPED_TRACE(name_of(i, steps[i]));
        storage_->after_commit = [] {
            throw Error(ErrorCode::storage_unavailable, "the line is dead");
        };
        ASSERT_EQ(execute(steps[i]), "error storage.unavailable: the line is dead");
        storage_->after_commit = nullptr;
        ASSERT_EQ(execute(steps[i]), reference(steps[i]));
    }
    EXPECT_EQ(engine_.state_digest(), sound_.state_digest());
}

TEST_P(StorageFaults, StopExaminationsWithAClearErrorToo) {
    for (const ScriptStep& step : script())
        execute(step);
    const std::string before = engine_.state_digest();
    const std::vector<std::pair<std::string, std::function<void()>>> calls{
        {"check", [&] { engine_.check(); }},
        {"verify", [&] { engine_.verify_log(); }},
        {"digest", [&] { engine_.state_digest(); }},
        {"replay", [&] { engine_.replay(*storage::open_storage("memory:")); }},
        {"ask", [&] { engine_.ask(FourLevels::admin("32"), Enrollments{}); }},
        {"open", [&] { Engine(storage_, clock_.options()); }},
        {"checkpoint", [&] { engine_.checkpoint(); }}};
    for (const auto& [name, call] : calls) {
        SCOPED_TRACE(name);
        int moment = 1;
        for (bool failed = true; failed; ++moment) {
            ASSERT_EQ(engine_.state_digest(), before);
            failed = false;
            storage_->arm([&](storage::Call, int number) {
                if (number == moment) {
                    failed = true;
                    throw Error(ErrorCode::storage_unavailable, "a failure on purpose");
                }
            });
            try {
                call();
                EXPECT_FALSE(failed) << "call " << moment << " failed, and nobody was told";
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::storage_unavailable);
            }
            storage_->disarm();
        }
        EXPECT_GE(moment, 3);
    }
    EXPECT_EQ(joined(faults_of(engine_)), "");
}

INSTANTIATE_TEST_SUITE_P(On, StorageFaults, testing::Bool(), [](const auto& info) {
    return info.param ? std::string("SqliteFile") : std::string("Memory");
});

/// What is found after the script was played up to a step whose write number `wrong` was left out
/// while the storage said that all was well; nothing where the step has fewer writes.
std::optional<std::string> found_without(const std::vector<ScriptStep>& steps, std::size_t last,
                                         int wrong) {
    int writes = 0;
    bool lying = false;
    const MovingClock clock;
    Engine engine(std::make_shared<LyingStorage>(storage::open_storage("memory:"),
                                                 [&](storage::Call, const storage::Table&) {
                                                     const bool now = lying && ++writes == wrong;
                                                     return now ? Tamper::leave_out
                                                                : Tamper::nothing;
                                                 }),
                  clock.options());
    for (std::size_t i = 0; i < last; ++i)
        engine.execute(steps[i].actor, steps[i].command, steps[i].options);
    lying = true;
    engine.execute(steps[last].actor, steps[last].command, steps[last].options);
    lying = false;
    if (writes < wrong) return std::nullopt;
    return joined(faults_of(engine));
}

TEST(ASwallowedFailure, IsFoundWhateverWasNotWritten) {
    const auto steps = script();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        int wrong = 1;
        while (const auto found = found_without(steps, i, wrong)) {
            EXPECT_NE(*found, "") << name_of(i, steps[i]) << ", write " << wrong;
            ++wrong;
        }
        EXPECT_GE(wrong, 4) << name_of(i, steps[i]);
    }
}

}  // namespace
}  // namespace xueshi::faults
