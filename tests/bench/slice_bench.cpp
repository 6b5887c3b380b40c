/// What the country would take: a slice of it is loaded into a real server, and what it took is
/// multiplied. docs/scale.md says what is assumed.

#include "bench/measuring.hpp"

#ifdef XUESHI_POSTGRESQL_SERVER

#include <fmt/format.h>

#include "bench/private_server.hpp"
#include "bench/slice.hpp"

namespace xueshi::bench {

namespace {

constexpr double teachers_of_the_country = 18e6;
constexpr double enrollments_a_year = 4;  // a teacher's, from enrolment to verified hours
constexpr std::size_t teachers_per_school = 60;

/// What was measured of one way of keeping the tables.
class Report {
public:
    explicit Report(std::string_view keys) : keys_(keys) {}

    void add(const std::string& unit, double value, const std::string& note) {
        Measurement one;
        one.bench = "slice";
        one.keys = keys_;
        one.unit = unit;
        one.ours = value;
        one.compared = "ours";
        one.value = value;
        one.met = true;
        one.note = note;
        lines_.push_back(std::move(one));
    }
    Measurements lines() && { return std::move(lines_); }

private:
    std::string keys_;
    Measurements lines_;
};

std::string each(const Room& room, double count) {
    return fmt::format("{:.0f} bytes of rows, {:.0f} of indexes", room.bytes / count,
                       room.index_bytes / count);
}

Measurements measure(const World& world, const std::string& url, bool by_years) {
    Report report(by_years ? "by years" : "whole");
    const auto teachers = static_cast<double>(world.shape().teachers());
    Slice slice(world, url, by_years ? "slice_by_years" : "slice_whole", by_years);

    const double registering = slice.register_all();
    slice.vacuum();
    const Room people = slice.room("teacher") + slice.room("person");
    report.add("teachers/s", teachers / registering,
               fmt::format("{} teachers registered, {} in a command", world.shape().teachers(),
                           teachers_per_school));
    report.add("bytes", people.all() / teachers, "a teacher: " + each(people, teachers));

    const Room log_before = slice.room("log");
    const std::size_t schools = world.shape().schools;
    std::vector<double> enrolling;
    for (std::size_t year = 0; year + 1 < Slice::years; ++year)
        enrolling.push_back(slice.enroll(year, 0, schools));
    slice.vacuum();
    slice.enroll(Slice::years - 1, 0, schools / 10);
    slice.vacuum();
    enrolling.push_back(slice.enroll(Slice::years - 1, schools / 10, schools) / 0.9);
    report.add("enrolments/s", teachers / enrolling[0], "the first year's, 60 in a command");
    report.add(
        "enrolments/s", teachers / enrolling[8],
        "the ninth year's, faster than statistics follow: by years its part is believed empty");
    report.add("enrolments/s", teachers / enrolling[9],
               "the tenth year's, after its first tenth and ANALYZE");
    slice.vacuum();
    const double enrolled = teachers * static_cast<double>(Slice::years);
    const Room rows = slice.room("enrollment");
    const Room log = slice.room("log");
    report.add("bytes", rows.all() / enrolled, "an enrolment, new: " + each(rows, enrolled));
    const Room entries = log - log_before;
    report.add("bytes", entries.all() / entries.rows,
               fmt::format("an entry of 60 enrolments; {:.0f} bytes an enrolment",
                           entries.all() / enrolled));

    const double written = slice.written_ahead();
    const double completing = slice.complete(Slice::years - 1);
    report.add("rows/s", 5 * teachers / completing,
               "the tenth year's, two approvals, result, approval and verification of hours");
    const double shipped = (slice.written_ahead() - written) / teachers;
    slice.vacuum();
    const Room more_rows = slice.room("enrollment") - rows;
    const Room more_log = slice.room("log") - log;
    const double row_bytes = rows.all() / enrolled + more_rows.all() / teachers;
    const double log_bytes = entries.all() / enrolled + more_log.all() / teachers;
    report.add("bytes", row_bytes, "an enrolment, with verified hours, its space used once");
    report.add("bytes", log_bytes, "of log for its whole way: six commands of 60");

    report.add("bytes", shipped, "written ahead (WAL) for the five steps of a row after enrolling");

    report.add("us", slice.statement(1000), "a teacher's statement of ten years, median");
    report.add("us", slice.decision(1000), "one enrolment decided, not carried out, median");

    const double a_year = teachers_of_the_country * enrollments_a_year;
    report.add("GB", teachers_of_the_country * people.all() / teachers / 1e9,
               "computed: 18,000,000 teachers and persons");
    report.add("GB/year", a_year * (row_bytes + log_bytes) / 1e9,
               fmt::format("computed: {:.0f} million enrolments a year; {:.0f} GB rows, {:.0f} GB "
                           "log",
                           a_year / 1e6, a_year * row_bytes / 1e9, a_year * log_bytes / 1e9));
    return std::move(report).lines();
}

}  // namespace

Measurements slice(const Scale& scale) {
    Shape shape;
    shape.projects = 0;  // the slice has its own
    shape.schools = scale.large ? 3000 : 300;
    shape.teachers_per_school = teachers_per_school;
    const World world(shape);
    const PrivateServer server(
        "-c shared_buffers=512MB -c max_wal_size=4GB -c checkpoint_timeout=15min "
        "-c wal_compression=off");  // what docs/scale.md tells of WAL is without
    Measurements all = measure(world, server.url(), false);
    for (Measurement& one : measure(world, server.url(), true))
        all.push_back(std::move(one));
    return all;
}

}  // namespace xueshi::bench

#else

namespace xueshi::bench {

Measurements slice(const Scale&) { return {}; }

}  // namespace xueshi::bench

#endif
