#include "support/random_commands.hpp"

#include "support/four_levels.hpp"

namespace xueshi::support {

std::string RandomCommands::some_school() { return chance_.of(FourLevels::schools); }

std::string RandomCommands::some_project() {
    // The last few: so that things happen in each.
    const int newest = std::max(projects_, 1);
    return "P" + std::to_string(std::max(1, newest - static_cast<int>(chance_.below(3))));
}

std::string RandomCommands::some_class() {
    const int newest = std::max(classes_, 1);
    return "C" + std::to_string(std::max(1, newest - static_cast<int>(chance_.below(3))));
}

std::vector<std::string> RandomCommands::some_teachers(const std::string& school) {
    std::vector<std::string> codes;
    const std::size_t count = 1 + chance_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string from = chance_.percent(95) ? school : some_school();
        codes.push_back(FourLevels::teacher(
            from, static_cast<int>(chance_.between(1, teachers_per_school + 1))));
    }
    return codes;
}

std::vector<std::string> RandomCommands::some_records(const std::string& school) {
    std::vector<std::string> codes;
    const std::string project = some_project();
    for (const std::string& teacher : some_teachers(school))
        codes.push_back(record_code(project, teacher));
    return codes;
}

std::string RandomCommands::some_grade() {
    return chance_.of<const char*>({"excellent", "pass", "pass", "pass", "fail", "merit"});
}

RandomCommands::Made RandomCommands::registering() {
    const std::string school = some_school();
    switch (chance_.below(mix_.policies ? 5 : 4)) {
        case 0: {
            RegisterOrgs command;
            command.orgs.push_back({chance_.percent(70) ? school : "SN" + std::to_string(steps_),
                                    "学校" + std::to_string(steps_),
                                    OrgKind::school,
                                    {},
                                    chance_.percent(80) ? FourLevels::parent(school) : "3201",
                                    {Stage::primary, Stage::junior}});
            return {chance_.of(FourLevels::authorities), command};
        }
        case 1:
            return {chance_.percent(50) ? school : FourLevels::parent(school),
                    FourLevels::register_teachers(school, teachers_per_school)};
        case 2: {
            RegisterTeachers command = FourLevels::register_teachers(school, 1);
            TeacherEntry& entry = command.teachers.front();
            entry.code = some_teachers(school).front();
            entry.subject = chance_.of<const char*>({"语文", "数学"});
            entry.title = chance_.percent(50) ? std::optional<std::string>("高级教师")
                                              : std::nullopt;
            return {FourLevels::parent(school), command};
        }
        case 3:
            return {chance_.of<const char*>({"32", "3201", "3202"}),
                    TransferTeacher{some_teachers(school).front(), some_school()}};
        default:
            return {"32", AdoptPolicy{chance_.percent(20)
                                          ? "{}"
                                          : policy_text(chance_.of<const char*>(
                                                {"jiangsu", "jiangsu", "jiangsu", "three_steps",
                                                 "invented"}))}};
    }
}

CreateProject RandomCommands::project() {
    const bool again = projects_ > 2 && chance_.percent(20);
    if (!again)
        ++projects_;
    CreateProject project =
        FourLevels::project("P" + std::to_string(projects_), chance_.between(4, 30));
    if (chance_.percent(40) && projects_ > 2) {
        project.level = chance_.of({ProjectLevel::national, ProjectLevel::municipal});
        if (project.level == ProjectLevel::municipal)
            project.owner = chance_.of<const char*>({"3201", "3202"});
        project.online_enrollment = chance_.percent(50);
        if (!project.online_enrollment && chance_.percent(50))
            project.seats.reset();
    }
    if (chance_.percent(30))
        project.bases = {{"BP", {"3202", "SF"}}, {"BC", {"3201"}}};
    if (chance_.percent(20))
        project.audience.subjects = {"语文"};
    if (chance_.percent(5))
        project.hours = Hours{};
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

RandomCommands::Made RandomCommands::projects() {
    const std::size_t kind = chance_.below(100);
    if (kind < 10) {
        const CreateProject made = project();
        return {made.owner, made};
    }
    if (kind < 25)
        return {chance_.of<const char*>({"32", "32", "3201", "3202"}), amendment()};
    if (kind < 27)
        return {"32", CancelProject{some_project(), "不再举办"}};
    const std::string holder = chance_.of(FourLevels::authorities);
    AllocateQuota command{some_project(), {}};
    for (const std::string& child : FourLevels::children(holder)) {
        if (chance_.percent(70)) {
            const std::int64_t most = child.front() == 'S' ? 4 : 12;
            command.allocations.push_back({child, chance_.between(0, most)});
        }
    }
    if (command.allocations.empty())
        command.allocations.push_back({some_school(), 1});
    return {holder, command};
}

RandomCommands::Made RandomCommands::enrolling() {
    const std::string school = some_school();
    const std::string reviewer =
        chance_.percent(50) ? FourLevels::parent(school) : chance_.of(FourLevels::bases);
    const std::size_t kind = chance_.below(100);
    if (kind < 40) {
        return {school, Enroll{some_project(), some_teachers(school), chance_.percent(10)}};
    }
    if (kind < 52)
        return {school, DeleteEnrollment{some_project(), some_teachers(school)}};
    if (kind < 90) {
        const bool approve = chance_.percent(80);
        return {reviewer, ReviewEnrollment{some_project(), some_teachers(school),
                                           approve ? Decision::approve : Decision::reject,
                                           chance_.percent(approve ? 10 : 80)
                                               ? std::optional<std::string>("理由")
                                               : std::nullopt}};
    }
    return {reviewer, CancelEnrollmentApproval{some_project(), some_teachers(school)}};
}

RandomCommands::Made RandomCommands::classes() {
    const std::string base = chance_.percent(80) ? "BP" : "BC";
    switch (chance_.below(8)) {
        case 0: {
            ++classes_;
            CreateClass command;
            command.project = some_project();
            command.code = "C" + std::to_string(classes_);
            command.name = "班";
            command.sole = chance_.percent(25);
            return {base, command};
        }
        case 1:
            if (!chance_.percent(30))
                break;
            return {base, DeleteClasses{{some_class()}}};
        case 2:
        case 3:
            return {base, RemoveFromClass{some_class(), some_teachers(some_school())}};
        default:
            break;
    }
    return {base, AssignClass{some_class(), some_teachers(some_school())}};
}

RandomCommands::Made RandomCommands::hours() {
    const std::string school = some_school();
    const std::string authority = FourLevels::parent(school);
    const std::string base = chance_.percent(80) ? "BP" : "BC";
    switch (chance_.below(8)) {
        case 0:
        case 1:
        case 2: {
            RecordResults command{some_project(), {}};
            for (const std::string& teacher : some_teachers(school)) {
                command.results.push_back(
                    {teacher,
                     chance_.percent(50) ? std::optional(chance_.between(0, 102)) : std::nullopt,
                     some_grade()});
            }
            return {base, command};
        }
        case 3:
            return {base, DeleteResults{some_project(), some_teachers(school)}};
        case 4: {
            EnterProjectHours command{some_project(), {}};
            for (const std::string& teacher : some_teachers(school))
                command.results.push_back({teacher, some_grade()});
            return {authority, command};
        }
        case 5:
            return {authority, ApproveHours{some_records(school)}};
        case 6:
            return {authority, VerifyHours{some_records(school)}};
        default:
            return {authority, ReturnHours{some_records(school),
                                           chance_.percent(80)
                                               ? std::optional<std::string>("再核")
                                               : std::nullopt}};
    }
}

RandomCommands::Made RandomCommands::make() {
    if (steps_ <= 2) {
        const CreateProject made =
            FourLevels::project("P" + std::to_string(++projects_), chance_.between(10, 40));
        return {"32", made};
    }
    const std::size_t kind = chance_.below(100);
    if (kind < 8)
        return registering();
    if (kind < 28)
        return projects();
    if (kind < 62)
        return enrolling();
    return kind < 80 ? classes() : hours();
}

CallOptions RandomCommands::terms() {
    CallOptions options;
    options.partial = chance_.percent(60);
    if (chance_.percent(3))
        options.expected_version = chance_.between(1, 4);
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
        if (chance_.percent(4))
            spoil(step);
        if (step.options.request_id)
            asked_.push_back(step);
    }
    step.micros = chance_.between(1, 20'000'000);
    if (!mix_.steady_time && chance_.percent(10))
        step.micros = chance_.of<std::int64_t>({0, -1'000'000, -10'000'000});
    return step;
}

}  // namespace xueshi::support
