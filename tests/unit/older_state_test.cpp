// Queries may be answered from a state that is no longer the last (Storage::begin_older); nothing
// else is.

#include <gtest/gtest.h>

#include <xueshi/storage_decorator.hpp>

#include "support/four_levels.hpp"

namespace xueshi {
namespace {

using namespace support;

/// A storage with a copy that stopped following it: an older transaction sees the copy.
class WithCopy final : public storage::Storage {
public:
    void prepare(const storage::Schema& schema) override {
        present->prepare(schema);
        copy->prepare(schema);
    }
    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        return present->begin(access, deadline);
    }
    std::unique_ptr<storage::Transaction> begin_older(storage::Deadline deadline) override {
        ++older;
        if (fails) return std::make_unique<Failing>();
        return copy->begin(storage::Access::read, deadline);
    }
    storage::Info info() const override { return present->info(); }
    std::vector<std::string> check() override { return present->check(); }

    std::shared_ptr<storage::Storage> present = storage::open_storage("memory:");
    std::shared_ptr<storage::Storage> copy = storage::open_storage("memory:");
    int older = 0;
    bool fails = false;

private:
    class Failing final : public storage::Transaction {
        [[noreturn]] static void fail() { throw storage::Conflict("the copy is gone"); }
        void get(const storage::Table&, std::span<const std::string>, storage::Guard,
                 std::vector<std::string>&) override {
            fail();
        }
        void scan(const storage::Table&, std::size_t, std::string_view, std::string_view,
                  std::size_t, std::vector<std::string>&) override {
            fail();
        }
        void append(const storage::Table&, std::span<const std::string>) override { fail(); }
        void put(const storage::Table&, std::span<const std::string>) override { fail(); }
        void erase(const storage::Table&, std::span<const std::string>) override { fail(); }
        bool add(const storage::Table&, const storage::BoundedAdd&) override { fail(); }
        void commit() override { fail(); }
    };
};

class OlderState : public testing::Test {
protected:
    OlderState() {
        Engine follower(storage->copy, clock.options());
        for (Engine* each : {&engine, &follower})
            FourLevels::found(*each, 2);
        FourLevels::open_project(engine, "P", "SA", 2);
    }

    MovingClock clock;
    std::shared_ptr<WithCopy> storage = std::make_shared<WithCopy>();
    Engine engine{storage, clock.options()};
    const Actor school = FourLevels::admin("SA");
    const Actor province = FourLevels::admin("32");
};

TEST_F(OlderState, AnswersQueriesAndNothingElse) {
    EXPECT_TRUE(engine.ask(province, Projects{}).value().projects.empty());
    EXPECT_EQ(storage->older, 1);
    must(engine, school, Enroll{"P", {FourLevels::teacher("SA", 1)}, false});
    EXPECT_TRUE(engine.explain(school, Enroll{"P", {FourLevels::teacher("SA", 2)}, false}).ok());
    engine.changes();
    engine.verify_log();
    engine.checkpoint();
    engine.state_digest();
    engine.check();
    engine.info();
    const auto onto = storage::open_storage("memory:");
    engine.replay(*onto, true);
    Engine(storage, clock.options());
    EXPECT_EQ(storage->older, 1);
}

TEST_F(OlderState, ThatFailsIsReplacedByThePresent) {
    storage->fails = true;
    EXPECT_EQ(engine.ask(province, Projects{}).value().projects.size(), 1u);
    EXPECT_EQ(storage->older, 1);
}

TEST_F(OlderState, IsThePresentWhereAStorageHasNoCopies) {
    storage::ForwardingStorage forwarding(storage::open_storage("memory:"));
    forwarding.prepare(storage::Schema{1, 1, 1, {}});
    EXPECT_NE(forwarding.begin_older(storage::Deadline::max()), nullptr);
}

/// What a query finds in force doesn't become what commands are decided by, nor what policy()
/// tells.
TEST_F(OlderState, NeverBringsAnEarlierPolicyBack) {
    must(engine, province, AdoptPolicy{policy_text("three_steps")});
    const std::string adopted = engine.policy()->digest();
    EXPECT_TRUE(engine.ask(province, Orgs{}).ok());
    EXPECT_EQ(engine.policy()->digest(), adopted);
    must(engine, province, AdoptPolicy{policy_text("jiangsu")});
    must(engine, province, AdoptPolicy{policy_text("three_steps")});
    EXPECT_TRUE(engine.ask(province, Orgs{}).ok());
    EXPECT_EQ(engine.policy()->digest(), adopted);
}

}  // namespace
}  // namespace xueshi
