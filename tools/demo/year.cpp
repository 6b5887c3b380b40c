#include "demo/year.hpp"

#include <algorithm>
#include <map>

namespace xueshi::demo {

Year::Year(const Province& province, std::uint64_t seed, Player& player)
    : province_(province),
      seed_(seed),
      player_(player),
      plans_(plans_of(province)),
      national_(national_plan()),
      trainees_(plans_.size()),
      seats_by_city_(province.cities.size() + 1) {}

void Year::play() {
    found();
    register_teachers();
    hand_down_seats();
    enroll();
    review_by_authorities(3, 26, true);
    delete_rejected();
    enroll_again();
    review_by_authorities(4, 2, false);
    come_late();
    review_by_bases();
    take_back_approvals();
    form_classes();
    record_results();
    approve_hours();
    return_some();
    verify_hours();
    enter_national_hours();
    player_.progress().end();
}

Chance Year::chance(About about, const Plan& plan, const Trainee& trainee) const {
    return {seed_, about, plan.number, school_of(trainee).first_teacher + trainee.place};
}

std::vector<std::uint16_t> Year::wishes(const Plan& plan, const School& school) const {
    constexpr std::uint64_t mistaken = 6;  // of a thousand who don't meet the conditions
    std::vector<std::uint16_t> places;
    for (std::size_t place = 0; place < school.teachers; ++place) {
        const bool eligible = meets(plan, person_at(seed_, school, place));
        Chance luck(seed_, About::picked, plan.number, school.first_teacher + place);
        if (luck.in_thousand(eligible ? plan.share : mistaken)) {
            places.push_back(static_cast<std::uint16_t>(place));
        }
    }
    return places;
}

const std::string& Year::base_of(const Plan& plan, const School& school) const {
    const auto& bases = plan.project.bases;
    const bool of_province = school.city == province_.cities.size();
    return bases[of_province ? 0 : school.city % bases.size()].base;
}

Year::List Year::list_of(const Trainees& trainees) const {
    List list;
    for (const Trainee* trainee : trainees) {
        list.codes.push_back(teacher_code(school_of(*trainee), trainee->place));
        list.cities.push_back(school_of(*trainee).city);
    }
    return list;
}

Year::List Year::records_of(const Plan& plan, const Trainees& trainees) const {
    List list = list_of(trainees);
    for (std::string& code : list.codes)
        code = record_code(plan.project.code, code);
    return list;
}

void Year::for_each_list(const Plan& plan, State state,
                         const std::function<std::string(const School&)>& group,
                         const std::function<void(const std::string&, const Trainees&)>& visit) {
    constexpr std::size_t longest = 1000;
    std::map<std::string, Trainees> groups;
    for (Trainee& trainee : trainees_[plan.number]) {
        if (trainee.state == state) groups[group(school_of(trainee))].push_back(&trainee);
    }
    for (const auto& [organisation, all] : groups) {
        for (std::size_t at = 0; at < all.size(); at += longest) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(at);
            const auto size = std::min(longest, all.size() - at);
            visit(organisation, {first, first + static_cast<std::ptrdiff_t>(size)});
            player_.progress().advance(size);
        }
    }
}

void Year::for_each_authority(const Plan& plan, State state,
                              const std::function<void(const Actor&, const Trainees&)>& visit) {
    for_each_list(
        plan, state, [](const School& school) { return school.parent; },
        [&](const std::string& authority, const Trainees& trainees) {
            visit(Province::administrator(authority), trainees);
        });
}

void Year::for_each_base(const Plan& plan, State state,
                         const std::function<void(const Actor&, const Trainees&)>& visit) {
    for_each_list(
        plan, state, [&](const School& school) { return base_of(plan, school); },
        [&](const std::string& base, const Trainees& trainees) {
            visit({Role::base_admin, base}, trainees);
        });
}

Year::Trainees Year::chosen(const Trainees& trainees, const Plan& plan, About about,
                            const Judge& judge) {
    Trainees result;
    for (Trainee* trainee : trainees) {
        Chance luck = chance(about, plan, *trainee);
        if (judge(*trainee, luck)) result.push_back(trainee);
    }
    return result;
}

void Year::set(const Trainees& trainees, const std::vector<bool>& done, State state) {
    for (std::size_t i = 0; i < trainees.size(); ++i) {
        if (done[i]) trainees[i]->state = state;
    }
}

std::size_t Year::count(State state) const {
    std::size_t sum = 0;
    for (const auto& part : trainees_) {
        sum += static_cast<std::size_t>(
            std::count_if(part.begin(), part.end(),
                          [&](const Trainee& trainee) { return trainee.state == state; }));
    }
    return sum;
}

std::string Year::busiest_teacher() const {
    std::map<std::pair<std::uint32_t, std::uint16_t>, int> approved;
    std::pair<std::uint32_t, std::uint16_t> best{};
    int most = 0;
    for (const auto& part : trainees_) {
        for (const Trainee& trainee : part) {
            constexpr std::uint32_t looked_at = 500;  // schools: one busy teacher is enough
            if (trainee.state != State::approved || trainee.school >= looked_at) continue;
            const std::pair key{trainee.school, trainee.place};
            if (const int now = ++approved[key]; now > most) {
                most = now;
                best = key;
            }
        }
    }
    return teacher_code(province_.schools[best.first], best.second);
}

std::pair<Actor, Enroll> Year::late_request() const {
    for (const Plan& plan : plans_) {
        for (const School& school : province_.schools) {
            if (!is_for(plan, school)) continue;
            return {{Role::school_admin, school.code},
                    {plan.project.code, {teacher_code(school, 0)}, false}};
        }
    }
    return {};
}

}  // namespace xueshi::demo
