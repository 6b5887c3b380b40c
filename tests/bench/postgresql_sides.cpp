#include "bench/postgresql_sides.hpp"

#include <fmt/format.h>

#include "bench/side_by_side.hpp"

namespace xueshi::bench {

PostgresqlSides::PostgresqlSides(const Shape& shape, std::size_t pool,
                                 const std::vector<std::string>& floors)
    : world_(shape), connection_(std::make_unique<FloorConnection>(server_.url())) {
    {
        // What isn't measured needn't be durable.
        Engine engine =
            open_engine(server_.url(ours, 1) + "&options=-c%20synchronous_commit%3Doff");
        world_.found(engine);
    }
    for (const std::string& floor : floors) {
        open_engine(server_.url(floor, 1));  // makes the same tables and indexes
        copy_to_floor(*connection_, ours, floor);
    }
    connection_->run("VACUUM ANALYZE");
    connection_->run("CHECKPOINT");
    engine_ = std::make_unique<Engine>(open_engine(server_.url(ours, pool)));
}

std::string PostgresqlSides::totals(const std::string& schema) {
    const auto one = [&](const char* what, const char* table) {
        return connection_->run(fmt::format("SELECT {} FROM {}.xueshi_{}", what, schema, table))
            .text();
    };
    // Authorities' seats are used by handing them out.
    return fmt::format("{} enrolled, {} seats used", one("count(*)", "enrollment"),
                       one("sum(used) FILTER (WHERE org LIKE 'S%')", "quota"));
}

Measurement ratio(std::string bench, std::string keys, const Rates& rates, double least) {
    Measurement result;
    result.bench = std::move(bench);
    result.keys = std::move(keys);
    result.unit = "enrolments/s";
    result.ours = median(rates.ours);
    result.raw = median(rates.raw);
    result.compared = "ours / raw";
    result.value = result.ours / *result.raw;
    result.target = least == 1 ? "> 1" : fmt::format(">= {}", least);
    result.met = least == 1 ? result.value > 1 : result.value >= least;
    return result;
}

}  // namespace xueshi::bench
