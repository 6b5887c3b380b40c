#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include <xueshi/policy.hpp>

#include "policy/parameters.hpp"
#include "policy/readers.hpp"
#include "values/sha256.hpp"

namespace xueshi {

/// Makes a policy of a file that was read without fault.
class PolicyCompiler {
public:
    /// The policy's head; `parameters` then go into its spans.
    static std::shared_ptr<Policy> read(const policy::Node& root, policy::Faults& faults);
    static void identify(Policy& policy, std::string_view content, const json::Value& value);

private:
    using Changes = std::vector<std::vector<policy::Change>>;
    static std::vector<std::pair<Date, Parameters>> spans_of(const Changes& changes,
                                                             ZoneOffset zone);
};

std::shared_ptr<Policy> PolicyCompiler::read(const policy::Node& root, policy::Faults& faults) {
    static constexpr std::array<std::string_view, 4> keys = {"policy", "title", "zone",
                                                             "parameters"};
    std::shared_ptr<Policy> result(new Policy());
    root.has_keys(keys);
    if (const auto name = root.member("policy")) {
        policy::read_name(*name, result->name_);
    }
    if (const auto title = root.member("title")) {
        policy::read(*title, result->title_);
    }
    if (const auto zone = root.member("zone")) {
        policy::read(*zone, result->zone_);
    }
    if (const auto parameters = root.member("parameters")) {
        const Changes changes = policy::read_parameters(*parameters);
        if (faults.none()) {
            result->spans_ = spans_of(changes, result->zone_);
        }
    }
    return result;
}

/// One span for each day on which anything changes. On the first of them those parameters that
/// change later have their earliest value already.
std::vector<std::pair<Date, Parameters>> PolicyCompiler::spans_of(const Changes& changes,
                                                                  ZoneOffset zone) {
    Parameters current;
    current.zone = zone;
    std::set<Date> days;
    for (const auto& timeline : changes) {
        timeline.front().apply(current);
        for (const policy::Change& change : timeline) {
            days.insert(change.from);
        }
    }
    std::vector<std::pair<Date, Parameters>> spans;
    for (const Date day : days) {
        for (const auto& timeline : changes) {
            for (const policy::Change& change : timeline) {
                if (change.from == day) {
                    change.apply(current);
                }
            }
        }
        spans.emplace_back(day, current);
    }
    return spans;
}

void PolicyCompiler::identify(Policy& policy, std::string_view content, const json::Value& value) {
    policy.content_ = content;
    policy.digest_ = "sha256:" + hex(sha256(json::write_canonical(value)));
}

std::variant<std::shared_ptr<const Policy>, std::vector<PolicyFault>> Policy::load(
    std::string_view json) {
    const auto parsed = json::parse(json);
    if (const auto* fault = std::get_if<json::Fault>(&parsed)) {
        const auto line =
            1 + std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(fault->offset),
                           '\n');
        return std::vector{PolicyFault{fault->pointer, fault->expected,
                                       fault->found + " in line " + std::to_string(line)}};
    }
    const json::Value& value = *std::get_if<json::Value>(&parsed);
    policy::Faults faults;
    const auto policy = PolicyCompiler::read(policy::Node(value, "", faults), faults);
    if (!faults.none()) {
        return faults.take();
    }
    PolicyCompiler::identify(*policy, json, value);
    return std::shared_ptr<const Policy>(policy);
}

const Parameters& Policy::on(Date date) const noexcept {
    const auto later =
        std::upper_bound(spans_.begin(), spans_.end(), date,
                         [](Date wanted, const auto& span) { return wanted < span.first; });
    return later == spans_.begin() ? spans_.front().second : std::prev(later)->second;
}

}  // namespace xueshi
