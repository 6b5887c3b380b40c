#pragma once
/// Random commands over the province of four_levels.hpp: all kinds, mostly sensible, often wrong.
/// They depend on the seed alone, never on an answer: whoever knows the seed can make them again.

#include <deque>
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
    std::string names{};       ///< what the codes of projects and classes begin with
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

    /// Teachers of a school in a project: a list that was enrolled not long ago, or any.
    struct Group {
        std::string project;
        std::string school;
        std::vector<std::string> teachers;
    };

    Made make();
    void follow_up(const CreateProject& project);
    void follow_up(const Group& enrolled);
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
    std::string some_class(const std::string& project);
    Group some_group();
    std::string some_base() { return chance_.percent(80) ? "BP" : "BC"; }
    std::string some_school();
    std::vector<std::string> some_teachers(const std::string& school);
    static std::vector<std::string> records_of(const Group& group);
    std::vector<ResultEntry> some_results(const Group& group);
    std::string some_grade();

    Chance chance_;
    Mix mix_;
    int steps_ = 0;
    int projects_ = 0;
    std::vector<CreateClass> classes_;
    std::vector<Group> enrolled_;
    std::vector<std::string> direct_;  ///< projects without online enrolment
    std::deque<Made> follow_ups_;      ///< what sensible people do next, whatever was answered
    std::vector<Step> asked_;          ///< with a request id, to be asked again
};

}  // namespace xueshi::support
