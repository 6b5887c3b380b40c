// Tables kept by years (partition=year): rows lie in their year's partition, no year is without a
// place, and the keys hold as before, for as long as nobody breaks the promise of
// storage::YearColumn.

#include <thread>

#include <gtest/gtest.h>

#include "engine/row_codec.hpp"
#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

class PostgresqlYears : public testing::Test {
protected:
    std::string url() const { return own.url("&partition=year"); }
    std::string answer(const std::string& statement) const {
        return text_of_sql(own.url(), statement);
    }
    std::string rows_in(const std::string& partition) const {
        return answer("SELECT count(*)::text FROM " + own.name() + ".xueshi_" + partition);
    }
    /// The years that have a partition, "2025 2026 …".
    std::string years_of(const std::string& table) const {
        return answer(
            "SELECT string_agg(right(c.relname, 4), ' ' ORDER BY c.relname) "
            "FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = '" +
            own.name() + ".xueshi_" + table + "'::regclass AND c.relname ~ '[0-9]$'");
    }
    /// Last year, this, and the next two.
    std::string years_expected() const {
        return answer(
            "SELECT string_agg((extract(year FROM now() AT TIME ZONE 'UTC')::int + i)"
            "::text, ' ' ORDER BY i) FROM generate_series(-1, 2) AS i");
    }
    std::string detail(const storage::Storage& storage, const std::string& name) const {
        for (const auto& [key, value] : storage.info().details)
            if (key == name) return value;
        return "";
    }

    PostgresqlSchema own;
    MovingClock clock;
};

CreateProject project_of(std::int64_t year, const std::string& code) {
    CreateProject project = FourLevels::project(code, 2);
    project.year = year;
    return project;
}

void open(Engine& engine, const CreateProject& project) {
    must(engine, FourLevels::admin("32"), project);
    for (const auto& [actor, command] : FourLevels::hand_down(project.code, "SA", 2))
        must(engine, actor, command);
}

TEST_F(PostgresqlYears, RowsLieInTheirYearAndThoseWithoutPartitionAmongTheOthers) {
    Engine engine(storage::open_storage(url()), clock.options());
    FourLevels::found(engine, 2);
    const int now = std::stoi(years_expected()) + 1;
    const Actor school = FourLevels::admin("SA");
    for (const int year : {now - 1, now, now + 1, 1950, 2999}) {
        const std::string code = "P" + std::to_string(year);
        open(engine, project_of(year, code));
        must(engine, school, Enroll{code, FourLevels::teachers("SA", 1, 2), false});
    }
    for (const int year : {now - 1, now, now + 1})
        EXPECT_EQ(rows_in("enrollment_" + std::to_string(year)), "2") << year;
    EXPECT_EQ(rows_in("enrollment_" + std::to_string(now + 2)), "0");
    EXPECT_EQ(rows_in("enrollment_other"), "4");
    EXPECT_EQ(engine.ask(school, Enrollments{}).value().enrollments.size(), 10u);
    EXPECT_EQ(joined(faults_of(engine)), "");
}

/// A stream over new year, with a clock that goes back within its tolerance: entries of one stream
/// lie in two partitions, out of turn, and are one stream all the same.
TEST_F(PostgresqlYears, AStreamGoesOnOverNewYear) {
    const int now = std::stoi(years_expected()) + 1;
    const auto midnight = Instant::parse(std::to_string(now) + "-01-01T00:00:00Z").value();
    clock.set(midnight.plus_micros(-3'000'000));
    Engine engine(storage::open_storage(url()), clock.options());
    FourLevels::found(engine, 9);
    const CreateProject base = FourLevels::project("P", 9);
    CreateProject project = base;
    project.year = now;
    project.enrollment = DateRange{Date::of(now - 1, 12, 1).value(), Date::of(now, 3, 1).value()};
    project.training = DateRange{Date::of(now, 2, 2).value(), Date::of(now, 6, 30).value()};
    must(engine, FourLevels::admin("32"), project);
    for (const auto& [actor, command] : FourLevels::hand_down("P", "SA", 9))
        must(engine, actor, command);
    const Actor school = FourLevels::admin("SA");
    const std::string before = rows_in("log_" + std::to_string(now - 1));
    std::string cursor = engine.changes({}, 10'000).cursor;
    CallOptions options;
    int teacher = 0;
    for (const std::int64_t micros : {-1'000'000, 500'000, -1'000'000, 900'000}) {
        clock.set(midnight.plus_micros(micros));
        options.request_id = "request " + std::to_string(++teacher);
        must(engine, school, Enroll{"P", {FourLevels::teacher("SA", teacher)}, false}, options);
    }
    EXPECT_EQ(rows_in("log_" + std::to_string(now)), "2");
    EXPECT_EQ(std::stoi(rows_in("log_" + std::to_string(now - 1))), std::stoi(before) + 2);
    const ChangeBatch news = engine.changes(cursor);
    ASSERT_EQ(news.entries.size(), 4u);
    for (std::size_t i = 0; i < news.entries.size(); ++i)
        EXPECT_EQ(news.entries[i].number, static_cast<std::int64_t>(i) + 1);
    options.request_id = "request 3";
    const auto again =
        engine.execute(school, Enroll{"P", {FourLevels::teacher("SA", 3)}, false}, options);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value().number, 3) << "a repeated request finds its entry in the year before";
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_F(PostgresqlYears, ManyStartsAtOnceMakeTheYearsAhead) {
    std::vector<std::thread> starts;
    std::vector<std::string> failures(8);
    for (std::string& failure : failures)
        starts.emplace_back([&failure, this] {
            try {
                storage::open_storage(url())->prepare(engine::schema());
            } catch (const std::exception& error) {
                failure = error.what();
            }
        });
    for (std::thread& start : starts)
        start.join();
    EXPECT_EQ(joined(failures), std::string(failures.size(), '\n'));
    storage::open_storage(url())->prepare(engine::schema());
    for (const char* table : {"enrollment", "log"})
        EXPECT_EQ(years_of(table), years_expected()) << table;
}

/// A year that was left out takes its rows all the same, and a start that comes later goes on
/// without it: it doesn't try, which would fail under a lock on all, and leave the years behind it
/// unmade.
TEST_F(PostgresqlYears, ALaterStartMakesWhatIsMissingUnlessRowsAreThere) {
    Engine first(storage::open_storage(url()), clock.options());
    const std::string years = years_expected();
    const std::string this_year = years.substr(5, 4);
    const std::string last_year = years.substr(0, 4);
    const std::string after_next = years.substr(15, 4);
    for (const std::string& year : {last_year, this_year, after_next})
        run_sql(own.url(), "DROP TABLE " + own.name() + ".xueshi_enrollment_" + year);
    FourLevels::found(first, 2);
    open(first, project_of(std::stoi(this_year), "P"));
    must(first, FourLevels::admin("SA"), Enroll{"P", FourLevels::teachers("SA", 1, 2), false});
    EXPECT_EQ(rows_in("enrollment_other"), "2");
    Engine later(storage::open_storage(url()), clock.options());
    EXPECT_EQ(years_of("enrollment"), last_year + years.substr(9));
    EXPECT_EQ(rows_in("enrollment_other"), "2");
    EXPECT_EQ(joined(faults_of(later)), "");
}

/// Whoever reads for long keeps a start from making years, not from starting.
TEST_F(PostgresqlYears, AStartDoesNotWaitForLongReaders) {
    const std::shared_ptr<storage::Storage> reader = storage::open_storage(url());
    reader->prepare(engine::schema());
    const std::string dropped = years_expected().substr(15, 4);
    run_sql(own.url(), "DROP TABLE " + own.name() + ".xueshi_log_" + dropped);
    const auto reading = reader->begin(storage::Access::read,
                                       storage::Deadline::clock::now() + std::chrono::hours(1));
    std::vector<std::string> rows;
    reading->scan(engine::table<engine::LogRow>, storage::by_key, {}, {}, 1, rows);
    storage::open_storage(url())->prepare(engine::schema());
    EXPECT_EQ(years_of("log"), years_expected().substr(0, 14));
}

TEST_F(PostgresqlYears, TheFirstStartDecides) {
    const PostgresqlSchema whole;
    const auto plain = storage::open_storage(whole.url());
    plain->prepare(engine::schema());
    EXPECT_EQ(detail(*plain, "partition"), "none");
    const auto late = storage::open_storage(whole.url("&partition=year"));
    late->prepare(engine::schema());
    EXPECT_EQ(detail(*late, "partition"), "none");
    EXPECT_NE(joined(late->info().warnings).find("too late"), std::string::npos);

    storage::open_storage(url())->prepare(engine::schema());
    const auto without_the_word = storage::open_storage(own.url());
    without_the_word->prepare(engine::schema());
    EXPECT_EQ(detail(*without_the_word, "partition"), "year");
    EXPECT_TRUE(without_the_word->check().empty());
}

/// What the promise rests on: a project with rows never changes its year, even when they are
/// deleted.
TEST_F(PostgresqlYears, AProjectThatHadARowKeepsItsYear) {
    Engine engine(storage::open_storage(url()), clock.options());
    FourLevels::found(engine, 2);
    open(engine, project_of(2026, "P"));
    AmendProject change;
    change.code = "P";
    change.year = 2027;
    must(engine, FourLevels::admin("32"), change);
    const Actor school = FourLevels::admin("SA");
    must(engine, school, Enroll{"P", {FourLevels::teacher("SA", 1)}, false});
    must(engine, school, DeleteEnrollment{"P", {FourLevels::teacher("SA", 1)}});
    change.year = 2026;
    const auto refused = engine.execute(FourLevels::admin("32"), change);
    EXPECT_EQ(verdict_of(refused), "refused project.in_use");
    must(engine, school, Enroll{"P", {FourLevels::teacher("SA", 1)}, false});
    EXPECT_EQ(answer("SELECT count(*)::text FROM " + own.name() + ".xueshi_enrollment"), "1");
}

/// The control: a writer that gives one key two years gets two rows, which whole tables would
/// refuse.
TEST_F(PostgresqlYears, WhoBreaksThePromiseGetsTwoRows) {
    const PostgresqlSchema whole;
    const auto append_twice = [](const std::string& where) {
        const auto storage = storage::open_storage(where);
        storage->prepare(engine::schema());
        for (const std::int64_t year : {2026, 2027}) {
            engine::EnrollmentRow row;
            row.home = row.teacher = row.project = "X";
            row.year = year;
            std::string bytes;
            engine::encode(row, bytes);
            const auto writing = storage->begin(
                storage::Access::write, storage::Deadline::clock::now() + std::chrono::minutes(1));
            writing->append(engine::table<engine::EnrollmentRow>, std::span(&bytes, 1));
            writing->commit();
        }
    };
    EXPECT_THROW(append_twice(whole.url()), storage::Conflict);
    append_twice(url());
    EXPECT_EQ(answer("SELECT count(*)::text FROM " + own.name() + ".xueshi_enrollment"), "2");
}

}  // namespace
}  // namespace xueshi
