#pragma once
/// Civil dates and instants. China has one zone without daylight saving, so a policy's zone is a
/// fixed offset; a window is a half-open interval of instants.

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi {

/// A fixed distance from UTC, in minutes (+480 in China).
struct ZoneOffset {
    std::int32_t minutes = 480;
    /// "+08:00", "-03:30".
    static std::optional<ZoneOffset> parse(std::string_view text);
    std::string text() const;
    bool operator==(const ZoneOffset&) const = default;
};

/// A civil date of the proleptic Gregorian calendar, years 1900 to 2999.
class Date {
public:
    constexpr Date() = default;
    /// "2026-04-05", nothing else; a day that no calendar has gives nothing.
    static std::optional<Date> parse(std::string_view text);
    static std::optional<Date> of(int year, unsigned month, unsigned day);
    static constexpr Date from_days(std::int32_t days) { return Date(days); }

    constexpr std::int32_t days() const noexcept { return days_; }  ///< since 1970-01-01
    int year() const;
    unsigned month() const;
    unsigned day() const;
    std::string text() const;
    constexpr Date plus_days(std::int32_t days) const { return Date(days_ + days); }
    constexpr auto operator<=>(const Date&) const = default;

private:
    explicit constexpr Date(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

/// Full years of service from `from` to `to`; 0 where `to` is earlier.
int full_years(Date from, Date to);

/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
class Instant {
public:
    constexpr Instant() = default;
    static constexpr Instant from_micros(std::int64_t micros) { return Instant(micros); }
    /// "2026-04-06T23:59:59+08:00", up to six decimal places of seconds, "Z" or an offset required.
    static std::optional<Instant> parse(std::string_view text);
    /// 00:00 local time of a date.
    static constexpr Instant midnight(Date date, ZoneOffset zone) {
        return Instant((std::int64_t{date.days()} * 86'400 - std::int64_t{zone.minutes} * 60) *
                       1'000'000);
    }

    constexpr std::int64_t micros() const noexcept { return micros_; }
    std::string text(ZoneOffset zone) const;
    Date date(ZoneOffset zone) const;
    constexpr Instant plus_micros(std::int64_t micros) const { return Instant(micros_ + micros); }
    constexpr auto operator<=>(const Instant&) const = default;

private:
    explicit constexpr Instant(std::int64_t micros) : micros_(micros) {}
    std::int64_t micros_ = 0;
};

/// Two dates as a user writes them; what the last one means is a parameter of the policy.
struct DateRange {
    Date from;
    Date to;
    bool operator==(const DateRange&) const = default;
};

/// What the last day of a range means.
enum class RangeEnd {
    exclusive_midnight,  ///< the range ends when the last day begins
    inclusive_day,       ///< the last day belongs to it
};

/// A half-open interval of instants: `from <= t < to`.
struct Interval {
    Instant from;
    Instant to;
    constexpr bool contains(Instant instant) const { return from <= instant && instant < to; }
    bool operator==(const Interval&) const = default;
};

/// The instants of a range of dates: the one place where dates become instants.
Interval interval_of(const DateRange& range, RangeEnd end, ZoneOffset zone);

/// Gives the present instant. Taken once per call, at the door.
using Clock = std::function<Instant()>;
Instant system_now();

}  // namespace xueshi
