#include "replicas.hpp"

namespace xueshi::storage::postgresql {
namespace {

// A server that is switched off answers nothing at all: there must be time left to ask the primary.
constexpr std::chrono::milliseconds for_connecting{2'000};

constexpr const char* standing_query =
    "SELECT pg_is_in_recovery()::text, "
    "coalesce(pg_wal_lsn_diff($1::text::pg_lsn, pg_last_wal_replay_lsn()), -1)::bigint";

}  // namespace

Replicas::Replicas(const Pool& primary)
    : pool_(primary, primary.options().read_from, for_connecting) {}

bool Replicas::may_answer() {
    if (!failing_) return true;
    const std::lock_guard lock(mutex_);
    const auto now = Deadline::clock::now();
    if (now < try_again_) return false;
    try_again_ = now + pool_.options().read_retry;  // one tries, the others wait for what it finds
    return true;
}

void Replicas::recover() noexcept {
    const std::lock_guard lock(mutex_);
    failing_ = false;
    why_.clear();
}

void Replicas::failed(const std::string& why) {
    const std::lock_guard lock(mutex_);
    failing_ = true;
    try_again_ = Deadline::clock::now() + pool_.options().read_retry;
    why_ = why;
}

void Replicas::judge(const ServerFailure& failure) {
    const std::string& state = failure.state();
    if (state == "57014" || state == "55P03") return;  // it had all the time that was given
    // A replica cancels who still needs what the primary has removed: it is well, and this was bad
    // luck.
    if (state != "40001" && state != "40P01")
        failed(state == not_allowed ? "no copy of this storage, or not all of it is there yet"
                                    : failure.what());
    throw Conflict(std::string("postgresql: a replica gave up: ") + failure.what());
}

void Replicas::judge(const Error& error) {
    if (error.code() != ErrorCode::storage_unavailable && error.code() != ErrorCode::storage_busy)
        return;
    failed(error.what());
    if (error.code() == ErrorCode::storage_unavailable) throw Conflict(error.what());
}

std::string Replicas::why() const {
    const std::lock_guard lock(mutex_);
    return why_;
}

std::string Replicas::told(const std::string& position) {
    const std::string who = pool_.address().shown + ": ";
    if (const std::string reason = why(); failing_) return who + "left alone, " + reason;
    std::string how = "answers";
    try {
        const Lease lease(pool_, pool_.usual_deadline());
        Parameters parameters;
        parameters.add_text(position.empty() ? "0/0" : position);
        lease->run(standing_query, parameters, [&](const Result& result) {
            if (result.text(0, 0) != "true")
                how = "answers, but follows no one";
            else if (!position.empty())
                how = "follows, " +
                      std::to_string(std::max<std::int64_t>(result.integer(0, 1), 0)) +
                      " bytes behind";
        });
    } catch (const ServerFailure&) {
        // A relative of PostgreSQL's that tells nothing of its log.
    } catch (const Error& error) {
        failed(error.what());
        return who + "left alone, " + error.what();
    }
    return who + how;
}

}  // namespace xueshi::storage::postgresql
