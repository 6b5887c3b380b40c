/// Organisations and teachers.

#include "engine/query.hpp"
#include "values/text.hpp"

namespace xueshi::engine {

namespace {

OrgView to_view(const Org& org) {
    return {org.code, org.name, org.kind, org.level, org.parent, org.stages};
}

TeacherView to_view(const Teacher& teacher, const Person& person) {
    TeacherView view;
    view.teacher = teacher.code;
    view.name = mask_name(person.name);
    view.school = teacher.school;
    view.stages = teacher.stages;
    view.subject = teacher.subject;
    view.title = teacher.title;
    view.position = teacher.position;
    if (person.id_number) view.id_number = mask_tail(*person.id_number, 2, 1);
    if (person.mobile) view.mobile = mask_tail(*person.mobile, 2, 1);
    view.hired_on = teacher.hired_on;
    return view;
}

}  // namespace

OrgsPage answer(Session& session, const Orgs& query) {
    require_role(session, "orgs", true, true, false);
    const std::string& under = query.under ? *query.under : session.actor().org;
    require_reach(session, under);
    constexpr std::size_t page = 500;
    OrgsPage answer;
    std::string after = query.after.value_or("");
    const auto limit = static_cast<std::size_t>(query.limit);
    while (true) {
        const auto part = session.children(under, after, page);
        for (const Org& org : part) {
            if (query.kind && org.kind != *query.kind) continue;
            if (answer.orgs.size() == limit) {
                answer.next = answer.orgs.back().code;
                return answer;
            }
            answer.orgs.push_back(to_view(org));
        }
        if (part.size() < page) return answer;
        after = part.back().code;
    }
}

TeachersPage answer(Session& session, const Teachers& query) {
    require_role(session, "teachers", true, false, false);
    const std::string& top = query.school ? *query.school : session.actor().org;
    require_reach(session, top);
    std::vector<std::string> schools;
    session.for_each_school(top, [&](const Org& school) {
        schools.push_back(school.code);
        return true;
    });
    std::sort(schools.begin(), schools.end());
    const auto cursor = query.after ? parse_cursor(*query.after, 2) : std::vector<std::string>(2);
    const auto limit = static_cast<std::size_t>(query.limit);
    TeachersPage answer;
    auto school = std::lower_bound(schools.begin(), schools.end(), cursor[0]);
    for (; school != schools.end(); ++school) {
        const std::string after = *school == cursor[0] ? cursor[1] : std::string();
        const std::size_t wanted = limit + 1 - answer.teachers.size();
        for (const auto& [teacher, person] :
             session.search({*school, query.search, query.subject}, after, wanted)) {
            if (answer.teachers.size() == limit) {
                const TeacherView& last = answer.teachers.back();
                answer.next = last.school + ":" + last.teacher;
                return answer;
            }
            answer.teachers.push_back(to_view(teacher, person));
        }
    }
    return answer;
}

TeachersPage answer(Session& session, const EligibleTeachers& query) {
    const Actor& actor = session.actor();
    if (actor.role != Role::school_admin) {
        throw QueryRefused({Why::acc_1_access_role,
                            {{"role", std::string(enum_name(actor.role))},
                             {"command", std::string("eligible_teachers")}},
                            {}},
                           actor.role == Role::teacher ? actor.teacher : actor.org);
    }
    const rules::Project& project = require_project(session, query.project);
    if (!sees_project(session, project)) {
        throw QueryRefused({Why::view_1_access_jurisdiction, {{"org", actor.org}}, {}},
                           query.project);
    }
    constexpr std::size_t page = 500;
    const auto limit = static_cast<std::size_t>(query.limit);
    TeachersPage answer;
    std::string after = query.after.value_or("");
    while (true) {
        const auto part = session.search({actor.org, {}, {}}, after, page);
        std::vector<std::string> codes;
        codes.reserve(part.size());
        for (const auto& [teacher, person] : part)
            codes.push_back(teacher.code);
        const auto trainees = session.trainees(query.project, codes, Guard::none);
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (trainees[i].living()) continue;
            if (!rules::failed_conditions(project, part[i].first).empty()) continue;
            if (answer.teachers.size() == limit) {
                answer.next = answer.teachers.back().teacher;
                return answer;
            }
            answer.teachers.push_back(to_view(part[i].first, part[i].second));
        }
        if (part.size() < page) return answer;
        after = codes.back();
    }
}

}  // namespace xueshi::engine
