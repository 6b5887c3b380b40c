#include "bench/crowd_load.hpp"

namespace xueshi::bench {

CrowdLoad::CrowdLoad(bool hot, std::size_t rounds) : hot_(hot), rounds_(rounds + 1) {
    shape_.schools = shape_.projects = hot ? 1 : connections;
    shape_.teachers_per_school = rounds_ * each * (hot ? connections : 1);
}

double CrowdLoad::play(std::size_t round, const Give& give) const {
    const World world(shape_);
    const double seconds = together(connections, [&](std::size_t member) {
        const std::size_t school = hot_ ? 0 : member;
        const std::size_t first = hot_ ? (round * connections + member) * each : round * each;
        for (std::size_t place = first; place < first + each; ++place)
            give(member, World::school_admin(school), world.enrollment(school, school, place));
    });
    return static_cast<double>(connections * each) / seconds;
}

std::string CrowdLoad::describe() const {
    return hot_ ? "one project, one school's seats" : "each its own project and school";
}

}  // namespace xueshi::bench
