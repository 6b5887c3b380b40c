#include "engine/session.hpp"

#include "engine/apply.hpp"

namespace xueshi::engine {

bool is_within(const Line& line, std::string_view ancestor) {
    return std::any_of(line.begin(), line.end(),
                       [&](const Org& org) { return org.code == ancestor; });
}

std::string place_of(const Line& line) {
    for (const Org& org : line) {
        if (org.level == OrgLevel::county) return org.code;
    }
    for (const Org& org : line) {
        if (org.kind == OrgKind::authority) return org.code;
    }
    return line.empty() ? std::string() : line.front().code;
}

Org to_org(const OrgRow& row) {
    return Org{row.code, row.name, row.kind, row.level, row.parent, row.stages};
}

Teacher to_teacher(const TeacherRow& row) {
    return Teacher{row.teacher, row.home,  row.school,   row.stages,
                   row.subject, row.title, row.position, row.hired_on};
}

std::vector<bool> refuse_repeated(Verdict& verdict, std::span<const std::string> codes) {
    std::unordered_map<std::string_view, std::size_t> first;
    first.reserve(codes.size());
    std::vector<bool> refused(codes.size(), false);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto [at, fresh] = first.emplace(codes[i], i);
        if (fresh) continue;
        refused[i] = true;
        verdict.refuse(i, codes[i], Why::req_4_request_item_repeated,
                       {{"first", static_cast<std::int64_t>(at->second)}});
    }
    return refused;
}

Session::Session(Work& work, const Policy& policy, const Actor& actor, Instant now,
                 Register* external, KnownFacts known)
    : work_(work),
      policy_(policy),
      actor_(actor),
      now_(now),
      external_(external),
      teachers_(work.memory()),
      known_(known) {}

const rules::Project* Session::project(const std::string& code, Guard guard) {
    const ProjectRow* row = work_.find<ProjectRow>(encode_cells(reference, code), guard);
    if (row == nullptr) return nullptr;
    auto& cached = projects_[code];
    if (!cached || cached->version != row->version) {
        cached = std::make_unique<rules::Project>();
        static_cast<CreateProject&>(*cached) =
            known_.cache ? known_.cache->project(code, row->body, row->enrolled, read_project)
                         : read_project(row->body);
    }
    cached->state = row->state;
    cached->enrolled = row->enrolled;
    cached->version = row->version;
    return cached.get();
}

const QuotaRow* Session::quota(const std::string& place, const std::string& project,
                               const std::string& org, Guard guard) {
    return work_.find<QuotaRow>(encode_cells(place, project, org), guard);
}

rules::SeatFacts Session::seats(const std::string& place, const std::string& project,
                                const std::string& org) {
    const std::string key = encode_cells(place, project, org);
    const QuotaRow* row = work_.find<QuotaRow>(key);
    if (row == nullptr) return {};
    return {row->seats, row->used + work_.pending<QuotaRow>(key, quota_column::used)};
}

const ClassRow* Session::find_class(const std::string& code, Guard guard) {
    const ClassRow* row = work_.find<ClassRow>(encode_cells(reference, code), guard);
    return row != nullptr && row->state == ClassState::active ? row : nullptr;
}

std::vector<ClassRow> Session::classes_of(const std::string& project, const std::string& base) {
    constexpr std::size_t by_project = 0;
    auto rows = work_.scan<ClassRow>(by_project, encode_cells(project, base), {}, storage::by_key);
    std::erase_if(rows, [](const ClassRow& row) { return row.state != ClassState::active; });
    return rows;
}

std::string Session::base_of(const CreateProject& project, const std::string& school) {
    for (const Org& org : line(school)) {
        for (const BaseRegions& base : project.bases) {
            if (std::find(base.regions.begin(), base.regions.end(), org.code) !=
                base.regions.end()) {
                return base.base;
            }
        }
    }
    return {};
}

std::vector<TraineeFacts> Session::trainees(const std::string& project,
                                            std::span<const std::string> codes, Guard guard,
                                            Guard teacher_guard) {
    const auto found = teachers(codes, teacher_guard);
    std::vector<const Teacher*> known;
    known.reserve(found.size());
    for (const Teacher* teacher : found) {
        if (teacher != nullptr) known.push_back(teacher);
    }
    const auto rows =
        work_.load<EnrollmentRow>(known.size(), guard, [&](std::size_t i, std::string& key) {
            append_cells(key, known[i]->home, known[i]->code, project);
        });
    std::vector<TraineeFacts> facts(codes.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        facts[i].teacher = found[i];
        if (found[i] != nullptr) facts[i].row = rows[next++];
    }
    return facts;
}

namespace {

/// Who reviews at a step for a school of this line.
std::string reviewer_of(Reviewer reviewer, const Line& line, const std::string& base) {
    switch (reviewer) {
        case Reviewer::school:
            return line.front().code;
        case Reviewer::authority:
            return line.front().parent.value_or("");
        case Reviewer::city:
            for (const Org& org : line) {
                if (org.level == OrgLevel::city) return org.code;
            }
            return {};
        case Reviewer::province:
            return line.back().code;
        case Reviewer::base:
            return base;
    }
    return {};
}

}  // namespace

rules::ReviewFacts Session::review_facts(const rules::Project& project, const EnrollmentRow& row) {
    const Line& school = line(row.school);
    const Parameters& values = parameters(project);
    rules::ReviewFacts facts;
    facts.state = row.state;
    facts.step = static_cast<std::size_t>(row.step);
    facts.in_class = row.class_code.has_value();
    facts.has_result = row.hours_state.has_value();
    if (school.empty()) return facts;
    facts.steps = rules::review_steps(values, school);
    const std::string base = base_of(project, row.school);
    for (const std::size_t step : facts.steps) {
        const Reviewer reviewer = values.review_chain.value[step].reviewer;
        if (reviewer_of(reviewer, school, base) == actor_.org) facts.actors.push_back(step);
    }
    return facts;
}

std::vector<EnrollmentRow> Session::rows_under(const std::string& project, const std::string& org) {
    constexpr std::size_t by_school = 0;
    std::vector<EnrollmentRow> rows;
    for_each_school(org, [&](const Org& school) {
        auto part = work_.scan<EnrollmentRow>(by_school, encode_cells(school.code, project), {},
                                              storage::by_key);
        std::move(part.begin(), part.end(), std::back_inserter(rows));
        return true;
    });
    return rows;
}

}  // namespace xueshi::engine
