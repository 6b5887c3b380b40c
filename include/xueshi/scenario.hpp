#pragma once
/// Scenarios: tests as data. A file tells who does what and when, and what must come of it; the
/// same files run on every storage and through every binding. The form is described in
/// docs/scenarios.md.
///
/// Each file runs on a storage of its own, beside the one named: an existing one is never touched.
/// `given` files run first, each once, however often it is named. The file's policy is adopted
/// before the first step, by the first province_admin that the steps name. A step without `at`
/// happens at the instant of the step before; one without `expect` must be accepted. An expectation
/// is a subset of the answer's objects, and exact in arrays and single values.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/json.hpp>
#include <xueshi/time.hpp>

namespace xueshi {

struct ScenarioStep {
    std::string file;        ///< where it stands: the scenario's own file or a given one
    std::size_t number = 1;  ///< its place there, from 1
    Instant at;
    json::Value request;  ///< as Protocol::call takes it
    json::Value expect;
};

struct Scenario {
    std::string file;
    std::string title;
    std::vector<std::string> rules;   ///< ids of the rules that it is about
    std::string policy;               ///< the policy file's content; empty: none is adopted
    std::vector<ScenarioStep> steps;  ///< those of the given files first
};

/// Reads a file and all that it is given. Throws `Error` scenario_invalid, naming file and place,
/// for whatever is not as agreed: unknown keys, an `at` before the step before, given files in a
/// circle.
Scenario read_scenario(const std::filesystem::path& path);

struct ScenarioDifference {
    std::string file;
    std::size_t step = 0;  ///< its place in that file, from 1
    std::string pointer;   ///< into the answer
    std::string expected;
    std::string got;
};

struct ScenarioReport {
    std::string title;
    std::size_t steps = 0;                           ///< how many were taken
    std::optional<ScenarioDifference> difference{};  ///< the first, which ends the run
    /// What Engine::check, Engine::verify_log and a replay found afterwards, one line a fault.
    std::vector<std::string> faults{};
    std::string storage{};  ///< where it ran; kept when it failed

    bool ok() const noexcept { return !difference && faults.empty(); }
    /// One line: "steps.json, step 3, /ok: expected true, got false"; empty when ok.
    std::string first_difference() const;
};

/// Runs a scenario. `storage_url`: `memory:`, `sqlite:PATH` (files PATH-<name>-<number> are made,
/// and removed after success), `sqlite::memory:`, `postgresql://…` (schemas beside the one named,
/// dropped after success). Throws `Error` as read_scenario and the storage do.
ScenarioReport run_scenario(const std::filesystem::path& file, std::string_view storage_url);
ScenarioReport run_scenario(const Scenario& scenario, std::string_view storage_url);

/// Where an answer first differs from what is expected of it: pointer, expected, got.
std::optional<ScenarioDifference> difference_of(const json::Value& expected,
                                                const json::Value& got);

}  // namespace xueshi
