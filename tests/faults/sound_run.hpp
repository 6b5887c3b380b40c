#pragma once
/// The script played where nothing fails: what each step answers, and the states before and after.

#include "faults/script.hpp"
#include "support/four_levels.hpp"

namespace xueshi::faults {

struct SoundRun {
    std::vector<ScriptStep> steps = script();
    std::vector<std::string> answers{};  ///< of each step
    std::vector<std::string> states{};   ///< digests: before the first step, after each

    explicit SoundRun(const support::MovingClock& clock) {
        Engine engine(storage::open_storage("memory:"), clock.options());
        states.push_back(engine.state_digest());
        for (const ScriptStep& step : steps) {
            answers.push_back(
                support::text_of_call(engine, step.actor, step.command, step.options));
            states.push_back(engine.state_digest());
        }
    }
};

/// What speaks against a state without looking at how it came about: medium, log, rules.
inline std::vector<std::string> damage(storage::Storage& storage, Engine& engine) {
    std::vector<std::string> found = storage.check();
    for (const auto& fault : engine.verify_log().faults)
        found.push_back("log: " + fault.stream + ":" + std::to_string(fault.number) + " " +
                        fault.what);
    for (const std::string& fault : engine.check())
        found.push_back(fault);
    return found;
}

}  // namespace xueshi::faults
