#include "bench/slice.hpp"

#include <fmt/format.h>

#include "bench/measuring.hpp"

namespace xueshi::bench {

namespace {

const Actor province{Role::province_admin, "32"};
const Actor city{Role::city_admin, "3201"};
const Actor county{Role::county_admin, World::county()};
const Actor base{Role::base_admin, "B1"};

Instant instant(const char* text) { return Instant::parse(text).value(); }

Date date(unsigned month, unsigned day) { return Date::of(2026, month, day).value(); }

}  // namespace

Room operator-(const Room& left, const Room& right) {
    return {left.rows - right.rows, left.bytes - right.bytes, left.index_bytes - right.index_bytes};
}
Room operator+(const Room& left, const Room& right) {
    return {left.rows + right.rows, left.bytes + right.bytes, left.index_bytes + right.index_bytes};
}

Slice::Slice(const World& world, const std::string& url, const std::string& schema, bool by_years)
    : world_(world),
      schema_(schema),
      pool_(storage::postgresql::read_url(url)),
      now_(std::make_shared<Instant>(World::now())) {
    EngineOptions options;
    options.clock = [now = now_] { return *now; };
    options.patience = std::chrono::minutes(5);
    engine_ = std::make_unique<Engine>(
        storage::open_storage(url + "?schema=" + schema + (by_years ? "&partition=year" : "")),
        std::move(options));
    if (by_years) make_partitions();
}

/// As a storage would have them that has been there all these years; the engine made the newest.
void Slice::make_partitions() {
    for (int year = first_year; year < first_year + static_cast<int>(years); ++year)
        asked(
            fmt::format("CREATE TABLE IF NOT EXISTS {0}.xueshi_enrollment_{1} PARTITION OF "
                        "{0}.xueshi_enrollment FOR VALUES FROM ({1}) TO ({2})",
                        schema_, year, year + 1));
}

double Slice::register_all() {
    const Stopwatch watch;
    world_.found(*engine_);
    const double seconds = watch.seconds();
    create_projects();
    return seconds;
}

void Slice::create_projects() {
    const auto seats = static_cast<std::int64_t>(world_.shape().teachers());
    const auto each = static_cast<std::int64_t>(world_.shape().teachers_per_school);
    for (std::size_t i = 0; i <= years; ++i) {  // the last one is for single decisions
        CreateProject create;
        create.code = World::project(i);
        create.name = "小学教师省级培训";
        create.owner = "32";
        create.year = first_year + static_cast<std::int64_t>(std::min(i, years - 1));
        create.hours = Hours::hundredths(1800);
        create.seats = seats;
        create.enrollment = DateRange{date(3, 1), date(4, 1)};
        create.training = DateRange{date(5, 1), date(6, 30)};
        create.audience.stages = {Stage::primary};
        create.bases = {{"B1", {"32"}}};
        must(*engine_, province, create);
        must(*engine_, province, AllocateQuota{create.code, {{"3201", seats}}});
        must(*engine_, city, AllocateQuota{create.code, {{World::county(), seats}}});
        AllocateQuota to_schools{create.code, {}};
        for (std::size_t school = 0; school < world_.shape().schools; ++school)
            to_schools.allocations.push_back({World::school_admin(school).org, each});
        must(*engine_, county, to_schools);
    }
}

double Slice::enroll(std::size_t year, std::size_t from, std::size_t to) {
    *now_ = World::now();
    const auto schools = world_.schools_in_acting_order();
    const Stopwatch watch;
    for (std::size_t i = from; i < to; ++i)
        must(*engine_, World::school_admin(schools.at(i)), world_.enrollment(year, schools.at(i)));
    return watch.seconds();
}

double Slice::complete(std::size_t year) {
    const std::string project = World::project(year);
    const std::vector<std::size_t> schools = world_.schools_in_acting_order();
    const auto for_each_school = [&](const Actor& actor, auto&& command_for) {
        for (const std::size_t school : schools)
            must(*engine_, actor, command_for(world_.enrollment(year, school).teachers));
    };
    const auto approve = [&](std::vector<std::string> teachers) {
        return ReviewEnrollment{project, std::move(teachers)};
    };
    const auto records = [&](const std::vector<std::string>& teachers) {
        std::vector<std::string> codes;
        for (const std::string& teacher : teachers)
            codes.push_back("project:" + project + ":" + teacher);
        return codes;
    };
    const Stopwatch watch;
    for_each_school(county, approve);
    for_each_school(base, approve);
    *now_ = instant("2026-05-15T09:00:00+08:00");
    for_each_school(base, [&](const std::vector<std::string>& teachers) {
        RecordResults results{project, {}};
        for (const std::string& teacher : teachers)
            results.results.push_back({teacher, 95, "pass"});
        return results;
    });
    for_each_school(county, [&](const auto& teachers) { return ApproveHours{records(teachers)}; });
    for_each_school(county, [&](const auto& teachers) { return VerifyHours{records(teachers)}; });
    return watch.seconds();
}

double Slice::statement(std::size_t times) {
    std::vector<double> micros;
    for (std::size_t i = 0; i < times; ++i) {
        const std::string teacher = world_.teacher(i % world_.shape().schools, i % 7);
        Statement query;
        query.teacher = teacher;
        query.from = first_year;
        query.to = first_year + static_cast<std::int64_t>(years);
        const Stopwatch watch;
        if (!engine_->ask({Role::teacher, "", teacher}, query).ok())
            throw std::runtime_error("a bench's query was refused");
        micros.push_back(watch.seconds() * 1e6);
    }
    return median(micros);
}

double Slice::decision(std::size_t times) {
    *now_ = World::now();
    std::vector<double> micros;
    for (std::size_t i = 0; i < times; ++i) {
        const std::size_t school = i % world_.shape().schools;
        const Enroll command = world_.enrollment(years, school, i % 7);
        const Stopwatch watch;
        if (!engine_->explain(World::school_admin(school), command).ok())
            throw std::runtime_error("a bench's command was refused");
        micros.push_back(watch.seconds() * 1e6);
    }
    return median(micros);
}

std::string Slice::asked(const std::string& statement) {
    std::string answer;
    storage::postgresql::Lease(pool_, storage::Deadline::clock::now() + std::chrono::minutes(10))
        ->run(statement, {}, [&](const storage::postgresql::Result& result) {
            if (result.rows() > 0) answer = result.text(0, 0);
        });
    return answer;
}

Room Slice::room(const std::string& table) {
    const std::string parts = fmt::format(
        "FROM pg_class WHERE relkind = 'r' AND relnamespace = '{0}'::regnamespace "
        "AND relname ~ '^xueshi_{1}(_([0-9]{{4}}|other))?$'",
        schema_, table);
    const auto number = [&](const std::string& statement) { return std::stod(asked(statement)); };
    return {number(fmt::format("SELECT count(*)::text FROM {}.xueshi_{}", schema_, table)),
            number("SELECT sum(pg_table_size(oid))::text " + parts),
            number("SELECT sum(pg_indexes_size(oid))::text " + parts)};
}

double Slice::written_ahead() {
    return std::stod(asked("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text"));
}

void Slice::vacuum() {
    for (const char* table : {"enrollment", "log", "teacher", "person"})
        asked(fmt::format("VACUUM ANALYZE {}.xueshi_{}", schema_, table));
}

}  // namespace xueshi::bench
