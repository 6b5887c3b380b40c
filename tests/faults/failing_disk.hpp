#pragma once
/// A disk that fails from a chosen call on.

#include "support/disk.hpp"

namespace xueshi::faults {

enum class Failure {
    once,      ///< one call
    for_good,  ///< a call and all that follow
    no_space,  ///< a write and all writes that follow; reading goes on
    unsaid,    ///< the negative control: a write isn't done, and nobody is told
};

class FailingDisk final : public support::DiskWatcher {
public:
    /// Calls are numbered from 1 from here on; only writes where the failure is one of writes.
    void arm(Failure failure, int number) {
        failure_ = failure;
        fatal_ = number;
        calls_ = 0;
    }
    void disarm() { arm(Failure::once, 0); }
    int calls() const { return calls_; }

    static constexpr bool of_writes(Failure failure) {
        return failure == Failure::no_space || failure == Failure::unsaid;
    }

    int before(support::DiskCall call, const std::string&) override {
        const bool counts = !of_writes(failure_) || call == support::DiskCall::write;
        if (!counts || ++calls_ < fatal_ || fatal_ == 0) return SQLITE_OK;
        switch (failure_) {
            case Failure::once:
                return calls_ == fatal_ ? support::failure_of(call) : SQLITE_OK;
            case Failure::for_good:
                return support::failure_of(call);
            case Failure::no_space:
                return SQLITE_FULL;
            case Failure::unsaid:
                return calls_ == fatal_ ? support::left_out : SQLITE_OK;
        }
        return SQLITE_OK;
    }

private:
    Failure failure_ = Failure::once;
    int fatal_ = 0;
    int calls_ = 0;
};

}  // namespace xueshi::faults
