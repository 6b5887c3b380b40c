#pragma once
/// The pure rules from review to verified hours. See rules.hpp for what they share.

#include <optional>
#include <string_view>

#include <xueshi/rules.hpp>

namespace xueshi::rules {

/// Where an enrolment stands in its review.
struct ReviewFacts {
    std::string_view state;           ///< pending_<reviewer>, approved or rejected
    std::size_t step = 0;             ///< position in the chain while pending
    std::vector<std::size_t> steps;   ///< positions that apply to this school, ascending
    std::vector<std::size_t> actors;  ///< those of them that are the actor's
    bool in_class = false;
    bool has_result = false;
};

/// ENR-6, ENR-7: whether the actor may review it now. `reason_given`: a rejection has a reason.
Reasons may_review(const ReviewFacts& facts, Decision decision, bool reason_given);
/// ENR-9, ENR-10: whether the actor may take back its own approval, and at which step it then
/// waits.
Reasons may_cancel_approval(const ReviewFacts& facts);
std::size_t step_after_cancelling(const ReviewFacts& facts);
/// ENR-9: whether the school may delete it.
Reasons may_delete_enrollment(const ReviewFacts& facts);
/// The next step after `step` that applies, or nothing: finally approved.
std::optional<std::size_t> next_step(const std::vector<std::size_t>& steps, std::size_t step);

/// CLS-1: whether classes of a project may be managed at `now`.
Reasons may_manage_classes(const Parameters& parameters, const Project& project, Instant now);
/// CLS-4: whether the base may add a class. `other`: one of its living classes; `other_sole`: that
/// one was declared the only one.
Reasons may_create_class(bool sole, std::string_view other, bool other_sole);
/// CLS-2: whether a trainee may join a class.
Reasons may_join_class(std::string_view state, const std::optional<std::string>& class_code);

/// HRS-1…HRS-3: whether a result may be recorded. `recorded`: the state of an earlier one.
struct ResultFacts {
    std::string_view state;  ///< of the enrolment
    std::optional<HoursState> recorded{};
    std::optional<std::int64_t> attendance{};
    std::string_view grade;
    Instant now;
};
Reasons may_record_result(const Parameters& parameters, const Project& project,
                          const ResultFacts& facts);
/// HRS-1, HRS-3: whether it may be deleted again.
Reasons may_delete_result(const Parameters& parameters, const Project& project, HoursState recorded,
                          Instant now);
/// HRS-2, HRS-3, HRS-6: whether hours may be entered without enrolment.
Reasons may_enter_hours(const Parameters& parameters, const Project& project,
                        std::string_view grade, std::optional<HoursState> recorded);
/// HRS-2: the hours that a grade earns; nothing for a grade that the policy doesn't know.
std::optional<Hours> hours_for(const Parameters& parameters, Hours project_hours,
                               std::string_view grade);

/// HRS-4: the three moves of an hour record.
Reasons may_approve_hours(HoursState state);
Reasons may_verify_hours(HoursState state);
Reasons may_return_hours(HoursState state, bool reason_given);

}  // namespace xueshi::rules
