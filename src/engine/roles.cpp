#include "engine/roles.hpp"

#include "engine/entry.hpp"

namespace xueshi::engine {

namespace {

using Roles = unsigned;
constexpr Roles bit(Role role) { return 1u << static_cast<unsigned>(role); }
constexpr Roles province = bit(Role::province_admin);
constexpr Roles authorities = province | bit(Role::city_admin) | bit(Role::county_admin);
constexpr Roles school = bit(Role::school_admin);
constexpr Roles base = bit(Role::base_admin);

Roles roles_of(const AdoptPolicy&) { return province; }
Roles roles_of(const RegisterOrgs&) { return authorities; }
Roles roles_of(const RegisterTeachers&) { return authorities | school; }
Roles roles_of(const TransferTeacher&) { return authorities; }
Roles roles_of(const CreateProject&) { return authorities; }
Roles roles_of(const AmendProject&) { return authorities; }
Roles roles_of(const CancelProject&) { return authorities; }
Roles roles_of(const AllocateQuota&) { return authorities; }
Roles roles_of(const Enroll&) { return school; }
Roles roles_of(const DeleteEnrollment&) { return school; }
Roles roles_of(const ReviewEnrollment&) { return authorities | base; }
Roles roles_of(const CancelEnrollmentApproval&) { return authorities | base; }
Roles roles_of(const CreateClass&) { return base; }
Roles roles_of(const DeleteClasses&) { return base; }
Roles roles_of(const AssignClass&) { return base; }
Roles roles_of(const RemoveFromClass&) { return base; }
Roles roles_of(const RecordResults&) { return base; }
Roles roles_of(const DeleteResults&) { return base; }
Roles roles_of(const EnterProjectHours&) { return authorities; }
Roles roles_of(const ApproveHours&) { return authorities; }
Roles roles_of(const VerifyHours&) { return authorities; }
Roles roles_of(const ReturnHours&) { return authorities; }

bool is_review(const Command& command) {
    return std::holds_alternative<ReviewEnrollment>(command) ||
           std::holds_alternative<CancelEnrollmentApproval>(command);
}

bool is_about_a_project(const Command& command) {
    return std::holds_alternative<CreateProject>(command) ||
           std::holds_alternative<AmendProject>(command) ||
           std::holds_alternative<CancelProject>(command);
}

Reason never(Why why, const Actor& actor, std::string_view what) {
    return {
        why, {{"role", std::string(enum_name(actor.role))}, {"command", std::string(what)}}, {}};
}

}  // namespace

/// On whatever day: enrolments of older projects wait under the chain of their day.
bool schools_review(const Policy& policy) {
    const auto has_school = [](const auto& span) {
        const auto& chain = span.second.review_chain.value;
        return std::any_of(chain.begin(), chain.end(), [](const ReviewStep& step) {
            return step.reviewer == Reviewer::school;
        });
    };
    return std::any_of(policy.spans().begin(), policy.spans().end(), has_school);
}

std::optional<Reason> role_refuses(const Actor& actor, const Command& command, bool with_schools) {
    Roles roles = std::visit([](const auto& one) { return roles_of(one); }, command);
    if (is_review(command) && with_schools) roles |= school;
    if (roles & bit(actor.role)) return std::nullopt;
    return never(is_about_a_project(command) ? Why::prj_1_access_role : Why::acc_1_access_role,
                 actor, name_of(command));
}

std::optional<Reason> role_refuses(const Actor& actor, std::string_view query_name, bool teachers,
                                   bool bases) {
    const bool refused =
        (actor.role == Role::teacher && !teachers) || (actor.role == Role::base_admin && !bases);
    if (!refused) return std::nullopt;
    return never(Why::acc_1_access_role, actor, query_name);
}

std::optional<Reason> actor_is_wrong(const Actor& actor, const std::optional<Org>& org) {
    if (actor.role == Role::teacher) return std::nullopt;
    if (!org) return Reason{Why::req_2_org_unknown, {{"org", actor.org}}, {}};
    const auto fits = [&] {
        switch (actor.role) {
            case Role::province_admin:
                return org->level == OrgLevel::province;
            case Role::city_admin:
                return org->level == OrgLevel::city;
            case Role::county_admin:
                return org->level == OrgLevel::county;
            case Role::school_admin:
                return org->kind == OrgKind::school;
            case Role::base_admin:
                return org->kind == OrgKind::base;
            case Role::teacher:
                return true;
        }
        return false;
    };
    if (fits()) return std::nullopt;
    return Reason{Why::acc_1_access_role,
                  {{"role", std::string(enum_name(actor.role))}, {"command", std::string()}},
                  {}};
}

}  // namespace xueshi::engine
