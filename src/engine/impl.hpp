#pragma once
/// The engine's inside: what all its parts share.

#include <atomic>
#include <functional>
#include <mutex>
#include <unistd.h>

#include <xueshi/engine.hpp>

#include "engine/group.hpp"
#include "engine/session.hpp"

namespace xueshi {

class Engine::Impl {
public:
    Impl(std::shared_ptr<storage::Storage> storage_given, EngineOptions options_given);

    /// The policy whose digest the root row names; loaded again when another process adopted one.
    /// `keep`: not where the adoption may still be undone.
    std::shared_ptr<const Policy> policy_for(engine::Work& work, const engine::RootRow& root,
                                             bool keep = true);
    /// A transaction of the storage, or of the host's. Throws in a child of the process that opened
    /// us.
    std::unique_ptr<storage::Transaction> begin(storage::Access access, storage::Deadline deadline,
                                                storage::Storage* inside = nullptr) const;
    std::unique_ptr<storage::Transaction> begin_older(storage::Deadline deadline) const;
    void require_own_process() const;
    storage::Deadline deadline_of(const std::optional<storage::Deadline>& given) const;

    /// execute and, where it is dry, explain.
    Outcome<Receipt> call(const Actor& actor, const Command& command,
                          const CallOptions& options_given, bool dry);

    /// From a state that may be a moment old, where the storage has copies (Storage::begin_older).
    template <class Q>
    Outcome<typename Q::Answer> ask(const Actor& actor, const Q& query, const QueryOptions& how);

    Anchor checkpoint(storage::Deadline deadline);

    const std::shared_ptr<storage::Storage> storage;
    const EngineOptions options;
    std::shared_ptr<const Policy> current_policy() const;
    engine::FactCache fact_cache;

private:
    /// `attempts` counts.
    Outcome<Receipt> execute(const Actor& actor, const Command& command, const CallOptions& given,
                             bool dry, int& attempts);
    bool may_go_with_others(const engine::Call& call) const;
    /// Whether guesses can be right: an own register has the teachers that are guessed.
    bool foresees() const noexcept { return options.external_register == nullptr; }

    // Within a transaction (attempt.cpp) ----------------------------------------------------------
    Outcome<Receipt> attempt(const engine::Call& call, bool dry);
    engine::Judgement judge(engine::Work& work, const engine::Call& call);
    Outcome<Receipt> explain_within(engine::Work& work, const engine::Call& call);
    void carry_together(std::span<engine::Member* const> members) noexcept;
    /// Whether it was done; where nobody knows, each member has the failure.
    static bool commit_together(storage::Transaction& transaction,
                                std::span<engine::Member* const> members);
    /// False where it must go alone; then, and where it is refused, nothing of it is in the work.
    bool carry_one(engine::Work& work, engine::Member& member, bool may_begin_project);

    /// Commits; who asks for the policy after an adoption gets the one that was adopted.
    void commit(storage::Transaction& transaction, engine::Work& work, const engine::Call& call);
    /// `adoption`: its number; what is older than the one known is not taken.
    void remember(std::shared_ptr<const Policy> policy, std::int64_t adoption);

    template <class Q>
    Outcome<typename Q::Answer> answer_from(storage::Transaction& transaction, const Actor& actor,
                                            const Q& query, Instant now, bool keep);

    const pid_t process_ = ::getpid();
    std::atomic<bool> answers_travel_ = false;  ///< as far as was seen: then commands go in groups
    engine::Group group_{
        [this](std::span<engine::Member* const> members) { carry_together(members); }};
    mutable std::mutex mutex_;  // guards both
    std::shared_ptr<const Policy> policy_;
    std::int64_t adopted_ =
        0;  ///< which adoption it came with: an older state never brings it back
};

namespace engine {

void stop_if_cancelled(const CallOptions& options);

/// Before any policy is adopted the door still needs one to speak of zones: the shipped default.
const RootRow* find_root(Work& work, storage::Guard guard);

/// For what reads a whole storage: that takes as long as it takes.
storage::Deadline examination_deadline();

}  // namespace engine

}  // namespace xueshi
