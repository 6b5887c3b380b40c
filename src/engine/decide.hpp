#pragma once
/// The commands' decisions, one overload each: load the facts of the whole list, ask the pure
/// rules, answer refusals or events. Nothing here writes.

#include "engine/session.hpp"

namespace xueshi::engine {

/// What stands beside a command and bears on its decision.
struct Terms {
    bool partial = false;
    std::optional<std::int64_t> expected_version{};
    const std::optional<PersonKey>* person_key = nullptr;
};

Verdict decide(Session& session, const AdoptPolicy& command, const Terms& terms);
Verdict decide(Session& session, const RegisterOrgs& command, const Terms& terms);
Verdict decide(Session& session, const RegisterTeachers& command, const Terms& terms);
Verdict decide(Session& session, const TransferTeacher& command, const Terms& terms);
Verdict decide(Session& session, const CreateProject& command, const Terms& terms);
Verdict decide(Session& session, const AmendProject& command, const Terms& terms);
Verdict decide(Session& session, const CancelProject& command, const Terms& terms);
Verdict decide(Session& session, const AllocateQuota& command, const Terms& terms);
Verdict decide(Session& session, const Enroll& command, const Terms& terms);
Verdict decide(Session& session, const DeleteEnrollment& command, const Terms& terms);
Verdict decide(Session& session, const ReviewEnrollment& command, const Terms& terms);
Verdict decide(Session& session, const CancelEnrollmentApproval& command, const Terms& terms);
Verdict decide(Session& session, const CreateClass& command, const Terms& terms);
Verdict decide(Session& session, const DeleteClasses& command, const Terms& terms);
Verdict decide(Session& session, const AssignClass& command, const Terms& terms);
Verdict decide(Session& session, const RemoveFromClass& command, const Terms& terms);
Verdict decide(Session& session, const RecordResults& command, const Terms& terms);
Verdict decide(Session& session, const DeleteResults& command, const Terms& terms);
Verdict decide(Session& session, const EnterProjectHours& command, const Terms& terms);
Verdict decide(Session& session, const ApproveHours& command, const Terms& terms);
Verdict decide(Session& session, const VerifyHours& command, const Terms& terms);
Verdict decide(Session& session, const ReturnHours& command, const Terms& terms);

/// REQ-3: refuses when the thing has another version than the caller saw.
bool refuse_stale(Verdict& verdict, const std::string& subject, const Terms& terms,
                  std::int64_t version);

}  // namespace xueshi::engine
