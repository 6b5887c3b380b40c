/// Runs scenarios through the protocol's door, then examines what they left.

#include <algorithm>
#include <map>

#include <xueshi/engine.hpp>
#include <xueshi/protocol.hpp>
#include <xueshi/scenario.hpp>

#include "codec/struct_json.hpp"
#include "protocol/scenario_storage.hpp"

namespace xueshi {

namespace {

using json::Value;

/// The first province_admin that the steps name.
std::optional<std::string> province_of(const Scenario& scenario) {
    for (const ScenarioStep& step : scenario.steps) {
        const Value* actor = step.request.find("as");
        if (actor == nullptr) continue;
        const Value* role = actor->find("role");
        const Value* org = actor->find("org");
        if (role && role->text() && *role->text() == "province_admin" && org && org->text()) {
            return *org->text();
        }
    }
    return std::nullopt;
}

void adopt_policy(const Scenario& scenario, Engine& engine) {
    if (scenario.policy.empty()) return;
    const auto province = province_of(scenario);
    if (!province) {
        throw Error(ErrorCode::scenario_invalid,
                    scenario.file + ": no step names a province_admin who could adopt the policy");
    }
    Actor actor;
    actor.role = Role::province_admin;
    actor.org = *province;
    const auto outcome = engine.execute(actor, AdoptPolicy{scenario.policy});
    if (outcome.ok()) return;
    throw Error(ErrorCode::scenario_invalid,
                scenario.file + ": the policy is refused: " + outcome.refusals.front().message.en);
}

Value answer_to(const Value& request, Protocol& protocol) {
    auto parsed = json::parse(protocol.call(json::write(request)));
    if (const auto* fault = std::get_if<json::Fault>(&parsed)) {
        throw Error(ErrorCode::internal, "the answer is no JSON: expected " + fault->expected);
    }
    return std::get<Value>(std::move(parsed));
}

void take_steps(const Scenario& scenario, Engine& engine, Instant& now, ScenarioReport& report) {
    Protocol protocol(engine);
    for (const ScenarioStep& step : scenario.steps) {
        now = step.at;
        ++report.steps;
        report.difference = difference_of(step.expect, answer_to(step.request, protocol));
        if (!report.difference) continue;
        report.difference->file = step.file;
        report.difference->step = step.number;
        return;
    }
}

void note(const LogReport& log, const std::string& examination, std::vector<std::string>& faults) {
    for (const LogReport::Fault& fault : log.faults) {
        faults.push_back(examination + ": " + fault.stream + ":" + std::to_string(fault.number) +
                         ": " + fault.what);
    }
}

/// Whatever a scenario did, the invariants hold, the log is sound and leads to the same state.
std::vector<std::string> examine(Engine& engine) {
    std::vector<std::string> faults;
    for (const std::string& fault : engine.check())
        faults.push_back("check: " + fault);
    note(engine.verify_log(), "verify_log", faults);
    const std::shared_ptr<storage::Storage> copy = storage::open_storage("memory:");
    note(engine.replay(*copy), "replay", faults);
    if (!faults.empty()) return faults;
    const std::string digests[] = {engine.state_digest(), Engine(copy).state_digest()};
    if (digests[0] != digests[1]) {
        faults.push_back("replay: gives another state: " + digests[1] + " instead of " +
                         digests[0]);
    }
    return faults;
}

}  // namespace

ScenarioReport run_scenario(const Scenario& scenario, std::string_view storage_url) {
    const std::string name = std::filesystem::path(scenario.file).stem().string();
    protocol::FreshStorage fresh(storage_url, name);
    ScenarioReport report{scenario.title, 0, {}, {}, fresh.url()};
    {
        Instant now = scenario.steps.front().at;
        EngineOptions options;
        options.clock = [&now] { return now; };
        Engine engine(fresh.storage(), options);
        adopt_policy(scenario, engine);
        take_steps(scenario, engine, now, report);
        if (!report.difference) report.faults = examine(engine);
    }
    if (report.ok()) fresh.remove();
    return report;
}

ScenarioReport run_scenario(const std::filesystem::path& file, std::string_view storage_url) {
    return run_scenario(read_scenario(file), storage_url);
}

}  // namespace xueshi
