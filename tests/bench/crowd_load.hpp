#pragma once
/// What sixteen connections ask for, one enrolment per command: spread, each from a school of its
/// own into a project of its own; or hot, all from one school into one project, on one row of
/// seats. Hot is the worst there is: where a project's seats are divided among schools, each
/// school's are a row.

#include <functional>
#include <string>

#include "bench/crowd.hpp"
#include "bench/world.hpp"

namespace xueshi::bench {

class CrowdLoad {
public:
    using Give = std::function<void(std::size_t member, const Actor& actor, const Enroll& command)>;

    CrowdLoad(bool hot, std::size_t rounds);

    /// The province in which there are teachers for all rounds.
    const Shape& shape() const { return shape_; }
    /// The first one is for warming up.
    std::size_t rounds() const { return rounds_; }
    /// Gives a round's commands; enrolments a second.
    double play(std::size_t round, const Give& give) const;
    std::string describe() const;

private:
    static constexpr std::size_t each = 50;  ///< enrolments of a member in a round

    bool hot_;
    std::size_t rounds_;
    Shape shape_;
};

}  // namespace xueshi::bench
