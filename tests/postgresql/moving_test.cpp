// A storage moved from SQLite to PostgreSQL and back, and PostgreSQL's own dump and restore.

#include "support/moving.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include <xueshi/migration.hpp>

#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

using Shared = std::shared_ptr<storage::Storage>;

TEST(PostgresqlMoving, ThereAndBackNothingIsLost) {
    const ScratchFolder folder;
    const PostgresqlSchema schema;
    const Shared file = storage::open_storage("sqlite:" + folder.file("first.db"));
    fill(file, test_seed(), 200);
    const Shared server = storage::open_storage(schema.url());
    const MigrationReport there = migrate(file, server);
    EXPECT_EQ(joined(there.faults), "");
    EXPECT_EQ(all_rows(*server), all_rows(*file));
    const Shared back = storage::open_storage("sqlite:" + folder.file("back.db"));
    const MigrationReport again = migrate(server, back);
    EXPECT_EQ(joined(again.faults), "");
    EXPECT_EQ(again.state_digest, there.state_digest);
    EXPECT_EQ(all_rows(*back), all_rows(*file));
}

/// As docs/postgresql.md says it: the schema dumped while in use, restored into another database.
TEST(PostgresqlMoving, DumpAndRestoreNothingIsLost) {
    const ScratchFolder folder;
    const PostgresqlSchema schema;
    const Shared live = storage::open_storage(schema.url());
    fill(live, test_seed(), 200);
    const std::string dump = folder.file("xueshi.dump");
    const std::string& database = postgresql_url();
    const auto run = [](const std::string& command) {
        ASSERT_EQ(std::system(command.c_str()), 0) << command;
    };
    run("pg_dump --format=custom --schema=" + schema.name() + " --file='" + dump + "' '" +
        database + "'");
    const auto before = all_rows(*live);
    run_sql(database, "DROP SCHEMA " + schema.name() + " CASCADE");
    run("pg_restore --no-owner --exit-on-error --dbname='" + database + "' '" + dump + "'");
    const Shared restored = storage::open_storage(schema.url());
    EXPECT_EQ(all_rows(*restored), before);
    Engine engine(restored, MovingClock().options());
    EXPECT_EQ(joined(faults_of(engine)), "");
}

}  // namespace
}  // namespace xueshi
