/// The way of a command: its shape, then attempts until one is not in another's way. Or nothing at
/// all.

#include "codec/check.hpp"
#include "codec/refusal_json.hpp"
#include "engine/entry.hpp"
#include "engine/foresight.hpp"
#include "engine/impl.hpp"
#include "engine/observation.hpp"

namespace xueshi {

using namespace engine;

namespace {

Outcome<Receipt> refuse(Reason reason, std::string subject = {}) {
    Outcome<Receipt> outcome;
    outcome.refusals.push_back(
        codec::make_refusal(std::move(reason), std::move(subject), std::nullopt));
    return outcome;
}

/// REQ-3: the commands that compare a version, that of the project or the class they name.
template <class C>
inline constexpr bool compares_versions =
    std::is_same_v<C, AmendProject> || std::is_same_v<C, CancelProject> ||
    std::is_same_v<C, AllocateQuota> || std::is_same_v<C, AssignClass> ||
    std::is_same_v<C, RemoveFromClass>;

/// What the role has no use for would stand in the log unread.
std::optional<codec::ShapeFault> foreign_field(const Actor& actor) {
    const bool teacher = actor.role == Role::teacher;
    const std::string& foreign = teacher ? actor.org : actor.teacher;
    if (foreign.empty()) return std::nullopt;
    return codec::ShapeFault{teacher ? "/as/org" : "/as/teacher", "nothing for this role",
                             codec::shown_text(foreign)};
}

/// A class that ends before it begins. (A project's dates are a rule's business: PRJ-2.)
std::optional<codec::ShapeFault> period_fault(const Command& command) {
    const auto* create = std::get_if<CreateClass>(&command);
    if (create == nullptr || !create->training) return std::nullopt;
    const DateRange& training = *create->training;
    if (training.from <= training.to) return std::nullopt;
    return codec::ShapeFault{"/training/to", "a date not before " + training.from.text(),
                             training.to.text()};
}

/// Stage 1, on the structs: callers from C++ are as welcome to err as callers with JSON.
std::optional<codec::ShapeFault> shape_fault(const Actor& actor, const Command& command,
                                             const CallOptions& options) {
    static constexpr Field id{"request_id", "", "", Shape::text, 1, 128};
    static constexpr Field code{"org", "", "", Shape::code};
    const std::string& acting = actor.role == Role::teacher ? actor.teacher : actor.org;
    if (auto expected = codec::text_fault(acting, code)) {
        return codec::ShapeFault{actor.role == Role::teacher ? "/as/teacher" : "/as/org", *expected,
                                 codec::shown_text(acting)};
    }
    if (options.request_id) {
        if (auto expected = codec::text_fault(*options.request_id, id)) {
            return codec::ShapeFault{"/request_id", *expected,
                                     codec::shown_text(*options.request_id)};
        }
    }
    if (auto fault = foreign_field(actor)) return fault;
    const bool versioned = std::visit(
        [](const auto& one) { return compares_versions<std::decay_t<decltype(one)>>; }, command);
    if (options.expected_version && !versioned) {
        return codec::ShapeFault{"/expected_version", "only on commands about one project or class",
                                 std::to_string(*options.expected_version)};
    }
    codec::Checker checker;
    if (!checker.check(actor)) return checker.fault;
    std::visit([&](const auto& one) { checker.check(one); }, command);
    if (checker.fault) return checker.fault;
    return period_fault(command);
}

bool changes_the_register(const Command& command) {
    return std::holds_alternative<RegisterOrgs>(command) ||
           std::holds_alternative<RegisterTeachers>(command) ||
           std::holds_alternative<TransferTeacher>(command);
}

}  // namespace

void engine::stop_if_cancelled(const CallOptions& options) {
    if (options.cancel.stop_requested())
        throw Error(ErrorCode::deadline_exceeded, "the call was cancelled, nothing is done");
}

Outcome<Receipt> Engine::Impl::call(const Actor& actor, const Command& command,
                                    const CallOptions& options_given, bool dry) {
    int uncounted = 0;
    if (!options.observer) return execute(actor, command, options_given, dry, uncounted);
    Observation seen;
    seen.kind = dry ? Observation::Kind::explanation : Observation::Kind::command;
    seen.name = name_of(command);
    seen.actor = &actor;
    if (options_given.request_id) seen.request_id = *options_given.request_id;
    return observed(options.observer, std::move(seen), [&](Observation& filled) {
        return execute(actor, command, options_given, dry, filled.attempts);
    });
}

/// Where a commit takes long. Whoever has little time left would cut that of the others short.
bool Engine::Impl::may_go_with_others(const Call& call) const {
    constexpr std::chrono::seconds least{1};
    require_own_process();
    return answers_travel_ && foresees() && Foresight::covers(call) && !call.options.inside &&
           call.deadline >= storage::Deadline::clock::now() + least;
}

Outcome<Receipt> Engine::Impl::execute(const Actor& actor, const Command& command,
                                       const CallOptions& given, bool dry, int& attempts) {
    const Instant now = options.clock();
    if (const auto fault = shape_fault(actor, command, given))
        return refuse(codec::shape_reason(*fault));
    if (options.external_register && changes_the_register(command)) {
        throw Error(ErrorCode::register_external, "the register belongs to the host");
    }
    const Call call{actor, command, given, now, deadline_of(given.deadline)};
    if (!dry && may_go_with_others(call)) {
        stop_if_cancelled(given);
        ++attempts;
        Member member(call);
        group_.join(member);
        if (member.failure) std::rethrow_exception(member.failure);
        if (member.carried) return std::move(member.outcome);
    }
    constexpr int most_attempts = 1000;  // each one lost means that another command won
    for (int i = 0; i < most_attempts && std::chrono::steady_clock::now() < call.deadline; ++i) {
        stop_if_cancelled(given);
        ++attempts;
        try {
            return attempt(call, dry);
        } catch (const Contended&) {
        } catch (const storage::Conflict&) {
        }
    }
    throw Error(ErrorCode::storage_busy, "other commands kept winning until the deadline");
}

}  // namespace xueshi
