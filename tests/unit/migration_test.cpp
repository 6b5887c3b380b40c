#include <gtest/gtest.h>

#include <xueshi/migration.hpp>
#include <xueshi/storage_decorator.hpp>

#include "support/faulty_storages.hpp"
#include "support/moving.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;

using Shared = std::shared_ptr<storage::Storage>;

Shared memory() { return storage::open_storage("memory:"); }

Shared filled(int steps = 150) {
    Shared storage = memory();
    fill(storage, 7, steps);
    return storage;
}

std::string refusal_of(const Shared& from, const Shared& to, const MigrationOptions& options = {}) {
    try {
        migrate(from, to, options);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::argument_invalid) << error.what();
        return error.what();
    }
    return "nothing";
}

void add_row(storage::Storage& storage, std::string_view table_name, const std::string& row) {
    for (const storage::Table* table : engine::schema().tables) {
        if (table->name != table_name) continue;
        const auto transaction = storage.begin(
            storage::Access::write, storage::Deadline::clock::now() + std::chrono::seconds(5));
        transaction->append(*table, std::vector{row});
        transaction->commit();
    }
}

std::string policy_row(const std::string& digest) {
    std::string row;
    engine::encode(engine::PolicyRow{std::string(engine::reference), digest, 1, "{}", 1, "32:1"},
                   row);
    return row;
}

TEST(Migration, MovesEveryRowAndTellsHowFarItIs) {
    const ScratchFolder folder;
    const Shared from = filled();
    const Shared file = storage::open_storage("sqlite:" + folder.file("moved.db"));
    std::vector<std::string> phases;
    MigrationOptions options;
    options.rows_together = 10;
    options.progress = [&](const MigrationProgress& progress) {
        if (phases.empty() || phases.back() != progress.phase) phases.emplace_back(progress.phase);
    };
    const MigrationReport report = migrate(from, file, options);
    EXPECT_EQ(joined(report.faults), "");
    EXPECT_EQ(report.copied, report.rows);
    EXPECT_EQ(report.rows + 12, static_cast<std::int64_t>(all_rows(*from).size()));
    EXPECT_GT(report.entries, 50);
    EXPECT_EQ(all_rows(*file), all_rows(*from));
    EXPECT_EQ(phases,
              (std::vector<std::string>{"policy", "org", "teacher", "person", "project", "class",
                                        "enrollment", "quota", "stream", "log", "request", "root",
                                        "digest", "log", "rules", "replay"}));
    const Shared back = memory();
    EXPECT_EQ(migrate(file, back).state_digest, report.state_digest);
    EXPECT_EQ(all_rows(*back), all_rows(*from));
}

/// Ended before any of its transactions on the target, taken up again, it comes to the same.
TEST(Migration, GoesOnWhereItWasEnded) {
    const Shared from = filled(40);
    MigrationOptions options;
    options.rows_together = 20;
    struct Ended {};
    for (int call = 1, finished = 0; finished == 0; call += 5) {
        auto failing = std::make_unique<FailingStorage>(storage::open_storage("memory:"));
        FailingStorage& fails = *failing;
        const Shared to = std::move(failing);
        fails.arm([&](storage::Call, int number) {
            if (number == call) throw Ended();
        });
        try {
            migrate(from, to, options);
            finished = 1;
        } catch (const Ended&) {
        }
        fails.disarm();
        const MigrationReport report = migrate(from, to, options);
        ASSERT_EQ(joined(report.faults), "") << "ended at call " << call;
        ASSERT_EQ(all_rows(*to), all_rows(*from)) << "ended at call " << call;
        EXPECT_TRUE(finished == 0 || report.copied == 0) << "ended at call " << call;
    }
}

TEST(Migration, LetsNoEngineWorkOnHalfOfIt) {
    const Shared to = memory();
    struct Ended {};
    MigrationOptions options;
    options.progress = [](const MigrationProgress& progress) {
        if (progress.phase == "request") throw Ended();
    };
    EXPECT_THROW(migrate(filled(30), to, options), Ended);
    Engine engine(to, MovingClock().options());
    const Actor province = FourLevels::admin("32");
    for (const Command& command :
         {Command(AdoptPolicy{policy_text("jiangsu")}), Command(FourLevels::orgs())}) {
        try {
            engine.execute(province, command);
            ADD_FAILURE() << "worked on half a copy";
        } catch (const Error& error) {
            EXPECT_TRUE(error.code() == ErrorCode::storage_schema ||
                        error.code() == ErrorCode::policy_not_adopted)
                << error.what();
        }
    }
}

TEST(Migration, NeverTouchesWhatIsntItsOwn) {
    const Shared from = filled(30);
    EXPECT_NE(refusal_of(from, from).find("two storages"), std::string::npos);
    EXPECT_NE(refusal_of(nullptr, from).find("two storages"), std::string::npos);
    EXPECT_NE(refusal_of(memory(), memory()).find("holds nothing"), std::string::npos);
    MigrationOptions none;
    none.rows_together = 0;
    EXPECT_NE(refusal_of(from, memory(), none).find("rows_together"), std::string::npos);

    const Shared foreign = memory();
    foreign->prepare(engine::schema());
    add_row(*foreign, "policy", policy_row("sha256:foreign"));
    const auto before = all_rows(*foreign);
    EXPECT_NE(refusal_of(from, foreign).find("isn't the source's"), std::string::npos);
    EXPECT_EQ(all_rows(*foreign), before);

    const Shared used = memory();
    migrate(from, used);
    Engine(from).checkpoint();  // the source goes on after it was moved
    const auto moved = all_rows(*used);
    EXPECT_NE(refusal_of(from, used).find("empty target"), std::string::npos);
    EXPECT_EQ(all_rows(*used), moved);
}

/// The control: a storage that loses a row of each kind is found out.
class LosesRows final : public storage::ForwardingStorage {
public:
    LosesRows(std::unique_ptr<storage::Storage> inner, std::string table)
        : ForwardingStorage(std::move(inner)), table_(std::move(table)) {}
    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        return std::make_unique<Losing>(*this, inner().begin(access, deadline));
    }

private:
    class Losing final : public storage::ForwardingTransaction {
    public:
        Losing(LosesRows& owner, std::unique_ptr<storage::Transaction> inner)
            : ForwardingTransaction(owner, std::move(inner)), owner_(owner) {}
        void append(const storage::Table& table, std::span<const std::string> rows) override {
            const bool loses = table.name == owner_.table_ && rows.size() > 1;
            ForwardingTransaction::append(table, loses ? rows.subspan(1) : rows);
        }

    private:
        LosesRows& owner_;
    };
    std::string table_;
};

TEST(Migration, FindsWhatTheTargetLost) {
    const Shared from = filled();
    for (const std::string table : {"org", "teacher", "enrollment", "stream", "log"}) {
        const Shared to = std::make_shared<LosesRows>(storage::open_storage("memory:"), table);
        EXPECT_NE(joined(migrate(from, to).faults), "") << table;
    }
}

}  // namespace
}  // namespace xueshi
