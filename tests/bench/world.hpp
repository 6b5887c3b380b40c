#pragma once
/// The province that the benches enrol in: one county with schools of a thousand teachers, projects
/// with every kind of condition, seats handed down four levels. All through the engine's own
/// commands.

#include <cstdint>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>

namespace xueshi::bench {

/// Where the keys of a school's teachers lie: side by side, or anywhere among the county's.
enum class Keys { local, scattered };
std::string_view name_of(Keys keys);

struct Shape {
    std::size_t schools = 100;
    std::size_t projects = 1;
    Keys keys = Keys::local;
    std::size_t teachers_per_school = 1000;
    std::size_t schools_per_project = 0;  ///< 0: each project is offered to all schools
    std::int64_t seats_per_school = 0;  ///< in each project offered to it; 0: for all its teachers

    std::size_t teachers() const { return schools * teachers_per_school; }
};

class World {
public:
    explicit World(const Shape& shape) : shape_(shape) {}

    /// Everything up to the moment when the schools may enrol.
    void found(Engine& engine) const;

    const Shape& shape() const { return shape_; }
    /// A morning in the enrolment window; the world's clock always shows it.
    static Instant now();
    static std::string county() { return "320102"; }
    static Actor school_admin(std::size_t school);
    std::string teacher(std::size_t school, std::size_t place) const;
    static std::string project(std::size_t number);
    /// The whole school, in one command.
    Enroll enrollment(std::size_t project, std::size_t school) const;
    /// One teacher.
    Enroll enrollment(std::size_t project, std::size_t school, std::size_t place) const;
    /// The schools that have seats in a project.
    std::vector<std::size_t> schools_of(std::size_t project) const;
    std::int64_t seats_of_school() const;
    /// The schools in the order in which they enrol: not that of their keys.
    std::vector<std::size_t> schools_in_acting_order() const;

private:
    void register_orgs(Engine& engine) const;
    void register_teachers(Engine& engine) const;
    void create_projects(Engine& engine) const;

    Shape shape_;
};

/// Executes what must succeed; throws with the first refusal's text otherwise.
Receipt must(Engine& engine, const Actor& actor, const Command& command);

}  // namespace xueshi::bench
