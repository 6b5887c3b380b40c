// The strict reader: what it refuses and where, and that nothing makes it crash or run away.

#include <string>

#include <gtest/gtest.h>

#include <xueshi/json.hpp>

#include "codec/json_pointer.hpp"

namespace xueshi::json {
namespace {

Value read(std::string_view text) {
    auto parsed = parse(text);
    if (const Fault* fault = std::get_if<Fault>(&parsed)) {
        ADD_FAILURE() << text << ": expected " << fault->expected << ", found " << fault->found;
        return {};
    }
    return std::get<Value>(std::move(parsed));
}

Fault fault_of(std::string_view text) {
    auto parsed = parse(text);
    if (std::holds_alternative<Value>(parsed)) {
        ADD_FAILURE() << "was read: " << text.substr(0, 100);
        return {};
    }
    return std::get<Fault>(std::move(parsed));
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += piece;
    }
    return text;
}

constexpr std::string_view sample =
    R"({"a":[1,-2,true,false,null],"王":{"b":"x\"\\\n","c":[]},"n":1.50,"e":{}})";

TEST(Json, IsWrittenAsItWasRead) {
    EXPECT_EQ(write(read(sample)), sample);
    EXPECT_EQ(write(read(" [ 1 , 2 ]\n")), "[1,2]");
    EXPECT_EQ(write(read(R"("\u738b\ud83d\ude00\/")")), "\"王😀/\"");
}

TEST(Json, HasAValueOfEachKind) {
    const Value value = read(sample);
    ASSERT_NE(value.find("a"), nullptr);
    const Array& items = *value.find("a")->array();
    EXPECT_EQ(*items[0].integer(), 1);
    EXPECT_EQ(*items[1].integer(), -2);
    EXPECT_TRUE(*items[2].boolean());
    EXPECT_TRUE(items[4].null());
    EXPECT_EQ(*value.find("王")->find("b")->text(), "x\"\\\n");
    EXPECT_EQ(value.find("none"), nullptr);
    EXPECT_EQ(items[0].find("a"), nullptr);
    EXPECT_EQ(value.text(), nullptr);
}

TEST(Json, KeepsNumbersThatAreNo64BitIntegersAsText) {
    EXPECT_EQ(*read("9223372036854775807").integer(), 9'223'372'036'854'775'807);
    EXPECT_NE(read("-9223372036854775808").integer(), nullptr);
    for (const std::string_view number :
         {"9223372036854775808", "-9223372036854775809", "18446744073709551616", "1.0", "1e2"}) {
        const Value value = read(number);
        ASSERT_TRUE(std::holds_alternative<OtherNumber>(value.content)) << number;
        EXPECT_EQ(write(value), number);
    }
}

TEST(Json, InCanonicalFormHasItsKeysSortedByBytes) {
    EXPECT_EQ(write_canonical(read(R"({"b":1,"王":2,"a":{"d":[{"z":1,"y":2}],"c":4},"B":5})")),
              R"({"B":5,"a":{"c":4,"d":[{"y":2,"z":1}]},"b":1,"王":2})");
    EXPECT_EQ(write_canonical(read(R"({"x":"\u0041"})")), write_canonical(read(R"({ "x": "A" })")));
}

TEST(Json, EscapesControlCharactersQuotesAndNothingElse) {
    std::string out;
    append_string(out, "\"\\/\b\f\n\r\t\x01\x1f\x7f王\u0085");
    EXPECT_EQ(out, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f王\u0085\"");
}

TEST(Json, EscapesAtEveryPlaceOfALongString) {
    for (std::size_t at = 0; at < 40; ++at) {
        for (const char special : {'"', '\\', '\n', '\x7f', '\x1f'}) {
            std::string text(40, 'a');
            text[at] = special;
            std::string out;
            append_string(out, text);
            EXPECT_EQ(out.size(), special == '\x7f' || special == '\x1f' ? 47u : 43u);
            EXPECT_EQ(*read(out).text(), text);
        }
        std::string text(40, 'a');
        text.replace(at, 1, " !#[]~\x80");
        text.pop_back();
        std::string out;
        append_string(out, text);
        EXPECT_EQ(out, '"' + text + '"');
    }
}

TEST(Json, RefusesWithPlaceExpectationAndFinding) {
    struct Case {
        std::string_view text;
        std::string_view pointer;
        std::string_view expected;
        std::string_view found;
        std::size_t offset;
    };
    const Case cases[] = {
        {"", "", "a value", "the end of the text", 0},
        {"{", "", "a key in quotes", "the end of the text", 1},
        {"[1,", "/1", "a value", "the end of the text", 3},
        {"[1,]", "/1", "a value", "\"]\"", 3},
        {R"({"a":{"b":[1,{"c":tru}]}})", "/a/b/1/c", "a value", R"("tru}]}}")", 21},
        {R"({"a" 1})", "/a", "':'", "\"1}\"", 5},
        {"{1:2}", "", "a key in quotes", "\"1:2}\"", 1},
        {"1 2", "", "the end of the text", "\"2\"", 2},
        {"{}x", "", "the end of the text", "\"x\"", 2},
        {"\"abc", "", "JSON: missing closing quote", "the end of the text", 4},
        {R"({"a/b":{"c~d":x}})", "/a~1b/c~0d", "a value", "\"x}}\"", 14},
        {"// note\n1", "", "a value", R"("// note\n1")", 0},
    };
    for (const Case& c : cases) {
        const Fault fault = fault_of(c.text);
        EXPECT_EQ(fault.pointer, c.pointer) << c.text;
        EXPECT_EQ(fault.expected, c.expected) << c.text;
        EXPECT_EQ(fault.found, c.found) << c.text;
        EXPECT_EQ(fault.offset, c.offset) << c.text;
    }
}

TEST(Json, RefusesWhatOtherReadersLetPass) {
    for (const std::string_view text :
         {"[1,2,]", "{\"a\":1,}", "{'a':1}", "{a:1}",      "[01]",     "[+1]",      "[.5]",
          "[1.]",   "[0x1]",      "[NaN]",   "[Infinity]", "[\"\t\"]", "[\"\\x\"]", "[\"\\u12\"]",
          "[1 2]",  "nul",        "TRUE",    "/**/1",      "[1]]",     "[1e999]",   "-"}) {
        fault_of(text);
    }
}

TEST(Json, RefusesAKeyTwice) {
    const Fault small = fault_of(R"({"a":{"x":1,"y":2,"x":3}})");
    EXPECT_EQ(small.pointer, "/a/x");
    EXPECT_EQ(small.expected, "each key once");
    EXPECT_EQ(small.found, "\"x\" again");
    EXPECT_EQ(small.offset, 21u);
    EXPECT_EQ(fault_of(R"({"A":1,"\u0041":2})").pointer, "/A");
}

TEST(Json, RefusesAKeyTwiceAmongVeryMany) {
    for (const std::size_t twin : {std::size_t{3}, std::size_t{50'000}, std::size_t{99'999}}) {
        std::string text = "[{";
        for (std::size_t i = 0; i < 100'000; ++i) {
            text += "\"k" + std::to_string(i) + "\":1,";
        }
        text += "\"k" + std::to_string(twin) + "\":2}]";
        EXPECT_EQ(fault_of(text).pointer, "/0/k" + std::to_string(twin));
    }
}

TEST(Json, RefusesBytesThatAreNotUtf8) {
    for (const std::string_view text :
         {"[\"\xFF\"]", "[\"\xC0\xAF\"]", "[\"\xED\xA0\x80\"]", "[\"\xF4\x90\x80\x80\"]"}) {
        const Fault fault = fault_of(text);
        EXPECT_EQ(fault.expected, "UTF-8");
        EXPECT_EQ(fault.offset, 2u);
    }
    EXPECT_EQ(fault_of("\xFF").offset, 0u);
}

TEST(Json, RefusesUnpairedSurrogates) {
    for (const std::string_view text :
         {R"("\ud800")", R"("\ud800x")", R"("\ud800\ud800")", R"("\udc00")", R"("\udc00\ud800")"}) {
        fault_of(text);
    }
}

TEST(Json, RefusesNulEverywhere) {
    EXPECT_EQ(fault_of(R"(["a\u0000b"])").pointer, "/0");
    EXPECT_EQ(fault_of(R"({"a\u0000":1})").expected, "a string without the character NUL");
    // The pointer goes into answers, which are read as strictly as requests.
    EXPECT_EQ(fault_of(R"({"a\u0000":1})").pointer, "");
    EXPECT_EQ(fault_of(R"([{"b":{"c":1,"a\u0000":1}}])").pointer, "/0/b");
    // The parser underneath takes a NUL for the end, so what follows it would go unread.
    EXPECT_EQ(fault_of(std::string_view("1\0 x", 4)).offset, 1u);
    EXPECT_EQ(fault_of(std::string_view("\0", 1)).offset, 0u);
    EXPECT_EQ(fault_of(std::string_view("[1]\0", 4)).offset, 3u);
}

TEST(Json, TakesThirtyTwoLevelsAndNoMore) {
    for (const auto& [open, close] : {std::pair{"[", "]"}, std::pair{"{\"a\":", "}"}}) {
        const std::string inner = *open == '[' ? "" : "1";
        read(repeated(open, 32) + inner + repeated(close, 32));
        const Fault fault = fault_of(repeated(open, 33) + inner + repeated(close, 33));
        EXPECT_EQ(fault.expected, "at most 32 levels");
    }
}

TEST(Json, RefusesDeepNestingAtOnce) {
    const Fault arrays = fault_of(std::string(100'000, '['));
    EXPECT_EQ(arrays.pointer, repeated("/0", 32));
    EXPECT_EQ(arrays.offset, 33u);
    fault_of(repeated("{\"a\":", 100'000));
    fault_of(repeated("[{\"a\":", 100'000));
}

TEST(Json, ReadsAMillionItems) {
    const Value value = read("[" + repeated("1,", 999'999) + "1]");
    ASSERT_NE(value.array(), nullptr);
    EXPECT_EQ(value.array()->size(), 1'000'000u);
    EXPECT_EQ(value.shown(), "an array of 1000000");
}

TEST(Json, RefusesMoreValuesThanItsLimit) {
    const Fault fault = fault_of("[" + repeated("1,", node_limit) + "1]");
    EXPECT_EQ(fault.expected, "at most 4000000 values");
    EXPECT_EQ(fault.pointer, "/4000000");
}

TEST(Json, RefusesTextsAboveItsLimitUnread) {
    const Fault fault = fault_of(std::string(size_limit + 1, ' '));
    EXPECT_EQ(fault.expected, "at most 16777216 bytes");
    EXPECT_EQ(fault.found, "16777217");
    fault_of(std::string(size_limit, ' '));
}

TEST(Json, AnswersHugeTokensWithShortFaults) {
    for (const std::string& text :
         {'"' + std::string(1 << 20, 'a'), std::string(1 << 20, '7'), std::string(1 << 20, 'x'),
          "{\"" + repeated("王", 1 << 18) + "\":}"}) {
        const Fault fault = fault_of(text);
        EXPECT_LT(fault.expected.size() + fault.found.size(), 500u);
    }
}

TEST(Json, CutAnywhereIsAFaultAndNoCrash) {
    for (std::size_t size = 0; size < sample.size(); ++size) {
        const Fault fault = fault_of(sample.substr(0, size));
        EXPECT_LE(fault.offset, size);
    }
}

TEST(Json, WithAnyByteChangedIsReadOrRefused) {
    for (std::size_t at = 0; at < sample.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string text(sample);
            text[at] = static_cast<char>(byte);
            const auto parsed = parse(text);
            if (const Value* value = std::get_if<Value>(&parsed)) {
                EXPECT_EQ(write(read(write(*value))), write(*value));
            } else {
                EXPECT_LE(std::get<Fault>(parsed).offset, text.size());
            }
        }
    }
}

TEST(Json, ShowsValuesShortlyForPeople) {
    EXPECT_EQ(read("[1,2,3]").shown(), "an array of 3");
    EXPECT_EQ(read("{\"a\":1}").shown(), "an object of 1");
    EXPECT_EQ(read("null").shown(), "null");
    EXPECT_EQ(read("true").shown(), "true");
    EXPECT_EQ(read("-12").shown(), "-12");
    EXPECT_EQ(read("1.50").shown(), "1.50");
    EXPECT_EQ(read("\"王\\n\"").shown(), "\"王\\n\"");
    EXPECT_EQ(Value{repeated("王", 50)}.shown(), '"' + repeated("王", 40) + "…\"");
}

TEST(JsonPointer, EscapesTildeAndSlash) {
    EXPECT_EQ(pointer_to("/a", std::string_view("b/c~d")), "/a/b~1c~0d");
    EXPECT_EQ(pointer_to("", std::size_t{12}), "/12");
    EXPECT_EQ(pointer_to("", std::string_view()), "/");
}

}  // namespace
}  // namespace xueshi::json
