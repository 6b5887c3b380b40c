/// Enrolments, hours, a teacher's statement.

#include <algorithm>

#include "codec/shape.hpp"
#include "engine/query.hpp"
#include "values/enums.hpp"
#include "values/suggest.hpp"

namespace xueshi::engine {

HoursView to_hours_view(Session& session, const EnrollmentRow& row) {
    const rules::Project* project = session.project(row.project);
    HoursView view;
    view.record = record_code(row.project, row.teacher);
    view.teacher = row.teacher;
    view.category = "project";
    view.project = row.project;
    if (project != nullptr) {
        view.name = project->name;
        view.level = project->level;
    }
    view.school = row.school;
    view.year = row.year;
    view.hours = row.hours.value_or(Hours{});
    view.grade = row.grade.value_or("");
    view.attendance = row.attendance;
    view.state = row.hours_state.value_or(HoursState::recorded);
    view.reason = row.hours_reason;
    return view;
}

namespace {

/// Which steps there are is the policy's, who can stand at one is not. A state that none can have
/// would look like an answer: nobody is in it.
void require_state(const std::string& state) {
    std::vector<std::string> known;
    for (const Reviewer reviewer : enum_values<Reviewer>())
        known.push_back(rules::pending_state(ReviewStep{reviewer}));
    known.insert(known.end(), {"approved", "rejected"});
    if (std::find(known.begin(), known.end(), state) != known.end()) return;
    std::string expected = "one of ";
    for (const std::string& one : known)
        expected.append(one == known.front() ? "" : ", ").append(one);
    const std::vector<std::string_view> words(known.begin(), known.end());
    throw QueryRefused({Why::req_1_request_invalid,
                        {{"pointer", std::string("/state")},
                         {"expected", expected + did_you_mean(state, words)},
                         {"found", codec::shown_text(state)}},
                        {}},
                       {});
}

}  // namespace

EnrollmentsPage answer(Session& session, const Enrollments& query) {
    if (query.state) require_state(*query.state);
    const auto limit = static_cast<std::size_t>(query.limit);
    EnrollmentsPage answer;
    std::string last;
    VisibleRows(session, query.project).for_each(query.after, [&](const EnrollmentRow& row) {
        if (row.state.empty() || row.state == "deleted") return true;
        if (query.state && row.state != *query.state) return true;
        if (answer.enrollments.size() == limit) {
            answer.next = last;
            return false;
        }
        EnrollmentView view{row.project, row.teacher,    row.school, row.state,  row.forced,
                            row.reason,  row.class_code, {},         row.version};
        if (row.enrolled_at) view.enrolled_at = Instant::from_micros(*row.enrolled_at);
        answer.enrollments.push_back(std::move(view));
        last = VisibleRows::cursor_of(row);
        return true;
    });
    return answer;
}

namespace {

const Teacher& require_teacher(Session& session, const std::string& code) {
    const Actor& actor = session.actor();
    if (actor.role == Role::teacher && actor.teacher != code) {
        throw QueryRefused({Why::view_2_access_jurisdiction, {}, {}}, code);
    }
    const std::string codes[] = {code};
    const Teacher* teacher = session.teachers(codes, Guard::none).front();
    if (teacher == nullptr) throw QueryRefused({Why::org_3_teacher_unknown, {}, {}}, code);
    const bool in_reach =
        actor.role == Role::teacher || is_within(session.line(teacher->school), actor.org);
    if (!in_reach) {
        throw QueryRefused({Why::view_1_access_jurisdiction, {{"org", actor.org}}, {}}, code);
    }
    return *teacher;
}

}  // namespace

HoursPage answer(Session& session, const HoursQuery& query) {
    const auto limit = static_cast<std::size_t>(query.limit);
    if (query.teacher && session.actor().role == Role::teacher &&
        *query.teacher != session.actor().teacher) {
        throw QueryRefused({Why::view_2_access_jurisdiction, {}, {}}, *query.teacher);
    }
    HoursPage answer;
    std::string last;
    bool in_view = !query.teacher || query.after;
    VisibleRows(session, query.project).for_each(query.after, [&](const EnrollmentRow& row) {
        if (!row.hours_state) return true;
        if (query.teacher && row.teacher != *query.teacher) return true;
        in_view = true;
        if (query.state && row.hours_state != query.state) return true;
        if (query.year && row.year != *query.year) return true;
        if (answer.records.size() == limit) {
            answer.next = last;
            return false;
        }
        answer.records.push_back(to_hours_view(session, row));
        last = VisibleRows::cursor_of(row);
        return true;
    });
    // Records stay visible where they were earned; whoever sees none must be in charge of the
    // teacher.
    if (!in_view) require_teacher(session, *query.teacher);
    return answer;
}

namespace {

void add_to_totals(std::vector<Total>& totals, const HoursView& record) {
    for (Total& total : totals) {
        if (total.category == record.category && total.state == record.state) {
            total.hours += record.hours;
            ++total.records;
            return;
        }
    }
    totals.push_back({record.category, record.state, record.hours, 1});
}

}  // namespace

StatementAnswer answer(Session& session, const Statement& query) {
    const Teacher& teacher = require_teacher(session, query.teacher);
    StatementAnswer answer;
    answer.teacher = teacher.code;
    for (const EnrollmentRow& row : session.work().scan<EnrollmentRow>(
             storage::by_key, encode_cells(teacher.home, teacher.code), {}, storage::by_key)) {
        if (!row.hours_state) continue;
        if (query.year && row.year != *query.year) continue;
        if ((query.from && row.year < *query.from) || (query.to && row.year > *query.to)) continue;
        answer.records.push_back(to_hours_view(session, row));
    }
    std::stable_sort(answer.records.begin(), answer.records.end(),
                     [](const HoursView& left, const HoursView& right) {
                         return std::tie(left.year, left.record) <
                                std::tie(right.year, right.record);
                     });
    for (const HoursView& record : answer.records) {
        add_to_totals(answer.totals, record);
        if (record.state == HoursState::verified) answer.verified += record.hours;
    }
    std::sort(
        answer.totals.begin(), answer.totals.end(), [](const Total& left, const Total& right) {
            return std::tie(left.category, left.state) < std::tie(right.category, right.state);
        });
    return answer;
}

}  // namespace xueshi::engine
