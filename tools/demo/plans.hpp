#pragma once
/// The year's projects: who sets them up, for whom, and how many take part.

#include <vector>

#include <xueshi/commands.hpp>

#include "demo/people.hpp"
#include "demo/province.hpp"

namespace xueshi::demo {

struct Plan {
    CreateProject project;
    std::uint64_t share = 0;  ///< of a thousand eligible teachers, so many want to take part
    std::uint64_t number = 0;
};

/// All projects with online enrolment: provincial, municipal, county.
std::vector<Plan> plans_of(const Province& province);
/// The national project, whose hours are entered directly.
Plan national_plan();

/// Whether a project is for a school at all: its region and its stages.
bool is_for(const Plan& plan, const School& school);
/// Whether a person meets the project's conditions, as the schools judge it.
bool meets(const Plan& plan, const Person& person);

}  // namespace xueshi::demo
