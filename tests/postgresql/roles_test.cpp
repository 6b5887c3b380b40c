// Two roles, as docs/postgresql.md gives them: an owner who prepares, and an application that can
// do its work but can't change or delete what is in the log.

#include <gtest/gtest.h>

#include "storage/postgresql/errors.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

/// The parameter: whether tables are kept by years.
class PostgresqlRoles : public testing::TestWithParam<const char*> {
protected:
    PostgresqlRoles() {
        Engine(storage::open_storage(own.url(GetParam())), MovingClock().options());  // prepares
        owner("CREATE ROLE " + application + " LOGIN PASSWORD 'application'");
        owner("GRANT USAGE ON SCHEMA " + own.name() + " TO " + application);
        owner("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + own.name() +
              " TO " + application);
        owner("REVOKE UPDATE, DELETE ON " + own.name() + ".xueshi_log FROM " + application);
        owner("REVOKE INSERT, UPDATE, DELETE ON " + own.name() + ".xueshi_meta FROM " +
              application);
        owner(
            "DO $$ DECLARE part regclass; BEGIN FOR part IN SELECT inhrelid FROM pg_inherits "
            "JOIN pg_class ON pg_class.oid = inhparent WHERE relkind = 'p' AND relnamespace = '" +
            own.name() + "'::regnamespace LOOP EXECUTE format('REVOKE ALL ON %s FROM " +
            application + "', part); END LOOP; END $$");
    }
    ~PostgresqlRoles() override {
        owner("DROP OWNED BY " + application);
        owner("DROP ROLE " + application);
    }

    void owner(const std::string& statement) { run_sql(own.url(), statement); }

    std::string application_url() const {
        std::string url = own.url(GetParam());
        const std::size_t start = url.find("xueshi:");
        return url.replace(start, url.find('@') - start, application + ":application");
    }

    std::string state_of(const std::string& statement) const {
        try {
            run_sql(application_url(), statement);
        } catch (const storage::postgresql::ServerFailure& failure) {
            return failure.state();
        }
        return "done";
    }

    PostgresqlSchema own;
    std::string application = "role_of_" + own.name();
};

TEST_P(PostgresqlRoles, TheApplicationDoesItsWork) {
    Engine engine(storage::open_storage(application_url()), MovingClock().options());
    FourLevels::found(engine, 2);
    FourLevels::open_project(engine, "P", "SA", 1);
    must(engine, FourLevels::admin("SA"), Enroll{"P", {FourLevels::teacher("SA", 1)}, false});
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_P(PostgresqlRoles, TheApplicationCannotChangeWhatIsInTheLog) {
    const std::string log = own.name() + ".xueshi_log";
    for (const std::string& statement :
         {"UPDATE " + log + " SET number = 0", "DELETE FROM " + log, "TRUNCATE " + log,
          "DROP TABLE " + log, "UPDATE " + own.name() + ".xueshi_meta SET value = 0",
          "CREATE TABLE " + own.name() + ".more (a bigint)"})
        EXPECT_EQ(state_of(statement), "42501") << statement;
    if (GetParam() == std::string_view()) return;
    for (const char* statement : {"DELETE FROM ", "UPDATE ", "SELECT * FROM ", "DROP TABLE "}) {
        const std::string by_the_back_door =
            statement + log + "_other" + (*statement == 'U' ? " SET number = 0" : "");
        EXPECT_EQ(state_of(by_the_back_door), "42501") << by_the_back_door;
    }
}

TEST_P(PostgresqlRoles, WithoutRightsTheErrorSaysSo) {
    owner("REVOKE INSERT ON " + own.name() + ".xueshi_log FROM " + application);
    Engine engine(storage::open_storage(application_url()), MovingClock().options());
    try {
        FourLevels::found(engine, 1);
        ADD_FAILURE() << "wrote without the right to";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_read_only);
        EXPECT_NE(std::string(error.what()).find("xueshi_log"), std::string::npos) << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(Tables, PostgresqlRoles, testing::Values("", "&partition=year"),
                         [](const auto& info) {
                             return std::string(*info.param == 0 ? "Whole" : "ByYears");
                         });

}  // namespace
}  // namespace xueshi
