#include "engine/verdict.hpp"

#include <algorithm>

#include "codec/refusal_json.hpp"

namespace xueshi::engine {

std::vector<Refusal> to_refusals(std::vector<Refused> refused) {
    std::stable_sort(refused.begin(), refused.end(), [](const Refused& left, const Refused& right) {
        return std::pair(left.item.value_or(-1), left.reason.why) <
               std::pair(right.item.value_or(-1), right.reason.why);
    });
    std::vector<Refusal> refusals;
    refusals.reserve(refused.size());
    for (Refused& one : refused) {
        refusals.push_back(
            codec::make_refusal(std::move(one.reason), std::move(one.subject), one.item));
    }
    return refusals;
}

}  // namespace xueshi::engine
