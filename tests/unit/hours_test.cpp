// Hours are exact: what a policy computes is a fraction, rounded once.

#include <limits>

#include <gtest/gtest.h>

#include <xueshi/error.hpp>
#include <xueshi/hours.hpp>

namespace xueshi {
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr Rounding hundredths_down{1, RoundingMode::down};
constexpr Rounding halves_up{50, RoundingMode::half_up};
constexpr Rounding whole_down{100, RoundingMode::down};

TEST(Hours, AreReadAsDecimalsOfAtMostTwoPlaces) {
    struct Case {
        std::string_view text;
        std::int64_t hundredths;
    };
    for (const auto& [text, hundredths] :
         {Case{"40", 4'000}, Case{"7.5", 750}, Case{"0.25", 25}, Case{"0", 0}, Case{"0.00", 0},
          Case{"007", 700}, Case{"0.05", 5}, Case{"1000000", 100'000'000},
          Case{"1000000.00", 100'000'000}}) {
        ASSERT_TRUE(Hours::parse(text)) << text;
        EXPECT_EQ(Hours::parse(text)->hundredths(), hundredths) << text;
    }
}

TEST(Hours, RefuseEverythingElse) {
    for (const std::string_view text :
         {"", ".", ".5", "5.", "1.234", "-1", "+1", " 1", "1 ", "1e2", "1,5", "４０", "1000000.01",
          "1000001", "99999999999999999999", "0x10", "1.2.3", "nan"}) {
        EXPECT_FALSE(Hours::parse(text)) << text;
    }
}

TEST(Hours, AreWrittenAsTheShortestDecimal) {
    struct Case {
        std::int64_t hundredths;
        std::string_view text;
    };
    for (const auto& [hundredths, text] :
         {Case{4'000, "40"}, Case{750, "7.5"}, Case{25, "0.25"}, Case{5, "0.05"}, Case{0, "0"},
          Case{-25, "-0.25"}, Case{-4'010, "-40.1"}, Case{largest, "92233720368547758.07"},
          Case{std::numeric_limits<std::int64_t>::min(), "-92233720368547758.08"}}) {
        EXPECT_EQ(Hours::hundredths(hundredths).text(), text);
    }
}

TEST(Hours, AreReadBackAsWritten) {
    for (std::int64_t value = 0; value < 20'000; value += 7) {
        const Hours hours = Hours::hundredths(value);
        EXPECT_EQ(Hours::parse(hours.text()), hours);
    }
}

TEST(Hours, AddAndCompareExactly) {
    Hours sum;
    for (int i = 0; i < 10; ++i) {
        sum += Hours::hundredths(10);
    }
    EXPECT_EQ(sum, Hours::hundredths(100));
    EXPECT_LT(Hours::hundredths(749), Hours::hundredths(750));
}

TEST(Hours, AreScaledAndRoundedOnceAsThePolicySays) {
    struct Case {
        std::int64_t hundredths;
        Fraction factor;
        Rounding rounding;
        std::int64_t expected;
    };
    const Case cases[] = {
        // A third of 40 hours is 13.333…, two thirds are 26.666…
        {4'000, {1, 3}, hundredths_down, 1'333},
        {4'000, {2, 3}, hundredths_down, 2'666},
        {4'000, {2, 3}, {1, RoundingMode::half_up}, 2'667},
        {4'000, {2, 3}, halves_up, 2'650},
        {4'000, {2, 3}, whole_down, 2'600},
        // 7.5 halved twice is 1.875.
        {750, {1, 4}, hundredths_down, 187},
        {750, {1, 4}, {1, RoundingMode::half_up}, 188},
        // Exactly half a step goes up, a hundredth less goes down.
        {25, {1, 1}, halves_up, 50},
        {24, {1, 1}, halves_up, 0},
        {50, {1, 1}, {100, RoundingMode::half_up}, 100},
        {49, {1, 1}, {100, RoundingMode::half_up}, 0},
        {99, {1, 1}, whole_down, 0},
        // All, nothing, and nothing of nothing.
        {4'000, {1, 1}, hundredths_down, 4'000},
        {4'000, {0, 1}, hundredths_down, 0},
        {0, {2, 3}, halves_up, 0},
        // Below 0, down is still downwards.
        {-25, {1, 1}, whole_down, -100},
        {-50, {1, 1}, {100, RoundingMode::half_up}, 0},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(Hours::hundredths(c.hundredths).scaled(c.factor, c.rounding).hundredths(),
                  c.expected)
            << c.hundredths << " × " << c.factor.text();
    }
}

TEST(Hours, ComputeBeyond64BitsInBetween) {
    const Hours most = Hours::hundredths(largest);
    EXPECT_EQ(most.scaled({largest, largest}, hundredths_down), most);
    EXPECT_EQ(most.scaled({1, largest}, hundredths_down), Hours::hundredths(1));
}

TEST(Hours, ThrowWhereTheResultLeaves64Bits) {
    EXPECT_THROW(Hours::hundredths(largest).scaled({2, 1}, hundredths_down), Error);
    EXPECT_THROW(Hours::hundredths(1).scaled({1, 1}, Rounding{0, RoundingMode::down}), Error);
}

TEST(Fraction, IsInLowestTermsWithAPositiveDenominator) {
    EXPECT_EQ(Fraction(2, 4), Fraction(1, 2));
    EXPECT_EQ(Fraction(1, -2), Fraction(-1, 2));
    EXPECT_EQ(Fraction(-1, -2), Fraction(1, 2));
    EXPECT_EQ(Fraction(0, -7).denominator(), 1);
    EXPECT_EQ(Fraction().numerator(), 0);
    EXPECT_EQ(Fraction(largest, largest), Fraction(1, 1));
    EXPECT_THROW(Fraction(1, 0), Error);
    EXPECT_THROW(Fraction(1, std::numeric_limits<std::int64_t>::min()), Error);
}

TEST(Fraction, IsReadAsWholeDecimalOrQuotient) {
    EXPECT_EQ(Fraction::parse("1"), Fraction(1, 1));
    EXPECT_EQ(Fraction::parse("0.5"), Fraction(1, 2));
    EXPECT_EQ(Fraction::parse("2/3"), Fraction(2, 3));
    EXPECT_EQ(Fraction::parse("0/9"), Fraction(0, 1));
    EXPECT_EQ(Fraction::parse("999999999.999999999"),
              Fraction(999'999'999'999'999'999, 1'000'000'000));
    for (const std::string_view text :
         {"", "/", "1/", "/2", "1/0", "-1", "1/-2", "1 /2", ".5", "1.", "1/2/3", "0.5/2",
          "1234567890", "1/1234567890", "0.1234567890", "一"}) {
        EXPECT_FALSE(Fraction::parse(text)) << text;
    }
}

TEST(Fraction, IsWrittenAsItIsRead) {
    EXPECT_EQ(Fraction(2, 3).text(), "2/3");
    EXPECT_EQ(Fraction(4, 2).text(), "2");
    EXPECT_EQ(Fraction(-1, 2).text(), "-1/2");
}

TEST(Fraction, MultipliesExactlyAndThrowsBeyond64Bits) {
    EXPECT_EQ(Fraction(1, 2) * Fraction(2, 3), Fraction(1, 3));
    EXPECT_EQ(Fraction(-1, 2) * Fraction(0, 3), Fraction(0, 1));
    EXPECT_EQ(Fraction(largest, 2) * Fraction(2, largest), Fraction(1, 1));
    EXPECT_THROW(Fraction(largest, 1) * Fraction(2, 1), Error);
    EXPECT_THROW(Fraction(1, largest) * Fraction(1, 2), Error);
}

}  // namespace
}  // namespace xueshi
