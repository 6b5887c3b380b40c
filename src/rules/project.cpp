#include <algorithm>
#include <set>

#include <xueshi/rules.hpp>

#include "rules/facts.hpp"
#include "values/enums.hpp"

namespace xueshi::rules {

std::optional<Interval> enrollment_window(const Parameters& parameters, const Project& project) {
    if (!project.enrollment || !project.online_enrollment) return std::nullopt;
    return interval_of(*project.enrollment, parameters.window_end.value, parameters.zone);
}

Interval training_period(const Parameters& parameters, const Project& project) {
    return interval_of(project.training, parameters.training_end.value, parameters.zone);
}

Date day_of(const CreateProject& project) {
    return project.enrollment ? project.enrollment->from : project.training.from;
}

std::int64_t year_of(const Parameters& parameters, Date date) {
    constexpr unsigned first_month_of_a_school_year = 9;
    const bool before_it_begins = parameters.year.value == YearKind::school_year &&
                                  date.month() < first_month_of_a_school_year;
    return date.year() - (before_it_begins ? 1 : 0);
}

OrgLevel owner_level(const Parameters& parameters, ProjectLevel level) {
    switch (level) {
        case ProjectLevel::national:
            return parameters.national_owner.value;
        case ProjectLevel::provincial:
            return OrgLevel::province;
        case ProjectLevel::municipal:
            return OrgLevel::city;
        case ProjectLevel::county:
            return OrgLevel::county;
    }
    return OrgLevel::province;
}

namespace {

Reason invalid(Why why, std::string field, std::string expected, std::string found) {
    return reason(why, {{"field", std::move(field)},
                        {"expected", std::move(expected)},
                        {"found", std::move(found)}});
}

/// A range that has no instant in it.
bool is_empty(const DateRange& range, RangeEnd end) {
    return end == RangeEnd::inclusive_day ? range.to < range.from : range.to <= range.from;
}

void check_range(Reasons& reasons, const char* field, const DateRange& range, RangeEnd end) {
    if (!is_empty(range, end)) return;
    const bool inclusive = end == RangeEnd::inclusive_day;
    reasons.push_back(invalid(Why::prj_2_project_invalid, field,
                              inclusive ? "from not after to" : "from before to",
                              range.from.text() + " to " + range.to.text()));
}

/// One region under two bases would leave it to chance which one serves it.
void check_regions(Reasons& reasons, const CreateProject& project) {
    std::set<std::string_view> seen;
    for (const BaseRegions& part : project.bases) {
        for (const std::string& region : part.regions) {
            if (seen.insert(region).second) continue;
            reasons.push_back(
                invalid(Why::prj_1_project_invalid, "bases", "each region once", region));
        }
    }
}

}  // namespace

Reasons check_project(const Parameters& parameters, const CreateProject& project) {
    Reasons reasons;
    if (project.online_enrollment) {
        if (!project.seats || *project.seats < 1) {
            reasons.push_back(invalid(Why::prj_1_project_invalid, "seats", "at least 1",
                                      project.seats ? "0" : "nothing"));
        }
        if (!project.enrollment) {
            reasons.push_back(
                invalid(Why::prj_1_project_invalid, "enrollment", "a window", "nothing"));
        }
        if (project.bases.empty()) {
            reasons.push_back(
                invalid(Why::prj_1_project_invalid, "bases", "at least one base", "none"));
        }
    }
    for (std::size_t i = 0; i < project.bases.size(); ++i) {
        const auto same = [&](const BaseRegions& other) {
            return other.base == project.bases[i].base;
        };
        if (std::any_of(project.bases.begin(), project.bases.begin() + static_cast<long>(i),
                        same)) {
            reasons.push_back(invalid(Why::prj_1_project_invalid, "bases", "each base once",
                                      project.bases[i].base));
        }
    }
    check_regions(reasons, project);
    if (project.enrollment) {
        check_range(reasons, "enrollment", *project.enrollment, parameters.window_end.value);
    }
    check_range(reasons, "training", project.training, parameters.training_end.value);
    if (project.hours <= Hours{}) {
        reasons.push_back(
            invalid(Why::prj_2_project_invalid, "hours", "more than 0", project.hours.text()));
    }
    return reasons;
}

namespace {

Reason in_use(std::string field, std::string limit = {}) {
    std::vector<Fact> facts{{"field", std::move(field)}};
    if (!limit.empty()) facts.push_back({"limit", std::move(limit)});
    return reason(Why::prj_3_project_in_use, std::move(facts));
}

/// An empty list means everybody, so it is the widest.
template <class T>
bool narrowed(const std::vector<T>& before, const std::vector<T>& after) {
    if (after.empty()) return false;
    if (before.empty()) return true;
    return std::any_of(before.begin(), before.end(), [&](const T& value) {
        return std::find(after.begin(), after.end(), value) == after.end();
    });
}

bool narrowed(const Audience& before, const Audience& after) {
    return narrowed(before.stages, after.stages) || narrowed(before.subjects, after.subjects) ||
           narrowed(before.titles, after.titles) || narrowed(before.positions, after.positions) ||
           after.min_years.value_or(0) > before.min_years.value_or(0);
}

/// Whether `after` cuts off a part of `before` that has already passed at `now`.
bool cuts_the_past(const Interval& before, const Interval& after, Instant now) {
    if (now <= before.from) return false;
    return after.from > before.from || after.to < std::min(before.to, now);
}

}  // namespace

Reasons check_amendment(const Parameters& parameters, const Project& project,
                        const CreateProject& changed, Instant now) {
    Reasons reasons;
    if (!project.enrolled) return reasons;
    if (changed.hours != project.hours) reasons.push_back(in_use("hours", project.hours.text()));
    if (changed.level != project.level) {
        reasons.push_back(in_use("level", std::string(enum_name(project.level))));
    }
    if (changed.owner != project.owner) reasons.push_back(in_use("owner", project.owner));
    if (changed.year != project.year) {
        reasons.push_back(in_use("year", std::to_string(project.year)));
    }
    if (changed.online_enrollment != project.online_enrollment) {
        reasons.push_back(in_use("online_enrollment"));
    }
    if (narrowed(project.audience, changed.audience)) reasons.push_back(in_use("audience"));
    Project after;
    static_cast<CreateProject&>(after) = changed;
    const auto window = enrollment_window(parameters, project);
    const auto new_window = enrollment_window(parameters, after);
    if (window && (!new_window || cuts_the_past(*window, *new_window, now))) {
        reasons.push_back(in_use("enrollment", now.text(parameters.zone)));
    }
    if (cuts_the_past(training_period(parameters, project), training_period(parameters, after),
                      now)) {
        reasons.push_back(in_use("training", now.text(parameters.zone)));
    }
    return reasons;
}

Reasons check_allocation(const AllocationFacts& facts) {
    Reasons reasons;
    const std::int64_t more = facts.asked - facts.seats.value_or(0);
    if (more > 0 && more > facts.held - facts.handed_out) {
        reasons.push_back(reason(
            Why::quo_2_quota_exceeds_parent,
            {{"held", facts.held}, {"handed_out", facts.handed_out}, {"asked", facts.asked}}));
    }
    if (facts.asked < facts.used) {
        reasons.push_back(
            reason(Why::quo_4_quota_below_used, {{"used", facts.used}, {"asked", facts.asked}}));
    }
    return reasons;
}

}  // namespace xueshi::rules
