/// The way of a command: shape, role, items and rules, then apply, log, commit. Or nothing at all.

#include <algorithm>

#include "codec/check.hpp"
#include "codec/refusal_json.hpp"
#include "engine/apply.hpp"
#include "engine/decide.hpp"
#include "engine/entry.hpp"
#include "engine/foresight.hpp"
#include "engine/impl.hpp"
#include "engine/observation.hpp"
#include "engine/roles.hpp"
#include "engine/scribe.hpp"
#include "values/sha256.hpp"

namespace xueshi {

using namespace engine;

namespace engine {

std::vector<Refusal> to_refusals(std::vector<Refused> refused) {
    std::stable_sort(refused.begin(), refused.end(), [](const Refused& left, const Refused& right) {
        return std::pair(left.item.value_or(-1), left.reason.why) <
               std::pair(right.item.value_or(-1), right.reason.why);
    });
    std::vector<Refusal> refusals;
    refusals.reserve(refused.size());
    for (Refused& one : refused) {
        refusals.push_back(
            codec::make_refusal(std::move(one.reason), std::move(one.subject), one.item));
    }
    return refusals;
}

}  // namespace engine

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

/// What a request's id stands for. Personal content counts only under the host's key: a plain digest
/// of an identity number would tell it to whoever tries all of them.
std::string content_digest(const Command& command, const CallOptions& options,
                           const std::optional<PersonKey>& key) {
    const std::string text =
        write_command(command, options.partial, options.expected_version, key.has_value());
    return key ? hex(hmac_sha256(key->secret, text)) : hex(sha256(text));
}

std::string write_answer(const Verdict& verdict, std::span<const Refusal> refusals) {
    std::string out = "{\"done\":" + std::to_string(verdict.done);
    if (verdict.version) out += ",\"version\":" + std::to_string(*verdict.version);
    if (!refusals.empty()) {
        out += ",\"refusals\":";
        codec::write_refusals(out, refusals, true);
    }
    out += '}';
    return out;
}

/// The first answer again, from the log.
Outcome<Receipt> answer_again(Work& work, const RequestRow& request) {
    const auto* row =
        work.find<LogRow>(encode_cells(request.stream, request.number), storage::Guard::none);
    if (row == nullptr) throw Error(ErrorCode::log_broken, "a request's entry is not in the log");
    const ReadEntry entry = read_entry(row->entry);
    Outcome<Receipt> outcome;
    Receipt& receipt = outcome.result.emplace();
    receipt.stream = entry.stream;
    receipt.number = entry.number;
    receipt.at = entry.at;
    if (const auto* done = entry.answer.find("done"); done && done->integer()) {
        receipt.done = *done->integer();
    }
    if (const auto* version = entry.answer.find("version"); version && version->integer()) {
        receipt.version = *version->integer();
    }
    if (const auto* refusals = entry.answer.find("refusals")) {
        outcome.refusals = codec::read_refusals(*refusals);
    }
    return outcome;
}

/// Whether another call did the same request since this one looked: at READ COMMITTED a refusal can be
/// about what that call did, and the answer is the one that it got.
bool was_done_meanwhile(Work& work, const Actor& actor, const CallOptions& options) {
    if (!options.request_id) return false;
    const std::string key = encode_cells(actor.org, *options.request_id);
    std::vector<std::string> rows;
    work.transaction().get(table<RequestRow>, std::span(&key, 1), storage::Guard::none, rows);
    return !rows.front().empty();
}

/// Tells whether the storage is at the beginning, where only the first two commands make sense.
bool may_come_first(const Command& command, const Actor& actor, const RootRow* root) {
    const bool first = std::holds_alternative<AdoptPolicy>(command) ||
                       std::holds_alternative<RegisterOrgs>(command);
    return first && actor.role == Role::province_admin &&
           (root == nullptr || (!root->founded && root->province == actor.org));
}

bool changes_the_register(const Command& command) {
    return std::holds_alternative<RegisterOrgs>(command) ||
           std::holds_alternative<RegisterTeachers>(command) ||
           std::holds_alternative<TransferTeacher>(command);
}

void stop_if_cancelled(const CallOptions& options) {
    if (options.cancel.stop_requested())
        throw Error(ErrorCode::deadline_exceeded, "the call was cancelled, nothing is done");
}

/// Where none is in force the first one is adopted under itself.
std::shared_ptr<const Policy> first_policy(Work& work, const Command& command) {
    const auto* adoption = std::get_if<AdoptPolicy>(&command);
    if (adoption == nullptr)
        throw Error(ErrorCode::policy_not_adopted, "the storage has adopted no policy yet");
    if (!work.scan<PolicyRow>(storage::by_key, {}, {}, 1).empty())
        throw Error(ErrorCode::storage_schema, "a migration onto this storage isn't finished");
    const auto loaded = Policy::load(adoption->policy);
    if (const auto* good = std::get_if<std::shared_ptr<const Policy>>(&loaded)) return *good;
    return std::get<0>(Policy::load(Policy::shipped("jiangsu")));
}

/// Applies the events, logs the command, writes both.
Receipt carry_out(Work& work, const Actor& actor, const Command& command,
                  const CallOptions& options, const Policy& policy, Instant now, Verdict& verdict,
                  std::span<const Refusal> refusals, const std::string& request_content,
                  Instant present) {
    for (const Event& event : verdict.events)
        apply(event, work);
    Entry entry;
    entry.stream = actor.org;
    entry.at = now;
    entry.zone = policy.zone();
    entry.actor = actor;
    entry.request_id = options.request_id;
    entry.request_content = request_content;
    entry.command = write_command(command, options.partial, options.expected_version, false);
    entry.events = std::move(verdict.events);
    entry.answer = write_answer(verdict, refusals);
    entry.policy = policy.digest();
    const std::string writer = write_down(work, entry, present);
    work.flush(writer, true);
    return Receipt{entry.stream, entry.number, now, verdict.done, verdict.version};
}

}  // namespace

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

Outcome<Receipt> Engine::Impl::execute(const Actor& actor, const Command& command,
                                       const CallOptions& call, bool dry, int& attempts) {
    const Instant now = options.clock();
    if (const auto fault = shape_fault(actor, command, call))
        return refuse(codec::shape_reason(*fault));
    if (options.external_register && changes_the_register(command)) {
        throw Error(ErrorCode::register_external, "the register belongs to the host");
    }
    const storage::Deadline deadline = deadline_of(call.deadline);
    constexpr int most_attempts = 1000;  // each one lost means that another command won
    for (int i = 0; i < most_attempts && std::chrono::steady_clock::now() < deadline; ++i) {
        stop_if_cancelled(call);
        ++attempts;
        try {
            return attempt(actor, command, call, dry, now, deadline);
        } catch (const Contended&) {
        } catch (const storage::Conflict&) {
        }
    }
    throw Error(ErrorCode::storage_busy, "other commands kept winning until the deadline");
}

Outcome<Receipt> Engine::Impl::attempt(const Actor& actor, const Command& command,
                                       const CallOptions& call, bool dry, Instant now,
                                       storage::Deadline deadline) {
    const auto transaction =
        begin(dry ? storage::Access::read : storage::Access::write, deadline, call.inside.get());
    if (const auto* enroll = std::get_if<Enroll>(&command);
        enroll != nullptr && transaction->listens() && !options.external_register) {
        foresee(*transaction, actor, *enroll, call, fact_cache);
    }
    Work work(*transaction);
    const RootRow* root = find_root(work, storage::Guard::shared);
    const std::shared_ptr<const Policy> policy =
        root != nullptr ? policy_for(work, *root, !call.inside) : first_policy(work, command);
    // What a host may yet roll back is nothing to remember.
    const bool remembers = root != nullptr && !call.inside;
    const KnownFacts known{remembers ? &fact_cache : nullptr, root ? root->version : 0};
    Session session(work, *policy, actor, now, options.external_register.get(), known);
    if (auto reason = role_refuses(actor, command, schools_review(*policy))) {
        return refuse(*std::move(reason), actor.org);
    }
    if (!may_come_first(command, actor, root)) {
        if (auto reason = actor_is_wrong(actor, session.org(actor.org))) {
            return refuse(*std::move(reason), actor.org);
        }
    }
    std::string request_digest;
    if (call.request_id) {
        request_digest = content_digest(command, call, options.person_key);
        const auto* request = work.find<RequestRow>(encode_cells(actor.org, *call.request_id),
                                                    storage::Guard::shared);
        if (request != nullptr) {
            if (request->content == request_digest) return answer_again(work, *request);
            return refuse({Why::req_3_request_id_reused, {{"request_id", *call.request_id}}, {}});
        }
    }
    const Terms terms{call.partial, call.expected_version, &options.person_key};
    Verdict verdict =
        std::visit([&](const auto& one) { return decide(session, one, terms); }, command);
    Outcome<Receipt> outcome;
    outcome.refusals = to_refusals(std::move(verdict.refused));
    const bool nothing_to_do = verdict.events.empty();
    if (nothing_to_do || (!outcome.refusals.empty() && !call.partial)) {
        if (was_done_meanwhile(work, actor, call)) throw Contended{};
        return outcome;
    }
    if (dry) {
        const auto* head = work.find<StreamRow>(encode_cells(actor.org), storage::Guard::none);
        outcome.result =
            Receipt{actor.org, (head ? head->number : 0) + 1, now, verdict.done, verdict.version};
        return outcome;
    }
    outcome.result = carry_out(work, actor, command, call, *policy, now, verdict, outcome.refusals,
                               request_digest, options.clock());
    stop_if_cancelled(call);
    commit(*transaction, work, command, call);
    return outcome;
}

void Engine::Impl::commit(storage::Transaction& transaction, Work& work, const Command& command,
                          const CallOptions& call) {
    std::shared_ptr<const Policy> adopted;
    std::int64_t adoption = 0;
    if (std::holds_alternative<AdoptPolicy>(command) && !call.inside) {
        const RootRow* root = find_root(work, storage::Guard::none);
        adopted = policy_for(work, *root, false);
        adoption = root->policies;
    }
    transaction.commit();
    if (adopted) remember(std::move(adopted), adoption);
}

}  // namespace xueshi
