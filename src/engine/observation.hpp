#pragma once
/// Calls watched on behalf of the host's observer.

#include <xueshi/observer.hpp>
#include <xueshi/queries.hpp>

namespace xueshi::engine {

/// Whom an answer tells about: sorted, each once.
std::vector<std::string> teachers_in(const TeachersPage& answer);
std::vector<std::string> teachers_in(const EnrollmentsPage& answer);
std::vector<std::string> teachers_in(const HoursPage& answer);
std::vector<std::string> teachers_in(const StatementAnswer& answer);
std::vector<std::string> teachers_in(const LogPage& answer);
/// Organisations, projects, seats, classes and sums name nobody.
template <class Answer>
std::vector<std::string> teachers_in(const Answer&) {
    return {};
}

/// Runs `call`, which fills in what it knows, and tells the observer how it ended.
template <class Call>
auto observed(const Observer& observer, Observation seen, Call call) {
    const auto began = std::chrono::steady_clock::now();
    const auto tell = [&] {
        seen.took = std::chrono::steady_clock::now() - began;
        try {
            observer(seen);
        } catch (...) {
            if (seen.kind == Observation::Kind::query) throw;
        }
    };
    const auto tell_failure = [&](ErrorCode code) {
        seen.error = code;
        tell();
    };
    decltype(call(seen)) outcome;
    try {
        outcome = call(seen);
    } catch (const Error& error) {
        tell_failure(error.code());
        throw;
    } catch (...) {  // also what only a host throws
        tell_failure(ErrorCode::internal);
        throw;
    }
    seen.refusals = outcome.refusals;
    if constexpr (std::is_same_v<decltype(outcome), Outcome<Receipt>>) {
        if (outcome.result) seen.receipt = &*outcome.result;
    }
    tell();
    return outcome;
}

}  // namespace xueshi::engine
