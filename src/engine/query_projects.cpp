/// Projects, seats, classes.

#include <set>

#include "engine/query.hpp"

namespace xueshi::engine {

namespace {

ProjectView to_view(Session& session, const rules::Project& project) {
    const auto window = rules::enrollment_window(session.parameters(project), project);
    ProjectView view;
    view.code = project.code;
    view.name = project.name;
    view.level = project.level;
    view.owner = project.owner;
    view.year = project.year;
    view.hours = project.hours;
    view.seats = project.seats;
    view.enrollment = project.enrollment;
    view.training = project.training;
    view.audience = project.audience;
    view.bases = project.bases;
    view.online_enrollment = project.online_enrollment;
    view.state = project.state;
    view.open = project.state == ProjectState::active && window && window->contains(session.now());
    view.version = project.version;
    return view;
}

QuotaView to_view(const std::string& org, const QuotaRow* row) {
    if (row == nullptr) return {org, 0, 0, 0};
    return {org, row->seats, row->used, row->seats - row->used};
}

/// The projects in which a teacher has or had an enrolment or hours.
std::set<std::string> projects_of_teacher(Session& session) {
    std::set<std::string> codes;
    VisibleRows(session, std::nullopt).for_each(std::nullopt, [&](const EnrollmentRow& row) {
        codes.insert(row.project);
        return true;
    });
    return codes;
}

/// What the actor may see, by a test that is made once.
std::function<bool(const rules::Project&)> visibility(Session& session) {
    if (session.actor().role == Role::teacher) {
        return [codes = projects_of_teacher(session)](const rules::Project& project) {
            return codes.contains(project.code);
        };
    }
    return [&session](const rules::Project& project) { return sees_project(session, project); };
}

}  // namespace

ProjectsPage answer(Session& session, const Projects& query) {
    const auto sees = visibility(session);
    const auto limit = static_cast<std::size_t>(query.limit);
    ProjectsPage answer;
    for_each_project(session, query.after.value_or(""), [&](const rules::Project& project) {
        if ((query.year && project.year != *query.year) || !sees(project)) return true;
        if (answer.projects.size() == limit) {
            answer.next = answer.projects.back().code;
            return false;
        }
        answer.projects.push_back(to_view(session, project));
        return true;
    });
    return answer;
}

QuotaAnswer answer(Session& session, const Quota& query) {
    require_role(session, "quota", true, false, false);
    const std::string& org = query.org ? *query.org : session.actor().org;
    const Line& line = require_reach(session, org);
    require_project(session, query.project);
    QuotaAnswer answer{
        query.project, to_view(org, session.quota(place_of(line), query.project, org)), {}};
    constexpr std::size_t by_project = 0;
    for (const QuotaRow& row : session.work().scan<QuotaRow>(
             by_project, encode_cells(query.project), {}, storage::by_key)) {
        const auto child = session.org(row.org);
        if (child && child->parent == org) answer.children.push_back(to_view(row.org, &row));
    }
    return answer;
}

ClassesPage answer(Session& session, const Classes& query) {
    const Actor& actor = session.actor();
    const auto sees = visibility(session);
    std::set<std::string> own;  // a teacher's classes
    if (actor.role == Role::teacher) {
        VisibleRows(session, std::nullopt).for_each(std::nullopt, [&](const EnrollmentRow& row) {
            if (row.class_code) own.insert(*row.class_code);
            return true;
        });
    }
    const auto cursor = query.after ? parse_cursor(*query.after, 2) : std::vector<std::string>(2);
    const auto limit = static_cast<std::size_t>(query.limit);
    ClassesPage answer;
    const auto visit = [&](const rules::Project& project) {
        if (project.code < cursor[0] || !sees(project)) return true;
        constexpr std::size_t by_project = 0;
        auto rows = session.work().scan<ClassRow>(by_project, encode_cells(project.code), {},
                                                  storage::by_key);
        std::sort(rows.begin(), rows.end(), [](const ClassRow& left, const ClassRow& right) {
            return left.code < right.code;
        });
        for (const ClassRow& row : rows) {
            if (row.state != ClassState::active) continue;
            if (project.code == cursor[0] && row.code <= cursor[1]) continue;
            if (actor.role == Role::base_admin && row.base != actor.org) continue;
            if (actor.role == Role::teacher && !own.contains(row.code)) continue;
            if (answer.classes.size() == limit) {
                const ClassView& last = answer.classes.back();
                answer.next = last.project + ":" + last.class_;
                return false;
            }
            ClassView view{row.code,    row.project, row.base,    row.name,   row.sole,
                           row.planned, {},          row.members, row.version};
            if (row.training_from) view.training = DateRange{*row.training_from, *row.training_to};
            answer.classes.push_back(std::move(view));
        }
        return true;
    };
    if (query.project) {
        visit(require_project(session, *query.project));
    } else {
        for_each_project(session, {}, visit);
    }
    return answer;
}

}  // namespace xueshi::engine
