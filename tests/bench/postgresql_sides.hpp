#pragma once
/// A server with the engine's schema, and copies of it for those it is measured against: all with
/// the same content when the rounds begin, all under the same settings.

#include <memory>
#include <string>
#include <vector>

#include "bench/measuring.hpp"
#include "bench/postgresql_floor.hpp"
#include "bench/private_server.hpp"
#include "bench/world.hpp"

namespace xueshi::bench {

class PostgresqlSides {
public:
    /// Founds the world, copies it to the schemas `floors`, opens the engine with so many
    /// connections.
    PostgresqlSides(const Shape& shape, std::size_t pool, const std::vector<std::string>& floors);

    const World& world() const { return world_; }
    Engine& engine() { return *engine_; }
    const PrivateServer& server() const { return server_; }
    /// For what isn't measured, and for floors with one connection.
    FloorConnection& connection() { return *connection_; }
    /// Rows enrolled and seats used in a schema: "800 enrolled, 800 seats used".
    std::string totals(const std::string& schema);

    static constexpr auto ours = "ours";

private:
    World world_;
    PrivateServer server_;
    std::unique_ptr<FloorConnection> connection_;
    std::unique_ptr<Engine> engine_;
};

/// Enrolments a second of two sides, a number a round.
struct Rates {
    std::vector<double> ours;
    std::vector<double> raw;
};

/// A row of the table; `met` when the medians' ratio is at least (or, where `least` is 1, above)
/// `least`.
Measurement ratio(std::string bench, std::string keys, const Rates& rates, double least);

template <class Work>
double seconds_of(Work&& work) {
    const Stopwatch watch;
    work();
    return watch.seconds();
}

}  // namespace xueshi::bench
