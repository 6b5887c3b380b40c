/// migrate and backup: storages moved and copied.

#include <string>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <xueshi/backup.hpp>
#include <xueshi/error.hpp>
#include <xueshi/migration.hpp>

#include "progress.hpp"
#include "words.hpp"

namespace xueshi::tools {

namespace {

struct FromTo {
    std::string from;
    std::string to;
    bool json = false;
};

/// Nothing where the arguments don't make sense; that is said.
std::optional<FromTo> read(std::string_view word, Arguments arguments, bool may_have_json) {
    FromTo read;
    for (const std::string_view argument : arguments) {
        if (argument == "--json" && may_have_json) {
            read.json = true;
        } else if (argument.starts_with("--") || !read.to.empty()) {
            fmt::print(stderr, "xueshi-tool: {} does not know '{}'\n", word, argument);
            return std::nullopt;
        } else {
            (read.from.empty() ? read.from : read.to) = std::string(argument);
        }
    }
    if (!read.to.empty()) return read;
    fmt::print(stderr, "xueshi-tool: {} needs to know from where and to where\n", word);
    return std::nullopt;
}

/// What the library's phases are to those who wait.
std::string shown(std::string_view phase, bool copying) {
    if (copying) return fmt::format("copying {}  复制", phase);
    if (phase == "digest") return "compares the digests  比较状态摘要";
    if (phase == "log") return "verifies the log  核验日志";
    if (phase == "rules") return "checks all invariants  检查数据";
    return "replays the log  重放日志";
}

MigrationReport migrate_watched(const FromTo& way) {
    Progress progress;
    std::string current;
    std::int64_t rows = 0;
    bool copying = true;
    MigrationOptions options;
    options.progress = [&](const MigrationProgress& now) {
        copying = copying && now.phase != "digest";
        if (current != now.phase) {
            progress.begin(shown(now.phase, copying), 0);
            current = now.phase;
            rows = 0;
        }
        progress.advance(static_cast<std::size_t>(now.rows - rows));
        rows = now.rows;
    };
    const std::shared_ptr<storage::Storage> from = storage::open_storage(way.from);
    const std::shared_ptr<storage::Storage> to = storage::open_storage(way.to);
    MigrationReport report = migrate(from, to, options);
    progress.end();
    return report;
}

void print_json(const MigrationReport& report) {
    const nlohmann::ordered_json line{{"rows", report.rows},
                                      {"copied", report.copied},
                                      {"entries", report.entries},
                                      {"state_digest", report.state_digest},
                                      {"faults", report.faults}};
    fmt::print("{}\n", line.dump());
}

void print_text(const MigrationReport& report) {
    fmt::print("{} rows ({} copied now), {} entries of the log, state {}\n", report.rows,
               report.copied, report.entries, report.state_digest);
    for (const std::string& fault : report.faults)
        fmt::print("FAULT  {}\n", fault);
    if (report.faults.empty())
        fmt::print(
            "The copy is sound: equal digests, log verified and replayed, rules kept.\n"
            "副本完好：状态摘要一致，日志已校验并重放，规则均满足。\n");
}

}  // namespace

int migrate(Arguments arguments) {
    const auto way = read("migrate", arguments, true);
    if (!way) return misused;
    try {
        const MigrationReport report = migrate_watched(*way);
        if (way->json)
            print_json(report);
        else
            print_text(report);
        return report.faults.empty() ? success : failure;
    } catch (const Error& error) {
        fmt::print(stderr, "xueshi-tool: {}: {}\n", error_name(error.code()), error.what());
        return failure;
    }
}

int backup(Arguments arguments) {
    const auto way = read("backup", arguments, false);
    if (!way) return misused;
    Progress progress;
    storage::BackupOptions options;
    std::int64_t pages = -1;
    options.progress = [&](const storage::BackupProgress& now) {
        if (pages < 0 || now.pages < pages) {
            progress.begin("copying pages  复制页", static_cast<std::size_t>(now.of));
            pages = 0;
        }
        progress.advance(static_cast<std::size_t>(now.pages - pages));
        pages = now.pages;
    };
    try {
        storage::back_up(way->from, way->to, options);
        progress.end();
        return success;
    } catch (const Error& error) {
        fmt::print(stderr, "xueshi-tool: {}: {}\n", error_name(error.code()), error.what());
        return failure;
    }
}

}  // namespace xueshi::tools
