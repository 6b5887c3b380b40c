#include <array>
#include <charconv>
#include <chrono>

#include <xueshi/time.hpp>

namespace xueshi {

namespace {

constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t seconds_a_day = 86'400;

struct Civil {
    int year;
    unsigned month;
    unsigned day;
};

/// Days since 1970-01-01, by eras of 400 years that begin on 1 March (H. Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms"): the leap day is then the last of its year.
std::int32_t days_of(int year, unsigned month, unsigned day) {
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(y - era * 400);
    const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + static_cast<int>(day_of_era) - 719'468;
}

Civil civil_of(std::int32_t days) {
    const std::int64_t shifted = std::int64_t{days} + 719'468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto day_of_era = static_cast<unsigned>(shifted - era * 146'097);
    const unsigned year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const unsigned day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned month_from_march = (5 * day_of_year + 2) / 153;
    const unsigned day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const unsigned month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const int year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
    return {year, month, day};
}

unsigned last_day(int year, unsigned month) {
    static constexpr std::array<std::uint8_t, 12> lengths = {31, 28, 31, 30, 31, 30,
                                                             31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : lengths[month - 1];
}

/// Reads fixed forms from the front of a text; once something doesn't fit, everything fails.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    unsigned digits(std::size_t count) {
        unsigned value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const char c = next();
            good_ = good_ && c >= '0' && c <= '9';
            value = value * 10 + static_cast<unsigned>(c - '0');
        }
        return good_ ? value : 0;
    }
    void literal(char expected) { good_ = (next() == expected) && good_; }
    char next() {
        if (rest_.empty()) {
            good_ = false;
            return '\0';
        }
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
    bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
    void check(bool condition) { good_ = good_ && condition; }
    bool good() const { return good_; }
    bool complete() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

std::optional<Date> scan_date(Scanner& scanner) {
    const unsigned year = scanner.digits(4);
    scanner.literal('-');
    const unsigned month = scanner.digits(2);
    scanner.literal('-');
    const unsigned day = scanner.digits(2);
    return scanner.good() ? Date::of(static_cast<int>(year), month, day) : std::nullopt;
}

ZoneOffset scan_zone(Scanner& scanner) {
    const char sign = scanner.next();
    const unsigned hours = scanner.digits(2);
    scanner.literal(':');
    const unsigned minutes = scanner.digits(2);
    // UTC−12 to UTC+14 are all that exist; up to 18 hours is what ISO 8601 readers accept.
    scanner.check((sign == '+' || sign == '-') && minutes < 60 && hours * 60 + minutes <= 18 * 60);
    const auto distance = static_cast<std::int32_t>(hours * 60 + minutes);
    return {sign == '-' ? -distance : distance};
}

/// The digits behind the decimal point, as microseconds.
std::int64_t scan_micros(Scanner& scanner) {
    std::int64_t micros = 0;
    std::int64_t place = micros_a_second;
    scanner.check(scanner.at_digit());
    while (scanner.at_digit()) {
        place /= 10;
        scanner.check(place > 0);
        micros += place * static_cast<std::int64_t>(scanner.digits(1));
    }
    return micros;
}

void append_digits(std::string& text, std::int64_t value, int width) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    const auto length = static_cast<int>(end - digits.data());
    text.append(static_cast<std::size_t>(length < width ? width - length : 0), '0');
    text.append(digits.data(), end);
}

/// Rounds towards the past, before 1970 too.
std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

/// What `floor_divide` leaves: 0 or above.
std::int64_t floor_rest(std::int64_t value, std::int64_t divisor) {
    const std::int64_t rest = value % divisor;
    return rest < 0 ? rest + divisor : rest;
}

std::int64_t local_seconds(Instant instant, ZoneOffset zone) {
    return floor_divide(instant.micros(), micros_a_second) + std::int64_t{zone.minutes} * 60;
}

}  // namespace

std::optional<ZoneOffset> ZoneOffset::parse(std::string_view text) {
    Scanner scanner(text);
    const ZoneOffset zone = scan_zone(scanner);
    return scanner.complete() ? std::optional(zone) : std::nullopt;
}

std::string ZoneOffset::text() const {
    const std::int32_t distance = minutes < 0 ? -minutes : minutes;
    std::string text(1, minutes < 0 ? '-' : '+');
    append_digits(text, distance / 60, 2);
    text.push_back(':');
    append_digits(text, distance % 60, 2);
    return text;
}

std::optional<Date> Date::parse(std::string_view text) {
    Scanner scanner(text);
    const std::optional<Date> date = scan_date(scanner);
    return scanner.complete() ? date : std::nullopt;
}

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
    if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 ||
        day > last_day(year, month)) {
        return std::nullopt;
    }
    return Date(days_of(year, month, day));
}

int Date::year() const { return civil_of(days_).year; }
unsigned Date::month() const { return civil_of(days_).month; }
unsigned Date::day() const { return civil_of(days_).day; }

std::string Date::text() const {
    const Civil civil = civil_of(days_);
    std::string text;
    append_digits(text, civil.year, 4);
    text.push_back('-');
    append_digits(text, civil.month, 2);
    text.push_back('-');
    append_digits(text, civil.day, 2);
    return text;
}

int full_years(Date from, Date to) {
    if (to <= from) {
        return 0;
    }
    const Civil first = civil_of(from.days());
    const Civil last = civil_of(to.days());
    // Who began on 29 February completes a common year on 1 March, which this comparison gives.
    const bool anniversary_passed =
        last.month > first.month || (last.month == first.month && last.day >= first.day);
    return last.year - first.year - (anniversary_passed ? 0 : 1);
}

std::optional<Instant> Instant::parse(std::string_view text) {
    Scanner scanner(text);
    const std::optional<Date> date = scan_date(scanner);
    scanner.literal('T');
    const unsigned hour = scanner.digits(2);
    scanner.literal(':');
    const unsigned minute = scanner.digits(2);
    scanner.literal(':');
    const unsigned second = scanner.digits(2);
    scanner.check(hour < 24 && minute < 60 && second < 60);
    std::int64_t micros = 0;
    if (scanner.at('.')) {
        scanner.literal('.');
        micros = scan_micros(scanner);
    }
    ZoneOffset zone{0};
    if (scanner.at('Z')) {
        scanner.literal('Z');
    } else {
        zone = scan_zone(scanner);
    }
    if (!scanner.complete() || !date) {
        return std::nullopt;
    }
    const std::int64_t seconds = hour * 3'600 + minute * 60 + second;
    return midnight(*date, zone).plus_micros(seconds * micros_a_second + micros);
}

std::string Instant::text(ZoneOffset zone) const {
    const std::int64_t micros = floor_rest(micros_, micros_a_second);
    const std::int64_t seconds = floor_rest(local_seconds(*this, zone), seconds_a_day);
    std::string text = date(zone).text();
    text.push_back('T');
    append_digits(text, seconds / 3'600, 2);
    text.push_back(':');
    append_digits(text, seconds / 60 % 60, 2);
    text.push_back(':');
    append_digits(text, seconds % 60, 2);
    if (micros != 0) {
        text.push_back('.');
        append_digits(text, micros, 6);
    }
    return text + zone.text();
}

Date Instant::date(ZoneOffset zone) const {
    return Date::from_days(
        static_cast<std::int32_t>(floor_divide(local_seconds(*this, zone), seconds_a_day)));
}

Interval interval_of(const DateRange& range, RangeEnd end, ZoneOffset zone) {
    const Date behind = end == RangeEnd::inclusive_day ? range.to.plus_days(1) : range.to;
    return {Instant::midnight(range.from, zone), Instant::midnight(behind, zone)};
}

Instant system_now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant::from_micros(
        std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

}  // namespace xueshi
