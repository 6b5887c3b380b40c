/// What an actor may see: the predicates and walks that all queries share.

#include "codec/shape.hpp"
#include "engine/query.hpp"

namespace xueshi::engine {

bool is_authority(const Actor& actor) {
    return actor.role == Role::province_admin || actor.role == Role::city_admin ||
           actor.role == Role::county_admin;
}

void require_role(const Session& session, std::string_view query, bool schools, bool bases,
                  bool teachers) {
    const Actor& actor = session.actor();
    const bool allowed = is_authority(actor) || (schools && actor.role == Role::school_admin) ||
                         (bases && actor.role == Role::base_admin) ||
                         (teachers && actor.role == Role::teacher);
    if (allowed) return;
    throw QueryRefused(
        {Why::acc_1_access_role,
         {{"role", std::string(enum_name(actor.role))}, {"command", std::string(query)}},
         {}},
        actor.role == Role::teacher ? actor.teacher : actor.org);
}

const Line& require_reach(Session& session, const std::string& org) {
    const Line& line = session.line(org);
    if (line.empty()) throw QueryRefused({Why::req_2_org_unknown, {{"org", org}}, {}}, org);
    if (!is_within(line, session.actor().org)) {
        throw QueryRefused({Why::view_1_access_jurisdiction, {{"org", org}}, {}}, org);
    }
    return line;
}

const rules::Project& require_project(Session& session, const std::string& code) {
    const rules::Project* project = session.project(code);
    if (project == nullptr) throw QueryRefused({Why::req_2_project_unknown, {}, {}}, code);
    return *project;
}

bool sees_project(Session& session, const rules::Project& project) {
    const Actor& actor = session.actor();
    if (actor.role == Role::base_admin) {
        return std::any_of(project.bases.begin(), project.bases.end(),
                           [&](const BaseRegions& part) { return part.base == actor.org; });
    }
    const Line& line = session.line(actor.org);
    if (is_within(line, project.owner)) {
        return actor.role != Role::school_admin || !project.online_enrollment ||
               rules::stage_matches(project.audience, line.front().stages);
    }
    return is_authority(actor) && is_within(session.line(project.owner), actor.org);
}

void for_each_project(Session& session, std::string_view after,
                      const std::function<bool(const rules::Project&)>& visit) {
    constexpr std::size_t page = 200;
    std::string position = after.empty() ? std::string() : encode_cells(reference, after);
    while (true) {
        const auto rows = session.work().scan<ProjectRow>(storage::by_key, encode_cells(reference),
                                                          position, page);
        for (const ProjectRow& row : rows) {
            if (!visit(*session.project(row.project))) return;
        }
        if (rows.size() < page) return;
        position = encode_key(rows.back());
    }
}

std::vector<std::string> parse_cursor(const std::string& cursor, std::size_t count) {
    std::vector<std::string> parts;
    std::string_view rest = cursor;
    while (true) {
        const std::size_t colon = rest.find(':');
        parts.emplace_back(rest.substr(0, colon));
        if (colon == std::string_view::npos) break;
        rest.remove_prefix(colon + 1);
    }
    if (parts.size() != count) {
        throw QueryRefused({Why::req_1_request_invalid,
                            {{"pointer", std::string("/after")},
                             {"expected", std::string("the `next` of an earlier answer")},
                             {"found", codec::shown_text(cursor)}},
                            {}},
                           {});
    }
    return parts;
}

VisibleRows::VisibleRows(Session& session, const std::optional<std::string>& project)
    : session_(session), project_(project) {
    const Actor& actor = session.actor();
    if (project) require_project(session, *project);
    if (actor.role == Role::teacher) return;
    if (actor.role == Role::base_admin) {
        add_schools_of_base(project);
    } else {
        session.for_each_school(actor.org, [&](const Org& school) {
            schools_.push_back(school.code);
            return true;
        });
    }
    std::sort(schools_.begin(), schools_.end());
    schools_.erase(std::unique(schools_.begin(), schools_.end()), schools_.end());
    if (!project || !session.project(*project)->online_enrollment) return;
    // Only schools that were given seats can have rows of an online project.
    constexpr std::size_t by_project = 0;
    std::vector<std::string> with_seats;
    for (const QuotaRow& row :
         session.work().scan<QuotaRow>(by_project, encode_cells(*project), {}, storage::by_key)) {
        with_seats.push_back(row.org);
    }
    std::sort(with_seats.begin(), with_seats.end());
    std::erase_if(schools_, [&](const std::string& school) {
        return !std::binary_search(with_seats.begin(), with_seats.end(), school);
    });
}

void VisibleRows::add_schools_of_base(const std::optional<std::string>& wanted) {
    const std::string& base = session_.actor().org;
    const auto add = [&](const rules::Project& project) {
        for (const BaseRegions& part : project.bases) {
            if (part.base != base) continue;
            for (const std::string& region : part.regions) {
                session_.for_each_school(region, [&](const Org& school) {
                    schools_.push_back(school.code);
                    return true;
                });
            }
        }
        return true;
    };
    if (!wanted) return for_each_project(session_, {}, add);
    const rules::Project& project = require_project(session_, *wanted);
    if (!sees_project(session_, project)) {
        throw QueryRefused({Why::view_1_access_jurisdiction, {{"org", base}}, {}}, *wanted);
    }
    add(project);
}

std::string VisibleRows::cursor_of(const EnrollmentRow& row) {
    return row.school + ":" + row.project + ":" + row.teacher + ":" + row.home;
}

bool VisibleRows::visit_teacher(const std::optional<std::string>& cursor,
                                const std::function<bool(const EnrollmentRow&)>& visit) {
    const std::string codes[] = {session_.actor().teacher};
    const Teacher* teacher = session_.teachers(codes, Guard::none).front();
    const std::string prefix = encode_cells(teacher->home, teacher->code);
    std::string position;
    if (cursor) {
        const auto parts = parse_cursor(*cursor, 4);
        position = encode_cells(parts[3], parts[2], parts[1]);
    }
    for (const EnrollmentRow& row :
         session_.work().scan<EnrollmentRow>(storage::by_key, prefix, position, storage::by_key)) {
        if (project_ && row.project != *project_) continue;
        if (!visit(row)) return false;
    }
    return true;
}

void VisibleRows::for_each(const std::optional<std::string>& cursor,
                           const std::function<bool(const EnrollmentRow&)>& visit) {
    if (session_.actor().role == Role::teacher) {
        visit_teacher(cursor, visit);
        return;
    }
    constexpr std::size_t by_school = 0;
    constexpr std::size_t page = 500;
    const bool base = session_.actor().role == Role::base_admin;
    const auto parts = cursor ? parse_cursor(*cursor, 4) : std::vector<std::string>(4);
    auto school = std::lower_bound(schools_.begin(), schools_.end(), parts[0]);
    for (; school != schools_.end(); ++school) {
        const std::string prefix =
            project_ ? encode_cells(*school, *project_) : encode_cells(*school);
        std::string position;
        if (cursor && *school == parts[0]) {
            position = encode_cells(parts[0], parts[1], parts[2], parts[3], parts[2], parts[1]);
        }
        while (true) {
            const auto rows =
                session_.work().scan<EnrollmentRow>(by_school, prefix, position, page);
            for (const EnrollmentRow& row : rows) {
                if (base) {
                    const rules::Project* project = session_.project(row.project);
                    if (session_.base_of(*project, row.school) != session_.actor().org) continue;
                }
                if (!visit(row)) return;
            }
            if (rows.size() < page) break;
            const EnrollmentRow& last = rows.back();
            position = encode_cells(last.school, last.project, last.teacher, last.home,
                                    last.teacher, last.project);
        }
    }
}

}  // namespace xueshi::engine
