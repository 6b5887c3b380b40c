#pragma once
/// Training hours (学时): exact hundredths, and the exact fractions that policies compute with.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi {

/// A fraction in lowest terms with a positive denominator. Arithmetic that leaves 64 bits throws
/// `Error` argument_invalid.
class Fraction {
public:
    constexpr Fraction() = default;
    Fraction(std::int64_t numerator, std::int64_t denominator);
    /// "1", "0.5", "2/3"; nothing else, at most 9 digits on either side.
    static std::optional<Fraction> parse(std::string_view text);

    std::int64_t numerator() const noexcept { return numerator_; }
    std::int64_t denominator() const noexcept { return denominator_; }
    std::string text() const;

    Fraction operator*(const Fraction& other) const;
    bool operator==(const Fraction&) const = default;

private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

enum class RoundingMode { down, half_up };

/// How a computed number of hours becomes a recorded one: to a multiple of `step`, once.
struct Rounding {
    std::int64_t step = 1;  ///< hundredths: 1, 50 or 100
    RoundingMode mode = RoundingMode::down;
    bool operator==(const Rounding&) const = default;
};

/// An amount of hours, in hundredths. 1 hour is 45 minutes unless the policy says otherwise.
class Hours {
public:
    constexpr Hours() = default;
    static constexpr Hours hundredths(std::int64_t value) { return Hours(value); }
    /// A decimal without sign and with at most two places ("7.5", "40"), up to 1,000,000.
    static std::optional<Hours> parse(std::string_view text);

    constexpr std::int64_t hundredths() const noexcept { return value_; }
    /// The shortest decimal: "40", "7.5", "0.25".
    std::string text() const;

    constexpr Hours operator+(Hours other) const { return Hours(value_ + other.value_); }
    Hours& operator+=(Hours other) { return *this = *this + other; }
    /// The exact product, rounded once.
    Hours scaled(const Fraction& factor, Rounding rounding) const;
    constexpr auto operator<=>(const Hours&) const = default;

private:
    explicit constexpr Hours(std::int64_t value) : value_(value) {}
    std::int64_t value_ = 0;
};

}  // namespace xueshi
