/// Enrolling on SQLite against the raw floor: a thousand per command, one per command, and how both
/// grow with the rows that are there.

#include <fmt/format.h>

#include "bench/side_by_side.hpp"

namespace xueshi::bench {

namespace {

constexpr std::size_t commands_a_round = 4;

std::vector<Asked> whole_schools(const World& world, std::size_t project,
                                 const std::vector<std::size_t>& schools) {
    std::vector<Asked> commands;
    for (const std::size_t school : schools) {
        commands.push_back({World::school_admin(school), world.enrollment(project, school)});
    }
    return commands;
}

Measurement against_floor(std::string bench, Keys keys, const SideBySide& both, double least) {
    Measurement result;
    result.bench = std::move(bench);
    result.keys = name_of(keys);
    result.unit = "enrolments/s";
    result.ours = 1 / median(both.ours().seconds);
    result.raw = 1 / median(both.raw().seconds);
    result.compared = "ours / raw";
    result.value = result.ours / *result.raw;
    result.target = fmt::format(">= {}", least);
    result.met = result.value >= least;
    return result;
}

Measurement batch(Keys keys, const Scale& scale) {
    Shape shape;
    shape.schools = scale.large ? 400 : 60;
    shape.keys = keys;
    const World world(shape);
    SideBySide both(world, {});
    const auto order = world.schools_in_acting_order();
    const std::size_t warm = commands_a_round;
    for (std::size_t at = 0; at + commands_a_round <= order.size(); at += commands_a_round) {
        both.round(
            whole_schools(world, 0,
                          {order.begin() + static_cast<std::ptrdiff_t>(at),
                           order.begin() + static_cast<std::ptrdiff_t>(at + commands_a_round)}));
        if (at + commands_a_round == warm) both.forget();
    }
    auto result = against_floor("enrollment-batch", keys, both, 0.5);
    const double each = 1e6 / static_cast<double>(shape.teachers_per_school);
    result.note = fmt::format(
        "1,000 per command, {} teachers; processor time an enrolment {:.1f} us, raw {:.1f} us",
        shape.teachers(), median(both.ours().processor) * each,
        median(both.raw().processor) * each);
    return result;
}

}  // namespace

Measurements enrollment_batch(const Scale& scale) {
    return {batch(Keys::local, scale), batch(Keys::scattered, scale)};
}

Measurements enrollment_single(const Scale& scale) {
    Shape shape;
    shape.schools = 20;
    const World world(shape);
    SideBySide both(world, {});
    const std::size_t rounds = scale.large ? 40 : 15;
    constexpr std::size_t singles = 100;
    for (std::size_t i = 0; i < rounds + 1; ++i) {
        std::vector<Asked> commands;
        for (std::size_t n = 0; n < singles; ++n) {
            const std::size_t school = (i * singles + n) * 7 % shape.schools;
            const std::size_t place = (i * singles + n) / shape.schools;
            commands.push_back({World::school_admin(school), world.enrollment(0, school, place)});
        }
        both.round(commands);
        if (i == 0) both.forget();
    }
    auto result = against_floor("enrollment-single", Keys::local, both, 0.9);
    result.note = fmt::format(
        "one per command, synchronous=FULL; processor time per command {:.0f} us, raw {:.0f} us",
        median(both.ours().processor) * 1e6, median(both.raw().processor) * 1e6);
    return {result};
}

namespace {

/// The median cost of an enrolment, ours and raw, over some rounds of whole schools.
struct Costs {
    double ours = 0;
    double raw = 0;
};
Costs costs_at(SideBySide& both, const std::vector<Asked>& commands) {
    both.forget();
    for (std::size_t at = 0; at + commands_a_round <= commands.size(); at += commands_a_round) {
        const auto first = commands.begin() + static_cast<std::ptrdiff_t>(at);
        both.round({first, first + commands_a_round});
    }
    return {median(both.ours().seconds), median(both.raw().seconds)};
}

Measurement growth_of(Keys keys) {
    Shape shape;
    shape.schools = 100;
    shape.keys = keys;
    shape.projects = 21;                  // 2 million rows in all but the last
    constexpr std::size_t measured = 32;  // schools, in 8 rounds
    constexpr std::size_t early = 20;     // schools: 20,000 rows
    const World world(shape);
    SideBySide both(world, {});
    const auto schools = world.schools_in_acting_order();
    const auto part = [&](std::size_t project, std::size_t from, std::size_t to) {
        return whole_schools(world, project,
                             {schools.begin() + static_cast<std::ptrdiff_t>(from),
                              schools.begin() + static_cast<std::ptrdiff_t>(to)});
    };
    both.fill(part(0, 0, early));
    const Costs small = costs_at(both, part(0, early, early + measured));
    std::vector<Asked> rest = part(0, early + measured, shape.schools);
    for (std::size_t project = 1; project + 1 < shape.projects; ++project) {
        for (Asked& asked : part(project, 0, shape.schools))
            rest.push_back(std::move(asked));
    }
    both.fill(rest);
    const Costs full = costs_at(both, part(shape.projects - 1, 0, measured));

    Measurement result;
    result.bench = "growth";
    result.keys = name_of(keys);
    result.unit = "x cost";
    result.ours = full.ours / small.ours;
    result.raw = full.raw / small.raw;
    result.compared = "ours / raw";
    result.value = result.ours / *result.raw;
    result.target = "<= 1.3";
    result.met = result.value <= 1.3;
    result.note = fmt::format(
        "an enrolment at {} rows against 20,000: ours {:.1f} to {:.1f} us, "
        "raw {:.1f} to {:.1f} us",
        (shape.projects - 1) * shape.teachers(), small.ours * 1e6, full.ours * 1e6, small.raw * 1e6,
        full.raw * 1e6);
    return result;
}

}  // namespace

Measurements growth(const Scale&) { return {growth_of(Keys::local), growth_of(Keys::scattered)}; }

}  // namespace xueshi::bench
