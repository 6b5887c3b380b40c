// Enrolments that may go together, on a storage whose answers are said to travel: as if each went
// alone.

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include <xueshi/storage_decorator.hpp>

#include "support/four_levels.hpp"
#include "support/gate.hpp"

namespace xueshi {
namespace {

using namespace support;

/// Says of itself what makes an engine let enrolments share transactions; fails in commits when
/// told.
class Travelling final : public storage::ForwardingStorage {
public:
    Travelling() : ForwardingStorage(storage::open_storage("memory:")) {}

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

    std::atomic<int> begun = 0;       ///< transactions
    std::atomic<int> in_a_hurry = 0;  ///< those that a group began
    std::function<void()> at_commit;  ///< of one of those
};

class TravellingTransaction final : public storage::ForwardingTransaction {
public:
    TravellingTransaction(Travelling& owner, std::unique_ptr<storage::Transaction> inner)
        : ForwardingTransaction(owner, std::move(inner)), owner_(owner) {}

    bool listens() const noexcept override { return true; }
    void wait_at_most(std::chrono::milliseconds) override {
        hurries_ = true;
        ++owner_.in_a_hurry;
    }
    void commit() override {
        if (hurries_ && owner_.at_commit) owner_.at_commit();
        ForwardingTransaction::commit();
    }

private:
    Travelling& owner_;
    bool hurries_ = false;
};

std::unique_ptr<storage::Transaction> Travelling::begin(storage::Access access,
                                                        storage::Deadline deadline) {
    ++begun;
    return std::make_unique<TravellingTransaction>(*this, inner().begin(access, deadline));
}

class Together : public testing::Test {
protected:
    Together() {
        for (Engine* each : {&engine, &plain}) {
            FourLevels::found(*each, 6);
            FourLevels::open_project(*each, "P", "SA", 3);
            // The first enrolment changes the project, and the tree is known after it.
            must(*each, school, enroll(1));
        }
    }

    static Enroll enroll(int number, const std::string& of = "SA") {
        return {"P", {FourLevels::teacher(of, number)}, false};
    }
    /// The same answer from both engines; that of the one whose storage travels.
    Outcome<Receipt> both(const Enroll& command, const CallOptions& options = {}) {
        const auto expected = plain.execute(school, command, options);
        auto outcome = engine.execute(school, command, options);
        EXPECT_EQ(text_of(outcome), text_of(expected));
        return outcome;
    }
    void expect_the_same() {
        EXPECT_EQ(engine.state_digest(), plain.state_digest());
        EXPECT_EQ(joined(faults_of(engine)), "");
    }

    const Actor school = FourLevels::admin("SA");
    MovingClock clock;
    std::shared_ptr<Travelling> storage = std::make_shared<Travelling>();
    Engine engine{storage, clock.options()};
    Engine plain{storage::open_storage("memory:"), clock.options()};
};

TEST_F(Together, IsAsIfEachWentAlone) {
    const int before = storage->in_a_hurry;
    EXPECT_TRUE(both(enroll(2)).ok());
    EXPECT_EQ(storage->in_a_hurry, before + 1);
    const int before_refusal = storage->begun;
    EXPECT_FALSE(both(enroll(2)).ok()) << "enrolled twice";
    EXPECT_EQ(storage->begun, before_refusal + 1) << "a refusal was judged twice";
    EXPECT_FALSE(both(enroll(1, "SB")).ok()) << "a teacher of another school";
    EXPECT_FALSE(both({"NONE", {FourLevels::teacher("SA", 3)}, false}).ok());
    EXPECT_FALSE(both({"P", {"nobody"}, false}).ok());
    EXPECT_TRUE(both(enroll(3)).ok());
    EXPECT_FALSE(both(enroll(4)).ok()) << "no seat is left";
    expect_the_same();
}

TEST_F(Together, BeginsAProject) {
    for (Engine* each : {&engine, &plain})
        FourLevels::open_project(*each, "Q", "SA", 3);
    const int alone = storage->begun - storage->in_a_hurry;
    EXPECT_TRUE(both({"Q", {FourLevels::teacher("SA", 2)}, false}).ok());
    EXPECT_TRUE(both({"Q", {FourLevels::teacher("SA", 3)}, false}).ok());
    EXPECT_EQ(storage->begun - storage->in_a_hurry, alone) << "one went alone";
    expect_the_same();
}

TEST_F(Together, AnswersARequestOnce) {
    const CallOptions same{.request_id = "once"};
    const auto first = both(enroll(2), same);
    EXPECT_EQ(text_of(both(enroll(2), same)), text_of(first));
    EXPECT_FALSE(both(enroll(3), same).ok()) << "the request id stands for another request";
    expect_the_same();
}

TEST_F(Together, EnrolsAgainWhoWasDeleted) {
    const DeleteEnrollment remove{"P", {FourLevels::teacher("SA", 1)}};
    must(engine, school, remove);
    must(plain, school, remove);
    EXPECT_TRUE(both(enroll(1)).ok());
    expect_the_same();
}

/// A teacher of each school comes at the same time, and the first commit is held up until all are
/// there. Their entries stand in streams of their own, so that their order can't be seen in the
/// state.
class SeveralTogether : public Together {
protected:
    SeveralTogether() {
        for (Engine* each : {&engine, &plain}) {
            for (const std::string& of : FourLevels::schools) {
                FourLevels::open_project(*each, "P of " + of, of, 6);
                must(*each, FourLevels::admin(of), own(of, 6));
            }
        }
    }

    static Enroll own(const std::string& of, int number) {
        return {"P of " + of, {FourLevels::teacher(of, number)}, false};
    }

    /// How many were accepted, and how many commits of groups that took.
    std::pair<int, int> come(int number) {
        Gate gate;
        std::atomic<int> commits = 0;
        std::atomic<int> coming = 0;
        std::atomic<int> accepted = 0;
        storage->at_commit = [&] {
            if (++commits == 1) gate.pass();
            if (commits > 1 && at_later_commits) at_later_commits();
        };
        std::vector<std::thread> threads;
        for (const std::string& of : FourLevels::schools) {
            threads.emplace_back([&, of] {
                ++coming;
                try {
                    if (engine.execute(FourLevels::admin(of), own(of, number)).ok()) ++accepted;
                } catch (const Error& error) {
                    if (error.code() == ErrorCode::storage_unavailable) ++failed;
                }
            });
        }
        while (coming < schools)
            std::this_thread::yield();
        gate.open();
        for (std::thread& thread : threads)
            thread.join();
        storage->at_commit = {};
        return {accepted, commits};
    }

    const int schools = static_cast<int>(FourLevels::schools.size());
    std::function<void()> at_later_commits;
    std::atomic<int> failed = 0;
};

TEST_F(SeveralTogether, AreAsIfEachWentAlone) {
    bool shared = false;
    for (int number = 1; number <= 5; ++number) {
        const auto [accepted, commits] = come(number);
        EXPECT_EQ(accepted, schools);
        shared = shared || commits < schools;
        for (const std::string& of : FourLevels::schools)
            must(plain, FourLevels::admin(of), own(of, number));
        expect_the_same();
    }
    EXPECT_TRUE(shared) << "never did two go together";
}

TEST_F(SeveralTogether, AllHearOfACommitOfWhichNobodyKnows) {
    at_later_commits = [] { throw Error(ErrorCode::storage_unavailable, "gone"); };
    EXPECT_EQ(come(1).first + failed, schools);
    EXPECT_EQ(joined(faults_of(engine)), "");
    at_later_commits = {};
    const int missing = failed;
    EXPECT_EQ(come(1).first, missing) << "what failed was done all the same";
}

TEST_F(SeveralTogether, GoAloneAfterACommitOfWhichNothingIsThere) {
    at_later_commits = [] { throw Error(ErrorCode::storage_busy, "not now"); };
    EXPECT_EQ(come(1).first, schools);
    EXPECT_EQ(joined(faults_of(engine)), "");
}

/// Four ask for two seats of one school; the first goes without company, and is held up until all
/// come.
class RefusedTogether : public Together {
protected:
    struct Answers {
        std::atomic<int> enrolled = 0;
        std::atomic<int> refused = 0;  ///< for want of a seat
        std::atomic<int> failed = 0;   ///< nobody knows
    };

    void come(const std::string& project, Answers& answers) {
        Gate gate;
        std::atomic<int> commits = 0;
        std::atomic<int> coming = 0;
        storage->at_commit = [&] {
            if (++commits == 1) return gate.pass();
            if (at_later_commits) at_later_commits();
        };
        std::vector<std::thread> threads;
        for (int number = 2; number <= 5; ++number) {
            threads.emplace_back([&, number] {
                ++coming;
                ask({project, {FourLevels::teacher("SA", number)}, false}, answers);
            });
        }
        while (coming < 4)
            std::this_thread::yield();
        gate.open();
        for (std::thread& thread : threads)
            thread.join();
        storage->at_commit = {};
    }

    std::function<void()> at_later_commits;

private:
    void ask(const Enroll& command, Answers& answers) {
        try {
            const auto outcome = engine.execute(school, command);
            if (outcome.ok()) ++answers.enrolled;
            if (!outcome.ok() && outcome.refusals.front().code == "quota.exhausted")
                ++answers.refused;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::storage_unavailable) ++answers.failed;
        }
    }
};

TEST_F(RefusedTogether, AreThoseForWhomThereIsNoSeat) {
    Answers answers;
    come("P", answers);
    EXPECT_EQ(answers.enrolled, 2);
    EXPECT_EQ(answers.refused, 2);
    EXPECT_EQ(joined(faults_of(engine)), "");
}

/// They were refused for what the others, after all, didn't do; and nothing of theirs is unknown.
TEST_F(RefusedTogether, AreJudgedAgainWhenTheOthersCannotCommit) {
    std::atomic<int> unknown = 0;
    at_later_commits = [&] {
        ++unknown;
        throw Error(ErrorCode::storage_unavailable, "gone");
    };
    bool judged_again = false;
    for (int round = 0; round < 200 && !judged_again; ++round) {
        const std::string project = "R" + std::to_string(round);
        FourLevels::open_project(engine, project, "SA", 3);
        must(engine, school, Enroll{project, {FourLevels::teacher("SA", 1)}, false});
        unknown = 0;
        Answers answers;
        come(project, answers);
        EXPECT_EQ(answers.failed, unknown) << "with one seat left one of a group was accepted";
        EXPECT_EQ(answers.enrolled + answers.refused + answers.failed, 4);
        // The last seat can only be had by going alone.
        judged_again = answers.enrolled == 2;
        EXPECT_TRUE(judged_again || answers.refused == 0) << "refused, and a seat was free";
    }
    EXPECT_TRUE(judged_again) << "never did two go together of whom one couldn't have the seat";
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_F(Together, FindsATeacherWhoCameFromElsewhere) {
    const TransferTeacher move{FourLevels::teacher("SC", 1), "SA"};
    for (Engine* each : {&engine, &plain})
        must(*each, FourLevels::admin("32"), move);
    EXPECT_TRUE(both(enroll(1, "SC")).ok());
    expect_the_same();
}

TEST_F(Together, GoesAloneWhereOthersWereInTheWay) {
    int conflicts = 0;
    storage->at_commit = [&] {
        ++conflicts;
        throw storage::Conflict("others");
    };
    EXPECT_TRUE(both(enroll(2)).ok());
    EXPECT_EQ(conflicts, 1);
    expect_the_same();
}

/// Whether a commit that failed was done nobody knows: to try again would be to guess.
TEST_F(Together, TellsOfACommitThatFailed) {
    int commits = 0;
    storage->at_commit = [&] {
        ++commits;
        throw Error(ErrorCode::storage_unavailable, "gone");
    };
    try {
        engine.execute(school, enroll(2));
        ADD_FAILURE() << "nothing failed";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_unavailable);
    }
    EXPECT_EQ(commits, 1);
    storage->at_commit = {};
    EXPECT_TRUE(both(enroll(2)).ok()) << "it wasn't done";
    expect_the_same();
}

TEST_F(Together, IsNotForListsOrThoseInAHurry) {
    const int before = storage->in_a_hurry;
    CallOptions options;
    options.deadline = storage::Deadline::clock::now() + std::chrono::milliseconds(900);
    EXPECT_TRUE(engine.execute(school, enroll(2), options).ok());
    EXPECT_FALSE(engine.execute(school, Enroll{"P", FourLevels::teachers("SA", 3, 5), false}).ok());
    EXPECT_FALSE(engine.explain(school, enroll(2)).ok());
    EXPECT_EQ(storage->in_a_hurry, before);
}

TEST_F(Together, StopsForWhoIsCancelled) {
    CallOptions options;
    std::stop_source source;
    source.request_stop();
    options.cancel = source.get_token();
    try {
        engine.execute(school, enroll(2), options);
        ADD_FAILURE() << "it went on";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
    }
}

}  // namespace
}  // namespace xueshi
