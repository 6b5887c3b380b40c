#include <algorithm>

#include "engine/impl.hpp"

namespace xueshi {

using engine::RootRow;
using engine::Work;

std::string_view version() noexcept { return XUESHI_VERSION; }

const RootRow* engine::find_root(Work& work, storage::Guard guard) {
    return work.find<RootRow>(encode_cells(reference, "root"), guard);
}

Engine::Impl::Impl(std::shared_ptr<storage::Storage> storage_given, EngineOptions options_given)
    : storage(std::move(storage_given)), options(std::move(options_given)) {
    if (!storage) throw Error(ErrorCode::argument_invalid, "an engine needs a storage");
    if (!options.clock) throw Error(ErrorCode::argument_invalid, "an engine needs a clock");
    if (options.person_key && options.person_key->secret.size() < 16) {
        throw Error(ErrorCode::argument_invalid,
                    "the person key needs at least 16 bytes of secret");
    }
}

std::shared_ptr<const Policy> Engine::Impl::current_policy() const {
    const std::lock_guard lock(mutex_);
    return policy_;
}

std::unique_ptr<storage::Transaction> Engine::Impl::begin(storage::Access access,
                                                          storage::Deadline deadline,
                                                          storage::Storage* inside) const {
    require_own_process();
    if (inside == nullptr) return storage->begin(access, deadline);
    inside->prepare(engine::schema());
    return inside->begin(access, deadline);
}

std::unique_ptr<storage::Transaction> Engine::Impl::begin_older(storage::Deadline deadline) const {
    require_own_process();
    return storage->begin_older(deadline);
}

void Engine::Impl::require_own_process() const {
    if (::getpid() != process_)
        throw Error(ErrorCode::argument_invalid,
                    "the engine was opened before fork(): each process opens its own");
}

std::shared_ptr<const Policy> Engine::Impl::policy_for(Work& work, const RootRow& root, bool keep) {
    {
        const std::lock_guard lock(mutex_);
        if (policy_ && policy_->digest() == root.policy) {
            if (keep) adopted_ = std::max(adopted_, root.policies);
            return policy_;
        }
    }
    const auto* row = work.find<engine::PolicyRow>(
        engine::encode_cells(engine::reference, root.policy), storage::Guard::none);
    if (row == nullptr) {
        throw Error(ErrorCode::storage_corrupt, "the policy in force is not in the storage");
    }
    const auto loaded = Policy::load(row->content);
    const auto* policy = std::get_if<std::shared_ptr<const Policy>>(&loaded);
    if (policy == nullptr || (*policy)->digest() != root.policy) {
        throw Error(ErrorCode::policy_unreadable,
                    "the storage's policy can't be read by this version: " + root.policy);
    }
    if (keep) remember(*policy, root.policies);
    return *policy;
}

void Engine::Impl::remember(std::shared_ptr<const Policy> policy, std::int64_t adoption) {
    const std::lock_guard lock(mutex_);
    if (adoption < adopted_) return;
    policy_ = std::move(policy);
    adopted_ = adoption;
}

storage::Deadline Engine::Impl::deadline_of(const std::optional<storage::Deadline>& given) const {
    return given ? *given : std::chrono::steady_clock::now() + options.patience;
}

storage::Deadline engine::examination_deadline() {
    return storage::Deadline::clock::now() + std::chrono::hours(24 * 365);
}

Engine::Engine(std::shared_ptr<storage::Storage> storage, EngineOptions options,
               const std::shared_ptr<const Policy>& expected)
    : impl_(std::make_unique<Impl>(std::move(storage), std::move(options))) {
    impl_->storage->prepare(engine::schema());
    const auto transaction = impl_->begin(storage::Access::read, impl_->deadline_of(std::nullopt));
    Work work(*transaction);
    const RootRow* root = engine::find_root(work, storage::Guard::none);
    if (root != nullptr) impl_->policy_for(work, *root);
    const bool other = root == nullptr || (expected && expected->digest() != root->policy);
    if (expected && other) {
        throw Error(ErrorCode::policy_not_adopted,
                    root ? "the storage has adopted another policy: " + root->policy
                         : "the storage has adopted no policy yet");
    }
}

Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Outcome<Receipt> Engine::execute(const Actor& actor, const Command& command,
                                 const CallOptions& options) {
    return impl_->call(actor, command, options, false);
}

Outcome<Receipt> Engine::explain(const Actor& actor, const Command& command,
                                 const CallOptions& options) {
    return impl_->call(actor, command, options, true);
}

std::shared_ptr<const Policy> Engine::policy() const { return impl_->current_policy(); }

storage::Info Engine::info() const {
    impl_->require_own_process();
    return impl_->storage->info();
}

}  // namespace xueshi
