#pragma once
/// Storages with something in them, to be moved, copied and compared.

#include <xueshi/engine.hpp>

#include "engine/row_codec.hpp"
#include "support/four_levels.hpp"
#include "support/random_commands.hpp"

namespace xueshi::support {

/// Plays random commands on a storage.
inline void fill(std::shared_ptr<storage::Storage> storage, std::uint64_t seed, int steps) {
    MovingClock clock;
    Engine engine(std::move(storage), clock.options());
    FourLevels::found(engine, RandomCommands::teachers_per_school);
    RandomCommands commands(seed, {});
    for (int i = 0; i < steps; ++i) {
        const Step step = commands.next();
        clock.forward(std::chrono::microseconds(step.micros));
        text_of_call(engine, step.actor, step.command, step.options);
    }
}

/// Every row, with the personal content that state digests leave out.
inline std::vector<std::string> all_rows(storage::Storage& storage) {
    storage.prepare(engine::schema());
    const auto transaction = storage.begin(
        storage::Access::read, storage::Deadline::clock::now() + std::chrono::seconds(30));
    std::vector<std::string> rows;
    for (const storage::Table* table : engine::schema().tables) {
        rows.emplace_back(table->name);
        transaction->scan(*table, storage::by_key, {}, {}, storage::by_key, rows);
    }
    return rows;
}

}  // namespace xueshi::support
