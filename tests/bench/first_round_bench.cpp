/// A province's first round: 200,000 teachers choose among 2,000 projects, of which the popular
/// ones have fewer seats than askers. Once as fast as sixteen connections can, once as they come,
/// 3,000 a second.
///
/// There is no policy by which teachers enrol themselves yet: so under Jiangsu's their schools do
/// it, one teacher per command. A project's seats are divided among ten schools.

#include <atomic>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "bench/crowd.hpp"
#include "bench/postgresql_sides.hpp"
#include "bench/side_by_side.hpp"

namespace xueshi::bench {

namespace {

constexpr std::size_t projects_per_school = 20;

Shape shape_of(const Scale& scale) {
    Shape shape;
    shape.schools = scale.large ? 1000 : 100;
    shape.teachers_per_school = 200;
    shape.schools_per_project = 10;
    shape.projects = shape.schools * projects_per_school / shape.schools_per_project;
    shape.seats_per_school = 15;  // 300 for 200 teachers, but not where most want to go
    return shape;
}

struct Wish {
    std::size_t school = 0;
    std::size_t place = 0;
    std::size_t project = 0;
};

/// Each teacher's wish, in the order in which they come. The n-th of a school's projects is wanted
/// n times less than the first: 56 askers for 15 seats, then 28, 19, 14, …
std::vector<Wish> wishes(const World& world) {
    const Shape& shape = world.shape();
    std::vector<std::vector<std::size_t>> offered(shape.schools);
    for (std::size_t project = 0; project < shape.projects; ++project) {
        for (const std::size_t school : world.schools_of(project))
            offered[school].push_back(project);
    }
    std::vector<double> weights;
    for (std::size_t i = 0; i < projects_per_school; ++i)
        weights.push_back(1.0 / static_cast<double>(i + 1));
    std::mt19937_64 random(200'000);
    std::discrete_distribution<std::size_t> choice(weights.begin(), weights.end());
    std::vector<Wish> all;
    for (std::size_t school = 0; school < shape.schools; ++school) {
        for (std::size_t place = 0; place < shape.teachers_per_school; ++place)
            all.push_back({school, place, offered[school].at(choice(random))});
    }
    std::shuffle(all.begin(), all.end(), random);
    return all;
}

enum class Fate : char { unknown, enrolled, full, refused_otherwise };

Fate ask(Engine& engine, const World& world, const Wish& wish) {
    const auto outcome = engine.execute(World::school_admin(wish.school),
                                        world.enrollment(wish.project, wish.school, wish.place));
    if (outcome.refusals.empty()) return Fate::enrolled;
    return outcome.refusals.front().code == "quota.exhausted" ? Fate::full
                                                              : Fate::refused_otherwise;
}

/// What was decided wrongly: who was turned away though there was a seat, who got in without one.
struct Count {
    std::size_t enrolled = 0;
    std::size_t refused = 0;
    std::size_t wrongly_refused = 0;
    std::size_t without_seat = 0;

    bool right() const { return wrongly_refused == 0 && without_seat == 0; }
    std::string text() const {
        return fmt::format("{} enrolled, {} refused, {} of them wrongly, {} beyond the seats",
                           enrolled, refused, wrongly_refused, without_seat);
    }
};

Count count(const World& world, const std::vector<Wish>& wishes, const std::vector<Fate>& fates) {
    struct Tally {
        std::size_t askers = 0;
        std::size_t enrolled = 0;
    };
    std::vector<Tally> tallies(world.shape().schools * world.shape().projects);
    Count result;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        Tally& tally = tallies[wishes[i].school * world.shape().projects + wishes[i].project];
        ++tally.askers;
        const bool enrolled = fates[i] == Fate::enrolled;
        tally.enrolled += enrolled ? 1 : 0;
        ++(enrolled ? result.enrolled : result.refused);
        if (!enrolled && fates[i] != Fate::full) ++result.wrongly_refused;
    }
    const auto seats = static_cast<std::size_t>(world.seats_of_school());
    for (const Tally& tally : tallies) {
        const std::size_t due = std::min(tally.askers, seats);
        result.wrongly_refused += due - std::min(due, tally.enrolled);
        result.without_seat += tally.enrolled - std::min(due, tally.enrolled);
    }
    return result;
}

/// What the answers said must be what the tables say.
void compare_with_tables(PostgresqlSides& sides, const std::string& schema, const Count& count) {
    const std::string expected =
        fmt::format("{} enrolled, {} seats used", count.enrolled, count.enrolled);
    const std::string stored = sides.totals(schema);
    if (stored != expected)
        throw std::runtime_error("first round: answered " + expected + ", stored " + stored);
}

Measurement as_fast_as_it_goes(PostgresqlSides& sides, const std::vector<Wish>& all) {
    std::vector<Fate> fates(all.size(), Fate::unknown);
    std::atomic<std::size_t> next = 0;
    const double seconds = together(connections, [&](std::size_t) {
        for (std::size_t i = next++; i < all.size(); i = next++)
            fates[i] = ask(sides.engine(), sides.world(), all[i]);
    });
    const Count counted = count(sides.world(), all, fates);
    compare_with_tables(sides, PostgresqlSides::ours, counted);
    const double most = 60.0 * static_cast<double>(all.size()) / 200'000;
    Measurement result;
    result.bench = "first-round";
    result.keys = "closed";
    result.unit = "s";
    result.ours = seconds;
    result.compared = "ours";
    result.value = seconds;
    result.target = fmt::format("< {:g}", most);
    result.met = seconds < most && counted.right();
    result.note = fmt::format("{} teachers, {} projects, {} connections, {:.0f}/s; {}; {}",
                              all.size(), sides.world().shape().projects, connections,
                              static_cast<double>(all.size()) / seconds, counted.text(),
                              PrivateServer::durability());
    return result;
}

/// When a round opens, the portal has been running: its connections are there. Nothing is changed.
void open_connections(Engine& engine, const World& world, const std::vector<Wish>& all) {
    together(connections, [&](std::size_t member) {
        for (std::size_t i = member; i < 20 * connections; i += connections) {
            engine.explain(World::school_admin(all[i].school),
                           world.enrollment(all[i].project, all[i].school, all[i].place));
        }
    });
}

Measurement as_they_come(PostgresqlSides& sides, const std::string& schema,
                         const std::vector<Wish>& all, double rate) {
    Engine engine = open_engine(sides.server().url(schema, connections));
    open_connections(engine, sides.world(), all);
    const std::vector<std::chrono::nanoseconds> moments = arrivals(all.size(), rate);
    std::vector<Fate> fates(all.size(), Fate::unknown);
    std::vector<double> milliseconds(all.size());
    std::atomic<std::size_t> next = 0;
    const auto start = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
    const double seconds = together(connections, [&](std::size_t) {
        for (std::size_t i = next++; i < all.size(); i = next++) {
            const auto intended = start + moments[i];
            std::this_thread::sleep_until(intended);
            fates[i] = ask(engine, sides.world(), all[i]);
            const std::chrono::duration<double, std::milli> took =
                std::chrono::steady_clock::now() - intended;
            milliseconds[i] = took.count();
        }
    });
    const Count counted = count(sides.world(), all, fates);
    compare_with_tables(sides, schema, counted);
    Measurement result;
    result.bench = "first-round";
    result.keys = fmt::format("{:g}/s", rate);
    result.unit = "ms";
    result.compared = "p99";
    result.ours = result.value = quantile(milliseconds, 0.99);
    result.target = "< 50";
    result.met = result.value < 50 && counted.right();
    result.note = fmt::format(
        "from the intended start: p50 {:.2f}, p99 {:.2f}, p99.9 {:.2f}, most {:.0f} ms; {:.0f}/s "
        "reached; {}",
        quantile(milliseconds, 0.5), result.value, quantile(milliseconds, 0.999),
        milliseconds.back(), static_cast<double>(all.size()) / seconds, counted.text());
    return result;
}

}  // namespace

Measurements first_round(const Scale& scale) {
    constexpr auto again = "again";
    constexpr auto slower = "slower";
    PostgresqlSides sides(shape_of(scale), connections, {again, slower});
    const std::vector<Wish> all = wishes(sides.world());
    Measurements results;
    results.push_back(as_fast_as_it_goes(sides, all));
    results.push_back(as_they_come(sides, again, all, 3'000));
    // Where the machine ends below that, a rate that it can bear tells what waiting costs.
    const std::vector<Wish> first(all.begin(), all.begin() + 20'000);
    results.push_back(as_they_come(sides, slower, first, 1'000));
    results.back().target = "-";
    results.back().met = true;
    return results;
}

}  // namespace xueshi::bench
