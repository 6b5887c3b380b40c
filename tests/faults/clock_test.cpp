// Time and repetition: the instant is taken at the door, order is by number, a clock that runs
// backwards is an error, and a request is done once however often it is asked.

#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "engine/row_codec.hpp"
#include "support/faulty_storages.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;
using std::chrono::microseconds;

class OneProject : public testing::Test {
protected:
    explicit OneProject(std::shared_ptr<storage::Storage> storage =
                            std::make_shared<FailingStorage>(storage::open_storage("memory:")))
        : storage_(std::move(storage)), engine_(storage_, clock_.options()) {
        FourLevels::found(engine_, 4);
        FourLevels::open_project(engine_, "P", "SA", 4);
    }

    std::string enroll(int number, const CallOptions& options = {}) {
        return text_of_call(engine_, FourLevels::admin("SA"),
                            Enroll{"P", {FourLevels::teacher("SA", number)}, false}, options);
    }
    static CallOptions with_id(const std::string& id) {
        CallOptions options;
        options.request_id = id;
        return options;
    }

    MovingClock clock_;
    std::shared_ptr<storage::Storage> storage_;
    Engine engine_;
};

using Clock = OneProject;

TEST_F(Clock, ThatIsAtMostTwoSecondsBehindIsGoodEnough) {
    ASSERT_TRUE(enroll(1).starts_with("SA:1"));
    clock_.forward(microseconds(-2'000'000));
    EXPECT_TRUE(enroll(2).starts_with("SA:2"));
    // The stream remembers its latest instant: falling back a little, again and again, adds up.
    clock_.forward(microseconds(-1));
    EXPECT_TRUE(enroll(3).starts_with("error clock.behind"));
    EXPECT_EQ(joined(faults_of(engine_)), "");
}

TEST_F(Clock, ThatIsFurtherBehindIsAnErrorThatChangesNothing) {
    ASSERT_TRUE(enroll(1).starts_with("SA:1"));
    const std::string before = engine_.state_digest();
    clock_.forward(microseconds(-2'000'001));
    EXPECT_TRUE(enroll(2).starts_with("error clock.behind"));
    EXPECT_EQ(engine_.state_digest(), before);
    clock_.forward(microseconds(1));
    EXPECT_TRUE(enroll(2).starts_with("SA:2"));
}

TEST_F(Clock, IsComparedWithinAStreamOnly) {
    clock_.forward(std::chrono::hours(24));
    ASSERT_TRUE(enroll(1).starts_with("SA:1"));
    clock_.forward(-std::chrono::hours(24));
    must(engine_, FourLevels::admin("32"), FourLevels::project("Q", 1));
    EXPECT_TRUE(enroll(2).starts_with("error clock.behind"));
}

TEST_F(Clock, DoesNotOrderTheEntries) {
    ASSERT_TRUE(enroll(1).starts_with("SA:1 at 2026-03-10T09:00:00+08:00"));
    clock_.forward(microseconds(-1'000'000));
    ASSERT_TRUE(enroll(2).starts_with("SA:2 at 2026-03-10T08:59:59+08:00"));
    const auto log = engine_.ask(FourLevels::admin("SA"), Changes{"SA", 0, 10});
    ASSERT_TRUE(log.ok());
    ASSERT_EQ(log->entries.size(), 2U);
    EXPECT_EQ(log->entries[0].number, 1);
    EXPECT_NE(log->entries[1].entry.find("08:59:59"), std::string::npos);
    EXPECT_EQ(joined(faults_of(engine_)), "");
}

TEST_F(Clock, IsReadOnceAtTheDoor) {
    // The window of project P closes with the last second of 31 May.
    const Instant last = Instant::parse("2026-05-31T23:59:59.999999+08:00").value();
    auto& storage = static_cast<FailingStorage&>(*storage_);
    clock_.set(last);
    int conflicts = 0;
    storage.arm([&](storage::Call call, int) {
        clock_.forward(std::chrono::seconds(1));
        if (call == storage::Call::commit && ++conflicts < 3)
            throw storage::Conflict("a conflict on purpose");
    });
    EXPECT_TRUE(enroll(1).starts_with("SA:1 at 2026-05-31T23:59:59.999999+08:00"));
    EXPECT_EQ(conflicts, 3);
    storage.disarm();
    clock_.set(last.plus_micros(1));
    EXPECT_NE(enroll(2).find("enrollment.window_closed"), std::string::npos);
}

using Request = OneProject;

TEST_F(Request, RepeatedGivesTheFirstAnswerAndHasNoSecondEffect) {
    const std::string first = enroll(1, with_id("a"));
    const std::string before = engine_.state_digest();
    clock_.forward(std::chrono::hours(24 * 300));
    EXPECT_EQ(enroll(1, with_id("a")), first);
    EXPECT_EQ(engine_.state_digest(), before);
}

TEST_F(Request, RepeatedGivesTheRefusalsOfAPartialAnswerAgain) {
    CallOptions options = with_id("a");
    options.partial = true;
    const Enroll command{"P", {"SA-1", "nobody", "SB-1"}, false};
    const std::string first = text_of_call(engine_, FourLevels::admin("SA"), command, options);
    ASSERT_NE(first.find("teacher.unknown"), std::string::npos);
    EXPECT_EQ(text_of_call(engine_, FourLevels::admin("SA"), command, options), first);
}

TEST_F(Request, WithOtherContentIsRefused) {
    ASSERT_TRUE(enroll(1, with_id("a")).starts_with("SA:1"));
    EXPECT_NE(enroll(2, with_id("a")).find("request.id_reused"), std::string::npos);
    CallOptions partial = with_id("a");
    partial.partial = true;
    EXPECT_NE(enroll(1, partial).find("request.id_reused"), std::string::npos);
}

TEST_F(Request, BelongsToTheActingOrganisation) {
    ASSERT_TRUE(enroll(1, with_id("a")).starts_with("SA:1"));
    const ReviewEnrollment review{"P", {"SA-1"}, Decision::approve, {}};
    EXPECT_TRUE(text_of_call(engine_, FourLevels::admin("320101"), review, with_id("a"))
                    .starts_with("320101:"));
}

TEST_F(Request, ThatWasRefusedLeavesNoId) {
    clock_.set(Instant::parse("2026-08-01T00:00:00+08:00").value());
    ASSERT_NE(enroll(1, with_id("a")).find("enrollment.window_closed"), std::string::npos);
    clock_.set(Instant::parse("2026-03-11T00:00:00+08:00").value());
    EXPECT_TRUE(enroll(2, with_id("a")).starts_with("SA:1"));
}

/// The answers that threads get who ask the same with the same request id, all at once.
std::vector<std::string> ask_together(const std::vector<Engine*>& engines, int number) {
    std::barrier start(static_cast<std::ptrdiff_t>(engines.size()));
    std::vector<std::string> answers(engines.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < engines.size(); ++i) {
        threads.emplace_back([&, i] {
            CallOptions options;
            options.request_id = "r" + std::to_string(number);
            const Enroll command{"P", {FourLevels::teacher("SA", number)}, false};
            start.arrive_and_wait();
            answers[i] = text_of_call(*engines[i], FourLevels::admin("SA"), command, options);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    return answers;
}

constexpr int askers = 4;

TEST(ARequestOfManyThreads, IsDoneOnceAndAnsweredToAll) {
    for (const bool file : {false, true}) {
        const ScratchFolder folder;
        const MovingClock clock;
        const auto open = [&] {
            return storage::open_storage(file ? "sqlite:" + folder.file("p.db") + "?synchronous=off"
                                              : "memory:");
        };
        // On SQLite a handle for each thread, as processes have; memory has one for all.
        std::vector<std::unique_ptr<Engine>> owned;
        std::vector<Engine*> engines;
        for (int i = 0; i < askers; ++i) {
            if (file || owned.empty())
                owned.push_back(std::make_unique<Engine>(open(), clock.options()));
            engines.push_back(owned.back().get());
        }
        FourLevels::found(*engines[0], 20);
        FourLevels::open_project(*engines[0], "P", "SA", 20);
        for (int number = 1; number <= 20; ++number) {
            const std::string once = "SA:" + std::to_string(number) + " at ";
            for (const std::string& answer : ask_together(engines, number))
                ASSERT_TRUE(answer.starts_with(once)) << answer;
        }
        EXPECT_EQ(joined(faults_of(*engines[0])), "");
    }
}

TEST(ARequestOfManyThreads, IsRefusedToSomeWhenItsIdIsForgotten) {
    const MovingClock clock;
    Engine engine(std::make_shared<LyingStorage>(storage::open_storage("memory:"),
                                                 [](storage::Call, const storage::Table& table) {
                                                     return table.name == "request"
                                                                ? Tamper::leave_out
                                                                : Tamper::nothing;
                                                 }),
                  clock.options());
    FourLevels::found(engine, 1);
    FourLevels::open_project(engine, "P", "SA", 20);
    int refused = 0;
    for (const std::string& answer : ask_together(std::vector<Engine*>(askers, &engine), 1)) {
        if (answer.find("enrollment.duplicate") != std::string::npos) ++refused;
    }
    EXPECT_EQ(refused, askers - 1);
}

}  // namespace
}  // namespace xueshi
