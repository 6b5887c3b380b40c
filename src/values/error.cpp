#include <xueshi/error.hpp>

namespace xueshi {

std::string_view error_name(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::storage_unavailable:
            return "storage.unavailable";
        case ErrorCode::storage_busy:
            return "storage.busy";
        case ErrorCode::storage_full:
            return "storage.full";
        case ErrorCode::storage_corrupt:
            return "storage.corrupt";
        case ErrorCode::storage_read_only:
            return "storage.read_only";
        case ErrorCode::storage_schema:
            return "storage.schema";
        case ErrorCode::policy_not_adopted:
            return "policy.not_adopted";
        case ErrorCode::policy_unreadable:
            return "policy.unreadable";
        case ErrorCode::clock_behind:
            return "clock.behind";
        case ErrorCode::log_broken:
            return "log.broken";
        case ErrorCode::register_external:
            return "register.external";
        case ErrorCode::register_unavailable:
            return "register.unavailable";
        case ErrorCode::deadline_exceeded:
            return "deadline.exceeded";
        case ErrorCode::scenario_invalid:
            return "scenario.invalid";
        case ErrorCode::argument_invalid:
            return "argument.invalid";
        case ErrorCode::internal:
            return "internal";
    }
    return "internal";
}

}  // namespace xueshi
