/// Projects and the seats handed down.

#include "engine/decide.hpp"

namespace xueshi::engine {

namespace {

Reason invalid_field(std::string field, std::string expected, std::string found) {
    return {Why::prj_1_project_invalid,
            {{"field", std::move(field)},
             {"expected", std::move(expected)},
             {"found", std::move(found)}},
            {}};
}

/// Bases and regions must be registered (PRJ-1).
void check_bases(Session& session, const CreateProject& project, Reasons& reasons) {
    for (const BaseRegions& part : project.bases) {
        const auto base = session.org(part.base);
        if (!base || base->kind != OrgKind::base) {
            reasons.push_back(invalid_field("bases", "a registered base", part.base));
        }
        for (const std::string& region : part.regions) {
            const auto org = session.org(region);
            if (!org || org->kind == OrgKind::base) {
                reasons.push_back(
                    invalid_field("bases", "a registered authority or school as region", region));
            }
        }
    }
}

/// The level's authority sets up its projects; another role never does.
bool may_own(const Session& session, const CreateProject& project, const Org& owner) {
    return owner.level == rules::owner_level(session.parameters(project), project.level);
}

bool has_region(const CreateProject& project, const std::string& base, const std::string& region) {
    return std::any_of(project.bases.begin(), project.bases.end(), [&](const BaseRegions& part) {
        return part.base == base &&
               std::find(part.regions.begin(), part.regions.end(), region) != part.regions.end();
    });
}

/// Whether some school would come under another base than the one that has its trainees. Regions
/// under no base until now can be added.
bool moves_trainees(Session& session, const CreateProject& before, const CreateProject& after) {
    for (const BaseRegions& part : before.bases) {
        for (const std::string& region : part.regions) {
            if (!has_region(after, part.base, region)) return true;
        }
    }
    for (const BaseRegions& part : after.bases) {
        for (const std::string& region : part.regions) {
            const bool is_new = !has_region(before, part.base, region);
            if (is_new && !session.base_of(before, region).empty()) return true;
        }
    }
    return false;
}

CreateProject amended(const rules::Project& project, const AmendProject& change) {
    CreateProject result = project;
    if (change.name) result.name = *change.name;
    if (change.level) result.level = *change.level;
    if (change.owner) result.owner = *change.owner;
    if (change.year) result.year = *change.year;
    if (change.hours) result.hours = *change.hours;
    if (change.seats) result.seats = change.seats;
    if (change.enrollment) result.enrollment = change.enrollment;
    if (change.training) result.training = *change.training;
    if (change.audience) result.audience = *change.audience;
    if (change.bases) result.bases = *change.bases;
    if (change.online_enrollment) result.online_enrollment = *change.online_enrollment;
    return result;
}

/// The owner's project for changing, or a refusal.
const rules::Project* owned_project(Session& session, const std::string& code, const Terms& terms,
                                    Verdict& verdict) {
    const rules::Project* project = session.project(code, Guard::exclusive);
    if (project == nullptr) {
        verdict.refuse_all(code, Why::req_2_project_unknown);
    } else if (project->owner != session.actor().org) {
        verdict.refuse_all(code, Why::acc_1_access_jurisdiction, {{"org", session.actor().org}});
    } else if (!refuse_stale(verdict, code, terms, project->version)) {
        if (project->state == ProjectState::active) return project;
        verdict.refuse_all(code, Why::prj_3_project_cancelled);
    }
    return nullptr;
}

}  // namespace

Verdict decide(Session& session, const CreateProject& command, const Terms&) {
    Verdict verdict;
    const Actor& actor = session.actor();
    const auto owner = session.org(actor.org);
    if (!owner || !may_own(session, command, *owner)) {
        verdict.refuse_all(command.code, Why::prj_1_access_role,
                           {{"role", std::string(enum_name(actor.role))},
                            {"command", std::string("create_project")}});
        return verdict;
    }
    if (command.owner != actor.org) {
        verdict.refuse_all(command.code, Why::acc_1_access_jurisdiction, {{"org", command.owner}});
        return verdict;
    }
    if (session.project(command.code, Guard::exclusive) != nullptr) {
        verdict.refuse_all(command.code, Why::prj_1_project_exists);
    }
    Reasons reasons = rules::check_project(session.parameters(command), command);
    check_bases(session, command, reasons);
    verdict.refuse_all(command.code, std::move(reasons));
    if (!verdict.refused.empty()) return verdict;
    verdict.done = 1;
    verdict.version = 1;
    verdict.events.push_back(ProjectCreated{command, place_of(session.line(actor.org))});
    return verdict;
}

Verdict decide(Session& session, const AmendProject& command, const Terms& terms) {
    Verdict verdict;
    const rules::Project* project = owned_project(session, command.code, terms, verdict);
    if (project == nullptr) return verdict;
    const CreateProject changed = amended(*project, command);
    const auto owner = session.org(changed.owner);
    if (!owner || !may_own(session, changed, *owner)) {
        verdict.refuse_all(command.code, Why::prj_1_access_role,
                           {{"role", std::string(enum_name(session.actor().role))},
                            {"command", std::string("amend_project")}});
        return verdict;
    }
    const Parameters& values = session.parameters(changed);
    Reasons reasons = rules::check_project(values, changed);
    check_bases(session, changed, reasons);
    Reasons in_use =
        rules::check_amendment(session.parameters(*project), *project, changed, session.now());
    std::move(in_use.begin(), in_use.end(), std::back_inserter(reasons));
    if (project->enrolled) {
        if (moves_trainees(session, *project, changed)) {
            reasons.push_back({Why::prj_3_project_in_use, {{"field", std::string("bases")}}, {}});
        }
        if (&session.parameters(*project) != &values) {
            // Other rules would hold from one moment to the next (POL-2).
            reasons.push_back(
                {Why::prj_3_project_in_use, {{"field", std::string("enrollment")}}, {}});
        }
    }
    const std::string place = place_of(session.line(project->owner));
    const QuotaRow* quota = session.quota(place, command.code, project->owner, Guard::exclusive);
    const std::int64_t used = quota ? quota->used : 0;
    const std::int64_t seats = quota ? quota->seats : 0;
    if (changed.owner != project->owner && !project->enrolled) {
        // Seats stand with the owner, so another owner means another project.
        reasons.push_back(invalid_field("owner", project->owner, changed.owner));
    }
    if (changed.seats.value_or(0) < used) {
        reasons.push_back({Why::quo_4_quota_below_used,
                           {{"used", used}, {"asked", changed.seats.value_or(0)}},
                           {}});
    }
    verdict.refuse_all(command.code, std::move(reasons));
    if (!verdict.refused.empty()) return verdict;
    verdict.done = 1;
    verdict.version = project->version + 1;
    verdict.events.push_back(ProjectAmended{changed, place, changed.seats.value_or(0) - seats});
    return verdict;
}

Verdict decide(Session& session, const CancelProject& command, const Terms& terms) {
    Verdict verdict;
    const rules::Project* project = owned_project(session, command.code, terms, verdict);
    if (project == nullptr) return verdict;
    verdict.done = 1;
    verdict.version = project->version + 1;
    verdict.events.push_back(ProjectCancelled{command.code, command.reason});
    return verdict;
}

namespace {

/// One holder's allocations in one project. What is lowered is judged first, so that the same list
/// can hand it out again; otherwise the order is the list's.
class QuotaDecision {
public:
    QuotaDecision(Session& session, const AllocateQuota& command)
        : session_(session), command_(command) {}

    Verdict decide(const Terms& terms) {
        const rules::Project* project = session_.project(command_.project, Guard::shared);
        const std::string& holder = session_.actor().org;
        // Of a project elsewhere nothing is told; whoever stands above its owner may know of it.
        const bool known =
            project != nullptr && (is_within(session_.line(holder), project->owner) ||
                                   is_within(session_.line(project->owner), holder));
        if (!known) return refuse_each(Why::req_2_project_unknown);
        owner_ = project->owner;
        if (project->state == ProjectState::cancelled) {
            return refuse_each(Why::prj_3_project_cancelled);
        }
        if (refuse_stale(verdict_, command_.project, terms, project->version)) return verdict_;
        const std::string place = place_of(session_.line(holder));
        const QuotaRow* own = session_.quota(place, command_.project, holder);
        held_ = own ? own->seats : 0;
        used_ = own ? own->used : 0;
        QuotaAllocated event{command_.project, holder, place, {}};
        std::vector<std::string> codes;
        for (const Allocation& part : command_.allocations)
            codes.push_back(part.org);
        const auto repeated = refuse_repeated(verdict_, codes);
        for (const bool lowering : {true, false}) {
            for (std::size_t i = 0; i < codes.size(); ++i) {
                const Allocation& part = command_.allocations[i];
                if (!repeated[i] && lowers(part) == lowering) judge(i, part, event);
            }
        }
        verdict_.done = static_cast<std::int64_t>(event.allocations.size());
        if (!event.allocations.empty()) verdict_.events.push_back(std::move(event));
        return verdict_;
    }

private:
    Verdict refuse_each(Why why) {
        for (std::size_t i = 0; i < command_.allocations.size(); ++i) {
            verdict_.refuse(i, command_.allocations[i].org, why);
        }
        return verdict_;
    }

    /// Held, for the new number is written as the difference from the one read here.
    const QuotaRow* row_of(const Line& line) {
        return session_.quota(place_of(line), command_.project, line.front().code,
                              Guard::exclusive);
    }

    bool lowers(const Allocation& part) {
        const Line& line = session_.line(part.org);
        if (line.empty() || line.front().parent != session_.actor().org) return false;
        const QuotaRow* row = row_of(line);
        return row != nullptr && part.seats < row->seats;
    }

    void judge(std::size_t item, const Allocation& part, QuotaAllocated& event) {
        const Line& line = session_.line(part.org);
        if (line.empty()) {
            verdict_.refuse(item, part.org, Why::req_2_org_unknown, {{"org", part.org}});
            return;
        }
        if (!is_within(line, session_.actor().org)) {
            verdict_.refuse(item, part.org, Why::quo_1_access_jurisdiction, {{"org", part.org}});
            return;
        }
        if (line.front().parent != session_.actor().org || line.front().kind == OrgKind::base) {
            verdict_.refuse(item, part.org, Why::quo_1_quota_not_child);
            return;
        }
        if (part.org == owner_) {
            // An authority above the owner holds nothing: the owner's seats are the project's own.
            verdict_.refuse(item, part.org, Why::quo_2_quota_exceeds_parent,
                            {{"held", held_}, {"handed_out", used_}, {"asked", part.seats}});
            return;
        }
        const QuotaRow* row = row_of(line);
        rules::AllocationFacts facts;
        facts.held = held_;
        facts.handed_out = used_;
        facts.asked = part.seats;
        if (row != nullptr) {
            facts.seats = row->seats;
            facts.used = row->used;
        }
        Reasons reasons = rules::check_allocation(facts);
        const bool refused = !reasons.empty();
        verdict_.refuse(item, part.org, std::move(reasons));
        if (refused) return;
        const std::int64_t more = part.seats - facts.seats.value_or(0);
        used_ += more;
        event.allocations.push_back({part.org, place_of(line), more, row == nullptr});
    }

    Session& session_;
    const AllocateQuota& command_;
    Verdict verdict_;
    std::string owner_;
    std::int64_t held_ = 0;
    std::int64_t used_ = 0;
};

}  // namespace

Verdict decide(Session& session, const AllocateQuota& command, const Terms& terms) {
    return QuotaDecision(session, command).decide(terms);
}

}  // namespace xueshi::engine
