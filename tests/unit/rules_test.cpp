// The rules as pure functions, without an engine: how a province embeds them over its own tables.

#include <gtest/gtest.h>

#include <xueshi/rules_training.hpp>

namespace xueshi::rules {
namespace {

std::shared_ptr<const Policy> jiangsu() {
    return std::get<0>(Policy::load(Policy::shipped("jiangsu")));
}

struct Facts {
    std::shared_ptr<const Policy> policy = jiangsu();
    Project project;
    Org school{"S1", "小学", OrgKind::school, {}, "32", {Stage::primary}};
    Teacher teacher{"T1",   "32",       "S1", {Stage::primary},
                    "语文", "一级教师", {},   Date::of(2016, 9, 1)};

    Facts() {
        project.code = "P1";
        project.hours = *Hours::parse("40");
        project.enrollment = DateRange{*Date::of(2026, 4, 5), *Date::of(2026, 4, 7)};
        project.training = {*Date::of(2026, 7, 6), *Date::of(2026, 7, 10)};
        project.audience.stages = {Stage::primary};
    }
    const Parameters& parameters() const { return policy->on(day_of(project)); }
    Reasons enroll(const char* now, std::string_view living = {}) const {
        EnrollmentFacts facts;
        facts.project = &project;
        facts.school = &school;
        facts.teacher = &teacher;
        facts.living_state = living;
        facts.has_base = true;
        facts.now = *Instant::parse(now);
        return may_enroll(parameters(), facts);
    }
};

std::vector<Why> whys(const Reasons& reasons) {
    std::vector<Why> result;
    for (const Reason& reason : reasons)
        result.push_back(reason.why);
    return result;
}

TEST(EnrollmentRules, ClosingDayIsAlreadyClosed) {
    const Facts facts;  // S-19: from the 5th at midnight to the 7th at midnight
    EXPECT_EQ(whys(facts.enroll("2026-04-04T23:59:59+08:00")),
              std::vector{Why::enr_1_window_not_open});
    EXPECT_TRUE(facts.enroll("2026-04-05T00:00:00+08:00").empty());
    EXPECT_TRUE(facts.enroll("2026-04-06T23:59:59+08:00").empty());
    EXPECT_EQ(whys(facts.enroll("2026-04-07T00:00:00+08:00")),
              std::vector{Why::enr_1_window_closed});
}

TEST(EnrollmentRules, AMissingFactNeverBecomesAYes) {
    Facts facts;
    facts.project.audience.min_years = 3;
    facts.project.audience.positions = {"班主任"};
    facts.teacher.hired_on.reset();
    EXPECT_EQ(failed_conditions(facts.project, facts.teacher),
              (std::vector<std::string>{"position", "years"}));
}

TEST(EnrollmentRules, ATeacherWithoutStageMeetsNoStageCondition) {
    Facts facts;
    facts.teacher.stages.clear();
    EXPECT_EQ(failed_conditions(facts.project, facts.teacher), std::vector<std::string>{"stage"});
    facts.project.audience.stages.clear();
    EXPECT_TRUE(failed_conditions(facts.project, facts.teacher).empty());
}

TEST(EnrollmentRules, ARejectedEnrolmentIsAnotherRuleThanALivingOne) {
    const Facts facts;
    EXPECT_EQ(whys(facts.enroll("2026-04-05T08:00:00+08:00", "rejected")),
              std::vector{Why::enr_8_duplicate});
    EXPECT_EQ(whys(facts.enroll("2026-04-05T08:00:00+08:00", "pending_base")),
              std::vector{Why::enr_4_duplicate});
}

TEST(SeatRules, NoAllocationIsAnotherThingThanNoneLeft) {
    EXPECT_EQ(seats_left({}), 0);
    EXPECT_EQ(no_seat({}, 1, "P1").why, Why::quo_3_quota_none);
    EXPECT_EQ(seats_left({0, 0}), 0);
    EXPECT_EQ(no_seat({0, 0}, 1, "P1").why, Why::quo_3_quota_exhausted);
    EXPECT_EQ(seats_left({5, 3}), 2);
}

TEST(SeatRules, LoweringEndsAtWhatIsUsed) {
    EXPECT_TRUE(check_allocation({10, 10, 8, 5, 5}).empty());
    EXPECT_EQ(whys(check_allocation({10, 10, 8, 5, 4})), std::vector{Why::quo_4_quota_below_used});
    EXPECT_EQ(whys(check_allocation({10, 10, 8, 5, 9})),
              std::vector{Why::quo_2_quota_exceeds_parent});
    EXPECT_TRUE(check_allocation({10, 9, 8, 5, 9}).empty());
}

TEST(ReviewRules, ApprovalsAreTakenBackFromTheLastStep) {
    const ReviewFacts last{"approved", 1, {0, 1}, {1}, false, false};
    EXPECT_TRUE(may_cancel_approval(last).empty());
    EXPECT_EQ(step_after_cancelling(last), 1u);
    const ReviewFacts first{"approved", 1, {0, 1}, {0}, false, false};
    EXPECT_EQ(whys(may_cancel_approval(first)), std::vector{Why::enr_9_approved_downstream});
    const ReviewFacts waiting{"pending_base", 1, {0, 1}, {0}, false, false};
    EXPECT_TRUE(may_cancel_approval(waiting).empty());
    EXPECT_EQ(step_after_cancelling(waiting), 0u);
    const ReviewFacts taught{"approved", 1, {0, 1}, {1}, true, true};
    EXPECT_EQ(whys(may_cancel_approval(taught)),
              (std::vector{Why::enr_10_in_class, Why::enr_10_has_result}));
}

TEST(ReviewRules, AnExemptAuthoritysSchoolsSkipTheStep) {
    Parameters parameters;
    parameters.review_chain.value = {
        {Reviewer::school, {}}, {Reviewer::authority, {"330782"}}, {Reviewer::province, {}}};
    const std::vector<Org> yiwu{{"S1", "", OrgKind::school, {}, "330782", {}},
                                {"330782", "", OrgKind::authority, OrgLevel::county, "3307", {}}};
    const std::vector<Org> other{{"S2", "", OrgKind::school, {}, "330702", {}}};
    EXPECT_EQ(review_steps(parameters, yiwu), (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(review_steps(parameters, other), (std::vector<std::size_t>{0, 1, 2}));
}

TEST(HoursRules, GradesEarnAllOrNothingInJiangsu) {
    const Facts facts;  // S-30
    EXPECT_EQ(hours_for(facts.parameters(), *Hours::parse("40"), "excellent"), Hours::parse("40"));
    EXPECT_EQ(hours_for(facts.parameters(), *Hours::parse("7.5"), "pass"), Hours::parse("7.5"));
    EXPECT_EQ(hours_for(facts.parameters(), *Hours::parse("40"), "fail"), Hours::parse("0"));
    EXPECT_EQ(hours_for(facts.parameters(), *Hours::parse("40"), "good"), std::nullopt);
}

TEST(HoursRules, ApprovedThenVerifiedAndNeverTwice) {
    using enum HoursState;
    EXPECT_TRUE(may_approve_hours(recorded).empty());
    EXPECT_EQ(whys(may_approve_hours(returned)), std::vector{Why::hrs_4_hours_not_recorded});
    EXPECT_TRUE(may_verify_hours(approved).empty());
    EXPECT_EQ(whys(may_verify_hours(recorded)), std::vector{Why::hrs_4_hours_not_approved});
    EXPECT_EQ(whys(may_verify_hours(verified)), std::vector{Why::hrs_4_hours_verified});
    EXPECT_EQ(whys(may_return_hours(approved, false)), std::vector{Why::hrs_4_reason_required});
}

TEST(YearRules, ASchoolYearIsNamedByTheYearInWhichItBegins) {
    Parameters parameters;
    parameters.year.value = YearKind::calendar;
    EXPECT_EQ(year_of(parameters, *Date::of(2026, 8, 31)), 2026);
    parameters.year.value = YearKind::school_year;
    EXPECT_EQ(year_of(parameters, *Date::of(2026, 8, 31)), 2025);
    EXPECT_EQ(year_of(parameters, *Date::of(2026, 9, 1)), 2026);
}

}  // namespace
}  // namespace xueshi::rules
