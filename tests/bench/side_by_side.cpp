#include "bench/side_by_side.hpp"

#include <filesystem>

namespace xueshi::bench {

namespace {

const Durability careless{"truncate", "off"};

RawRow columns_of(sqlite3_stmt* statement) {
    RawRow row;
    const int count = sqlite3_column_count(statement);
    for (int i = 0; i < count; ++i) {
        switch (sqlite3_column_type(statement, i)) {
            case SQLITE_NULL:
                row.emplace_back();
                break;
            case SQLITE_INTEGER:
                row.emplace_back(sqlite3_column_int64(statement, i));
                break;
            default:
                row.emplace_back(
                    std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, i)),
                                static_cast<std::size_t>(sqlite3_column_bytes(statement, i))));
        }
    }
    return row;
}

std::vector<RawRow> all_rows(sqlite3* handle, const std::string& sql, const RawRow& values) {
    const RawStatement statement = prepare_raw(handle, sql);
    for (std::size_t i = 0; i < values.size(); ++i) {
        bind_raw(statement.get(), static_cast<int>(i) + 1, values[i]);
    }
    std::vector<RawRow> rows;
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        rows.push_back(columns_of(statement.get()));
    return rows;
}

}  // namespace

Engine open_engine(const std::string& url) {
    EngineOptions options;
    options.clock = World::now;
    return Engine(storage::open_storage(url), std::move(options));
}

SideBySide::SideBySide(const World& world, const Durability& durability)
    : world_(world),
      durability_(durability),
      ours_path_(scratch_.file("ours.db")),
      raw_path_(scratch_.file("raw.db")) {
    {
        Engine engine = open_engine(careless.url(ours_path_));
        world.found(engine);
    }
    open_both();
}

void SideBySide::open_both() {
    floor_.reset();
    engine_.reset();
    std::filesystem::copy_file(ours_path_, raw_path_,
                               std::filesystem::copy_options::overwrite_existing);
    engine_ = std::make_unique<Engine>(open_engine(durability_.url(ours_path_)));
    floor_ = std::make_unique<RawFloor>(raw_path_, durability_);
}

void SideBySide::fill(const std::vector<Asked>& commands) {
    floor_.reset();
    engine_.reset();
    {
        Engine engine = open_engine(careless.url(ours_path_));
        for (const Asked& asked : commands)
            must(engine, asked.actor, asked.command);
    }
    open_both();
}

void SideBySide::forget() { ours_ = raw_ = Cost{}; }

void SideBySide::round(const std::vector<Asked>& commands) {
    std::vector<Receipt> receipts;
    receipts.reserve(commands.size());
    std::size_t enrolled = 0;
    for (const Asked& asked : commands)
        enrolled += asked.command.teachers.size();
    const auto note = [&](Cost& cost, const Stopwatch& watch) {
        cost.seconds.push_back(watch.seconds() / static_cast<double>(enrolled));
        cost.processor.push_back(watch.processor_seconds() / static_cast<double>(commands.size()));
    };
    {
        const Stopwatch watch;
        for (const Asked& asked : commands) {
            receipts.push_back(must(*engine_, asked.actor, asked.command));
        }
        note(ours_, watch);
    }
    const std::vector<Written> written = read_back(commands, receipts);
    const Stopwatch watch;
    for (const Written& one : written)
        floor_->write(one);
    note(raw_, watch);
}

std::vector<Written> SideBySide::read_back(const std::vector<Asked>& commands,
                                           const std::vector<Receipt>& receipts) const {
    const Handle handle = open_raw(ours_path_);
    std::vector<Written> all;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Enroll& command = commands[i].command;
        const std::string& school = commands[i].actor.org;
        const std::string writer = receipts[i].stream + ":" + std::to_string(receipts[i].number);
        Written& written = all.emplace_back();
        written.enrollments =
            all_rows(handle.get(),
                     "SELECT * FROM xueshi_enrollment INDEXED BY "
                     "xueshi_enrollment_enrollment_by_school WHERE school = ? AND project = ? "
                     "AND writer = ? ORDER BY home, teacher, project",
                     {school, command.project, writer});
        const std::vector<RawRow> log =
            all_rows(handle.get(), "SELECT * FROM xueshi_log WHERE stream = ? AND number = ?",
                     {receipts[i].stream, receipts[i].number});
        if (written.enrollments.size() != command.teachers.size() || log.size() != 1) {
            throw std::runtime_error("what the engine wrote was not found again");
        }
        written.log = log.front();
        const RawRow& entry = written.log;  // stream, number, at, hash, entry
        written.stream = {entry[0], entry[1], entry[3], entry[2]};
        written.quota = {static_cast<std::int64_t>(command.teachers.size()), World::county(),
                         command.project, school};
    }
    return all;
}

}  // namespace xueshi::bench
