/// The way of a query through the door.

#include <xueshi/query_texts.hpp>

#include "codec/check.hpp"
#include "codec/refusal_json.hpp"
#include "engine/impl.hpp"
#include "engine/observation.hpp"
#include "engine/query.hpp"
#include "engine/roles.hpp"

namespace xueshi {

using namespace engine;

namespace {

template <class Q>
std::optional<codec::ShapeFault> shape_fault(const Actor& actor, const Q& query) {
    static constexpr Field code{"org", "", "", Shape::code};
    const std::string& acting = actor.role == Role::teacher ? actor.teacher : actor.org;
    if (auto expected = codec::text_fault(acting, code)) {
        return codec::ShapeFault{actor.role == Role::teacher ? "/as/teacher" : "/as/org", *expected,
                                 codec::shown_text(acting)};
    }
    codec::Checker checker;
    checker.check(query);
    return checker.fault;
}

template <class Q>
Outcome<typename Q::Answer> refused(const Reason& reason, const std::string& subject) {
    Outcome<typename Q::Answer> outcome;
    outcome.refusals.push_back(codec::make_refusal(reason, subject, std::nullopt));
    return outcome;
}

}  // namespace

template <class Q>
Outcome<typename Q::Answer> Engine::Impl::ask(const Actor& actor, const Q& query,
                                              const QueryOptions& how) {
    const Instant now = options.clock();
    if (const auto fault = shape_fault(actor, query)) {
        return refused<Q>(codec::shape_reason(*fault), {});
    }
    const storage::Deadline deadline = deadline_of(how.deadline);
    if (how.inside) {
        const auto transaction = begin(storage::Access::read, deadline, how.inside.get());
        return answer_from(*transaction, actor, query, now, false);
    }
    if (current_policy() != nullptr) {  // until then no older state can answer
        try {
            return answer_from(*begin_older(deadline), actor, query, now, true);
        } catch (const storage::Conflict&) {
            // The copy that was to answer failed.
        } catch (const Error& error) {
            // It may be from before the founding.
            if (error.code() != ErrorCode::policy_not_adopted) throw;
        }
    }
    return answer_from(*begin(storage::Access::read, deadline), actor, query, now, true);
}

template <class Q>
Outcome<typename Q::Answer> Engine::Impl::answer_from(storage::Transaction& transaction,
                                                      const Actor& actor, const Q& query,
                                                      Instant now, bool keep) {
    Work work(transaction);
    const RootRow* root = find_root(work, storage::Guard::none);
    if (root == nullptr) {
        throw Error(ErrorCode::policy_not_adopted, "the storage has adopted no policy yet");
    }
    const auto policy = policy_for(work, *root, keep);
    Session session(work, *policy, actor, now, options.external_register.get());
    Outcome<typename Q::Answer> outcome;
    try {
        if (actor.role == Role::teacher) {
            const std::string codes[] = {actor.teacher};
            if (session.teachers(codes, storage::Guard::none).front() == nullptr) {
                return refused<Q>({Why::org_3_teacher_unknown, {}, {}}, actor.teacher);
            }
        } else if (const auto reason = actor_is_wrong(actor, session.org(actor.org))) {
            return refused<Q>(*reason, actor.org);
        }
        outcome.result = answer(session, query);
    } catch (const QueryRefused& refusal) {
        return refused<Q>(refusal.reason, refusal.subject);
    }
    return outcome;
}

template <class Q>
Outcome<typename Q::Answer> Engine::ask(const Actor& actor, const Q& query,
                                        const QueryOptions& options) {
    if (!impl_->options.observer) return impl_->ask(actor, query, options);
    Observation seen;
    seen.kind = Observation::Kind::query;
    seen.name = about<Q>::value.name;
    seen.actor = &actor;
    return observed(impl_->options.observer, std::move(seen), [&](Observation& filled) {
        auto outcome = impl_->ask(actor, query, options);
        if (outcome.result) filled.teachers = teachers_in(*outcome.result);
        return outcome;
    });
}

template Outcome<Orgs::Answer> Engine::ask(const Actor&, const Orgs&, const QueryOptions&);
template Outcome<Teachers::Answer> Engine::ask(const Actor&, const Teachers&, const QueryOptions&);
template Outcome<EligibleTeachers::Answer> Engine::ask(const Actor&, const EligibleTeachers&,
                                                       const QueryOptions&);
template Outcome<Projects::Answer> Engine::ask(const Actor&, const Projects&, const QueryOptions&);
template Outcome<Quota::Answer> Engine::ask(const Actor&, const Quota&, const QueryOptions&);
template Outcome<Enrollments::Answer> Engine::ask(const Actor&, const Enrollments&,
                                                  const QueryOptions&);
template Outcome<Classes::Answer> Engine::ask(const Actor&, const Classes&, const QueryOptions&);
template Outcome<HoursQuery::Answer> Engine::ask(const Actor&, const HoursQuery&,
                                                 const QueryOptions&);
template Outcome<Statement::Answer> Engine::ask(const Actor&, const Statement&,
                                                const QueryOptions&);
template Outcome<Statistics::Answer> Engine::ask(const Actor&, const Statistics&,
                                                 const QueryOptions&);
template Outcome<Worklist::Answer> Engine::ask(const Actor&, const Worklist&, const QueryOptions&);
template Outcome<Log::Answer> Engine::ask(const Actor&, const Log&, const QueryOptions&);
template Outcome<Changes::Answer> Engine::ask(const Actor&, const Changes&, const QueryOptions&);

}  // namespace xueshi
