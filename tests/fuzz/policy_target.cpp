// Policy files: whatever stands in one, it is a policy or has faults that name their place.

#include <xueshi/policy.hpp>

#include "fuzz/target.hpp"

using namespace xueshi;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto loaded = Policy::load(fuzz::text_of(data, size));
    if (const auto* faults = std::get_if<std::vector<PolicyFault>>(&loaded)) {
        fuzz::expect(!faults->empty(), "refused without a fault");
        for (const PolicyFault& fault : *faults)
            fuzz::expect(!fault.expected.empty(), "a fault that says nothing");
        return 0;
    }
    const Policy& policy = *std::get<0>(loaded);
    const auto again = Policy::load(policy.content());
    fuzz::expect(again.index() == 0, "its own content is no policy");
    fuzz::expect(std::get<0>(again)->digest() == policy.digest(), "another digest");
    fuzz::expect(!policy.spans().empty(), "no values");
    for (const char* day : {"1900-01-01", "2026-04-05", "2999-12-31"})
        fuzz::expect(!policy.on(*Date::parse(day)).review_chain.value.empty(), "no review");
    return 0;
}
