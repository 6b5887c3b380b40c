// Enrolments that may go together, on a storage whose answers are said to travel: as if each went alone.

#include <gtest/gtest.h>

#include <xueshi/storage_decorator.hpp>

#include "support/four_levels.hpp"

namespace xueshi {
namespace {

using namespace support;

/// Says of itself what makes an engine let enrolments share transactions; fails in commits when told.
class Travelling final : public storage::ForwardingStorage {
public:
    Travelling() : ForwardingStorage(storage::open_storage("memory:")) {}

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override;

    int in_a_hurry = 0;               ///< transactions that a group began
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
    EXPECT_FALSE(both(enroll(2)).ok()) << "enrolled twice";
    EXPECT_FALSE(both(enroll(1, "SB")).ok()) << "a teacher of another school";
    EXPECT_FALSE(both({"NONE", {FourLevels::teacher("SA", 3)}, false}).ok());
    EXPECT_FALSE(both({"P", {"nobody"}, false}).ok());
    EXPECT_TRUE(both(enroll(3)).ok());
    EXPECT_FALSE(both(enroll(4)).ok()) << "no seat is left";
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
