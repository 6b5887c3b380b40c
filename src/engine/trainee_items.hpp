#pragma once
/// The door's third stage for commands that name trainees of one project: registered, within the
/// actor's reach, there. What passes is judged by the rules.

#include <functional>
#include <memory>

#include "engine/session.hpp"

namespace xueshi::engine {

using Reach = std::function<bool(const std::string& school)>;

class TraineeItems {
public:
    /// `reach`: whether an enrolment made at a school is the actor's affair. `refused_with`: the
    /// row of the registry that speaks where it isn't.
    TraineeItems(Session& session, const std::string& project_code,
                 const std::vector<std::string>& teachers, Verdict& verdict, Why refused_with,
                 const Reach& reach);

    /// What stands in the project itself against every item: that it was cancelled.
    Reasons project_reasons() const;

    const rules::Project* project = nullptr;
    std::vector<std::pair<std::size_t, const EnrollmentRow*>> items;
};

/// Enrolments of which the acting organisation reviews some step.
Reach reach_of_reviewer(Session& session, const std::string& code);
/// Enrolments from the regions given to the acting base.
Reach reach_of_base(Session& session, const std::string& code);
/// Schools whose governing authority acts.
Reach reach_of_authority(Session& session);

void refuse_each(Verdict& verdict, std::span<const std::string> subjects, Why why);

}  // namespace xueshi::engine
