/// Against the three usual ways of guarding seats, under the same load, in turns.

#include <fmt/format.h>

#include "bench/crowd_load.hpp"
#include "bench/postgresql_sides.hpp"
#include "bench/usual_designs.hpp"

namespace xueshi::bench {

namespace {

/// The sixteen connections of one design.
class DesignSide {
public:
    DesignSide(const PrivateServer& server, Design design) {
        for (std::size_t i = 0; i < connections; ++i) {
            connections_.push_back(std::make_unique<FloorConnection>(server.url()));
            members_.push_back(make_design(*connections_.back(), design));
        }
    }

    double play(const CrowdLoad& load, std::size_t round, const std::string& entry) {
        return load.play(round, [&](std::size_t member, const Actor& actor, const Enroll& command) {
            if (!members_[member]->enroll(actor, command, entry))
                throw std::runtime_error("a usual design found no seat where there was one");
        });
    }

private:
    std::vector<std::unique_ptr<FloorConnection>> connections_;
    std::vector<std::unique_ptr<UsualDesign>> members_;
};

Measurements against_designs(bool hot, const Scale& scale) {
    const CrowdLoad load(hot, scale.large ? 16 : 6);
    std::vector<std::string> schemas;
    for (const Design design : designs)
        schemas.emplace_back(name_of(design));
    PostgresqlSides all(load.shape(), connections, schemas);
    std::vector<DesignSide> sides;
    for (const Design design : designs) {
        prepare_design(all.connection(), design);
        sides.emplace_back(all.server(), design);
    }
    std::vector<double> ours;
    std::vector<std::vector<double>> theirs(designs.size());
    std::string entry;
    for (std::size_t round = 0; round < load.rounds(); ++round) {
        ours.push_back(
            load.play(round, [&](std::size_t, const Actor& actor, const Enroll& command) {
                must(all.engine(), actor, command);
            }));
        if (round == 0) entry = an_entry(all.connection(), PostgresqlSides::ours);
        for (std::size_t i = 0; i < sides.size(); ++i)
            theirs[i].push_back(sides[i].play(load, round, entry));
        if (round > 0) continue;  // warming up
        ours.clear();
        for (auto& rates : theirs)
            rates.clear();
    }
    Measurements results;
    for (std::size_t i = 0; i < designs.size(); ++i) {
        results.push_back(ratio("three-designs", hot ? "hot" : "spread", {ours, theirs[i]}, 1));
        results.back().note =
            fmt::format("{}: one per command, {} connections, {}; {}", name_of(designs[i]),
                        connections, load.describe(), PrivateServer::durability());
    }
    return results;
}

}  // namespace

Measurements three_designs(const Scale& scale) {
    Measurements all = against_designs(false, scale);
    for (Measurement& one : against_designs(true, scale))
        all.push_back(std::move(one));
    return all;
}

}  // namespace xueshi::bench
