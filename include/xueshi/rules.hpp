#pragma once
/// The rules as pure functions: facts in, reasons out. No clock, no storage, no engine: a province
/// that keeps its own tables can call these alone. An empty answer means yes. A fact that is
/// missing never becomes a yes. Every function gives all reasons, in the order of the registry.

#include <optional>
#include <string_view>

#include <xueshi/commands.hpp>
#include <xueshi/outcome.hpp>
#include <xueshi/policy.hpp>
#include <xueshi/register.hpp>

namespace xueshi::rules {

/// A project as the rules see it.
struct Project : CreateProject {
    ProjectState state = ProjectState::active;
    bool enrolled = false;  ///< someone has enrolled, or hours were entered (PRJ-3)
    std::int64_t version = 0;
};

/// When the enrolment window is open; nothing for a project without one (ENR-1). Lists and the gate
/// both use this.
std::optional<Interval> enrollment_window(const Parameters& parameters, const Project& project);
/// The training period (PRJ-2).
Interval training_period(const Parameters& parameters, const Project& project);
/// The day whose parameters hold for a project: its window's first day, else its training's
/// (POL-2).
Date day_of(const CreateProject& project);
/// The year to which a date belongs (YEAR-1): a school year is named by the year in which it
/// begins.
std::int64_t year_of(const Parameters& parameters, Date date);
/// Which level's authority sets up projects of a level (PRJ-1).
OrgLevel owner_level(const Parameters& parameters, ProjectLevel level);

/// PRJ-1, PRJ-2: whether a project makes sense in itself.
Reasons check_project(const Parameters& parameters, const CreateProject& project);
/// PRJ-3, cancelled ones: whether `changed` may replace `project` at `now`.
Reasons check_amendment(const Parameters& parameters, const Project& project,
                        const CreateProject& changed, Instant now);

/// QUO-2, QUO-4: whether an organisation that holds `seats` (nothing: never named) and has used
/// `used` of them may be set to `asked`, by a holder with `held` seats of which `handed_out` are
/// given.
struct AllocationFacts {
    std::int64_t held = 0;
    std::int64_t handed_out = 0;
    std::optional<std::int64_t> seats{};
    std::int64_t used = 0;
    std::int64_t asked = 0;
};
Reasons check_allocation(const AllocationFacts& facts);

/// Everything that decides about one teacher's enrolment, but for seats, which are asked last.
struct EnrollmentFacts {
    const Project* project = nullptr;
    const Org* school = nullptr;
    const Teacher* teacher = nullptr;
    std::string_view living_state{};  ///< of an enrolment that exists; empty: none
    bool earlier_in_list = false;
    bool has_base = false;  ///< a base is responsible for the school
    bool forced = false;
    Instant now;
};
/// ENR-1 … ENR-4, ENR-8, PRJ-2, PRJ-3. Under 200 ns where nothing refuses.
Reasons may_enroll(const Parameters& parameters, const EnrollmentFacts& facts);
/// ENR-3 alone: the conditions that a teacher fails (stage, subject, title, position, years).
std::vector<std::string> failed_conditions(const Project& project, const Teacher& teacher);
/// ENR-2 alone: whether a school of these stages sees the project.
bool stage_matches(const Audience& audience, const std::vector<Stage>& school_stages);
/// QUO-3: how many of `asked` fit, and the reason for those that don't.
struct SeatFacts {
    std::optional<std::int64_t> seats{};  ///< nothing: never named in an allocation
    std::int64_t taken = 0;
};
std::int64_t seats_left(const SeatFacts& facts);
Reason no_seat(const SeatFacts& facts, std::int64_t asked, std::string_view project);

/// The steps that a school's enrolments go through: the chain without those it is exempt from.
/// `line` is the school and its authorities, upward. Gives positions in the chain.
std::vector<std::size_t> review_steps(const Parameters& parameters, const std::vector<Org>& line);
/// "pending_authority" and so on.
std::string pending_state(const ReviewStep& step);

}  // namespace xueshi::rules
