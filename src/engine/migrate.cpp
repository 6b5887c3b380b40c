/// Rows of one storage compared with those of another, and copied where they are missing.

#include <xueshi/engine.hpp>
#include <xueshi/migration.hpp>

#include "engine/impl.hpp"
#include "engine/rows.hpp"

namespace xueshi {

namespace {

using storage::Access;
using storage::Table;

constexpr std::chrono::minutes for_one_transaction{1};

[[noreturn]] void other(const std::string& what) {
    throw Error(ErrorCode::argument_invalid, "migration: " + what);
}

class Copy {
public:
    Copy(storage::Storage& from, storage::Storage& to, const MigrationOptions& options)
        : source_(from.begin(Access::read, engine::examination_deadline())),
          to_(to),
          options_(options) {}

    /// The root row comes last: without it no engine takes the target for a storage to work on.
    MigrationReport run() {
        const Table& root = engine::table<engine::RootRow>;
        std::vector<std::string> roots;
        source_->scan(root, storage::by_key, {}, {}, 1, roots);
        if (roots.empty()) other("the source holds nothing: it has adopted no policy yet");
        finished_ = !rows_of_target(root, {}, {}).empty();
        for (const Table* table : engine::schema().tables)
            if (table->name != root.name) copy(*table);
        copy(root);
        return report_;
    }

private:
    void copy(const Table& table) {
        MigrationProgress progress{table.name};
        std::string after;
        for (bool last = false; !last;) {
            std::vector<std::string> wanted;
            source_->scan(table, storage::by_key, {}, after, options_.rows_together, wanted);
            last = wanted.size() < options_.rows_together;
            const std::string end = last ? std::string() : storage::key_of(table, wanted.back());
            add(table, missing(table, wanted, rows_of_target(table, after, end)));
            after = end;
            progress.rows += static_cast<std::int64_t>(wanted.size());
            report_.rows += static_cast<std::int64_t>(wanted.size());
            if (options_.progress) options_.progress(progress);
        }
    }

    /// After one key, up to another or, where that is empty, to the end.
    std::vector<std::string> rows_of_target(const Table& table, std::string after,
                                            const std::string& end) {
        const auto transaction =
            to_.begin(Access::read, storage::Deadline::clock::now() + for_one_transaction);
        std::vector<std::string> rows;
        for (bool more = true; more;) {
            const std::size_t before = rows.size();
            transaction->scan(table, storage::by_key, {}, after, options_.rows_together, rows);
            more = rows.size() - before == options_.rows_together;
            if (rows.empty()) break;
            after = storage::key_of(table, rows.back());
            if (!end.empty() && after >= end) break;
        }
        while (!end.empty() && !rows.empty() && storage::key_of(table, rows.back()) > end)
            rows.pop_back();
        return rows;
    }

    /// Both are in the order of their keys.
    std::vector<std::string> missing(const Table& table, std::vector<std::string>& wanted,
                                     const std::vector<std::string>& there) const {
        std::vector<std::string> rows;
        std::size_t next = 0;
        for (std::string& row : wanted) {
            if (next == there.size() || there[next] != row)
                rows.push_back(std::move(row));
            else
                ++next;
        }
        if (next < there.size())
            other("table " + std::string(table.name) +
                  " of the target holds a row that isn't the source's; begin with an empty target");
        if (finished_ && !rows.empty())
            other("the target is in use, and table " + std::string(table.name) +
                  " lacks a row of the source; begin with an empty target");
        return rows;
    }

    void add(const Table& table, const std::vector<std::string>& rows) {
        if (rows.empty()) return;
        const auto transaction =
            to_.begin(Access::write, storage::Deadline::clock::now() + for_one_transaction);
        try {
            transaction->append(table, rows);
            transaction->commit();
        } catch (const storage::Conflict&) {
            other("somebody else writes to the target");
        }
        report_.copied += static_cast<std::int64_t>(rows.size());
    }

    std::unique_ptr<storage::Transaction> source_;
    storage::Storage& to_;
    const MigrationOptions& options_;
    bool finished_ = false;  ///< the target has its root row already
    MigrationReport report_;
};

/// Whether the copy is what the source is, and sound.
void examine(const std::shared_ptr<storage::Storage>& from,
             const std::shared_ptr<storage::Storage>& to, const MigrationOptions& options,
             MigrationReport& report) {
    const auto now = [&](std::string_view phase) {
        if (options.progress) options.progress({phase});
    };
    const auto expect_digest = [&](const std::string& digest, const std::string& of) {
        if (digest != report.state_digest)
            report.faults.push_back("the state digest of " + of + " is " + digest + ", not " +
                                    report.state_digest);
    };
    now("digest");
    Engine copy(to);
    report.state_digest = Engine(from).state_digest();
    expect_digest(copy.state_digest(), "the copy");
    now("log");
    const LogReport log = copy.verify_log();
    report.entries = log.entries;
    for (const LogReport::Fault& fault : log.faults)
        report.faults.push_back("stream " + fault.stream + ", entry " +
                                std::to_string(fault.number) + ": " + fault.what);
    now("rules");
    for (std::string& fault : copy.check())
        report.faults.push_back(std::move(fault));
    if (!log.faults.empty()) return;
    now("replay");
    const std::shared_ptr<storage::Storage> memory = storage::open_storage("memory:");
    copy.replay(*memory);
    expect_digest(Engine(memory).state_digest(), "the replayed log");
}

}  // namespace

MigrationReport migrate(const std::shared_ptr<storage::Storage>& from,
                        const std::shared_ptr<storage::Storage>& to,
                        const MigrationOptions& options) {
    if (!from || !to || from == to) other("it takes two storages");
    if (options.rows_together < 1 || options.rows_together > 100'000)
        other("rows_together is 1 to 100,000");
    from->prepare(engine::schema());
    to->prepare(engine::schema());
    MigrationReport report = Copy(*from, *to, options).run();
    examine(from, to, options, report);
    return report;
}

}  // namespace xueshi
