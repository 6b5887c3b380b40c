// What counts as a code, a text or an identity number, and how persons are masked.

#include "values/text.hpp"

#include <array>

#include <gtest/gtest.h>

#include <xueshi/model.hpp>

#include "values/enums.hpp"
#include "values/suggest.hpp"

namespace xueshi {
namespace {

TEST(Code, MayBeAnythingThatFitsOneLine) {
    for (const std::string_view code :
         {"1", "320102", "P-2026/01", "项目 一", "a b", "T0001", "é", "320102010112", "😀"}) {
        EXPECT_TRUE(is_code(code)) << code;
    }
    EXPECT_TRUE(is_code(std::string(64, 'x')));
    EXPECT_FALSE(is_code(std::string(65, 'x')));
}

TEST(Code, HasNoControlCharacterColonOrSurroundingBlank) {
    for (const std::string_view code :
         {"",         " ",       "a:b",     ":",       "a\nb",    "a\tb",    "a\x7f",
          "a\u0085b", "a\u009F", " a",      "a ",      "\u3000a", "a\u3000", "\u00A0a",
          "a\u00A0",  "\uFEFFa", "a\u200B", "\u2028a", "一:二",   "一\t二"}) {
        EXPECT_FALSE(is_code(code)) << code;
    }
    EXPECT_FALSE(is_code(std::string_view("a\0b", 3)));
}

TEST(Code, IsWellFormedUtf8) {
    for (const std::string_view code :
         {"\x80", "a\xFF", "\xC3", "\xE4\xB8", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80"}) {
        EXPECT_FALSE(is_code(code));
        EXPECT_FALSE(is_utf8(code));
    }
}

TEST(Code, IsNoPersonsIdentityNumber) {
    EXPECT_FALSE(is_code("11010519491231002X"));
    EXPECT_FALSE(is_code("11010519491231002x"));
    EXPECT_FALSE(is_code("110105491231002"));
    EXPECT_TRUE(is_code("110105194912310021"));
}

// 11010519491231002X is the example of GB 11643-1999 itself.
TEST(IdentityNumber, IsCheckedByMod112) {
    EXPECT_TRUE(is_identity_number("11010519491231002X"));
    EXPECT_TRUE(is_identity_number("11010519491231002x"));
    for (char last = '0'; last <= '9'; ++last) {
        EXPECT_FALSE(is_identity_number(std::string("11010519491231002") + last));
    }
}

TEST(IdentityNumber, IsFoundWithEachCheckCharacter) {
    // One-line form of the standard: "10X98765432"[sum of digit × weight mod 11].
    constexpr std::array weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view checks = "10X98765432";
    std::string seen;
    for (int order = 100; order < 200; ++order) {
        std::string number = "32010219800229" + std::to_string(order);
        std::size_t sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            sum += static_cast<std::size_t>((number[i] - '0') * weights[i]);
        }
        number += checks[sum % 11];
        EXPECT_TRUE(is_identity_number(number)) << number;
        seen += number.back();
    }
    EXPECT_EQ(seen.find_first_not_of(checks), std::string::npos);
    for (const char check : checks) {
        EXPECT_NE(seen.find(check), std::string::npos) << check;
    }
}

TEST(IdentityNumber, HasAProvinceAndABirthDate) {
    // Each has a right check character, but no province, month, day or year that can be.
    for (const std::string_view number :
         {"010105194912310026", "200105194912310021", "990105194912310023", "110105194913310021",
          "110105198102290029", "110105189912310023"}) {
        EXPECT_FALSE(is_identity_number(number)) << number;
    }
    for (const std::string_view number :
         {"", "1", "11010519491231002", "11010519491231002XX", "1101051949123100 X",
          "X10105194912310021", "11010519491231002Ｘ"}) {
        EXPECT_FALSE(is_identity_number(number)) << number;
    }
}

TEST(IdentityNumber, OfFifteenDigitsHasNoCheckCharacter) {
    EXPECT_TRUE(is_identity_number("110105491231002"));
    EXPECT_FALSE(is_identity_number("110105491331002"));
    EXPECT_FALSE(is_identity_number("110105810229002"));
    EXPECT_FALSE(is_identity_number("000105491231002"));
    EXPECT_FALSE(is_identity_number("11010549123100X"));
}

TEST(Text, IsOneLineThatSaysSomething) {
    EXPECT_TRUE(is_text("王小明", 9));
    EXPECT_FALSE(is_text("王小明", 8));
    EXPECT_TRUE(is_text(" a ", 10));
    EXPECT_TRUE(is_text(":", 10));
    for (const std::string_view text :
         {"", " ", "   ", "\u3000\u00A0 ", "a\nb", "a\tb", "王\n", "\x7f", "\u0080", "\xFF"}) {
        EXPECT_FALSE(is_text(text, 100)) << text;
    }
}

TEST(FreeText, MayBeEmptyAndHaveLines) {
    for (const std::string_view text : {"", " ", "a\nb\tc", "第一行\n\t第二行"}) {
        EXPECT_TRUE(is_free_text(text, 100)) << text;
    }
    for (const std::string_view text : {"a\r\n", "\x1b[31m", "王\r", "\u009B", "\xC3"}) {
        EXPECT_FALSE(is_free_text(text, 100)) << text;
    }
    EXPECT_FALSE(is_free_text("abc", 2));
}

TEST(Blank, IsWhatNobodySees) {
    EXPECT_TRUE(is_blank(""));
    EXPECT_TRUE(is_blank(" \t\n\u3000\u200B"));
    EXPECT_FALSE(is_blank(" a"));
    EXPECT_FALSE(is_blank("\xFF"));
}

TEST(Utf8, PrefixEndsBeforeTheFirstBadByte) {
    EXPECT_EQ(utf8_prefix("0123456789王\xFF"), 13u);
    EXPECT_EQ(utf8_prefix("\xFF"), 0u);
    EXPECT_EQ(utf8_prefix("01234567\xE4\xB8"), 8u);
    EXPECT_TRUE(is_utf8("\U0010FFFF\uD7FF\uE000"));
}

TEST(Shortened, CountsCharactersNotBytes) {
    EXPECT_EQ(shortened("王小明", 3), "王小明");
    EXPECT_EQ(shortened("王小明", 2), "王小…");
    EXPECT_EQ(shortened("a\xFFz", 3), "a\uFFFDz");
}

TEST(MaskedName, KeepsTheSurname) {
    struct Case {
        std::string_view name;
        std::string_view masked;
    };
    for (const auto& [name, masked] :
         {Case{"王小明", "王**"}, Case{"李四", "李*"}, Case{"欧阳修文", "欧阳**"},
          Case{"司马光", "司马*"}, Case{"欧阳", "欧*"}, Case{"阳欧文", "阳**"}, Case{"王", "*"},
          Case{"", ""}, Case{"阿依古丽·买买提", "阿***·***"}, Case{"John Smith", "J*** *****"},
          Case{"𠮷田一", "𠮷**"}}) {
        EXPECT_EQ(mask_name(name), masked) << name;
    }
}

TEST(MaskedNumber, KeepsHeadAndTailUnlessThatIsAll) {
    EXPECT_EQ(mask_tail("11010519491231002X", 2, 1), "11***************X");
    EXPECT_EQ(mask_tail("13812345678", 3, 4), "138****5678");
    EXPECT_EQ(mask_tail("abc", 1, 1), "a*c");
    EXPECT_EQ(mask_tail("ab", 1, 1), "**");
    EXPECT_EQ(mask_tail("ab", 5, 1), "**");
    EXPECT_EQ(mask_tail("一二三四", 2, 1), "一二*四");
    EXPECT_EQ(mask_tail("", 2, 1), "");
}

TEST(EnumNames, AreTheEnumerators) {
    EXPECT_EQ(enum_name(RangeEnd::inclusive_day), "inclusive_day");
    EXPECT_EQ(enum_name(static_cast<RangeEnd>(9)), "");
    EXPECT_EQ(enum_of<RangeEnd>("exclusive_midnight"), RangeEnd::exclusive_midnight);
    EXPECT_EQ(enum_of<RangeEnd>("Inclusive_day"), std::nullopt);
    EXPECT_EQ(enum_list<Decision>(), "approve, reject");
    static_assert(enum_names<Role>().size() == 6);
}

TEST(DidYouMean, FindsTheNearestWord) {
    constexpr std::array<std::string_view, 3> known = {"window_end", "training_end", "year"};
    EXPECT_EQ(did_you_mean("window_ned", known), " (did you mean window_end?)");
    EXPECT_EQ(did_you_mean("yaer", known), " (did you mean year?)");
    EXPECT_EQ(did_you_mean("quota", known), "");
    EXPECT_EQ(did_you_mean("", known), "");
    EXPECT_EQ(did_you_mean(std::string(100'000, 'y'), known), "");
}

TEST(EditDistance, CountsSwappedNeighboursOnce) {
    EXPECT_EQ(edit_distance("", "abc"), 3u);
    EXPECT_EQ(edit_distance("abc", "abc"), 0u);
    EXPECT_EQ(edit_distance("abcd", "acbd"), 1u);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
    EXPECT_EQ(edit_distance("ab", "ba"), 1u);
}

}  // namespace
}  // namespace xueshi
