#include "fuzz/world.hpp"

#include <xueshi/protocol.hpp>
#include <xueshi/scenario.hpp>

#include "fuzz/target.hpp"

namespace xueshi::fuzz {

World::World(const std::string& scenario)
    : storage_(std::make_shared<ForgettingStorage>(storage::open_storage("memory:"))),
      engine_(storage_, options()) {
    const Scenario read =
        read_scenario(std::string(XUESHI_SCENARIOS_DIRECTORY) + "/" + scenario + ".json");
    *now_ = read.steps.front().at;
    const Actor province{Role::province_admin, "32", {}, {}, {}};
    expect(engine_.execute(province, AdoptPolicy{read.policy}).ok(), "no policy");
    Protocol protocol(engine_);
    for (const ScenarioStep& step : read.steps) {
        *now_ = step.at;
        protocol.call(json::write(step.request));
    }
    storage_->forget();
}

EngineOptions World::options() {
    EngineOptions options;
    options.clock = [now = now_] { return *now; };
    return options;
}

}  // namespace xueshi::fuzz
