#include "support/random_commands.hpp"

#include "support/four_levels.hpp"

namespace xueshi::support {

std::string RandomCommands::some_school() { return chance_.of(FourLevels::schools); }

std::string RandomCommands::some_project() {
    // The last few: so that things happen in each.
    const int newest = std::max(projects_, 1);
    return mix_.names + "P" +
           std::to_string(std::max(1, newest - static_cast<int>(chance_.below(3))));
}

std::string RandomCommands::some_class(const std::string& project) {
    for (auto at = classes_.rbegin(); at != classes_.rend(); ++at) {
        if (at->project == project && chance_.percent(60)) return at->code;
    }
    return mix_.names + "C" +
           std::to_string(chance_.between(1, static_cast<std::int64_t>(classes_.size()) + 1));
}

RandomCommands::Group RandomCommands::some_group() {
    if (!enrolled_.empty() && chance_.percent(80))
        return enrolled_[enrolled_.size() - 1 -
                         chance_.below(std::min<std::size_t>(enrolled_.size(), 6))];
    const std::string school = some_school();
    return {some_project(), school, some_teachers(school)};
}

std::vector<std::string> RandomCommands::some_teachers(const std::string& school) {
    std::vector<std::string> codes;
    const std::size_t count = 1 + chance_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string from = chance_.percent(97) ? school : some_school();
        const std::int64_t number =
            chance_.percent(97) ? chance_.between(1, teachers_per_school) : 9;
        codes.push_back(FourLevels::teacher(from, static_cast<int>(number)));
    }
    return codes;
}

std::vector<std::string> RandomCommands::records_of(const Group& group) {
    std::vector<std::string> codes;
    for (const std::string& teacher : group.teachers)
        codes.push_back(record_code(group.project, teacher));
    return codes;
}

std::vector<ResultEntry> RandomCommands::some_results(const Group& group) {
    std::vector<ResultEntry> results;
    for (const std::string& teacher : group.teachers) {
        const bool told = chance_.percent(50);
        results.push_back(
            {teacher, told ? std::optional(chance_.between(0, 102)) : std::nullopt, some_grade()});
    }
    return results;
}

std::string RandomCommands::some_grade() {
    return chance_.of<const char*>({"excellent", "pass", "pass", "pass", "fail", "merit"});
}

RandomCommands::Made RandomCommands::registering() {
    const std::string school = some_school();
    switch (chance_.below(mix_.policies ? 9 : 8)) {
        case 0:
        case 1: {
            RegisterOrgs command;
            command.orgs.push_back({chance_.percent(70) ? school : "SN" + std::to_string(steps_),
                                    "学校" + std::to_string(steps_),
                                    OrgKind::school,
                                    {},
                                    chance_.percent(80) ? FourLevels::parent(school) : "3201",
                                    {Stage::primary, Stage::junior}});
            return {chance_.of(FourLevels::authorities), command};
        }
        case 2:
            return {chance_.percent(50) ? school : FourLevels::parent(school),
                    FourLevels::register_teachers(school, teachers_per_school)};
        case 3:
        case 4:
        case 5:
        case 6: {
            RegisterTeachers command = FourLevels::register_teachers(school, 1);
            TeacherEntry& entry = command.teachers.front();
            entry.code = some_teachers(school).front();
            entry.subject = chance_.of<const char*>({"语文", "数学"});
            entry.title =
                chance_.percent(50) ? std::optional<std::string>("高级教师") : std::nullopt;
            return {FourLevels::parent(school), command};
        }
        case 7:
            return {chance_.of<const char*>({"32", "3201", "3202"}),
                    TransferTeacher{some_teachers(school).front(), some_school()}};
        default:
            return {"32", AdoptPolicy{chance_.percent(20)
                                          ? "{}"
                                          : policy_text(chance_.of<const char*>(
                                                {"jiangsu", "jiangsu", "jiangsu", "jiangsu",
                                                 "three_steps", "invented"}))}};
    }
}

CreateProject RandomCommands::project() {
    const bool again = projects_ > 2 && chance_.percent(20);
    if (!again) ++projects_;
    CreateProject project =
        FourLevels::project(mix_.names + "P" + std::to_string(projects_), chance_.between(20, 50));
    if (chance_.percent(25) && projects_ > 2) {
        project.level = chance_.of({ProjectLevel::national, ProjectLevel::municipal});
        if (project.level == ProjectLevel::municipal)
            project.owner = chance_.of<const char*>({"3201", "3202"});
        project.online_enrollment = chance_.percent(50);
        if (!project.online_enrollment) {
            direct_.push_back(project.code);
            if (chance_.percent(50)) project.seats.reset();
        }
    }
    if (chance_.percent(50)) project.bases = {{"BP", {"3202", "SF"}}, {"BC", {"3201"}}};
    if (chance_.percent(20)) project.audience.subjects = {"语文"};
    if (chance_.percent(5)) project.hours = Hours{};
    return project;
}

AmendProject RandomCommands::amendment() {
    AmendProject command{some_project(), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
    const CreateProject like = FourLevels::project("", 0);
    switch (chance_.below(6)) {
        case 0:
            command.name = "培训" + std::to_string(steps_);
            break;
        case 1:
        case 2:
            command.seats = chance_.between(0, 40);
            break;
        case 3:
            command.training = DateRange{like.training.from, like.training.to.plus_days(7)};
            break;
        case 4:
            command.audience = chance_.percent(50) ? Audience{} : like.audience;
            break;
        default:
            command.hours = Hours::hundredths(chance_.between(1, 80) * 50);
            break;
    }
    return command;
}

/// The seats go down to the schools.
void RandomCommands::follow_up(const CreateProject& project) {
    std::vector<Made> down;
    for (const std::string& holder : FourLevels::authorities) {
        AllocateQuota command{project.code, {}};
        for (const std::string& child : FourLevels::children(holder)) {
            const std::int64_t seats = child.front() == 'S' ? 3 : child.size() == 4 ? 13 : 5;
            command.allocations.push_back({child, seats + chance_.between(-1, 1)});
        }
        down.push_back({holder, command});
    }
    follow_ups_.insert(follow_ups_.begin(), down.begin(), down.end());
}

/// The way of an enrolment to verified hours, with steps left out.
void RandomCommands::follow_up(const Group& enrolled) {
    if (follow_ups_.size() > 30) return;
    const auto& [project, school, teachers] = enrolled;
    const std::string authority = FourLevels::parent(school);
    const std::string base = some_base();
    std::vector<Made> way;
    way.push_back({authority, ReviewEnrollment{project, teachers, Decision::approve, {}}});
    way.push_back({base, ReviewEnrollment{project, teachers, Decision::approve, {}}});
    if (chance_.percent(20)) way.push_back({base, CancelEnrollmentApproval{project, teachers}});
    if (chance_.percent(40)) {
        const std::string code = some_class(project);
        way.push_back({base, AssignClass{code, teachers}});
        if (chance_.percent(30)) way.push_back({base, RemoveFromClass{code, teachers}});
    }
    if (chance_.percent(60)) {
        way.push_back({base, RecordResults{project, some_results(enrolled)}});
        if (chance_.percent(20)) way.push_back({base, DeleteResults{project, teachers}});
        way.push_back({authority, ApproveHours{records_of(enrolled)}});
        if (chance_.percent(20))
            way.push_back({authority, ReturnHours{records_of(enrolled), "再核"}});
        if (chance_.percent(50)) way.push_back({authority, VerifyHours{records_of(enrolled)}});
    }
    for (Made& step : way) {
        if (!chance_.percent(85)) return;
        follow_ups_.push_back(std::move(step));
    }
}

RandomCommands::Made RandomCommands::projects() {
    const std::size_t kind = chance_.below(100);
    if (kind < 6) {
        const CreateProject made = project();
        follow_up(made);
        return {made.owner, made};
    }
    if (kind < 25) return {chance_.of<const char*>({"32", "32", "3201", "3202"}), amendment()};
    if (kind < 26) return {"32", CancelProject{some_project(), "不再举办"}};
    const std::string holder = chance_.of(FourLevels::authorities);
    AllocateQuota command{some_project(), {}};
    for (const std::string& child : FourLevels::children(holder)) {
        if (chance_.percent(70)) {
            const std::int64_t most = child.front() == 'S' ? 4 : 12;
            command.allocations.push_back({child, chance_.between(0, most)});
        }
    }
    if (command.allocations.empty()) command.allocations.push_back({some_school(), 1});
    return {holder, command};
}

RandomCommands::Made RandomCommands::enrolling() {
    const std::size_t kind = chance_.below(100);
    if (kind < 40) {
        const std::string school = some_school();
        const Enroll command{some_project(), some_teachers(school), chance_.percent(10)};
        enrolled_.push_back({command.project, school, command.teachers});
        follow_up(enrolled_.back());
        return {school, command};
    }
    const auto [project, school, teachers] = some_group();
    const std::string reviewer = chance_.percent(50) ? FourLevels::parent(school) : some_base();
    if (kind < 52) return {school, DeleteEnrollment{project, teachers}};
    if (kind < 85) {
        ReviewEnrollment command{project, teachers, Decision::approve, {}};
        if (chance_.percent(35)) {
            command.decision = Decision::reject;
            if (chance_.percent(80)) command.reason = "理由";
        }
        return {reviewer, command};
    }
    return {reviewer, CancelEnrollmentApproval{project, teachers}};
}

RandomCommands::Made RandomCommands::classes() {
    const auto [project, school, teachers] = some_group();
    switch (chance_.below(8)) {
        case 0: {
            CreateClass command;
            command.project = some_project();
            command.code = mix_.names + "C" + std::to_string(classes_.size() + 1);
            command.name = "班";
            command.sole = chance_.percent(25);
            classes_.push_back(command);
            return {some_base(), command};
        }
        case 1:
            if (!chance_.percent(30)) break;
            return {some_base(), DeleteClasses{{some_class(project)}}};
        case 2:
        case 3:
            return {some_base(), RemoveFromClass{some_class(project), teachers}};
        default:
            break;
    }
    return {some_base(), AssignClass{some_class(project), teachers}};
}

RandomCommands::Made RandomCommands::hours() {
    const Group group = some_group();
    const std::string authority = FourLevels::parent(group.school);
    switch (chance_.below(8)) {
        case 0:
        case 1:
            return {some_base(), RecordResults{group.project, some_results(group)}};
        case 2:
            return {some_base(), DeleteResults{group.project, group.teachers}};
        case 3: {
            EnterProjectHours command{direct_.empty() ? group.project : chance_.of(direct_), {}};
            for (const std::string& teacher : group.teachers)
                command.results.push_back({teacher, some_grade()});
            return {authority, command};
        }
        case 4:
            return {authority, ApproveHours{records_of(group)}};
        case 5:
            return {authority, VerifyHours{records_of(group)}};
        default:
            break;
    }
    ReturnHours command{records_of(group), {}};
    if (chance_.percent(80)) command.reason = "再核";
    return {authority, command};
}

RandomCommands::Made RandomCommands::make() {
    if (steps_ <= 2) {
        const CreateProject made = FourLevels::project(
            mix_.names + "P" + std::to_string(++projects_), chance_.between(28, 50));
        follow_up(made);
        return {"32", made};
    }
    if (!follow_ups_.empty() && chance_.percent(50)) {
        Made made = std::move(follow_ups_.front());
        follow_ups_.pop_front();
        return made;
    }
    const std::size_t kind = chance_.below(100);
    if (kind < 8) return registering();
    if (kind < 28) return projects();
    if (kind < 62) return enrolling();
    return kind < 80 ? classes() : hours();
}

CallOptions RandomCommands::terms() {
    CallOptions options;
    options.partial = chance_.percent(75);
    if (chance_.percent(3)) options.expected_version = chance_.between(1, 4);
    if (!mix_.requests.empty()) {
        options.request_id = mix_.requests + std::to_string(steps_);
    } else if (chance_.percent(30)) {
        options.request_id = "R" + std::to_string(chance_.percent(80) ? steps_ : steps_ / 10);
    }
    return options;
}

/// Makes a step wrong that may have been right.
void RandomCommands::spoil(Step& step) {
    switch (chance_.below(4)) {
        case 0:
            step.actor = FourLevels::admin(chance_.of(FourLevels::authorities));
            break;
        case 1:
            step.actor = FourLevels::admin(some_school());
            break;
        case 2:
            step.actor = Actor{Role::teacher, {}, "SA-1", {}, {}};
            break;
        default:
            if (auto* enroll = std::get_if<Enroll>(&step.command))
                enroll->teachers.emplace_back("a:b");
            else
                step.actor.org = "nobody";
            break;
    }
}

Step RandomCommands::next() {
    ++steps_;
    Step step;
    if (mix_.requests.empty() && !asked_.empty() && chance_.percent(5)) {
        step = chance_.of(asked_);  // the same request again, much later
    } else {
        Made made = make();
        step.actor = FourLevels::admin(made.actor);
        step.command = std::move(made.command);
        step.options = terms();
        if (chance_.percent(4)) spoil(step);
        if (step.options.request_id) asked_.push_back(step);
    }
    step.micros = chance_.between(1, 20'000'000);
    if (!mix_.steady_time && chance_.percent(10))
        step.micros = chance_.of<std::int64_t>({0, -1'000'000, -10'000'000});
    return step;
}

}  // namespace xueshi::support
