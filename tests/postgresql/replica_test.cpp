// Queries answered by a standby that streams from the primary: they may be old, never wrong, and
// nothing else is asked of it.

#include <gtest/gtest.h>

#include "engine/row_codec.hpp"
#include "support/four_levels.hpp"
#include "support/host_connection.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

storage::Deadline soon() { return storage::Deadline::clock::now() + std::chrono::seconds(30); }

std::shared_ptr<storage::Storage> shared(const std::string& url) {
    return storage::open_storage(url);
}

/// A primary and a standby, and an engine that lets the standby answer queries. Tests come from
/// nothing each: what one does to its servers no other sees.
class PostgresqlReplica : public testing::Test {
protected:
    std::string url() const {
        return primary.url() + "?read_retry_ms=1&read_from=" + host_of(standby->url());
    }

    /// Two teachers of SA, one of them enrolled, and the standby has all of it.
    void found_and_enroll() {
        FourLevels::found(*engine, 2);
        FourLevels::open_project(*engine, "P", "SA", 2);
        enroll(1);
        catch_up(*standby, primary);
    }

    Outcome<Receipt> try_to_enroll(int number) {
        return engine->execute(school, Enroll{"P", {FourLevels::teacher("SA", number)}, false});
    }
    void enroll(int number) {
        must(*engine, school, Enroll{"P", {FourLevels::teacher("SA", number)}, false});
    }

    std::size_t enrolled() {
        const auto answer = engine->ask(school, Enrollments{});
        EXPECT_TRUE(answer.ok());
        return answer.ok() ? answer.value().enrollments.size() : 0;
    }

    std::string detail(const std::string& name) const {
        for (const auto& [key, value] : engine->info().details)
            if (key == name) return value;
        return "";
    }

    PostgresqlServer primary;
    std::unique_ptr<PostgresqlServer> standby = primary.follower();
    MovingClock clock;
    std::unique_ptr<Engine> engine = std::make_unique<Engine>(shared(url()), clock.options());
    const Actor school = FourLevels::admin("SA");
};

TEST_F(PostgresqlReplica, AnswersQueriesFromTheStateThatItHas) {
    found_and_enroll();
    EXPECT_EQ(enrolled(), 1u);
    pause_replay(*standby);
    enroll(2);
    EXPECT_EQ(enrolled(), 1u) << "the primary answered";
    EXPECT_NE(detail("read_from").find("follows, "), std::string::npos) << detail("read_from");
    resume_replay(*standby);
    catch_up(*standby, primary);
    EXPECT_EQ(enrolled(), 2u);
    EXPECT_NE(detail("read_from").find("follows, 0 bytes behind"), std::string::npos)
        << detail("read_from");
    EXPECT_TRUE(engine->info().warnings.size() == 2u) << "fsync and full_page_writes are off";
}

/// Whatever decides, follows or examines sees what is true now.
TEST_F(PostgresqlReplica, IsAskedNothingThatMustBeTrueNow) {
    found_and_enroll();
    std::string cursor = engine->changes({}, 10'000).cursor;
    const std::int64_t before = engine->verify_log().entries;
    pause_replay(*standby);
    enroll(2);
    const Enroll again{"P", {FourLevels::teacher("SA", 2)}, false};
    EXPECT_FALSE(engine->explain(school, again).ok()) << "explained from an old state";
    EXPECT_FALSE(engine->execute(school, again).ok());
    const ChangeBatch news = engine->changes(cursor);
    ASSERT_EQ(news.entries.size(), 1u);
    EXPECT_EQ(news.entries[0].stream, "SA");
    EXPECT_EQ(engine->verify_log().entries, before + 1);
    Engine direct(shared(primary.url()), clock.options());
    EXPECT_EQ(engine->state_digest(), direct.state_digest());
    EXPECT_EQ(joined(faults_of(*engine)), "");
    EXPECT_EQ(enrolled(), 1u);
}

/// The control: an engine on the standby itself, which takes what it sees for the present.
TEST_F(PostgresqlReplica, WouldLeadWhoTookItForThePresent) {
    found_and_enroll();
    pause_replay(*standby);
    enroll(2);
    Engine behind(shared(standby->url()), clock.options());
    const Enroll again{"P", {FourLevels::teacher("SA", 2)}, false};
    EXPECT_TRUE(behind.explain(school, again).ok());
    const std::string cursor = engine->changes({}, 10'000).cursor;
    EXPECT_THROW(behind.changes(cursor), Error) << "it takes the standby for a restored copy";
    try {
        behind.execute(school, Enroll{"P", {FourLevels::teacher("SA", 2)}, false});
        ADD_FAILURE() << "a standby took a command";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_read_only) << error.what();
    }
}

TEST_F(PostgresqlReplica, ThatIsGoneIsReplacedByThePrimaryAndFoundAgain) {
    found_and_enroll();
    EXPECT_EQ(enrolled(), 1u);
    standby->kill();
    enroll(2);
    EXPECT_EQ(enrolled(), 2u);
    EXPECT_NE(detail("read_from").find("left alone, "), std::string::npos) << detail("read_from");
    EXPECT_EQ(engine->info().warnings.size(), 3u);
    standby->start_again();
    catch_up(*standby, primary);
    pause_replay(*standby);
    must(*engine, FourLevels::admin("32"), FourLevels::project("LATER", 1));
    std::size_t seen = 9;
    for (const auto until = soon(); seen != 1 && storage::Deadline::clock::now() < until;)
        seen = engine->ask(FourLevels::admin("32"), Projects{}).value().projects.size();
    EXPECT_EQ(seen, 1u) << "the standby was never asked again";
}

TEST_F(PostgresqlReplica, ThatDiesInTheMiddleOfAQueryIsAConflictAndThePrimaryAnswers) {
    found_and_enroll();
    const auto storage = shared(url());
    storage->prepare(engine::schema());
    const auto reading = storage->begin_older(soon());
    std::vector<std::string> rows;
    reading->scan(engine::table<engine::EnrollmentRow>, storage::by_key, {}, {}, 10, rows);
    EXPECT_EQ(rows.size(), 1u);
    standby->kill();
    EXPECT_THROW(
        reading->scan(engine::table<engine::EnrollmentRow>, storage::by_key, {}, {}, 10, rows),
        storage::Conflict);
    rows.clear();
    storage->begin_older(soon())->scan(engine::table<engine::EnrollmentRow>, storage::by_key, {},
                                       {}, 10, rows);
    EXPECT_EQ(rows.size(), 1u);
}

/// Who had all the time that was given says nothing against the replica, nor does the primary give
/// more.
TEST_F(PostgresqlReplica, IsNotBlamedForAQueryThatRanIntoItsTimeLimit) {
    found_and_enroll();
    for (const char* limit : {"statement_ms=200", "lock_ms=200"}) {
        engine = std::make_unique<Engine>(shared(primary.url() + "?read_retry_ms=3600000&" + limit +
                                                 "&read_from=" + host_of(standby->url())),
                                          clock.options());
        const auto holder = connect_postgresql(primary.url(), "xueshi", "READ COMMITTED");
        holder->ask("BEGIN");
        holder->ask("LOCK TABLE xueshi_enrollment IN ACCESS EXCLUSIVE MODE");
        catch_up(*standby, primary);
        pause_replay(*standby);
        holder->ask("ROLLBACK");  // which the standby doesn't hear of
        try {
            engine->ask(school, Enrollments{});
            ADD_FAILURE() << limit << ": nothing was held, or the primary answered";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::storage_busy) << error.what();
        }
        resume_replay(*standby);
        catch_up(*standby, primary);
        EXPECT_EQ(detail("read_from").find("left alone"), std::string::npos) << limit;
    }
    pause_replay(*standby);
    enroll(2);
    EXPECT_EQ(enrolled(), 1u) << "the primary answered";
}

TEST_F(PostgresqlReplica, ThatHasNothingYetIsNotAsked) {
    standby->kill();
    standby = primary.follower();
    pause_replay(*standby);
    const std::string later = url() + "&schema=later";
    Engine young(shared(later), clock.options());
    FourLevels::found(young, 2);
    const auto answer = young.ask(FourLevels::admin("SA"), Teachers{});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer.value().teachers.size(), 2u);
}

TEST_F(PostgresqlReplica, ThatBelongsToAnotherStorageIsNotAsked) {
    FourLevels::found(*engine, 2);
    const PostgresqlServer stranger;
    Engine other(shared(stranger.url()), clock.options());
    FourLevels::found(other, 1);
    Engine misled(shared(primary.url() + "?read_from=" + host_of(stranger.url())), clock.options());
    const auto answer = misled.ask(school, Teachers{});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer.value().teachers.size(), 2u);
    ASSERT_FALSE(misled.info().warnings.empty());
    EXPECT_NE(misled.info().warnings.back().find("no copy of this storage"), std::string::npos)
        << misled.info().warnings.back();
}

TEST_F(PostgresqlReplica, OfSeveralTheOnesThatAnswerDo) {
    found_and_enroll();
    const std::string hosts = "%2Fnowhere," + host_of(standby->url()) + ",[%2Fnowhere]:5433";
    Engine careful(shared(primary.url() + "?read_from=" + hosts), clock.options());
    pause_replay(*standby);
    enroll(2);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(careful.ask(school, Enrollments{}).value().enrollments.size(), 1u) << i;
}

/// A standby ends those who still need what the primary has removed.
TEST(PostgresqlReplicaUnderVacuum, ThatCancelsAQueryIsAConflict) {
    const PostgresqlServer primary;
    const auto standby = primary.follower("-c max_standby_streaming_delay=0");
    MovingClock clock;
    const std::string url = primary.url() + "?read_from=" + host_of(standby->url());
    Engine engine(shared(url), clock.options());
    FourLevels::found(engine, 2);
    catch_up(*standby, primary);
    const auto storage = shared(url);
    storage->prepare(engine::schema());
    const auto reading = storage->begin_older(soon());
    std::vector<std::string> rows;
    reading->scan(engine::table<engine::TeacherRow>, storage::by_key, {}, {}, 10, rows);
    ASSERT_FALSE(rows.empty());
    for (const char* statement :
         {"UPDATE xueshi.xueshi_teacher SET subject = subject", "VACUUM xueshi.xueshi_teacher"})
        run_sql(primary.url(), statement);
    catch_up(*standby, primary);
    EXPECT_THROW(
        reading->scan(engine::table<engine::TeacherRow>, storage::by_key, {}, {}, 10, rows),
        storage::Conflict);
    EXPECT_TRUE(engine.ask(FourLevels::admin("SA"), Teachers{}).ok());
}

}  // namespace
}  // namespace xueshi
