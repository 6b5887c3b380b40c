// Dates of the calendar, instants, and the one place where a window of dates becomes instants.

#include <limits>

#include <gtest/gtest.h>

#include <xueshi/time.hpp>

namespace xueshi {
namespace {

constexpr ZoneOffset china{480};
constexpr std::int64_t second = 1'000'000;

Date date(std::string_view text) { return Date::parse(text).value(); }
Instant instant(std::string_view text) { return Instant::parse(text).value(); }

TEST(Date, CountsDaysFrom1970) {
    struct Case {
        std::string_view text;
        std::int32_t days;
    };
    // Python: (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days
    for (const auto& [text, days] :
         {Case{"1970-01-01", 0}, Case{"1969-12-31", -1}, Case{"1900-01-01", -25'567},
          Case{"2000-02-29", 11'016}, Case{"2000-03-01", 11'017}, Case{"2026-04-05", 20'548},
          Case{"2999-12-31", 376'199}}) {
        EXPECT_EQ(date(text).days(), days) << text;
        EXPECT_EQ(Date::from_days(days).text(), text);
    }
}

TEST(Date, RunsThroughTheCalendarWithoutGap) {
    Date day = date("1900-01-01");
    const Date last = date("2999-12-31");
    for (; day < last; day = day.plus_days(1)) {
        const Date next = day.plus_days(1);
        ASSERT_EQ(Date::of(day.year(), day.month(), day.day()), day) << day.text();
        const bool same_month = next.year() == day.year() && next.month() == day.month();
        ASSERT_EQ(next.day(), same_month ? day.day() + 1 : 1) << day.text();
    }
}

TEST(Date, KnowsLeapYears) {
    EXPECT_TRUE(Date::parse("2024-02-29"));
    EXPECT_TRUE(Date::parse("2000-02-29"));
    EXPECT_FALSE(Date::parse("2026-02-29"));
    EXPECT_FALSE(Date::parse("1900-02-29"));
    EXPECT_FALSE(Date::parse("2100-02-29"));
}

TEST(Date, RefusesWhatNoCalendarHasAndOtherForms) {
    for (const std::string_view text :
         {"", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00", "1899-12-31", "3000-01-01",
          "2026-4-5", "2026/04/05", "20260405", "2026-04-05 ", " 2026-04-05", "2026-04-05T00:00:00",
          "+026-04-05", "２０２６-04-05", "2026-04-0", "2026-04-055"}) {
        EXPECT_FALSE(Date::parse(text)) << text;
    }
    EXPECT_FALSE(Date::of(2026, 2, 30));
    EXPECT_FALSE(Date::of(-1, 1, 1));
}

TEST(FullYears, ArePassedAnniversaries) {
    struct Case {
        std::string_view from;
        std::string_view to;
        int years;
    };
    for (const auto& [from, to, years] :
         {Case{"2020-09-01", "2026-09-01", 6}, Case{"2020-09-01", "2026-08-31", 5},
          Case{"2020-09-01", "2020-09-01", 0}, Case{"2026-09-01", "2020-09-01", 0},
          Case{"2024-02-29", "2025-02-28", 0}, Case{"2024-02-29", "2025-03-01", 1},
          Case{"2024-02-29", "2028-02-28", 3}, Case{"2024-02-29", "2028-02-29", 4},
          Case{"1999-12-31", "2000-01-01", 0}, Case{"1900-01-01", "2999-12-31", 1'099}}) {
        EXPECT_EQ(full_years(date(from), date(to)), years) << from << " to " << to;
    }
}

TEST(ZoneOffset, IsReadAndWrittenAsHoursAndMinutes) {
    EXPECT_EQ(ZoneOffset::parse("+08:00")->minutes, 480);
    EXPECT_EQ(ZoneOffset::parse("-03:30")->minutes, -210);
    EXPECT_EQ(ZoneOffset{480}.text(), "+08:00");
    EXPECT_EQ(ZoneOffset{-210}.text(), "-03:30");
    EXPECT_EQ(ZoneOffset{0}.text(), "+00:00");
    for (const std::string_view text :
         {"", "Z", "08:00", "+8:00", "+0800", "+08:60", "+19:00", "+18:01", "+08:00 ", "UTC+8"}) {
        EXPECT_FALSE(ZoneOffset::parse(text)) << text;
    }
}

TEST(Instant, IsReadWithItsOffset) {
    EXPECT_EQ(instant("1970-01-01T00:00:00Z").micros(), 0);
    EXPECT_EQ(instant("1970-01-01T08:00:00+08:00").micros(), 0);
    // date -u -d 2026-04-06T15:59:59Z +%s
    EXPECT_EQ(instant("2026-04-06T23:59:59+08:00").micros(), 1'775'491'199 * second);
    EXPECT_EQ(instant("2026-04-06T23:59:59.25+08:00").micros(), 1'775'491'199'250'000);
    EXPECT_EQ(instant("2026-04-06T23:59:59.000001Z").micros() % second, 1);
    EXPECT_EQ(instant("1969-12-31T23:59:59.999999Z").micros(), -1);
}

TEST(Instant, RefusesWhatIsAmbiguousOrImpossible) {
    for (const std::string_view text :
         {"", "2026-04-06", "2026-04-06T23:59:59", "2026-04-06 23:59:59Z", "2026-04-06T24:00:00Z",
          "2026-04-06T23:60:00Z", "2026-04-06T23:59:60Z", "2026-02-29T00:00:00Z",
          "2026-04-06T23:59:59.Z", "2026-04-06T23:59:59.1234567Z", "2026-04-06T23:59Z",
          "2026-04-06T23:59:59z", "2026-04-06T23:59:59+0800", "2026-04-06T23:59:59+08:00 "}) {
        EXPECT_FALSE(Instant::parse(text)) << text;
    }
}

TEST(Instant, PrintsMicrosecondsOnlyWhenThereAreAny) {
    EXPECT_EQ(Instant::from_micros(0).text(china), "1970-01-01T08:00:00+08:00");
    EXPECT_EQ(Instant::from_micros(250'000).text(china), "1970-01-01T08:00:00.250000+08:00");
    EXPECT_EQ(Instant::from_micros(-1).text(ZoneOffset{0}), "1969-12-31T23:59:59.999999+00:00");
    EXPECT_EQ(Instant::parse(Instant::from_micros(1).text(china)), Instant::from_micros(1));
}

TEST(Instant, IsWrittenEvenAtTheEndsOfTime) {
    for (const std::int64_t micros :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        EXPECT_FALSE(Instant::from_micros(micros).text(china).empty());
    }
}

TEST(Instant, FallsOnTheLocalDate) {
    EXPECT_EQ(instant("2026-04-05T15:59:59.999999Z").date(china), date("2026-04-05"));
    EXPECT_EQ(instant("2026-04-05T16:00:00Z").date(china), date("2026-04-06"));
    EXPECT_EQ(instant("2026-04-05T16:00:00Z").date(ZoneOffset{420}), date("2026-04-05"));
    EXPECT_EQ(Instant::from_micros(-1).date(ZoneOffset{0}), date("1969-12-31"));
}

// "From 5 to 8 April" with the last day's beginning as the end, as in Jiangsu, and with the last
// day included; each at -1 microsecond, 0 and +1 second.
TEST(Window, ClosingDayIsAlreadyClosed) {
    const DateRange range{date("2026-04-05"), date("2026-04-08")};
    const Interval window = interval_of(range, RangeEnd::exclusive_midnight, china);
    EXPECT_FALSE(window.contains(instant("2026-04-04T23:59:59.999999+08:00")));
    EXPECT_TRUE(window.contains(instant("2026-04-05T00:00:00+08:00")));
    EXPECT_TRUE(window.contains(instant("2026-04-05T00:00:01+08:00")));
    EXPECT_TRUE(window.contains(instant("2026-04-07T23:59:59.999999+08:00")));
    EXPECT_FALSE(window.contains(instant("2026-04-08T00:00:00+08:00")));
    EXPECT_FALSE(window.contains(instant("2026-04-08T00:00:01+08:00")));
}

TEST(Window, LastDayBelongsToAnInclusiveOne) {
    const DateRange range{date("2026-04-05"), date("2026-04-08")};
    const Interval window = interval_of(range, RangeEnd::inclusive_day, china);
    EXPECT_FALSE(window.contains(instant("2026-04-04T23:59:59.999999+08:00")));
    EXPECT_TRUE(window.contains(instant("2026-04-05T00:00:00+08:00")));
    EXPECT_TRUE(window.contains(instant("2026-04-08T23:59:59.999999+08:00")));
    EXPECT_FALSE(window.contains(instant("2026-04-09T00:00:00+08:00")));
}

TEST(Window, OfOneDayIsEmptyOrThatDay) {
    const DateRange day{date("2026-02-28"), date("2026-02-28")};
    const Interval none = interval_of(day, RangeEnd::exclusive_midnight, china);
    EXPECT_FALSE(none.contains(none.from));
    const Interval whole = interval_of(day, RangeEnd::inclusive_day, china);
    EXPECT_EQ(whole.to.micros() - whole.from.micros(), 86'400 * second);
    EXPECT_EQ(whole.to, Instant::midnight(date("2026-03-01"), china));
}

TEST(Window, IsReadInThePolicysZone) {
    const DateRange range{date("2026-04-05"), date("2026-04-08")};
    const Interval window = interval_of(range, RangeEnd::exclusive_midnight, ZoneOffset{420});
    EXPECT_EQ(window.from, instant("2026-04-04T17:00:00Z"));
    EXPECT_EQ(window.to, instant("2026-04-07T17:00:00Z"));
}

TEST(SystemNow, IsInThisCentury) {
    EXPECT_GE(system_now().date(china), date("2024-01-01"));
    EXPECT_LT(system_now().date(china), date("2100-01-01"));
}

}  // namespace
}  // namespace xueshi
