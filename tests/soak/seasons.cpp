#include "soak/seasons.hpp"

#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "support/four_levels.hpp"
#include "support/random_commands.hpp"
#include "support/scratch.hpp"
#ifdef XUESHI_POSTGRESQL_SERVER
#include "support/postgresql.hpp"
#endif

namespace xueshi::soak {

using namespace support;

namespace {

constexpr int threads = 4;

class SqlitePlace final : public Place {
public:
    std::string name() const override { return "sqlite"; }
    std::unique_ptr<storage::Storage> next() override {
        folder_.emplace();
        return storage::open_storage("sqlite:" + folder_->file("p.db"));
    }

private:
    std::optional<ScratchFolder> folder_;
};

#ifdef XUESHI_POSTGRESQL_SERVER
class PostgresqlPlace final : public Place {
public:
    PostgresqlPlace() { postgresql_url(); }
    std::string name() const override { return "postgresql"; }
    std::unique_ptr<storage::Storage> next() override {
        schema_.emplace();
        return storage::open_storage(schema_->url());
    }

private:
    std::optional<PostgresqlSchema> schema_;
};
#endif

/// The questions that people ask while others work.
void ask_something(Engine& engine, Chance& chance) {
    const Actor province = FourLevels::admin("32");
    const Actor school = FourLevels::admin(chance.of(FourLevels::schools));
    switch (chance.below(5)) {
        case 0:
            engine.ask(province, Projects{});
            break;
        case 1:
            engine.ask(school, Enrollments{});
            break;
        case 2:
            engine.ask(province, Worklist{});
            break;
        case 3:
            engine.ask(Actor{Role::teacher, {}, "SA-1", {}, {}}, Statement{"SA-1"});
            break;
        default: {
            Statistics statistics{};
            statistics.org = "32";
            statistics.by = {Dimension::org};
            engine.ask(province, statistics);
        }
    }
}

/// One thread's part of a season.
void work(Engine& engine, std::uint64_t seed, int number, int commands, Tally& tally) {
    const std::string name = std::string(1, static_cast<char>('A' + number));
    RandomCommands random(seed * 100 + static_cast<std::uint64_t>(number),
                          {false, true, name + " ", number % 2 == 0 ? "" : name});
    Chance chance(seed);
    for (int i = 0; i < commands; ++i) {
        const Step step = random.next();
        const auto outcome = engine.execute(step.actor, step.command, step.options);
        ++(outcome.ok() ? tally.done : tally.refused);
        if (!chance.percent(20)) continue;
        ask_something(engine, chance);
        ++tally.asked;
    }
}

}  // namespace

std::unique_ptr<Place> sqlite_place() { return std::make_unique<SqlitePlace>(); }

std::unique_ptr<Place> postgresql_place([[maybe_unused]] std::string& why) {
#ifdef XUESHI_POSTGRESQL_SERVER
    try {
        return std::make_unique<PostgresqlPlace>();
    } catch (const std::exception& failure) {
        why = failure.what();
    }
#else
    why = "built without PostgreSQL";
#endif
    return nullptr;
}

void play_season(Place& place, std::uint64_t seed, int commands, Tally& tally) {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::minutes(2);
    Engine engine(place.next(), options);
    FourLevels::found(engine, RandomCommands::teachers_per_school);
    std::vector<std::future<void>> parts;
    for (int i = 0; i < threads; ++i) {
        parts.push_back(std::async(std::launch::async,
                                   [&, i] { work(engine, seed, i, commands / threads, tally); }));
    }
    for (auto& part : parts)
        part.get();
    const std::string faults = joined(faults_of(engine));
    if (!faults.empty()) throw std::runtime_error(place.name() + " is not sound:\n" + faults);
}

}  // namespace xueshi::soak
