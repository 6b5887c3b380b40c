#include <algorithm>

#include <xueshi/rules_training.hpp>

#include "rules/facts.hpp"

namespace xueshi::rules {

namespace {

bool is_pending(const ReviewFacts& facts) { return facts.state.starts_with("pending_"); }

std::vector<Fact> state_of(const ReviewFacts& facts) {
    return {{"state", std::string(facts.state)}};
}

bool is_actors(const ReviewFacts& facts, std::size_t step) {
    return std::find(facts.actors.begin(), facts.actors.end(), step) != facts.actors.end();
}

/// The step whose approval came last; nothing where nobody approved.
std::optional<std::size_t> last_approved(const ReviewFacts& facts) {
    if (facts.state == "approved") {
        if (facts.steps.empty()) return std::nullopt;
        return facts.steps.back();
    }
    std::optional<std::size_t> last;
    for (const std::size_t step : facts.steps) {
        if (step < facts.step) last = step;
    }
    return last;
}

}  // namespace

std::optional<std::size_t> next_step(const std::vector<std::size_t>& steps, std::size_t step) {
    const auto at = std::upper_bound(steps.begin(), steps.end(), step);
    if (at == steps.end()) return std::nullopt;
    return *at;
}

Reasons may_review(const ReviewFacts& facts, Decision decision, bool reason_given) {
    Reasons reasons;
    if (!is_pending(facts) || !is_actors(facts, facts.step)) {
        reasons.push_back(reason(Why::enr_6_not_pending_here, state_of(facts)));
    }
    if (decision == Decision::reject && !reason_given) {
        reasons.push_back(reason(Why::enr_7_reason_required));
    }
    return reasons;
}

Reasons may_cancel_approval(const ReviewFacts& facts) {
    Reasons reasons;
    const bool approved = facts.state == "approved";
    const auto last = approved || is_pending(facts) ? last_approved(facts) : std::nullopt;
    const bool earlier = last && std::any_of(facts.actors.begin(), facts.actors.end(),
                                             [&](std::size_t step) { return step < *last; });
    if (!last || (!is_actors(facts, *last) && !earlier)) {
        reasons.push_back(reason(Why::req_5_enrollment_not_approved, state_of(facts)));
        return reasons;
    }
    if (!is_actors(facts, *last)) {
        reasons.push_back(reason(Why::enr_9_approved_downstream, state_of(facts)));
        return reasons;
    }
    if (!approved) return reasons;
    if (facts.in_class) reasons.push_back(reason(Why::enr_10_in_class));
    if (facts.has_result) reasons.push_back(reason(Why::enr_10_has_result));
    return reasons;
}

std::size_t step_after_cancelling(const ReviewFacts& facts) {
    return last_approved(facts).value_or(0);
}

Reasons may_delete_enrollment(const ReviewFacts& facts) {
    Reasons reasons;
    if (facts.state == "rejected") return reasons;
    // Approved by nobody, because every step was exempt: nobody else could take it back.
    if (facts.steps.empty() && !facts.in_class && !facts.has_result) return reasons;
    if (facts.state == "approved" || last_approved(facts)) {
        reasons.push_back(reason(Why::enr_9_approved, state_of(facts)));
    }
    return reasons;
}

}  // namespace xueshi::rules
