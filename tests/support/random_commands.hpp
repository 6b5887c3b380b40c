#pragma once
/// Random commands over the province of four_levels.hpp: all kinds, mostly sensible, often wrong. They
/// depend on the seed alone, never on an answer: whoever knows the seed can make them again.

#include <string>
#include <vector>

#include <xueshi/engine.hpp>

#include "support/chance.hpp"

namespace xueshi::support {

struct Step {
    Actor actor;
    Command command;
    CallOptions options;
    std::int64_t micros = 0;  ///< how far the clock moves before it
};

struct Mix {
    bool policies = true;      ///< whether other policies are adopted in between
    bool steady_time = false;  ///< whether the clock moves forward at every step
    std::string requests{};    ///< every command has a request id beginning thus, and none twice
};

class RandomCommands {
public:
    RandomCommands(std::uint64_t seed, Mix mix) : chance_(seed), mix_(std::move(mix)) {}

    /// The first steps open two projects.
    Step next();

    static constexpr int teachers_per_school = 4;

private:
    struct Made {
        std::string actor;
        Command command;
    };

    Made make();
    Made registering();
    Made projects();
    Made enrolling();
    Made classes();
    Made hours();
    CreateProject project();
    AmendProject amendment();
    CallOptions terms();
    void spoil(Step& step);

    std::string some_project();
    std::string some_class();
    std::string some_school();
    std::vector<std::string> some_teachers(const std::string& school);
    std::vector<std::string> some_records(const std::string& school);
    std::string some_grade();

    Chance chance_;
    Mix mix_;
    int steps_ = 0;
    int projects_ = 0;
    int classes_ = 0;
    std::vector<Step> asked_;  ///< with a request id, to be asked again
};

}  // namespace xueshi::support
