/// A command within its transaction: judged on its facts, applied, logged; alone or with others
/// that came at the same time.

#include <algorithm>

#include "codec/refusal_json.hpp"
#include "engine/apply.hpp"
#include "engine/decide.hpp"
#include "engine/entry.hpp"
#include "engine/foresight.hpp"
#include "engine/impl.hpp"
#include "engine/roles.hpp"
#include "engine/scribe.hpp"
#include "values/sha256.hpp"

namespace xueshi {

using namespace engine;

namespace {

/// How long a group waits for what others hold: it holds up all its members.
constexpr std::chrono::milliseconds patience_of_a_group{50};

/// Whether it was done the callers can find out, by asking under the same request ids. Of the
/// refused nothing can have been done: they go alone.
void leave_open(std::span<Member* const> members) {
    for (Member* member : members) {
        if (member->outcome.result) member->failure = std::current_exception();
    }
}

bool wants_to_stop(const Member* member) { return member->call.options.cancel.stop_requested(); }

/// What a request's id stands for. Personal content counts only under the host's key: a plain
/// digest of an identity number would tell it to whoever tries all of them.
std::string content_digest(const Call& call, const std::optional<PersonKey>& key) {
    const std::string text = write_command(call.command, call.options.partial,
                                           call.options.expected_version, key.has_value());
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

/// Whether another call did the same request since this one looked: at READ COMMITTED a refusal can
/// be about what that call did, and the answer is the one that it got.
bool was_done_meanwhile(Work& work, const Call& call) {
    if (!call.options.request_id) return false;
    const std::string key = encode_cells(call.actor.org, *call.options.request_id);
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

/// Applies the events and logs the command; the work is to be flushed.
Receipt carry_out(Work& work, const Call& call, Judgement& judgement, Instant present) {
    Verdict& verdict = judgement.verdict;
    for (const Event& event : verdict.events)
        apply(event, work);
    Entry entry;
    entry.stream = call.actor.org;
    entry.at = call.now;
    entry.zone = judgement.policy->zone();
    entry.actor = call.actor;
    entry.request_id = call.options.request_id;
    entry.request_content = judgement.request_digest;
    entry.command =
        write_command(call.command, call.options.partial, call.options.expected_version, false);
    entry.events = std::move(verdict.events);
    entry.answer = write_answer(verdict, judgement.outcome.refusals);
    entry.policy = judgement.policy->digest();
    work.sign(write_down(work, entry, present));
    return Receipt{entry.stream, entry.number, call.now, verdict.done, verdict.version};
}

Judgement refuse(Reason reason, std::string subject = {}) {
    Judgement judgement;
    judgement.outcome.refusals.push_back(
        codec::make_refusal(std::move(reason), std::move(subject), std::nullopt));
    return judgement;
}

}  // namespace

Judgement Engine::Impl::judge(Work& work, const Call& call) {
    const auto& [actor, command, given, now, deadline] = call;
    const RootRow* root = find_root(work, storage::Guard::shared);
    Judgement judgement;
    judgement.policy =
        root != nullptr ? policy_for(work, *root, !given.inside) : first_policy(work, command);
    const Policy& policy = *judgement.policy;
    // What a host may yet roll back is nothing to remember.
    const bool remembers = root != nullptr && !given.inside;
    const KnownFacts known{remembers ? &fact_cache : nullptr, root ? root->version : 0};
    Session session(work, policy, actor, now, options.external_register.get(), known);
    if (auto reason = role_refuses(actor, command, schools_review(policy))) {
        return refuse(*std::move(reason), actor.org);
    }
    if (!may_come_first(command, actor, root)) {
        if (auto reason = actor_is_wrong(actor, session.org(actor.org))) {
            return refuse(*std::move(reason), actor.org);
        }
    }
    if (given.request_id) {
        judgement.request_digest = content_digest(call, options.person_key);
        const auto* request = work.find<RequestRow>(encode_cells(actor.org, *given.request_id),
                                                    storage::Guard::shared);
        if (request != nullptr) {
            if (request->content != judgement.request_digest)
                return refuse(
                    {Why::req_3_request_id_reused, {{"request_id", *given.request_id}}, {}});
            judgement.outcome = answer_again(work, *request);
            return judgement;
        }
    }
    const Terms terms{given.partial, given.expected_version, &options.person_key};
    judgement.verdict =
        std::visit([&](const auto& one) { return decide(session, one, terms); }, command);
    Verdict& verdict = judgement.verdict;
    judgement.outcome.refusals = to_refusals(std::move(verdict.refused));
    const bool refused = !judgement.outcome.refusals.empty();
    judgement.accepted = !verdict.events.empty() && (!refused || given.partial);
    if (!judgement.accepted && was_done_meanwhile(work, call)) throw Contended{};
    return judgement;
}

Outcome<Receipt> Engine::Impl::explain_within(Work& work, const Call& call) {
    Judgement judgement = judge(work, call);
    if (!judgement.accepted) return std::move(judgement.outcome);
    const std::string& stream = call.actor.org;
    const auto* head = work.find<StreamRow>(encode_cells(stream), storage::Guard::none);
    judgement.outcome.result = Receipt{stream, (head ? head->number : 0) + 1, call.now,
                                       judgement.verdict.done, judgement.verdict.version};
    return std::move(judgement.outcome);
}

Outcome<Receipt> Engine::Impl::attempt(const Call& call, bool dry) {
    const auto transaction = begin(dry ? storage::Access::read : storage::Access::write,
                                   call.deadline, call.options.inside.get());
    if (transaction->listens()) {
        if (!call.options.inside) answers_travel_ = true;
        Foresight foresight;
        if (foresees() && foresight.add(call, fact_cache)) foresight.announce(*transaction);
    }
    Work work(*transaction);
    if (dry) return explain_within(work, call);
    Judgement judgement = judge(work, call);
    if (!judgement.accepted) return std::move(judgement.outcome);
    judgement.outcome.result = carry_out(work, call, judgement, options.clock());
    work.flush(true);
    stop_if_cancelled(call.options);
    commit(*transaction, work, call);
    return std::move(judgement.outcome);
}

void Engine::Impl::commit(storage::Transaction& transaction, Work& work, const Call& call) {
    std::shared_ptr<const Policy> adopted;
    std::int64_t adoption = 0;
    if (std::holds_alternative<AdoptPolicy>(call.command) && !call.options.inside) {
        const RootRow* root = find_root(work, storage::Guard::none);
        adopted = policy_for(work, *root, false);
        adoption = root->policies;
    }
    transaction.commit();
    if (adopted) remember(std::move(adopted), adoption);
}

bool Engine::Impl::commit_together(storage::Transaction& transaction,
                                   std::span<Member* const> members) {
    try {
        transaction.commit();
        return true;
    } catch (const storage::Conflict&) {
        return false;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::storage_unavailable) return false;  // nothing of it is there
        leave_open(members);
    } catch (...) {
        leave_open(members);
    }
    return false;
}

/// Those that can't be carried go alone, where they meet for themselves what stands against them.
void Engine::Impl::carry_together(std::span<Member* const> members) noexcept {
    std::vector<Member*> answered;
    try {
        Foresight foresight;
        std::vector<Member*> foreseen;
        storage::Deadline deadline = storage::Deadline::max();
        for (Member* member : members) {
            deadline = std::min(deadline, member->call.deadline);
            if (foresight.add(member->call, fact_cache)) foreseen.push_back(member);
        }
        if (foreseen.empty()) return;
        const auto transaction = begin(storage::Access::write, deadline);
        transaction->wait_at_most(patience_of_a_group);
        Work work(*transaction);
        foresight.hold(work);
        answered.reserve(foreseen.size());
        bool writes = false;
        for (Member* member : foreseen) {
            if (!carry_one(work, *member, foresight.begins_projects())) continue;
            answered.push_back(member);
            writes = writes || member->outcome.result;
        }
        if (writes) {
            work.flush(true);
            if (std::ranges::any_of(answered, wants_to_stop)) return;
            if (!commit_together(*transaction, answered)) return;
        }
    } catch (const storage::Conflict&) {
        return;
    } catch (const Error&) {
        return;
    } catch (const std::bad_alloc&) {
        return;
    } catch (...) {
        // What only a host's storage throws, before the commit, is for the thread in which it does.
        members.front()->failure = std::current_exception();
        return;
    }
    // Also the refused, who may have been refused for what others of the group did: they did it.
    for (Member* member : answered)
        member->carried = true;
}

bool Engine::Impl::carry_one(Work& work, Member& member, bool may_begin_project) {
    const Call& call = member.call;
    if (wants_to_stop(&member)) return false;
    work.begin_entry();
    Judgement judgement;
    try {
        judgement = judge(work, call);
    } catch (const Unforeseen&) {
        return false;
    } catch (const Contended&) {
        return false;
    }
    const bool refused = !judgement.outcome.refusals.empty();
    if (!judgement.accepted) {
        if (judgement.outcome.result || !refused) return false;  // an earlier answer
        member.outcome = std::move(judgement.outcome);
        return true;
    }
    if (refused) return false;
    // A first enrolment changes its project, which otherwise is only held against change.
    const bool begins = std::get<Enrolled>(judgement.verdict.events.front()).first;
    if (begins && !may_begin_project) return false;
    member.outcome.result = carry_out(work, call, judgement, options.clock());
    return true;
}

}  // namespace xueshi
