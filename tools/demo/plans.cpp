#include "demo/plans.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace xueshi::demo {

namespace {

DateRange days(unsigned from_month, unsigned from_day, unsigned to_month, unsigned to_day) {
    return {Date::of(2026, from_month, from_day).value(), Date::of(2026, to_month, to_day).value()};
}

CreateProject project(std::string code, std::string name, ProjectLevel level, std::string owner,
                      int hours, Audience audience) {
    CreateProject project;
    project.code = std::move(code);
    project.name = std::move(name);
    project.level = level;
    project.owner = std::move(owner);
    project.year = 2026;
    project.hours = Hours::hundredths(hours * 100);
    project.audience = std::move(audience);
    return project;
}

/// Each of the province's bases serves a third of the cities, the first one the province's schools
/// too.
std::vector<BaseRegions> provincial_bases(const Province& province) {
    std::vector<BaseRegions> bases;
    for (const Base& base : province.bases) {
        if (base.parent == Province::code) bases.push_back({base.code, {}});
    }
    for (std::size_t i = 0; i < province.cities.size(); ++i) {
        bases[i % bases.size()].regions.push_back(province.cities[i].code);
    }
    for (const School& school : province.schools) {
        if (school.parent == Province::code) bases.front().regions.push_back(school.code);
    }
    return bases;
}

void add_provincial(const Province& province, std::vector<Plan>& plans) {
    const auto add = [&](std::string name, int hours, Audience audience, std::uint64_t share) {
        Plan plan{project(fmt::format("JS2026-{}", plans.size() + 1), std::move(name),
                          ProjectLevel::provincial, Province::code, hours, std::move(audience)),
                  share};
        plan.project.enrollment = days(3, 2, 4, 11);
        plan.project.training = days(5, 11, 7, 31);
        plan.project.bases = provincial_bases(province);
        plans.push_back(std::move(plan));
    };
    add("幼儿园教师保教能力提升培训", 40, {{Stage::kindergarten}, {}, {}, {}, 1}, 300);
    add("小学语文教师课堂教学能力提升培训", 40, {{Stage::primary}, {"语文"}, {}, {}, 3}, 350);
    add("初中数学骨干教师高级研修", 60,
        {{Stage::junior}, {"数学"}, {"一级教师", "高级教师"}, {}, 5}, 400);
    add("高中教师新课程新教材专题培训", 32, {{Stage::senior}, {}, {}, {}, {}}, 250);
    add("中小学校长任职能力提升培训", 48,
        {{Stage::primary, Stage::junior, Stage::senior}, {}, {}, {"校长", "副校长"}, {}}, 500);
    add("职业学校与特殊教育教师专业培训", 40, {{Stage::vocational, Stage::special}, {}, {}, {}, {}},
        300);
}

void add_municipal(const Province& province, std::vector<Plan>& plans) {
    for (const City& city : province.cities) {
        Plan plan{project(city.code + "-2026", city.name + "中小学班主任专业能力研修",
                          ProjectLevel::municipal, city.code, 24,
                          {{Stage::primary, Stage::junior, Stage::senior}, {}, {}, {"班主任"}, {}}),
                  500};
        plan.project.enrollment = days(3, 9, 4, 14);
        plan.project.training = days(6, 1, 8, 31);
        plan.project.bases = {{province.base_of(city.code)->code, {city.code}}};
        plans.push_back(std::move(plan));
    }
}

void add_county(const Province& province, std::vector<Plan>& plans) {
    for (const County& county : province.counties) {
        const bool has_school =
            std::any_of(province.schools.begin(), province.schools.end(),
                        [&](const School& school) { return school.parent == county.code; });
        if (!has_school) continue;
        Plan plan{project(county.code + "-2026", county.name + "教师数字素养提升培训",
                          ProjectLevel::county, county.code, 16, {}),
                  220};
        plan.project.enrollment = days(3, 16, 4, 18);
        plan.project.training = days(7, 1, 9, 30);
        const Base* base = province.base_of(county.code);
        if (base == nullptr) base = province.base_of(province.cities[county.city].code);
        plan.project.bases = {{base->code, {county.code}}};
        plans.push_back(std::move(plan));
    }
}

bool contains(const auto& list, const auto& value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

std::vector<Plan> plans_of(const Province& province) {
    std::vector<Plan> plans;
    add_provincial(province, plans);
    add_municipal(province, plans);
    add_county(province, plans);
    for (std::size_t i = 0; i < plans.size(); ++i)
        plans[i].number = i;
    return plans;
}

Plan national_plan() {
    Plan plan{project("GP2026", "国培计划——中小学骨干教师示范性培训", ProjectLevel::national,
                      Province::code, 80, {}),
              8};
    plan.project.training = days(10, 10, 10, 24);
    plan.project.online_enrollment = false;
    plan.number = 1'000'000;
    return plan;
}

bool is_for(const Plan& plan, const School& school) {
    const std::string& owner = plan.project.owner;
    const bool in_region = school.code.starts_with(owner);
    if (!in_region) return false;
    const auto& stages = plan.project.audience.stages;
    return stages.empty() || std::any_of(school.stages.begin(), school.stages.end(),
                                         [&](Stage stage) { return contains(stages, stage); });
}

bool meets(const Plan& plan, const Person& person) {
    const Audience& audience = plan.project.audience;
    const Date day =
        plan.project.enrollment ? plan.project.enrollment->from : plan.project.training.from;
    return contains(audience.stages, person.stage) && contains(audience.subjects, person.subject) &&
           contains(audience.titles, person.title) &&
           contains(audience.positions, person.position) &&
           full_years(person.hired_on, day) >= audience.min_years.value_or(0);
}

}  // namespace xueshi::demo
