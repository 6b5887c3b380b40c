#pragma once
/// The life of a transaction, the same for every storage: open, then committed or failed (S4).

#include <xueshi/storage.hpp>

namespace xueshi::storage {

class TransactionState {
public:
    explicit TransactionState(Access access) noexcept : access_(access) {}

    bool is_open() const noexcept { return state_ == State::open; }
    Access access() const noexcept { return access_; }

    /// One operation: unless it comes to `done()`, the transaction has failed for good.
    class Step {
    public:
        Step(TransactionState& owner, Access needed) : owner_(owner) {
            if (owner.state_ != State::open)
                throw Error(ErrorCode::argument_invalid,
                            "the transaction has ended: it committed, or an operation failed");
            owner.state_ = State::failed;
            if (needed == Access::write && owner.access_ == Access::read)
                throw Error(ErrorCode::storage_read_only,
                            "a change was asked of a transaction begun for reading");
        }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

        void done() noexcept { owner_.state_ = State::open; }
        void committed() noexcept { owner_.state_ = State::committed; }

    private:
        TransactionState& owner_;
    };

private:
    enum class State { open, failed, committed };

    Access access_;
    State state_ = State::open;
};

}  // namespace xueshi::storage
