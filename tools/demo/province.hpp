#pragma once
/// Jiangsu as the demo plays it: the real cities and counties, schools and bases made for them.

#include <cstdint>
#include <string>
#include <vector>

#include <xueshi/commands.hpp>

namespace xueshi::demo {

struct City {
    std::string code;
    std::string name;
};

struct County {
    std::string code;
    std::string name;
    std::size_t city = 0;  ///< position in Province::cities
};

struct School {
    std::string code;
    std::string name;
    std::string parent;  ///< its governing authority
    std::size_t city =
        0;  ///< position in Province::cities; their number: directly under the province
    std::string district;  ///< where its teachers were born, as identity numbers tell
    std::vector<Stage> stages;
    std::uint64_t first_teacher = 0;  ///< the number of its first teacher in the province
    std::size_t teachers = 0;
};

struct Base {
    std::string code;
    std::string name;
    std::string parent;
};

struct Province {
    static inline const std::string code = "32";
    static inline const std::string name = "江苏省";

    std::vector<City> cities;
    std::vector<County> counties;
    std::vector<School> schools;  ///< those of one authority side by side
    std::vector<Base> bases;
    std::size_t teachers = 0;

    /// The real tree, and as many schools as so many teachers fill.
    static Province generate(std::size_t teachers, std::uint64_t seed);

    const Base* base_of(const std::string& authority) const;
    /// The administrator of an authority, by the length of its division code.
    static Actor administrator(const std::string& authority);
};

}  // namespace xueshi::demo
