#pragma once
/// Teachers out of nothing: plausible, and nobody.

#include <cstdint>
#include <string>
#include <string_view>

#include <xueshi/commands.hpp>

#include "demo/chance.hpp"

namespace xueshi::demo {

struct School;

/// What the demo's schools know of a teacher without looking anything up.
struct Person {
    Stage stage = Stage::primary;
    std::string_view subject;
    std::string_view title;
    std::string_view position;
    bool woman = false;
    int born = 0;  ///< year
    Date hired_on;
};

/// The teacher at a place of a school, from 0.
Person person_at(std::uint64_t seed, const School& school, std::size_t place);
std::string teacher_code(const School& school, std::size_t place);
/// The whole entry for the register, with name and identity number.
TeacherEntry entry_of(std::uint64_t seed, const School& school, std::size_t place);

/// The 18th character of an identity number (GB 11643-1999, ISO 7064 MOD 11-2).
char check_character(std::string_view seventeen_digits);

}  // namespace xueshi::demo
