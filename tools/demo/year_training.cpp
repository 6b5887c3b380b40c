/// May to December: classes, results, approval, verification; hours entered without enrolment.

#include <algorithm>

#include <fmt/format.h>

#include "demo/year.hpp"

namespace xueshi::demo {

void Year::form_classes() {
    player_.calendar().go_to(7, 6);
    player_.progress().begin("bases form classes  编班", count(State::approved));
    for (const Plan& plan : plans_) {
        std::map<std::string, Trainees> of_base;
        for (Trainee& trainee : trainees_[plan.number]) {
            if (trainee.state == State::approved) {
                of_base[base_of(plan, school_of(trainee))].push_back(&trainee);
            }
        }
        for (const auto& [base, trainees] : of_base)
            form_classes(plan, base, trainees);
    }
}

/// One class where all fit in: the base's only one, which they join by themselves. Otherwise
/// several.
void Year::form_classes(const Plan& plan, const std::string& base, const Trainees& trainees) {
    constexpr std::size_t largest = 80;
    const Actor actor{Role::base_admin, base};
    const auto code_of = [&](std::size_t number) {
        return fmt::format("{}-{}-{:03}", plan.project.code, base, number + 1);
    };
    if (trainees.size() <= largest) {
        player_.must(actor,
                     CreateClass{plan.project.code, code_of(0), "培训班", true, largest, {}});
        player_.progress().advance(trainees.size());
        return;
    }
    for (std::size_t at = 0; at < trainees.size(); at += largest) {
        const std::string code = code_of(at / largest);
        const auto size = std::min(largest, trainees.size() - at);
        const auto first = trainees.begin() + static_cast<std::ptrdiff_t>(at);
        const List list = list_of({first, first + static_cast<std::ptrdiff_t>(size)});
        player_.must(actor, CreateClass{plan.project.code,
                                        code,
                                        fmt::format("{}班", at / largest + 1),
                                        false,
                                        largest,
                                        {}});
        player_.try_list(actor, AssignClass{code, list.codes}, list.cities);
        player_.progress().advance(size);
    }
}

ResultEntry Year::result_of(const Plan& plan, const Trainee& trainee) const {
    Chance luck = chance(About::result, plan, trainee);
    const std::uint64_t grade = luck.below(100);
    const auto attendance =
        static_cast<std::int64_t>(grade < 5 ? luck.below(60) : 85 + luck.below(16));
    return {teacher_code(school_of(trainee), trainee.place), attendance,
            grade < 5 ? "fail" : (grade < 25 ? "excellent" : "pass")};
}

void Year::record_results() {
    player_.calendar().go_to(7, 28);
    player_.progress().begin("bases record results  录入成绩", count(State::approved));
    for (const Plan& plan : plans_) {
        for_each_base(plan, State::approved, [&](const Actor& actor, const Trainees& all) {
            RecordResults command{plan.project.code, {}};
            for (const Trainee* trainee : all) {
                command.results.push_back(result_of(plan, *trainee));
            }
            // Somebody writes down what is no grade; it is corrected at once.
            std::string& last = command.results.back().grade;
            const std::string right = last;
            if (all.size() % 7 == 0) last = "优秀";
            const List list = list_of(all);
            player_.try_list(actor, command, list.cities);
            if (last == right) return;
            ResultEntry corrected = command.results.back();
            corrected.grade = right;
            player_.try_list(actor, RecordResults{plan.project.code, {corrected}},
                             {list.cities.back()});
        });
    }
}

void Year::approve_hours() {
    player_.calendar().go_to(9, 15);
    player_.progress().begin("authorities approve  学时审定", count(State::approved));
    for (const Plan& plan : plans_) {
        for_each_authority(plan, State::approved, [&](const Actor& actor, const Trainees& all) {
            const List records = records_of(plan, all);
            player_.try_list(actor, ApproveHours{records.codes}, records.cities);
        });
    }
}

/// Some are returned with a reason, corrected by the base (the period is long over) and approved
/// again.
void Year::return_some() {
    player_.calendar().go_to(10, 12);
    player_.progress().begin("returned and corrected  打回更正", count(State::approved));
    for (const Plan& plan : plans_) {
        for_each_authority(plan, State::approved, [&](const Actor& actor, const Trainees& all) {
            const Trainees some =
                chosen(all, plan, About::returned,
                       [](const Trainee&, Chance& luck) { return luck.in_thousand(10); });
            if (some.empty()) return;
            const List records = records_of(plan, some);
            player_.try_list(actor, ReturnHours{records.codes, "出勤记录与签到表不一致，请核对"},
                             records.cities);
            std::map<std::string, RecordResults> of_base;
            for (const Trainee* trainee : some) {
                ResultEntry result = result_of(plan, *trainee);
                result.attendance = std::min<std::int64_t>(100, *result.attendance + 1);
                RecordResults& command = of_base[base_of(plan, school_of(*trainee))];
                command.project = plan.project.code;
                command.results.push_back(std::move(result));
            }
            for (const auto& [base, command] : of_base) {
                player_.try_list({Role::base_admin, base}, command,
                                 std::vector(command.results.size(), records.cities.front()));
            }
            player_.try_list(actor, ApproveHours{records.codes}, records.cities);
        });
    }
}

/// A few records are not verified by the year's end: official statistics leave them out.
void Year::verify_hours() {
    player_.calendar().go_to(11, 9);
    player_.progress().begin("authorities verify  学时验证", count(State::approved));
    for (const Plan& plan : plans_) {
        for_each_authority(plan, State::approved, [&](const Actor& actor, const Trainees& all) {
            const Trainees most =
                chosen(all, plan, About::verified,
                       [](const Trainee&, Chance& luck) { return luck.in_thousand(985); });
            if (most.empty()) return;
            const List records = records_of(plan, most);
            player_.try_list(actor, VerifyHours{records.codes}, records.cities);
        });
    }
}

void Year::enter_national_hours() {
    player_.calendar().go_to(11, 23);
    player_.progress().begin("national hours entered  国培学时录入", 0);
    player_.must(Province::administrator(Province::code), national_.project);
    std::map<std::string, std::pair<List, EnterProjectHours>> of_authority;
    for (const School& school : province_.schools) {
        for (const std::uint16_t place : wishes(national_, school)) {
            auto& [list, command] = of_authority[school.parent];
            const std::string teacher = teacher_code(school, place);
            command.project = national_.project.code;
            command.results.push_back({teacher, "pass"});
            list.codes.push_back(record_code(national_.project.code, teacher));
            list.cities.push_back(school.city);
        }
    }
    for (const auto& [authority, entered] : of_authority) {
        const auto& [records, command] = entered;
        const Actor actor = Province::administrator(authority);
        player_.try_list(actor, command, records.cities);
        player_.try_list(actor, ApproveHours{records.codes}, records.cities);
        player_.try_list(actor, VerifyHours{records.codes}, records.cities);
        player_.progress().advance(records.codes.size());
    }
}

}  // namespace xueshi::demo
