#include <algorithm>
#include <charconv>
#include <limits>

#include <xueshi/error.hpp>
#include <xueshi/hours.hpp>

namespace xueshi {

namespace {

// Products of two 64-bit numbers need twice the width; GCC and Clang have it, the standard hasn't.
__extension__ using Wide = __int128;

std::int64_t narrow(Wide value) {
    if (value > std::numeric_limits<std::int64_t>::max() ||
        value < -Wide{std::numeric_limits<std::int64_t>::max()}) {
        throw Error(ErrorCode::argument_invalid, "a number of hours leaves 64 bits");
    }
    return static_cast<std::int64_t>(value);
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A number of `least` to `most` digits and nothing else.
std::optional<std::int64_t> read_digits(std::string_view text, std::size_t least,
                                        std::size_t most) {
    if (text.size() < least || text.size() > most || !all_digits(text)) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::int64_t power_of_ten(std::size_t exponent) {
    std::int64_t power = 1;
    for (std::size_t i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

constexpr std::size_t digits_a_side = 9;

}  // namespace

Fraction::Fraction(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) {
        throw Error(ErrorCode::argument_invalid, "a fraction's denominator is 0");
    }
    Wide above = numerator;
    Wide below = denominator;
    if (below < 0) {
        above = -above;
        below = -below;
    }
    Wide divisor = below;
    for (Wide rest = above < 0 ? -above : above; rest != 0;) {
        const Wide next = divisor % rest;
        divisor = rest;
        rest = next;
    }
    numerator_ = narrow(above / divisor);
    denominator_ = narrow(below / divisor);
}

std::optional<Fraction> Fraction::parse(std::string_view text) {
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const auto above = read_digits(text.substr(0, slash), 1, digits_a_side);
        const auto below = read_digits(text.substr(slash + 1), 1, digits_a_side);
        if (!above || !below || *below == 0) {
            return std::nullopt;
        }
        return Fraction(*above, *below);
    }
    const std::size_t point = text.find('.');
    const auto whole = read_digits(text.substr(0, point), 1, digits_a_side);
    if (!whole) {
        return std::nullopt;
    }
    if (point == std::string_view::npos) {
        return Fraction(*whole, 1);
    }
    const auto part = read_digits(text.substr(point + 1), 1, digits_a_side);
    if (!part) {
        return std::nullopt;
    }
    const std::int64_t scale = power_of_ten(text.size() - point - 1);
    return Fraction(*whole * scale + *part, scale);
}

std::string Fraction::text() const {
    const std::string above = std::to_string(numerator_);
    return denominator_ == 1 ? above : above + "/" + std::to_string(denominator_);
}

Fraction Fraction::operator*(const Fraction& other) const {
    // Dividing crosswise first keeps the factors small: the product is then in lowest terms.
    const Fraction left(numerator_, other.denominator_);
    const Fraction right(other.numerator_, denominator_);
    Fraction product;
    product.numerator_ = narrow(Wide{left.numerator_} * right.numerator_);
    product.denominator_ = narrow(Wide{left.denominator_} * right.denominator_);
    return product;
}

std::optional<Hours> Hours::parse(std::string_view text) {
    constexpr std::int64_t most = 1'000'000;
    const std::size_t point = text.find('.');
    const auto whole = read_digits(text.substr(0, point), 1, 7);
    if (!whole) {
        return std::nullopt;
    }
    std::int64_t value = *whole * 100;
    if (point != std::string_view::npos) {
        const std::string_view places = text.substr(point + 1);
        const auto part = read_digits(places, 1, 2);
        if (!part) {
            return std::nullopt;
        }
        value += places.size() == 1 ? *part * 10 : *part;
    }
    return value > most * 100 ? std::nullopt : std::optional(Hours(value));
}

std::string Hours::text() const {
    // Written from the magnitude, so that -0.25 keeps its sign; unsigned holds the least value too.
    const std::uint64_t magnitude =
        value_ < 0 ? 0 - static_cast<std::uint64_t>(value_) : static_cast<std::uint64_t>(value_);
    std::string text = (value_ < 0 ? "-" : "") + std::to_string(magnitude / 100);
    const auto rest = static_cast<unsigned>(magnitude % 100);
    if (rest != 0) {
        text.push_back('.');
        text.push_back(static_cast<char>('0' + rest / 10));
        if (rest % 10 != 0) {
            text.push_back(static_cast<char>('0' + rest % 10));
        }
    }
    return text;
}

Hours Hours::scaled(const Fraction& factor, Rounding rounding) const {
    if (rounding.step <= 0) {
        throw Error(ErrorCode::argument_invalid, "hours are rounded to a step above 0");
    }
    const Wide above = Wide{value_} * factor.numerator();
    const Wide below = Wide{factor.denominator()} * rounding.step;
    Wide steps = above / below;
    Wide rest = above % below;
    if (rest < 0) {  // down means downwards, below 0 too
        --steps;
        rest += below;
    }
    if (rounding.mode == RoundingMode::half_up && rest >= below - rest) {
        ++steps;
    }
    return Hours(narrow(steps * rounding.step));
}

}  // namespace xueshi
