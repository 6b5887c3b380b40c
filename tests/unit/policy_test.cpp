// Policies: what stands in the shipped and the invented ones, dates, and identity. What a faulty
// file is answered with stands in policy_faults_test.cpp.

#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include <xueshi/error.hpp>
#include <xueshi/json.hpp>
#include <xueshi/policy.hpp>

#include "policy/parameters.hpp"

namespace xueshi {
namespace {

using Loaded = std::shared_ptr<const Policy>;

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Loaded load(const std::string& text) {
    auto loaded = Policy::load(text);
    if (const auto* faults = std::get_if<std::vector<PolicyFault>>(&loaded)) {
        for (const PolicyFault& fault : *faults) {
            ADD_FAILURE() << fault.pointer << ": expected " << fault.expected << ", found "
                          << fault.found;
        }
        throw std::runtime_error("the policy is faulty");
    }
    return std::get<Loaded>(loaded);
}

Loaded load_test_policy(const std::string& name) {
    return load(text_of(XUESHI_TEST_POLICIES_DIRECTORY "/" + name + ".json"));
}

Date date(std::string_view text) { return Date::parse(text).value(); }

TEST(ShippedPolicy, IsTheFileThatIsInstalled) {
    const std::string text = Policy::shipped("jiangsu");
    EXPECT_EQ(text, text_of(XUESHI_POLICIES_DIRECTORY "/jiangsu.json"));
    EXPECT_EQ(load(text)->name(), "jiangsu");
}

TEST(ShippedPolicy, OfUnknownNameIsAnError) {
    try {
        Policy::shipped("atlantis");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::policy_unreadable);
    }
}

// Pages of 江苏省中小学教师（校长）培训管理系统功能操作培训, except where the library decided.
TEST(JiangsuPolicy, SaysWhatTheProvincesTrainingSays) {
    const Loaded policy = load(Policy::shipped("jiangsu"));
    const Parameters& p = policy->on(date("2026-09-01"));
    EXPECT_EQ(policy->zone().text(), "+08:00");
    EXPECT_EQ(p.zone, policy->zone());
    EXPECT_EQ(p.window_end.value, RangeEnd::exclusive_midnight);  // 第19页
    EXPECT_EQ(p.training_end.value, RangeEnd::inclusive_day);     // decided
    const std::vector<ReviewStep> chain = {{Reviewer::authority, {}}, {Reviewer::base, {}}};
    EXPECT_EQ(p.review_chain.value, chain);                           // 第11、23页
    EXPECT_TRUE(p.rejected_holds_seat.value);                         // decided
    EXPECT_EQ(p.national_owner.value, OrgLevel::province);            // 第5页
    EXPECT_EQ(p.class_management.value, ClassManagement::in_period);  // 第25页
    const std::vector<GradeShare> grades = {
        {"excellent", {1, 1}}, {"pass", {1, 1}}, {"fail", {0, 1}}};
    EXPECT_EQ(p.grade_to_hours.value, grades);                             // 第30页
    EXPECT_EQ(p.hours_rounding.value, (Rounding{1, RoundingMode::down}));  // decided
    const std::vector<ProjectLevel> levels = {ProjectLevel::national, ProjectLevel::municipal,
                                              ProjectLevel::county};
    EXPECT_EQ(p.direct_entry_levels.value, levels);  // 第48页
    EXPECT_EQ(p.year.value, YearKind::calendar);     // decided
    EXPECT_EQ(p.window_end.source, "江苏省中小学教师（校长）培训管理系统功能操作培训，第19页");
}

TEST(InventedPolicy, DiffersFromJiangsuInEveryParameter) {
    const Loaded jiangsu = load(Policy::shipped("jiangsu"));
    const Loaded invented = load_test_policy("invented");
    const Parameters& a = jiangsu->on(date("2026-09-01"));
    const Parameters& b = invented->on(date("2026-09-01"));
    EXPECT_NE(a.window_end.value, b.window_end.value);
    EXPECT_NE(a.training_end.value, b.training_end.value);
    EXPECT_NE(a.review_chain.value, b.review_chain.value);
    EXPECT_NE(a.rejected_holds_seat.value, b.rejected_holds_seat.value);
    EXPECT_NE(a.national_owner.value, b.national_owner.value);
    EXPECT_NE(a.class_management.value, b.class_management.value);
    EXPECT_NE(a.grade_to_hours.value, b.grade_to_hours.value);
    EXPECT_NE(a.hours_rounding.value, b.hours_rounding.value);
    EXPECT_NE(a.direct_entry_levels.value, b.direct_entry_levels.value);
    EXPECT_NE(a.year.value, b.year.value);
    EXPECT_NE(a.zone, b.zone);
    EXPECT_EQ(b.grade_to_hours.value[2], (GradeShare{"pass", {2, 3}}));
    EXPECT_EQ(b.hours_rounding.value, (Rounding{50, RoundingMode::half_up}));
}

TEST(ThreeStepsPolicy, ExemptsAnOrganisationFromAStep) {
    const Loaded policy = load_test_policy("three_steps");
    const Parameters& p = policy->on(date("2026-01-01"));
    const std::vector<ReviewStep> chain = {
        {Reviewer::school, {}}, {Reviewer::authority, {"330782"}}, {Reviewer::province, {}}};
    EXPECT_EQ(p.review_chain.value, chain);
    EXPECT_TRUE(p.direct_entry_levels.value.empty());
}

TEST(Policy, OnADayHasTheValueInForceThen) {
    const Loaded invented = load_test_policy("invented");
    EXPECT_EQ(invented->on(date("2019-12-31")).review_chain.value.size(), 2u);
    EXPECT_EQ(invented->on(date("2020-01-01")).review_chain.value.size(), 1u);
    const Loaded steps = load_test_policy("three_steps");
    EXPECT_EQ(steps->on(date("2025-12-31")).window_end.value, RangeEnd::exclusive_midnight);
    EXPECT_EQ(steps->on(date("2026-01-01")).window_end.value, RangeEnd::inclusive_day);
    EXPECT_EQ(steps->on(date("2025-12-31")).window_end.source, "三级审核省教师培训规定，第一条");
    EXPECT_EQ(steps->on(date("2026-01-01")).window_end.source,
              "三级审核省教师培训规定，第一条（2026年修订）");
    EXPECT_EQ(steps->on(date("2025-12-31")).year.source, steps->on(date("2026-01-01")).year.source);
}

TEST(Policy, BeforeItsFirstDayHasItsEarliestValues) {
    const Loaded steps = load_test_policy("three_steps");
    for (const std::string_view day : {"1900-01-01", "2014-12-31", "2015-01-01"}) {
        EXPECT_EQ(steps->on(date(day)).window_end.value, RangeEnd::exclusive_midnight) << day;
        EXPECT_EQ(steps->on(date(day)).review_chain.value.size(), 3u) << day;
    }
    EXPECT_EQ(steps->on(date("2999-12-31")).window_end.value, RangeEnd::inclusive_day);
}

TEST(Policy, WhoseParametersBeginOnDifferentDaysHasAllOfThemAlways) {
    std::string text = Policy::shipped("jiangsu");
    const std::size_t year = text.find("2010-01-01", text.find("\"year\""));
    text.replace(year, 10, "2020-01-01");
    const Loaded policy = load(text);
    EXPECT_FALSE(policy->on(date("2015-01-01")).year.source.empty());
    EXPECT_FALSE(policy->on(date("2000-01-01")).year.source.empty());
}

TEST(Policy, DigestTellsContentsApartAndIgnoresTheirLayout) {
    const std::string text = Policy::shipped("jiangsu");
    const Loaded policy = load(text);
    EXPECT_EQ(policy->content(), text);
    EXPECT_EQ(policy->digest().substr(0, 7), "sha256:");
    EXPECT_EQ(policy->digest().size(), 7u + 64u);
    const json::Value value = std::get<json::Value>(json::parse(text));
    EXPECT_EQ(load(json::write(value))->digest(), policy->digest());
    EXPECT_EQ(load(json::write_canonical(value))->digest(), policy->digest());
    std::string other = text;
    other.replace(other.find("第19页"), std::string_view("第19页").size(), "第20页");
    EXPECT_NE(load(other)->digest(), policy->digest());
}

// The schema is for authors' editors; the loader decides. Both must know the same keys.
class PolicySchema : public testing::Test {
protected:
    const json::Value& at(std::initializer_list<std::string_view> path) const {
        const json::Value* value = &schema_;
        for (const std::string_view key : path) {
            value = value->find(key);
            if (value == nullptr) {
                throw std::runtime_error("the schema lacks " + std::string(key));
            }
        }
        return *value;
    }
    static std::set<std::string> keys_of(const json::Value& object) {
        std::set<std::string> keys;
        for (const auto& [key, value] : *object.object()) {
            keys.insert(key);
        }
        return keys;
    }
    static std::set<std::string> texts_of(const json::Value& array) {
        std::set<std::string> texts;
        for (const json::Value& item : *array.array()) {
            texts.insert(*item.text());
        }
        return texts;
    }

private:
    json::Value schema_ = std::get<json::Value>(
        json::parse(text_of(XUESHI_POLICIES_DIRECTORY "/schema/policy.schema.json")));
};

TEST_F(PolicySchema, ListsExactlyTheParametersOfTheLoader) {
    const auto names = policy::parameter_names();
    const std::set<std::string> expected(names.begin(), names.end());
    EXPECT_EQ(expected.size(), names.size());
    EXPECT_EQ(keys_of(at({"properties", "parameters", "properties"})), expected);
    EXPECT_EQ(texts_of(at({"properties", "parameters", "required"})), expected);
}

TEST_F(PolicySchema, ListsExactlyTheKeysOfTheLoader) {
    const std::set<std::string> root = {"policy", "title", "zone", "parameters"};
    EXPECT_EQ(keys_of(at({"properties"})), root);
    EXPECT_EQ(texts_of(at({"required"})), root);
    const std::set<std::string> dated = {"from", "until", "value", "source", "decided"};
    EXPECT_EQ(keys_of(at({"$defs", "dated", "properties"})), dated);
    EXPECT_EQ(texts_of(at({"$defs", "dated", "required"})),
              (std::set<std::string>{"from", "value", "source"}));
}

TEST_F(PolicySchema, DescribesEveryParameterAndKey) {
    for (const auto& [name, parameter] : *at({"properties", "parameters", "properties"}).object()) {
        EXPECT_NE(parameter.find("description"), nullptr) << name;
    }
    for (const auto& [name, key] : *at({"$defs", "dated", "properties"}).object()) {
        EXPECT_NE(key.find("description"), nullptr) << name;
    }
}

}  // namespace
}  // namespace xueshi
