#include "engine/apply.hpp"

#include "codec/struct_json.hpp"

namespace xueshi::engine {

namespace {

std::string enrollment_key(const auto& trainee, const std::string& project) {
    return encode_cells(trainee.home, trainee.teacher, project);
}

/// Takes (negative: gives back) seats of one organisation.
void use_seats(Work& work, std::string_view place, std::string_view project, std::string_view org,
               std::int64_t seats) {
    work.add<QuotaRow>({.key = encode_cells(place, project, org),
                        .column = quota_column::used,
                        .delta = seats,
                        .at_most_column = quota_column::seats});
}

void free_seats(Work& work, const std::string& project, const std::vector<Freed>& freed) {
    for (const Freed& part : freed)
        use_seats(work, part.place, project, part.org, -part.seats);
}

void count_members(Work& work, const std::string& code, std::int64_t more) {
    work.add<ClassRow>(
        {.key = encode_cells(reference, code), .column = class_column::members, .delta = more});
}

void mark_enrolled(Work& work, const std::string& project) {
    work.change<ProjectRow>(encode_cells(reference, project)).enrolled = true;
}

void on(const PolicyAdopted& event, Work& work) {
    const std::string key = encode_cells(reference, "root");
    if (work.find<RootRow>(key, Guard::exclusive) == nullptr) {
        work.append(RootRow{std::string(reference), "root", event.province, {}, 0, false, 0, {}});
    }
    RootRow& root = work.change<RootRow>(key);
    root.policy = event.digest;
    root.policies = event.number;
    const std::string policy_key = encode_cells(reference, event.digest);
    if (work.find<PolicyRow>(policy_key, Guard::exclusive) == nullptr) {
        work.append(
            PolicyRow{std::string(reference), event.digest, event.number, event.content, 0, {}});
    } else {
        work.change<PolicyRow>(policy_key).number = event.number;  // an earlier policy again
    }
}

void on(const OrgsRegistered& event, Work& work) {
    work.change<RootRow>(encode_cells(reference, "root")).founded = true;
    for (const OrgEntry& org : event.orgs) {
        const std::string key = encode_cells(reference, org.code);
        if (work.find<OrgRow>(key, Guard::exclusive) == nullptr) {
            OrgRow row;
            row.partition = reference;
            row.code = org.code;
            work.append(std::move(row));
        }
        OrgRow& row = work.change<OrgRow>(key);
        row.name = org.name;
        row.kind = org.kind;
        row.level = org.level;
        row.parent = org.parent;
        row.stages = org.stages;
    }
}

void register_person(const RegisteredTeacher& entry, Work& work) {
    const TeacherEntry& teacher = entry.teacher;
    const std::string key = encode_cells(entry.home, teacher.code);
    if (work.find<PersonRow>(key, Guard::exclusive) == nullptr) {
        PersonRow row;
        row.home = entry.home;
        row.teacher = teacher.code;
        work.append(std::move(row));
    }
    PersonRow& row = work.change<PersonRow>(key);
    row.key_id = entry.key_id;
    row.digest = entry.digest;
    if (teacher.name.empty()) return;  // from the log, which holds no personal content
    row.name = teacher.name;
    row.sex = teacher.sex;
    row.birth_date = teacher.birth_date;
    row.id_type = teacher.id_type;
    row.id_number = teacher.id_number;
    row.mobile = teacher.mobile;
}

void on(const TeachersRegistered& event, Work& work) {
    const auto encode = [&](std::size_t i, std::string& key) {
        append_cells(key, event.teachers[i].home, event.teachers[i].teacher.code);
    };
    work.load<TeacherRow>(event.teachers.size(), Guard::exclusive, encode);
    work.load<PersonRow>(event.teachers.size(), Guard::exclusive, encode);
    for (const RegisteredTeacher& entry : event.teachers) {
        const TeacherEntry& teacher = entry.teacher;
        const std::string key = encode_cells(entry.home, teacher.code);
        if (work.find<TeacherRow>(key, Guard::exclusive) == nullptr) {
            TeacherRow row;
            row.home = entry.home;
            row.teacher = teacher.code;
            work.append(std::move(row));
        }
        TeacherRow& row = work.change<TeacherRow>(key);
        row.school = teacher.school;
        row.stages = teacher.stages;
        row.subject = teacher.subject;
        row.title = teacher.title;
        row.position = teacher.position;
        row.hired_on = teacher.hired_on;
        register_person(entry, work);
    }
}

void on(const TeacherTransferred& event, Work& work) {
    work.change<TeacherRow>(encode_cells(event.home, event.teacher)).school = event.to_school;
}

void on(const ProjectCreated& event, Work& work) {
    ProjectRow row;
    row.partition = reference;
    row.project = event.project.code;
    row.owner = event.project.owner;
    row.year = event.project.year;
    row.body = write_project(event.project);
    work.append(std::move(row));
    if (!event.project.seats) return;
    work.append(QuotaRow{
        event.place, event.project.code, event.project.owner, *event.project.seats, 0, 0, {}});
}

void on(const ProjectAmended& event, Work& work) {
    ProjectRow& row = work.change<ProjectRow>(encode_cells(reference, event.project.code));
    row.owner = event.project.owner;
    row.year = event.project.year;
    row.body = write_project(event.project);
    if (!event.project.seats) return;
    const std::string key = encode_cells(event.place, event.project.code, event.project.owner);
    if (work.find<QuotaRow>(key) == nullptr) {  // also for 0 seats, as at creation
        work.append(QuotaRow{
            event.place, event.project.code, event.project.owner, event.more_seats, 0, 0, {}});
        return;
    }
    if (event.more_seats == 0) return;
    work.add<QuotaRow>({.key = key,
                        .column = quota_column::seats,
                        .delta = event.more_seats,
                        .at_least_column = quota_column::used});
}

void on(const ProjectCancelled& event, Work& work) {
    work.change<ProjectRow>(encode_cells(reference, event.project)).state = ProjectState::cancelled;
}

void on(const QuotaAllocated& event, Work& work) {
    for (const Allocated& part : event.allocations) {
        use_seats(work, event.place, event.project, event.holder, part.more);
        if (part.first) {
            work.append(QuotaRow{part.place, event.project, part.org, part.more, 0, 0, {}});
        } else {
            work.add<QuotaRow>({.key = encode_cells(part.place, event.project, part.org),
                                .column = quota_column::seats,
                                .delta = part.more,
                                .at_least_column = quota_column::used});
        }
    }
}

void on(const Enrolled& event, Work& work) {
    if (event.first) mark_enrolled(work, event.project);
    for (const EnrolledTeacher& teacher : event.teachers) {
        EnrollmentRow row;
        row.home = teacher.home;
        row.teacher = teacher.teacher;
        row.project = event.project;
        row.school = event.school;
        row.stages = teacher.stages;
        row.subject = teacher.subject;
        row.title = teacher.title;
        row.state = event.state;
        row.step = event.step;
        row.forced = event.forced;
        row.enrolled_at = event.at;
        row.holds_seat = true;
        row.year = event.year;
        if (teacher.again) {
            EnrollmentRow& old = work.change<EnrollmentRow>(enrollment_key(teacher, event.project));
            row.version = old.version;
            old = std::move(row);
        } else {
            work.append(std::move(row));
        }
    }
    use_seats(work, event.place, event.project, event.school,
              static_cast<std::int64_t>(event.teachers.size()));
}

void on(const EnrollmentsDeleted& event, Work& work) {
    for (const Trainee& trainee : event.trainees) {
        auto& row = work.change<EnrollmentRow>(enrollment_key(trainee, event.project));
        row.state = "deleted";
        row.holds_seat = false;
        row.step = 0;
    }
    free_seats(work, event.project, event.freed);
}

void move(EnrollmentRow& row, const Moved& moved) {
    row.state = moved.state;
    row.step = moved.step;
}

void on(const EnrollmentsReviewed& event, Work& work) {
    for (const Moved& moved : event.trainees) {
        auto& row = work.change<EnrollmentRow>(enrollment_key(moved, event.project));
        move(row, moved);
        row.reason = event.reason;
        if (moved.state == "rejected") row.holds_seat = event.freed.empty();
        if (moved.class_) {
            row.class_code = moved.class_;
            count_members(work, *moved.class_, 1);
        }
    }
    free_seats(work, event.project, event.freed);
}

void on(const ApprovalsCancelled& event, Work& work) {
    for (const Moved& moved : event.trainees) {
        move(work.change<EnrollmentRow>(enrollment_key(moved, event.project)), moved);
    }
}

void on(const ClassCreated& event, Work& work) {
    ClassRow row;
    row.partition = reference;
    row.code = event.class_.code;
    row.project = event.class_.project;
    row.base = event.base;
    row.name = event.class_.name;
    row.sole = event.class_.sole;
    row.planned = event.class_.planned;
    if (event.class_.training) {
        row.training_from = event.class_.training->from;
        row.training_to = event.class_.training->to;
    }
    row.members = static_cast<std::int64_t>(event.members.size());
    work.append(std::move(row));
    // The project's row changes with it: who decided at the same time that there is no class,
    // another class or an approval that a sole one takes in, finds the row changed and decides
    // afresh (CLS-4).
    work.change<ProjectRow>(encode_cells(reference, event.class_.project));
    for (const Trainee& trainee : event.members) {
        work.change<EnrollmentRow>(enrollment_key(trainee, event.class_.project)).class_code =
            event.class_.code;
    }
}

void leave(const ClassMembers& members, Work& work) {
    for (const Trainee& trainee : members.members) {
        work.change<EnrollmentRow>(enrollment_key(trainee, members.project)).class_code.reset();
    }
}

void on(const ClassesDeleted& event, Work& work) {
    for (const ClassMembers& members : event.classes) {
        ClassRow& row = work.change<ClassRow>(encode_cells(reference, members.class_));
        row.state = ClassState::deleted;
        row.members = 0;
        leave(members, work);
    }
}

void on(const ClassAssigned& event, Work& work) {
    for (const Trainee& trainee : event.joined.members) {
        work.change<EnrollmentRow>(enrollment_key(trainee, event.joined.project)).class_code =
            event.joined.class_;
    }
    count_members(work, event.joined.class_,
                  static_cast<std::int64_t>(event.joined.members.size()));
}

void on(const RemovedFromClass& event, Work& work) {
    leave(event.left, work);
    count_members(work, event.left.class_, -static_cast<std::int64_t>(event.left.members.size()));
}

void set_result(EnrollmentRow& row, std::optional<std::int64_t> attendance,
                const std::string& grade, Hours hours) {
    row.attendance = attendance;
    row.grade = grade;
    row.hours = hours;
    row.hours_state = HoursState::recorded;
    row.hours_reason.reset();
}

void on(const ResultsRecorded& event, Work& work) {
    for (const Result& result : event.results) {
        set_result(work.change<EnrollmentRow>(enrollment_key(result, event.project)),
                   result.attendance, result.grade, result.hours);
    }
}

void on(const ResultsDeleted& event, Work& work) {
    for (const Trainee& trainee : event.trainees) {
        auto& row = work.change<EnrollmentRow>(enrollment_key(trainee, event.project));
        row.attendance.reset();
        row.grade.reset();
        row.hours.reset();
        row.hours_state.reset();
        row.hours_reason.reset();
    }
}

void on(const HoursEntered& event, Work& work) {
    if (event.first) mark_enrolled(work, event.project);
    for (const EnteredHours& entered : event.results) {
        const EnrolledTeacher& teacher = entered.teacher;
        const std::string key = enrollment_key(teacher, event.project);
        if (!teacher.again) {
            EnrollmentRow row;
            row.home = teacher.home;
            row.teacher = teacher.teacher;
            row.project = event.project;
            work.append(std::move(row));
        }
        EnrollmentRow& row = work.change<EnrollmentRow>(key);
        if (!row.hours_state) {  // a correction leaves what the record froze (ORG-4)
            row.school = entered.school;
            row.stages = teacher.stages;
            row.subject = teacher.subject;
            row.title = teacher.title;
            row.year = event.year;
        }
        set_result(row, std::nullopt, entered.grade, entered.hours);
    }
}

void on(const HoursMoved& event, Work& work) {
    for (const HourRecord& record : event.records) {
        auto& row = work.change<EnrollmentRow>(enrollment_key(record, record.project));
        row.hours_state = event.state;
        row.hours_reason = event.reason;
    }
}

void on(const Checkpointed& event, Work& work) {
    for (const Head& head : event.heads) {
        work.change<StreamRow>(encode_cells(head.stream)).checkpointed = head.number;
    }
}

}  // namespace

void apply(const Event& event, Work& work) {
    std::visit([&](const auto& one) { on(one, work); }, event);
}

std::string write_project(const CreateProject& project) {
    std::string body;
    codec::Writer(body, ZoneOffset{}).write(project);
    return body;
}

CreateProject read_project(const std::string& body) {
    const auto parsed = json::parse(body);
    CreateProject project;
    codec::Reader reader;
    const json::Value* value = std::get_if<json::Value>(&parsed);
    if (value == nullptr || !reader.read(*value, project)) {
        throw Error(ErrorCode::storage_corrupt, "a stored project can't be read");
    }
    return project;
}

}  // namespace xueshi::engine
