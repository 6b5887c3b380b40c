/// March and April: schools enrol, authorities and bases review.

#include <algorithm>

#include "demo/year.hpp"

namespace xueshi::demo {

namespace {

const char* const authority_says = "本年度名额有限，请优先安排近三年未参训的教师";
const char* const base_says = "与参训对象要求不符";

}  // namespace

void Year::enroll() {
    player_.calendar().go_to(3, 18);
    player_.progress().begin("schools enrol  学校报名", plans_.size() * province_.schools.size());
    for (const Plan& plan : plans_) {
        for (std::size_t school = 0; school < province_.schools.size(); ++school) {
            enroll(plan, school);
            player_.progress().advance();
        }
    }
}

/// What schools get wrong: a teacher of another school, a project for other stages, one name twice.
void Year::add_mistakes(const Plan& plan, std::size_t school, List& list) const {
    const School& own = province_.schools[school];
    Chance luck(seed_, About::mistaken, plan.number, own.first_teacher);
    const bool provincial = plan.project.level == ProjectLevel::provincial;
    if (list.codes.empty()) {
        if (!provincial || own.teachers == 0 || !luck.in_thousand(3)) return;
        list.codes.push_back(teacher_code(own, 0));
    } else if (luck.in_thousand(8)) {
        list.codes.push_back(list.codes.front());
    } else if (luck.in_thousand(8)) {
        const School& other = province_.schools[(school + 1) % province_.schools.size()];
        if (other.teachers > 0) list.codes.push_back(teacher_code(other, 0));
    }
    list.cities.resize(list.codes.size(), own.city);
}

void Year::enroll(const Plan& plan, std::size_t number) {
    const School& school = province_.schools[number];
    const auto places = is_for(plan, school) ? wishes(plan, school) : std::vector<std::uint16_t>{};
    List list;
    for (const std::uint16_t place : places)
        list.codes.push_back(teacher_code(school, place));
    list.cities.assign(places.size(), school.city);
    add_mistakes(plan, number, list);
    if (list.codes.empty()) return;
    const Actor actor{Role::school_admin, school.code};
    const auto done =
        player_.try_list(actor, Enroll{plan.project.code, list.codes, false}, list.cities);
    List forced;
    std::vector<std::uint16_t> forced_places;
    const auto add = [&](std::uint16_t place) {
        trainees_[plan.number].push_back(
            {static_cast<std::uint32_t>(number), place, State::pending});
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (done[i]) {
            add(places[i]);
        } else if (!meets(plan, person_at(seed_, school, places[i])) && i % 3 == 0) {
            forced.codes.push_back(list.codes[i]);
            forced.cities.push_back(school.city);
            forced_places.push_back(places[i]);
        }
    }
    if (forced.codes.empty()) return;
    const auto forced_done =
        player_.try_list(actor, Enroll{plan.project.code, forced.codes, true}, forced.cities);
    for (std::size_t i = 0; i < forced_places.size(); ++i) {
        if (forced_done[i]) add(forced_places[i]);
    }
}

void Year::review_by_authorities(unsigned month, unsigned day, bool rejecting) {
    player_.calendar().go_to(month, day);
    player_.progress().begin(
        rejecting ? "authorities review  主管部门审核" : "authorities review again  再次审核",
        count(State::pending));
    for (const Plan& plan : plans_) {
        for_each_authority(plan, State::pending, [&](const Actor& actor, const Trainees& all) {
            const auto fails = [&](const Trainee&, Chance& luck) {
                return rejecting && luck.in_thousand(40);
            };
            const Trainees bad = chosen(all, plan, About::review, fails);
            const Trainees good =
                chosen(all, plan, About::review,
                       [&](const Trainee& one, Chance& luck) { return !fails(one, luck); });
            for (const auto& [part, decision] :
                 {std::pair(&good, Decision::approve), std::pair(&bad, Decision::reject)}) {
                if (part->empty()) continue;
                const List list = list_of(*part);
                ReviewEnrollment command{plan.project.code, list.codes, decision, {}};
                if (decision == Decision::reject) command.reason = authority_says;
                set(*part, player_.try_list(actor, command, list.cities),
                    decision == Decision::approve ? State::reviewed : State::rejected);
            }
        });
    }
}

/// Schools delete most rejected enrolments; a few try what the authority has approved, in vain.
void Year::delete_rejected() {
    player_.calendar().go_to(3, 28);
    player_.progress().begin("schools delete  删除退回的报名",
                             count(State::rejected) + count(State::reviewed));
    const auto by_school = [](const School& school) { return school.code; };
    const auto delete_some = [&](const Plan& plan, State state, std::uint64_t cases) {
        for_each_list(plan, state, by_school, [&](const std::string& school, const Trainees& all) {
            const Trainees some =
                chosen(all, plan, About::afterwards,
                       [&](const Trainee&, Chance& luck) { return luck.in_thousand(cases); });
            if (some.empty()) return;
            const List list = list_of(some);
            set(some,
                player_.try_list({Role::school_admin, school},
                                 DeleteEnrollment{plan.project.code, list.codes}, list.cities),
                State::deleted);
        });
    };
    for (const Plan& plan : plans_) {
        delete_some(plan, State::rejected, 800);
        delete_some(plan, State::reviewed, 1);
    }
}

void Year::enroll_again() {
    player_.calendar().go_to(3, 30);
    player_.progress().begin("schools enrol again  重新报名", count(State::deleted));
    for (const Plan& plan : plans_) {
        for_each_list(
            plan, State::deleted, [](const School& school) { return school.code; },
            [&](const std::string& school, const Trainees& all) {
                const Trainees some =
                    chosen(all, plan, About::again,
                           [](const Trainee&, Chance& luck) { return luck.in_thousand(600); });
                if (some.empty()) return;
                const List list = list_of(some);
                const bool forced = std::any_of(some.begin(), some.end(), [&](const Trainee* one) {
                    return !meets(plan, person_at(seed_, school_of(*one), one->place));
                });
                set(some,
                    player_.try_list({Role::school_admin, school},
                                     Enroll{plan.project.code, list.codes, forced}, list.cities),
                    State::pending);
            });
    }
}

void Year::come_late() {
    player_.calendar().go_to(4, 20);
    player_.progress().begin("schools come late  逾期报名", 0);
    for (const Plan& plan : plans_) {
        for (std::size_t i = 0; i < province_.schools.size(); ++i) {
            const School& school = province_.schools[i];
            Chance luck(seed_, About::afterwards, plan.number, school.first_teacher);
            if (school.teachers == 0 || !is_for(plan, school) || !luck.in_thousand(30)) continue;
            player_.try_list(
                {Role::school_admin, school.code},
                Enroll{
                    plan.project.code, {teacher_code(school, luck.below(school.teachers))}, false},
                {school.city});
            player_.progress().advance();
        }
    }
}

void Year::review_by_bases() {
    player_.calendar().go_to(4, 24);
    player_.progress().begin("bases review  培训基地审核", count(State::reviewed));
    for (const Plan& plan : plans_) {
        for_each_base(plan, State::reviewed, [&](const Actor& actor, const Trainees& all) {
            const auto fails = [](const Trainee&, Chance& luck) { return luck.in_thousand(20); };
            const Trainees bad = chosen(all, plan, About::base_review, fails);
            const Trainees good =
                chosen(all, plan, About::base_review,
                       [&](const Trainee& one, Chance& luck) { return !fails(one, luck); });
            if (!good.empty()) {
                const List list = list_of(good);
                set(good,
                    player_.try_list(
                        actor,
                        ReviewEnrollment{plan.project.code, list.codes, Decision::approve, {}},
                        list.cities),
                    State::approved);
            }
            if (!bad.empty()) {
                const List list = list_of(bad);
                set(bad,
                    player_.try_list(actor,
                                     ReviewEnrollment{plan.project.code, list.codes,
                                                      Decision::reject, base_says},
                                     list.cities),
                    State::rejected);
            }
        });
    }
}

/// Bases take back some approvals and, having looked again, give most of them anew.
void Year::take_back_approvals() {
    player_.calendar().go_to(4, 28);
    player_.progress().begin("bases look again  撤销与复审", count(State::approved));
    for (const Plan& plan : plans_) {
        for_each_base(plan, State::approved, [&](const Actor& actor, const Trainees& all) {
            const Trainees some =
                chosen(all, plan, About::afterwards,
                       [](const Trainee&, Chance& luck) { return luck.in_thousand(5); });
            if (some.empty()) return;
            const List list = list_of(some);
            player_.try_list(actor, CancelEnrollmentApproval{plan.project.code, list.codes},
                             list.cities);
            set(some,
                player_.try_list(
                    actor, ReviewEnrollment{plan.project.code, list.codes, Decision::approve, {}},
                    list.cities),
                State::approved);
        });
    }
}

}  // namespace xueshi::demo
