// What random commands found once, told in a few steps.

#include <gtest/gtest.h>

#include "property/invariants.hpp"
#include "support/four_levels.hpp"

namespace xueshi::property {
namespace {

using namespace support;

class FoundByChance : public testing::Test {
protected:
    FoundByChance() : engine_(storage::open_storage("memory:"), clock_.options()) {
        FourLevels::found(engine_, 3);
    }
    ~FoundByChance() override {
        EXPECT_EQ(joined(engine_.check()), "");
        EXPECT_EQ(joined(faults_of(engine_)), "");
    }

    Receipt accepted(const std::string& org, const Command& command) {
        clock_.forward(std::chrono::seconds(1));
        return must(engine_, FourLevels::admin(org), command);
    }
    std::string verdict(const std::string& org, const Command& command) {
        return verdict_of(engine_.execute(FourLevels::admin(org), command));
    }
    std::int64_t used(const std::string& school) {
        return engine_.ask(FourLevels::admin(school), Quota{"P", school})->own.used;
    }

    MovingClock clock_;
    Engine engine_;
};

// The province held nothing of a city's project, had "handed out" -1, and tried for ever.
TEST_F(FoundByChance, AnAuthorityAboveTheOwnerCannotTakeItsSeats) {
    CreateProject project = FourLevels::project("P", 4);
    project.level = ProjectLevel::municipal;
    project.owner = "3201";
    accepted("3201", project);
    for (const std::int64_t seats : {0, 3, 4, 5})
        EXPECT_EQ(verdict("32", AllocateQuota{"P", {{"3201", seats}}}),
                  "refused quota.exceeds_parent");
}

// A seat that a rejection left taken was never given back once a policy came by which it frees it.
TEST_F(FoundByChance, ASeatIsGivenBackOnceWhateverPolicyCameBetween) {
    FourLevels::open_project(engine_, "P", "SA", 2);
    accepted("SA", Enroll{"P", {"SA-1", "SA-2"}});
    accepted("320101", ReviewEnrollment{"P", {"SA-1"}, Decision::reject, "理由"});
    EXPECT_EQ(used("SA"), 2);
    accepted("32", AdoptPolicy{policy_text("invented")});
    EXPECT_EQ(used("SA"), 2);
    accepted("SA", DeleteEnrollment{"P", {"SA-1"}});
    EXPECT_EQ(used("SA"), 1);
}

TEST_F(FoundByChance, ASeatGivenBackByARejectionIsNotGivenBackAgain) {
    accepted("32", AdoptPolicy{policy_text("invented")});
    FourLevels::open_project(engine_, "P", "SA", 2);
    accepted("SA", Enroll{"P", {"SA-1", "SA-2"}});
    accepted("BP", ReviewEnrollment{"P", {"SA-1"}, Decision::reject, "理由"});
    EXPECT_EQ(used("SA"), 1);
    accepted("32", AdoptPolicy{policy_text("jiangsu")});
    accepted("SA", DeleteEnrollment{"P", {"SA-1"}});
    EXPECT_EQ(used("SA"), 1);
}

// Nothing that the lowering wrote was read by the enrolment: only time tells which was first.
TEST_F(FoundByChance, ALogIsDecidedAgainInTheOrderOfTime) {
    FourLevels::open_project(engine_, "P", "SA", 2);
    accepted("SA", Enroll{"P", {"SA-1", "SA-2"}});
    accepted("SA", DeleteEnrollment{"P", {"SA-1"}});
    accepted("320101", AllocateQuota{"P", {{"SA", 1}}});
    accepted("32", CancelProject{"P", "不再举办"});
    const LogReport report = engine_.replay(*storage::open_storage("memory:"), true);
    EXPECT_EQ(report.differences.size(), 0U);
    EXPECT_EQ(report.faults.size(), 0U);
}

}  // namespace
}  // namespace xueshi::property
