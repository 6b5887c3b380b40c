#include <xueshi/error.hpp>
#include <xueshi/policy.hpp>

namespace xueshi {

namespace {

struct Shipped {
    std::string_view name;
    std::string_view text;
};

constexpr Shipped shipped_policies[] = {
#include "shipped_policies.inc"
};

}  // namespace

std::string Policy::shipped(std::string_view name) {
    std::string known;
    for (const Shipped& policy : shipped_policies) {
        if (policy.name == name) {
            return std::string(policy.text);
        }
        known.append(known.empty() ? "" : ", ").append(policy.name);
    }
    throw Error(ErrorCode::policy_unreadable,
                "the library ships no policy named '" + std::string(name) + "', but " + known);
}

}  // namespace xueshi
