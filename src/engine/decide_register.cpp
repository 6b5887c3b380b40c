/// Founding, organisations, teachers, policy.

#include <set>

#include "engine/decide.hpp"
#include "values/sha256.hpp"

namespace xueshi::engine {

bool refuse_stale(Verdict& verdict, const std::string& subject, const Terms& terms,
                  std::int64_t version) {
    if (!terms.expected_version || *terms.expected_version == version) return false;
    verdict.refuse_all(subject, Why::req_3_request_stale,
                       {{"expected", *terms.expected_version}, {"version", version}});
    return true;
}

Verdict decide(Session& session, const AdoptPolicy& command, const Terms&) {
    Verdict verdict;
    const auto loaded = Policy::load(command.policy);
    if (const auto* faults = std::get_if<std::vector<PolicyFault>>(&loaded)) {
        for (const PolicyFault& fault : *faults) {
            verdict.refuse_all(
                "policy", Why::pol_1_policy_invalid,
                {{"pointer", fault.pointer}, {"expected", fault.expected}, {"found", fault.found}});
        }
        return verdict;
    }
    const Policy& policy = *std::get<std::shared_ptr<const Policy>>(loaded);
    const RootRow* root =
        session.work().find<RootRow>(encode_cells(reference, "root"), Guard::exclusive);
    verdict.done = 1;
    verdict.events.push_back(PolicyAdopted{root ? root->province : session.actor().org,
                                           root ? root->policies + 1 : 1, policy.digest(),
                                           policy.content()});
    return verdict;
}

namespace {

/// What an organisation's parent must be.
std::string expected_parent(const OrgEntry& org) {
    if (org.kind != OrgKind::authority) return "an authority";
    if (org.level == OrgLevel::city) return "the province";
    if (org.level == OrgLevel::county) return "a city";
    return "no parent: the province is the root";
}

bool parent_fits(const OrgEntry& org, const std::optional<Org>& parent) {
    if (org.kind == OrgKind::authority && org.level == OrgLevel::province) return !org.parent;
    if (!parent || parent->kind != OrgKind::authority) return false;
    if (org.kind != OrgKind::authority) return true;
    if (org.level == OrgLevel::city) return parent->level == OrgLevel::province;
    return org.level == OrgLevel::county && parent->level == OrgLevel::city;
}

Org to_org(const OrgEntry& entry) {
    return Org{entry.code, entry.name, entry.kind, entry.level, entry.parent, entry.stages};
}

class OrgsDecision {
public:
    OrgsDecision(Session& session, const RegisterOrgs& command, bool partial)
        : session_(session), command_(command), partial_(partial) {
        for (const OrgEntry& entry : command.orgs)
            given_.emplace(entry.code, &entry);
        std::vector<std::string> keys;
        for (const OrgEntry& entry : command.orgs) {
            keys.push_back(encode_cells(reference, entry.code));
        }
        session.work().load<OrgRow>(std::move(keys), Guard::exclusive);
    }

    Verdict decide() {
        const RootRow* root =
            session_.work().find<RootRow>(encode_cells(reference, "root"), Guard::exclusive);
        const bool founding = root != nullptr && !root->founded;
        std::vector<std::string> codes;
        for (const OrgEntry& entry : command_.orgs)
            codes.push_back(entry.code);
        const auto repeated = refuse_repeated(verdict_, codes);
        OrgsRegistered event;
        for (std::size_t i = 0; i < command_.orgs.size(); ++i) {
            if (repeated[i]) continue;
            const OrgEntry& entry = command_.orgs[i];
            const std::size_t before = verdict_.refused.size();
            check(i, entry, founding);
            if (verdict_.refused.size() == before) {
                event.orgs.push_back(entry);
                good_.insert(entry.code);
            }
        }
        if (partial_) drop_orphans(event);
        verdict_.done = static_cast<std::int64_t>(event.orgs.size());
        if (!event.orgs.empty()) verdict_.events.push_back(std::move(event));
        return std::move(verdict_);
    }

private:
    std::optional<Org> find(const std::string& code) {
        // What is registered stands: kind, level and parent never change by this command.
        if (auto known = session_.org(code)) return known;
        const auto at = given_.find(code);
        if (at == given_.end()) return std::nullopt;
        return to_org(*at->second);
    }

    /// Whether the organisation will lie at or under the actor's.
    bool in_reach(const OrgEntry& entry) {
        std::optional<Org> one = to_org(entry);
        for (int depth = 0; one && depth < 8; ++depth) {
            if (one->code == session_.actor().org) return true;
            one = one->parent ? find(*one->parent) : std::nullopt;
        }
        return false;
    }

    void check(std::size_t item, const OrgEntry& entry, bool founding) {
        const bool base = entry.kind == OrgKind::base;
        const Why wrong_parent =
            base ? Why::org_2_org_parent_invalid : Why::org_1_org_parent_invalid;
        const std::vector<Fact> facts{{"parent", entry.parent.value_or("")},
                                      {"expected", expected_parent(entry)}};
        const auto known = session_.org(entry.code);
        const std::optional<Org> parent = entry.parent ? find(*entry.parent) : std::nullopt;
        const bool root = entry.kind == OrgKind::authority && entry.level == OrgLevel::province;
        const bool reachable =
            known ? is_within(session_.line(entry.code), session_.actor().org) : in_reach(entry);
        if (known && !reachable) {
            verdict_.refuse(item, entry.code, Why::acc_1_access_jurisdiction,
                            {{"org", entry.code}});
            return;
        }
        if (!parent_fits(entry, parent) ||
            (entry.kind == OrgKind::authority) != bool(entry.level)) {
            verdict_.refuse(item, entry.code, wrong_parent, facts);
            return;
        }
        const bool second_root = root && entry.code != session_.actor().org;
        if (second_root || (root && !known && !founding)) {
            verdict_.refuse(item, entry.code, wrong_parent, facts);
            return;
        }
        if (!reachable) {
            verdict_.refuse(item, entry.code, Why::acc_1_access_jurisdiction,
                            {{"org", entry.parent.value_or("")}});
            return;
        }
        if (!known) return;
        if (known->kind != entry.kind || known->level != entry.level) {
            verdict_.refuse(item, entry.code, Why::req_4_org_exists);
        }
        if (known->parent != entry.parent) {
            verdict_.refuse(item, entry.code, wrong_parent, facts);
        }
    }

    /// With `partial`: a child whose parent in this list was refused has none. Repeats until
    /// stable.
    void drop_orphans(OrgsRegistered& event) {
        bool dropped = true;
        while (dropped) {
            dropped = false;
            std::erase_if(event.orgs, [&](const OrgEntry& entry) {
                if (!entry.parent || good_.contains(*entry.parent) || session_.org(*entry.parent)) {
                    return false;
                }
                const auto at =
                    std::find_if(command_.orgs.begin(), command_.orgs.end(),
                                 [&](const OrgEntry& e) { return e.code == entry.code; });
                verdict_.refuse(static_cast<std::size_t>(at - command_.orgs.begin()), entry.code,
                                entry.kind == OrgKind::base ? Why::org_2_org_parent_invalid
                                                            : Why::org_1_org_parent_invalid,
                                {{"parent", *entry.parent}, {"expected", expected_parent(entry)}});
                good_.erase(entry.code);
                return dropped = true;
            });
        }
    }

    Session& session_;
    const RegisterOrgs& command_;
    bool partial_;
    std::map<std::string, const OrgEntry*, std::less<>> given_;
    std::set<std::string, std::less<>> good_;
    Verdict verdict_;
};

}  // namespace

Verdict decide(Session& session, const RegisterOrgs& command, const Terms& terms) {
    return OrgsDecision(session, command, terms.partial).decide();
}

namespace {

/// A keyed digest of a person's content: tells whether it changed, and nothing to who lacks the
/// key.
void digest_person(RegisteredTeacher& entry, const std::optional<PersonKey>& key) {
    if (!key) return;
    const TeacherEntry& teacher = entry.teacher;
    std::string content;
    for (const auto& part : {std::optional(teacher.name), teacher.sex, teacher.id_type,
                             teacher.id_number, teacher.mobile}) {
        content += part.value_or("");
        content += '\n';
    }
    if (teacher.birth_date) content += teacher.birth_date->text();
    entry.key_id = key->id;
    entry.digest = hex(hmac_sha256(key->secret, content));
}

}  // namespace

Verdict decide(Session& session, const RegisterTeachers& command, const Terms& terms) {
    Verdict verdict;
    std::vector<std::string> codes;
    codes.reserve(command.teachers.size());
    for (const TeacherEntry& entry : command.teachers)
        codes.push_back(entry.code);
    const auto repeated = refuse_repeated(verdict, codes);
    const auto known = session.teachers(codes, Guard::exclusive);
    TeachersRegistered event;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (repeated[i]) continue;
        const TeacherEntry& entry = command.teachers[i];
        const Line& school = session.line(entry.school);
        if (school.empty() || school.front().kind != OrgKind::school) {
            verdict.refuse(i, entry.code, Why::req_2_org_unknown, {{"org", entry.school}});
            continue;
        }
        if (!is_within(school, session.actor().org)) {
            verdict.refuse(i, entry.code, Why::acc_1_access_jurisdiction, {{"org", entry.school}});
            continue;
        }
        if (known[i] != nullptr && known[i]->school != entry.school) {
            verdict.refuse(i, entry.code, Why::org_3_teacher_elsewhere);
            continue;
        }
        RegisteredTeacher registered{known[i] ? known[i]->home : place_of(school), entry, {}, {}};
        digest_person(registered, *terms.person_key);
        event.teachers.push_back(std::move(registered));
    }
    verdict.done = static_cast<std::int64_t>(event.teachers.size());
    if (!event.teachers.empty()) verdict.events.push_back(std::move(event));
    return verdict;
}

Verdict decide(Session& session, const TransferTeacher& command, const Terms&) {
    Verdict verdict;
    const std::string codes[] = {command.teacher};
    const Teacher* teacher = session.teachers(codes, Guard::exclusive).front();
    if (teacher == nullptr) {
        verdict.refuse_all(command.teacher, Why::org_3_teacher_unknown);
        return verdict;
    }
    const Line& to = session.line(command.to_school);
    if (to.empty() || to.front().kind != OrgKind::school) {
        verdict.refuse_all(command.teacher, Why::req_2_org_unknown, {{"org", command.to_school}});
        return verdict;
    }
    for (const std::string& school : {teacher->school, command.to_school}) {
        if (!is_within(session.line(school), session.actor().org)) {
            verdict.refuse_all(command.teacher, Why::acc_1_access_jurisdiction,
                               {{"org", session.actor().org}});
            return verdict;
        }
    }
    if (teacher->school == command.to_school) {
        verdict.refuse_all(command.teacher, Why::org_4_teacher_already_there);
        return verdict;
    }
    verdict.done = 1;
    verdict.events.push_back(TeacherTransferred{teacher->code, teacher->home, command.to_school});
    return verdict;
}

}  // namespace xueshi::engine
