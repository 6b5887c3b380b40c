#include "bench/world.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

namespace xueshi::bench {

namespace {

const Actor province_admin{Role::province_admin, "32"};
const Actor city_admin{Role::city_admin, "3201"};
const Actor county_admin{Role::county_admin, World::county()};

Date date(int year, unsigned month, unsigned day) { return Date::of(year, month, day).value(); }

std::string school_code(std::size_t school) { return fmt::format("S{:05}", school); }

OrgEntry authority(std::string code, std::string name, OrgLevel level,
                   std::optional<std::string> parent) {
    return {std::move(code), std::move(name), OrgKind::authority, level, std::move(parent), {}};
}

}  // namespace

std::string_view name_of(Keys keys) { return keys == Keys::local ? "local" : "scattered"; }

Receipt must(Engine& engine, const Actor& actor, const Command& command) {
    const auto outcome = engine.execute(actor, command);
    if (!outcome.refusals.empty() || !outcome.ok()) {
        throw std::runtime_error("a bench's command was refused: " +
                                 (outcome.refusals.empty() ? std::string("without a reason")
                                                           : outcome.refusals.front().message.en));
    }
    return outcome.value();
}

Instant World::now() { return Instant::parse("2026-03-10T09:00:00+08:00").value(); }

Actor World::school_admin(std::size_t school) { return {Role::school_admin, school_code(school)}; }

std::string World::project(std::size_t number) { return fmt::format("P{:03}", number); }

std::string World::teacher(std::size_t school, std::size_t place) const {
    const std::size_t number = school * shape_.teachers_per_school + place;
    if (shape_.keys == Keys::local) return fmt::format("T{:09}", number);
    // Odd and not divisible by 5: different numbers stay different modulo 10^9.
    return fmt::format("T{:09}", number * 387'420'489 % 1'000'000'000);
}

Enroll World::enrollment(std::size_t project, std::size_t school) const {
    Enroll command{World::project(project), {}, false};
    command.teachers.reserve(shape_.teachers_per_school);
    for (std::size_t i = 0; i < shape_.teachers_per_school; ++i) {
        command.teachers.push_back(teacher(school, i));
    }
    return command;
}

Enroll World::enrollment(std::size_t project, std::size_t school, std::size_t place) const {
    return {World::project(project), {teacher(school, place)}, false};
}

std::vector<std::size_t> World::schools_of(std::size_t project) const {
    const bool all = shape_.schools_per_project == 0;
    std::vector<std::size_t> schools(all ? shape_.schools : shape_.schools_per_project);
    for (std::size_t i = 0; i < schools.size(); ++i)
        schools[i] = all ? i : (project * schools.size() + i) % shape_.schools;
    return schools;
}

std::int64_t World::seats_of_school() const {
    const auto all = static_cast<std::int64_t>(shape_.teachers_per_school);
    return shape_.seats_per_school == 0 ? all : shape_.seats_per_school;
}

std::vector<std::size_t> World::schools_in_acting_order() const {
    std::vector<std::size_t> order(shape_.schools);
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::shuffle(order.begin(), order.end(), std::mt19937_64(32));
    return order;
}

void World::found(Engine& engine) const {
    must(engine, province_admin, AdoptPolicy{Policy::shipped("jiangsu")});
    register_orgs(engine);
    register_teachers(engine);
    create_projects(engine);
}

void World::register_orgs(Engine& engine) const {
    RegisterOrgs command;
    command.orgs = {authority("32", "江苏省", OrgLevel::province, std::nullopt),
                    authority("3201", "南京市", OrgLevel::city, "32"),
                    authority(county(), "玄武区", OrgLevel::county, "3201"),
                    {"B1", "省级培训基地", OrgKind::base, std::nullopt, "32", {}}};
    for (std::size_t i = 0; i < shape_.schools; ++i) {
        command.orgs.push_back({school_code(i),
                                fmt::format("第{}小学", i + 1),
                                OrgKind::school,
                                std::nullopt,
                                county(),
                                {Stage::primary}});
    }
    must(engine, province_admin, command);
}

void World::register_teachers(Engine& engine) const {
    static const std::string subjects[] = {"语文", "数学", "英语", "科学"};
    static const std::string titles[] = {"一级教师", "高级教师"};
    constexpr std::size_t most = 5'000;  // in one command
    for (std::size_t school = 0; school < shape_.schools; ++school) {
        RegisterTeachers command;
        command.teachers.reserve(std::min(most, shape_.teachers_per_school));
        for (std::size_t i = 0; i < shape_.teachers_per_school; ++i) {
            TeacherEntry entry;
            entry.code = teacher(school, i);
            entry.name = "王小明";
            entry.school = school_code(school);
            entry.stages = {Stage::primary};
            entry.subject = subjects[i % std::size(subjects)];
            entry.title = titles[i % std::size(titles)];
            entry.mobile = fmt::format("138{:08}", i);
            entry.hired_on = date(2000 + static_cast<int>(i % 20), 9, 1);
            command.teachers.push_back(std::move(entry));
            if (command.teachers.size() < most) continue;
            must(engine, county_admin, command);
            command.teachers.clear();
        }
        if (!command.teachers.empty()) must(engine, county_admin, command);
    }
}

void World::create_projects(Engine& engine) const {
    const std::int64_t each = seats_of_school();
    for (std::size_t i = 0; i < shape_.projects; ++i) {
        const std::vector<std::size_t> schools = schools_of(i);
        const std::int64_t seats = each * static_cast<std::int64_t>(schools.size());
        CreateProject create;
        create.code = project(i);
        create.name = "小学教师省级培训";
        create.owner = "32";
        create.year = 2026;
        create.hours = Hours::hundredths(4000);
        create.seats = seats;
        create.enrollment = DateRange{date(2026, 3, 1), date(2026, 4, 1)};
        create.training = DateRange{date(2026, 5, 1), date(2026, 6, 30)};
        create.audience = {
            {Stage::primary}, {"语文", "数学", "英语", "科学"}, {"一级教师", "高级教师"}, {}, 3};
        create.bases = {{"B1", {"32"}}};
        must(engine, province_admin, create);
        must(engine, province_admin, AllocateQuota{create.code, {{"3201", seats}}});
        must(engine, city_admin, AllocateQuota{create.code, {{county(), seats}}});
        AllocateQuota to_schools{create.code, {}};
        for (const std::size_t school : schools) {
            to_schools.allocations.push_back({school_code(school), each});
        }
        must(engine, county_admin, to_schools);
    }
}

}  // namespace xueshi::bench
