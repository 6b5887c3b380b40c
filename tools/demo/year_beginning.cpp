/// January and February: the province is founded, teachers are registered, seats are handed down.

#include <algorithm>

#include "demo/year.hpp"

namespace xueshi::demo {

namespace {

OrgEntry authority(const std::string& code, const std::string& name, OrgLevel level,
                   std::optional<std::string> parent) {
    return {code, name, OrgKind::authority, level, std::move(parent), {}};
}

std::string parent_of(const std::string& authority) {
    return authority.substr(0, authority.size() - 2);
}

}  // namespace

void Year::found() {
    player_.calendar().go_to(1, 5);
    player_.progress().begin("founds the province  建立机构", 0);
    const Actor admin = Province::administrator(Province::code);
    player_.must(admin, AdoptPolicy{Policy::shipped("jiangsu")});
    RegisterOrgs command;
    auto& orgs = command.orgs;
    orgs.push_back(authority(Province::code, Province::name, OrgLevel::province, std::nullopt));
    for (const City& city : province_.cities) {
        orgs.push_back(authority(city.code, city.name, OrgLevel::city, Province::code));
    }
    for (const County& county : province_.counties) {
        orgs.push_back(authority(county.code, county.name, OrgLevel::county,
                                 province_.cities[county.city].code));
    }
    for (const Base& base : province_.bases) {
        orgs.push_back({base.code, base.name, OrgKind::base, std::nullopt, base.parent, {}});
    }
    for (const School& school : province_.schools) {
        orgs.push_back({school.code, school.name, OrgKind::school, std::nullopt, school.parent,
                        school.stages});
    }
    player_.must(admin, command);
    player_.progress().advance(orgs.size());
}

/// Each county loads its schools' teachers, some thousands in a command.
void Year::register_teachers() {
    constexpr std::size_t longest = 2000;
    player_.calendar().go_to(1, 12);
    player_.progress().begin("registers teachers  教师登记", province_.teachers);
    RegisterTeachers command;
    const auto& schools = province_.schools;
    for (std::size_t i = 0; i < schools.size(); ++i) {
        for (std::size_t place = 0; place < schools[i].teachers; ++place) {
            command.teachers.push_back(entry_of(seed_, schools[i], place));
        }
        const bool last = i + 1 == schools.size() || schools[i + 1].parent != schools[i].parent;
        if (command.teachers.empty() || (!last && command.teachers.size() < longest)) continue;
        player_.must(Province::administrator(schools[i].parent), command);
        player_.progress().advance(command.teachers.size());
        command.teachers.clear();
    }
}

void Year::hand_down_seats() {
    player_.calendar().go_to(2, 9);
    player_.progress().begin("hands seats down  名额分配", plans_.size());
    seats_.assign(plans_.size(), std::vector<std::int32_t>(province_.schools.size(), -1));
    for (Plan& plan : plans_) {
        hand_down_seats(plan);
        player_.progress().advance();
    }
}

/// What schools ask for adds up to what counties, cities and the owner hold. Some schools get fewer
/// seats than they wish for, a few are forgotten.
void Year::hand_down_seats(Plan& plan) {
    std::map<std::string, std::map<std::string, std::int64_t>> given;  // holder → child → seats
    for (std::size_t i = 0; i < province_.schools.size(); ++i) {
        const School& school = province_.schools[i];
        if (!is_for(plan, school)) continue;
        auto seats = static_cast<std::int32_t>(wishes(plan, school).size());
        Chance luck(seed_, About::seats, plan.number, school.first_teacher);
        if (luck.in_thousand(10)) continue;
        if (luck.in_thousand(90)) {
            seats -= std::min(seats, 1 + static_cast<std::int32_t>(luck.below(3)));
        }
        if (seats == 0) continue;
        seats_[plan.number][i] = seats;
        seats_by_city_[school.city] += seats;
        std::string child = school.code;
        std::string holder = school.parent;
        while (true) {
            given[holder][child] += seats;
            if (holder == plan.project.owner) break;
            child = holder;
            holder = parent_of(holder);
        }
    }
    std::int64_t total = 10;  // kept by the owner
    for (const auto& [child, seats] : given[plan.project.owner])
        total += seats;
    plan.project.seats = total;
    player_.must(Province::administrator(plan.project.owner), plan.project);
    for (const auto& [holder, children] : given) {  // a holder's code begins those of its children
        AllocateQuota command{plan.project.code, {}};
        for (const auto& [child, seats] : children)
            command.allocations.push_back({child, seats});
        if (command.allocations.empty()) continue;
        player_.must(Province::administrator(holder), command);
    }
}

}  // namespace xueshi::demo
