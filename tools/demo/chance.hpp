#pragma once
/// Chance without state: the same seed and the same thing give the same number, in any order. So
/// nothing that was generated has to be remembered.

#include <cstdint>

namespace xueshi::demo {

/// SplitMix64's mixing: all bits of the answer depend on all bits of the input.
constexpr std::uint64_t mixed(std::uint64_t value) {
    value += 0x9E37'79B9'7F4A'7C15;
    value = (value ^ (value >> 30)) * 0xBF58'476D'1CE4'E5B9;
    value = (value ^ (value >> 27)) * 0x94D0'49BB'1331'11EB;
    return value ^ (value >> 31);
}

/// What a number is drawn for, so that two questions about one thing get unlike answers.
enum class About : std::uint64_t {
    school_kind,
    school_size,
    county_size,
    person,
    career,
    name,
    picked,
    mistaken,
    seats,
    review,
    base_review,
    afterwards,
    again,
    returned,
    verified,
    result,
};

class Chance {
public:
    constexpr Chance(std::uint64_t seed, About about, std::uint64_t first, std::uint64_t second = 0)
        : bits_(mixed(mixed(mixed(seed ^ (static_cast<std::uint64_t>(about) << 56)) + first) +
                      second)) {}

    /// A number from 0 to `count` - 1; each call another one.
    constexpr std::uint64_t below(std::uint64_t count) {
        bits_ = mixed(bits_);
        return bits_ % count;
    }
    /// True in so many of a thousand cases.
    constexpr bool in_thousand(std::uint64_t cases) { return below(1000) < cases; }

private:
    std::uint64_t bits_;
};

}  // namespace xueshi::demo
