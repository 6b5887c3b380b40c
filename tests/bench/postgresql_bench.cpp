/// Enrolling on PostgreSQL against what is written by hand: a thousand per command, one per
/// command, and sixteen connections at once. Both sides are durable when they return.

#include <fmt/format.h>

#include "bench/crowd_load.hpp"
#include "bench/postgresql_sides.hpp"

namespace xueshi::bench {

namespace {

constexpr auto floor_schema = "raw";

Measurement batch(Keys keys, const Scale& scale) {
    Shape shape;
    shape.schools = scale.large ? 200 : 44;
    shape.keys = keys;
    PostgresqlSides both(shape, 1, {floor_schema});
    BatchFloor floor(both.connection(), floor_schema);
    const auto order = both.world().schools_in_acting_order();
    constexpr std::size_t commands = 4;  // a round
    const double enrolled = static_cast<double>(commands * shape.teachers_per_school);
    Rates rates;
    for (std::size_t at = 0; at + commands <= order.size(); at += commands) {
        std::vector<Enroll> asked;
        std::vector<Actor> actors;
        for (std::size_t i = at; i < at + commands; ++i) {
            asked.push_back(both.world().enrollment(0, order[i]));
            actors.push_back(World::school_admin(order[i]));
        }
        std::vector<Receipt> receipts;
        const double ours = seconds_of([&] {
            for (std::size_t i = 0; i < commands; ++i)
                receipts.push_back(must(both.engine(), actors[i], asked[i]));
        });
        std::vector<Logged> entries;
        for (const Receipt& receipt : receipts)
            entries.push_back(logged(both.connection(), PostgresqlSides::ours, receipt));
        const double raw = seconds_of([&] {
            for (std::size_t i = 0; i < commands; ++i)
                floor.enroll(actors[i], asked[i], entries[i]);
        });
        if (at == 0) continue;  // warming up
        rates.ours.push_back(enrolled / ours);
        rates.raw.push_back(enrolled / raw);
    }
    compare_tables(both.connection(), PostgresqlSides::ours, floor_schema,
                   {"enrollment", "quota", "stream", "log"});
    Measurement result = ratio("postgresql-batch", std::string(name_of(keys)), rates, 0.5);
    result.note = fmt::format("1,000 per command, {} teachers, against one set-based statement; {}",
                              shape.teachers(), PrivateServer::durability());
    return result;
}

}  // namespace

Measurements postgresql_batch(const Scale& scale) {
    return {batch(Keys::local, scale), batch(Keys::scattered, scale)};
}

Measurements postgresql_single(const Scale& scale) {
    constexpr std::size_t singles = 200;  // a round
    const std::size_t rounds = scale.large ? 40 : 15;
    Shape shape;
    shape.schools = 20;
    PostgresqlSides both(shape, 1, {floor_schema});
    FunctionFloor floor(both.connection(), floor_schema, FunctionFloor::Log::chained);
    Rates rates;
    for (std::size_t round = 0; round < rounds + 1; ++round) {
        std::vector<Enroll> asked;
        std::vector<Actor> actors;
        for (std::size_t i = round * singles; i < (round + 1) * singles; ++i) {
            const std::size_t school = i * 7 % shape.schools;
            asked.push_back(both.world().enrollment(0, school, i / shape.schools));
            actors.push_back(World::school_admin(school));
        }
        std::vector<Receipt> receipts;
        const double ours = seconds_of([&] {
            for (std::size_t i = 0; i < singles; ++i)
                receipts.push_back(must(both.engine(), actors[i], asked[i]));
        });
        std::vector<Logged> entries;
        for (const Receipt& receipt : receipts)
            entries.push_back(logged(both.connection(), PostgresqlSides::ours, receipt));
        const double raw = seconds_of([&] {
            for (std::size_t i = 0; i < singles; ++i) {
                if (floor.enroll(actors[i], asked[i], entries[i].entry) != "enrolled")
                    throw std::runtime_error("the function refused what the engine accepted");
            }
        });
        if (round == 0) continue;
        rates.ours.push_back(singles / ours);
        rates.raw.push_back(singles / raw);
    }
    compare_tables(both.connection(), PostgresqlSides::ours, floor_schema,
                   {"enrollment", "quota", "stream", "log"});
    Measurement result = ratio("postgresql-single", "local", rates, 0.6);
    result.note = fmt::format("one per command, one connection, against a function; {}",
                              PrivateServer::durability());
    return {result};
}

namespace {

Measurement sixteen(bool hot, const Scale& scale) {
    const CrowdLoad load(hot, scale.large ? 20 : 8);
    PostgresqlSides both(load.shape(), connections, {floor_schema});
    std::vector<std::unique_ptr<FloorConnection>> own;
    std::vector<FunctionFloor> floors;
    for (std::size_t i = 0; i < connections; ++i) {
        own.push_back(std::make_unique<FloorConnection>(both.server().url()));
        floors.emplace_back(*own.back(), floor_schema, FunctionFloor::Log::unchained);
    }
    Rates rates;
    std::string entry;
    for (std::size_t round = 0; round < load.rounds(); ++round) {
        const double ours =
            load.play(round, [&](std::size_t, const Actor& actor, const Enroll& command) {
                must(both.engine(), actor, command);
            });
        if (round == 0) entry = an_entry(both.connection(), PostgresqlSides::ours);
        const double raw =
            load.play(round, [&](std::size_t member, const Actor& actor, const Enroll& command) {
                if (floors[member].enroll(actor, command, entry) != "enrolled")
                    throw std::runtime_error("the function refused what the engine accepted");
            });
        if (round == 0) continue;
        rates.ours.push_back(ours);
        rates.raw.push_back(raw);
    }
    if (both.totals(PostgresqlSides::ours) != both.totals(floor_schema))
        throw std::runtime_error("the floor enrolled others than the engine");
    Measurement result = ratio("postgresql-16", hot ? "hot" : "spread", rates, 0.6);
    result.note = fmt::format(
        "one per command, {} connections, {}, against a function without log "
        "chain; {}",
        connections, load.describe(), PrivateServer::durability());
    return result;
}

}  // namespace

Measurements postgresql_16(const Scale& scale) {
    return {sixteen(false, scale), sixteen(true, scale)};
}

}  // namespace xueshi::bench
