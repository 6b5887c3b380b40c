// Whatever comes to the door: a clear answer, in bounded time and memory, and nothing changed.

#include <chrono>
#include <regex>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "codec/refusal_json.hpp"
#include "support/small_province.hpp"

namespace xueshi {
namespace {

using support::SmallProvince;
using support::text_at;

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    text.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        text += piece;
    return text;
}

const std::string school = "{" + SmallProvince::school;

struct Input {
    const char* name;
    std::string (*request)();
    const char* code;
    std::string limit{};  ///< what request.too_large names
};

const Input inputs[] = {
    {"Nothing", [] { return std::string(); }, "request.invalid"},
    {"Blanks", [] { return std::string(" \n\t "); }, "request.invalid"},
    {"ANumber", [] { return std::string("7"); }, "request.invalid"},
    {"Null", [] { return std::string("null"); }, "request.invalid"},
    {"HalfAnObject", [] { return school + R"(,"do":"enroll")"; }, "request.invalid"},
    {"TwoObjects", [] { return SmallProvince::enroll(R"("T1")") + "{}"; }, "request.invalid"},
    {"NoUtf8", [] { return SmallProvince::enroll("\"T1\xff\""); }, "request.invalid"},
    {"UnpairedSurrogate", [] { return SmallProvince::enroll(R"("\ud800")"); }, "request.invalid"},
    {"Nul", [] { return SmallProvince::enroll(std::string("\"T1\0\"", 5)); }, "request.invalid"},
    {"EscapedNul", [] { return SmallProvince::enroll(R"("T\u0000")"); }, "request.invalid"},
    {"RawControlCharacter", [] { return SmallProvince::enroll("\"T\x07\""); }, "request.invalid"},
    {"EscapedControlCharacter", [] { return SmallProvince::enroll(R"("T\u0007")"); },
     "request.invalid"},
    {"C1ControlCharacter", [] { return SmallProvince::enroll(R"("T\u0085")"); }, "request.invalid"},
    {"WrongType", [] { return SmallProvince::enroll("1"); }, "request.invalid"},
    {"NoItems", [] { return SmallProvince::enroll(""); }, "request.invalid"},
    {"UnknownKey", [] { return SmallProvince::enroll(R"("T1")", R"(,"now":"2026-01-01")"); },
     "request.invalid"},
    {"DuplicateKey", [] { return SmallProvince::enroll(R"("T1")", R"(,"do":"enroll")"); },
     "request.invalid"},
    {"DuplicateKeyBehindAnEscape",
     [] { return SmallProvince::enroll(R"("T1")", R"(,"\u0064o":"enroll")"); }, "request.invalid"},
    {"DuplicateKeyInside",
     [] {
         return school + R"(,"do":"enroll","with":{"project":"P1","teachers":["T1"],)" +
                R"("teachers":["T2"]}})";
     },
     "request.invalid"},
    {"ArraysOneHundredThousandDeep", [] { return repeated("[", 100'000); }, "request.invalid"},
    {"ClosedArraysOneHundredThousandDeep",
     [] { return SmallProvince::enroll(repeated("[", 100'000) + repeated("]", 100'000)); },
     "request.invalid"},
    {"ObjectsOneHundredThousandDeep", [] { return repeated(R"({"a":)", 100'000); },
     "request.invalid"},
    {"ACodeOfAMegabyte", [] { return SmallProvince::enroll('"' + repeated("T", 1 << 20) + '"'); },
     "request.invalid"},
    {"ANumberOfAMegabyte",
     [] {
         return school + R"(,"do":"enroll","expected_version":)" + repeated("9", 1 << 20) +
                R"(,"with":{"project":"P1","teachers":["T1"]}})";
     },
     "request.invalid"},
    {"AHundredThousandUnknownKeys",
     [] {
         std::string request = school + R"(,"do":"enroll","with":{)";
         for (int i = 0; i < 100'000; ++i)
             request += "\"k" + std::to_string(i) + "\":0,";
         return request + R"("project":"P1","teachers":["T1"]}})";
     },
     "request.invalid"},
    {"OneItemTooMany",
     [] { return SmallProvince::enroll(repeated(R"("T1",)", 100'000) + R"("T1")"); },
     "request.too_large", "100000"},
    {"OneMillionItems",
     [] { return SmallProvince::enroll(repeated(R"("T1",)", 999'999) + R"("T1")"); },
     "request.too_large", "100000"},
    {"OneMillionItemsWhereNoListBelongs",
     [] {
         return school + R"(,"do":"enroll","with":{"project":[)" + repeated("0,", 999'999) +
                R"(0],"teachers":["T1"]}})";
     },
     "request.too_large", "100000"},
    {"SevenMillionValues", [] { return SmallProvince::enroll(repeated("0,", 6'999'999) + "0"); },
     "request.too_large", "4000000"},
    {"SeventeenMebibytes", [] { return repeated(" ", 17u << 20); }, "request.too_large",
     "16777216"},
    {"SixtyFourMebibytes",
     [] { return SmallProvince::enroll('"' + repeated("T", 64u << 20) + '"'); },
     "request.too_large", "16777216"},
};

class BadInput : public testing::TestWithParam<Input> {};

long resident_kibibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// The first English word that holds a sentence together, but for places and what is quoted.
std::string english_in(std::string text) {
    static const std::regex quoted(R"re("[^"]*"|/[^ ]+)re");
    static const std::regex word(R"(\b(a|an|and|at|key|nothing|of|only|or|such|the)\b)");
    text = std::regex_replace(text, quoted, "");
    std::smatch found;
    return std::regex_search(text, found, word) ? found.str() : "";
}

/// "more" is a phrase of ours where a text says what was found, and may be a host's grade.
TEST(ChineseTexts, LeaveTheHostsWords) {
    const auto text_of = [](Why why) {
        const Reason reason{why,
                            {{"pointer", std::string("/x")},
                             {"expected", std::string("y")},
                             {"found", std::string("more")}},
                            {}};
        return codec::make_refusal(reason, {}, {}).message.zh;
    };
    EXPECT_NE(text_of(Why::hrs_2_grade).find("more"), std::string::npos);
    EXPECT_EQ(text_of(Why::req_1_request_invalid).find("more"), std::string::npos);
}

TEST(EnglishIn, FindsIt) {
    EXPECT_EQ(english_in("应为 at least 1 items，实际为 0。"), "at");
    EXPECT_EQ(english_in("应为 至少 1 项，实际为 \"at\"。"), "");
}

TEST_P(BadInput, IsRefusedAndChangesNothing) {
    SmallProvince door;
    door.found();
    const std::string before = door.engine.state_digest();
    const std::string request = GetParam().request();
    const long memory = resident_kibibytes();
    const auto start = std::chrono::steady_clock::now();

    const std::string text = door.protocol.call(request);

    const auto taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken, std::chrono::seconds(20));  // with sanitizers; bounded, not fast
    EXPECT_LT(resident_kibibytes() - memory, 1 << 20);
    EXPECT_LT(text.size(), 4'000u) << "an answer doesn't repeat what it was sent";
    const auto parsed = json::parse(text);
    ASSERT_TRUE(std::holds_alternative<json::Value>(parsed)) << text;
    const auto& answer = std::get<json::Value>(parsed);
    EXPECT_EQ(text_at(answer, {"ok"}), "false");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "code"}), GetParam().code) << text;
    EXPECT_EQ(text_at(answer, {"refusals", "0", "rule"}), "REQ-1");
    EXPECT_EQ(english_in(text_at(answer, {"refusals", "0", "message", "zh"})), "") << text;
    if (!GetParam().limit.empty()) {
        EXPECT_EQ(text_at(answer, {"refusals", "0", "facts", "limit"}), GetParam().limit);
    }
    EXPECT_EQ(text_at(answer, {"refusals", "1", "code"}), "null") << "it is the only refusal";

    EXPECT_EQ(door.engine.state_digest(), before);
    door.accepted(SmallProvince::enroll(R"("T1")"));
}

INSTANTIATE_TEST_SUITE_P(Protocol, BadInput, testing::ValuesIn(inputs),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace xueshi
