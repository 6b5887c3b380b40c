// The door for callers with JSON: what it takes, what it answers, what never comes through.

#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include "support/small_province.hpp"

namespace xueshi {
namespace {

using support::at;
using support::SmallProvince;
using support::text_at;

class Door : public testing::Test {
protected:
    void SetUp() override { door.found(); }

    SmallProvince door;
    const std::string school = SmallProvince::school;
};

TEST_F(Door, ACommandIsAnsweredWithItsReceipt) {
    EXPECT_EQ(door.protocol.call(SmallProvince::enroll(R"("T1")")),
              R"({"ok":true,"result":{"stream":"S1","number":1,"at":"2026-03-10T09:00:00+08:00",)"
              R"("done":1}})");
}

TEST_F(Door, ARefusalIsCompleteWithTextsInBothLanguages) {
    const auto answer = door.call(SmallProvince::enroll(R"("T1","T9")"));
    EXPECT_EQ(text_at(answer, {"ok"}), "false");
    EXPECT_EQ(answer.find("result"), nullptr);
    ASSERT_EQ(at(answer, {"refusals"}).array()->size(), 1u);
    EXPECT_EQ(text_at(answer, {"refusals", "0", "rule"}), "ORG-3");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "code"}), "teacher.unknown");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "subject"}), "T9");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "item"}), "1");
    for (const char* text : {"message", "remedy"}) {
        EXPECT_NE(text_at(answer, {"refusals", "0", text, "zh"}), "");
        EXPECT_NE(text_at(answer, {"refusals", "0", text, "en"}), "");
    }
    EXPECT_NE(text_at(answer, {"refusals", "0", "source"}), "");
}

TEST_F(Door, PartialGivesResultAndRefusals) {
    const auto answer = door.call(SmallProvince::enroll(R"("T1","T9","T2")", R"(,"partial":true)"));
    EXPECT_EQ(text_at(answer, {"ok"}), "true");
    EXPECT_EQ(text_at(answer, {"result", "done"}), "2");
    ASSERT_EQ(at(answer, {"refusals"}).array()->size(), 1u);
    EXPECT_EQ(text_at(answer, {"refusals", "0", "subject"}), "T9");
}

TEST_F(Door, ARequestIdGivesTheSameAnswerAgain) {
    const std::string request = SmallProvince::enroll(R"("T1")", R"(,"request_id":"R1")");
    const std::string first = door.protocol.call(request);
    door.now = door.now.plus_micros(5'000'000);
    EXPECT_EQ(door.protocol.call(request), first);
}

TEST_F(Door, AVersionThatIsOldIsToldSo) {
    const auto answer = door.call(
        "{" + SmallProvince::province +
        R"(,"do":"amend_project","expected_version":99,"with":{"code":"P1","name":"甲"}})");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "code"}), "request.stale");
}

TEST_F(Door, ExplainDecidesAndChangesNothing) {
    const std::string before = door.engine.state_digest();
    const auto yes = door.call("{" + school +
                               R"(,"ask":"explain","with":{"do":"enroll",)"
                               R"("with":{"project":"P1","teachers":["T1"]}}})");
    EXPECT_EQ(text_at(yes, {"result", "done"}), "1");
    const auto some =
        door.call("{" + school +
                  R"(,"ask":"explain","with":{"do":"enroll",)"
                  R"("with":{"project":"P1","teachers":["T1","T9"]},"partial":true}})");
    EXPECT_EQ(text_at(some, {"ok"}), "true");
    EXPECT_EQ(text_at(some, {"refusals", "0", "code"}), "teacher.unknown");
    EXPECT_EQ(door.engine.state_digest(), before);
}

TEST_F(Door, AQueryIsAnswered) {
    const auto answer = door.call("{" + school + R"(,"ask":"quota","with":{"project":"P1"}})");
    EXPECT_EQ(text_at(answer, {"result", "own", "left"}), "2");
}

TEST_F(Door, WithMayLackWhereNothingMustStandInIt) {
    EXPECT_EQ(text_at(door.call("{" + school + R"(,"ask":"projects"})"), {"ok"}), "true");
    const auto answer = door.call("{" + school + R"(,"do":"enroll"})");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "facts", "pointer"}), "/project");
}

struct Envelope {
    const char* name;
    const char* request;
    const char* pointer;
    const char* hint;  ///< stands in what was expected or found
};

class FaultyEnvelope : public testing::TestWithParam<Envelope> {};

TEST_P(FaultyEnvelope, IsRefusedWithItsPlace) {
    SmallProvince door;
    door.found();
    const auto answer = door.call(GetParam().request);
    EXPECT_EQ(text_at(answer, {"ok"}), "false");
    ASSERT_NE(answer.find("refusals"), nullptr) << json::write(answer);
    EXPECT_EQ(at(answer, {"refusals"}).array()->size(), 1u);
    EXPECT_EQ(text_at(answer, {"refusals", "0", "rule"}), "REQ-1");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "code"}), "request.invalid");
    EXPECT_EQ(text_at(answer, {"refusals", "0", "facts", "pointer"}), GetParam().pointer);
    const std::string facts = json::write(at(answer, {"refusals", "0", "facts"}));
    EXPECT_NE(facts.find(GetParam().hint), facts.npos) << facts;
}

constexpr Envelope envelopes[] = {
    {"NoObject", R"([])", "", "an object"},
    {"NoActor", R"({"do":"enroll","with":{}})", "/as", "nothing"},
    {"ActorNoObject", R"({"as":"S1","do":"enroll","with":{}})", "/as", "an object"},
    {"UnknownRole", R"({"as":{"role":"king","org":"S1"},"do":"enroll"})", "/as/role", "king"},
    {"RoleMissing", R"({"as":{"org":"S1"},"ask":"projects"})", "/as/role", "nothing"},
    {"ActorWithUnknownKey", R"({"as":{"role":"school_admin","org":"S1","x":1},"ask":"projects"})",
     "/as/x", "on_behalf_of"},
    {"NeitherDoNorAsk", R"({"as":{"role":"school_admin","org":"S1"}})", "", "neither"},
    {"BothDoAndAsk", R"({"as":{"role":"school_admin","org":"S1"},"do":"enroll","ask":"quota"})", "",
     "both"},
    {"UnknownKey", R"({"as":{"role":"school_admin","org":"S1"},"ask":"quota","wiht":{}})", "/wiht",
     "did you mean with?"},
    {"UnknownCommand", R"({"as":{"role":"school_admin","org":"S1"},"do":"enrol"})", "/do",
     "did you mean enroll?"},
    {"UnknownQuery", R"({"as":{"role":"school_admin","org":"S1"},"ask":"statment"})", "/ask",
     "did you mean statement?"},
    {"NameNoText", R"({"as":{"role":"school_admin","org":"S1"},"do":7})", "/do", "a text"},
    {"CommandAsked", R"({"as":{"role":"school_admin","org":"S1"},"ask":"enroll"})", "/ask",
     "the name of a query"},
    {"PartialNoTruthValue",
     R"({"as":{"role":"school_admin","org":"S1"},"do":"enroll","partial":"yes","with":{}})",
     "/partial", "true or false"},
    {"VersionNoNumber",
     R"({"as":{"role":"school_admin","org":"S1"},"do":"enroll","expected_version":"1"})",
     "/expected_version", "a whole number"},
    {"RequestIdEmpty",
     R"({"as":{"role":"school_admin","org":"S1"},"do":"enroll","request_id":"",)"
     R"("with":{"project":"P1","teachers":["T1"]}})",
     "/request_id", "1 to 128"},
    {"PartialForAQuery",
     R"({"as":{"role":"school_admin","org":"S1"},"ask":"quota","partial":true})", "/partial",
     "only the keys as, ask, with"},
    {"WithNoObject", R"({"as":{"role":"school_admin","org":"S1"},"do":"enroll","with":[]})", "",
     "an object"},
    {"ExplainWithUnknownKey",
     R"({"as":{"role":"school_admin","org":"S1"},"ask":"explain","with":{"do":"enroll","as":1}})",
     "/as", "only the keys do, with"},
    {"ExplainWithoutCommand",
     R"({"as":{"role":"school_admin","org":"S1"},"ask":"explain","with":{}})", "/do", "nothing"},
    {"ExplainOfExplain",
     R"({"as":{"role":"school_admin","org":"S1"},"ask":"explain","with":{"do":"explain"}})", "/do",
     "the name of a command"},
    {"PageTooLong",
     R"({"as":{"role":"school_admin","org":"S1"},"ask":"projects","with":{"limit":1001}})",
     "/limit", "1 to 1000"},
    {"PageOfNothing",
     R"({"as":{"role":"school_admin","org":"S1"},"ask":"projects","with":{"limit":0}})", "/limit",
     "1 to 1000"},
};
INSTANTIATE_TEST_SUITE_P(Protocol, FaultyEnvelope, testing::ValuesIn(envelopes),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Failures, AnErrorBecomesItsCode) {
    SmallProvince door;
    const auto answer = door.call("{" + SmallProvince::school +
                                  R"(,"do":"enroll",)"
                                  R"("with":{"project":"P1","teachers":["T1"]}})");
    EXPECT_EQ(text_at(answer, {"ok"}), "false");
    EXPECT_EQ(text_at(answer, {"error", "code"}), "policy.not_adopted");
    EXPECT_EQ(text_at(answer, {"error", "retry"}), "false");
    EXPECT_NE(text_at(answer, {"error", "message"}), "");
    EXPECT_EQ(answer.find("refusals"), nullptr);
}

TEST_F(Door, AClockBehindTheLogMayBeTriedAgain) {
    ASSERT_TRUE(door.protocol.call(SmallProvince::enroll(R"("T1")")).starts_with(R"({"ok":true)"));
    door.now = door.now.plus_micros(-3'000'000);
    const auto answer = door.call(SmallProvince::enroll(R"("T2")"));
    EXPECT_EQ(text_at(answer, {"error", "code"}), "clock.behind");
    EXPECT_EQ(text_at(answer, {"error", "retry"}), "true");
}

/// A door whose clock, the host's code, throws.
json::Value answer_with_clock(Clock clock) {
    EngineOptions options;
    options.clock = std::move(clock);
    Engine engine(storage::open_storage("memory:"), options);
    Protocol protocol(engine);
    return std::get<json::Value>(json::parse(protocol.call(SmallProvince::enroll(R"("T1")"))));
}

TEST(Failures, NoExceptionComesThrough) {
    const auto known =
        answer_with_clock([]() -> Instant { throw std::runtime_error("no \xff time"); });
    EXPECT_EQ(text_at(known, {"error", "code"}), "internal");
    EXPECT_EQ(text_at(known, {"error", "message"}), "no \uFFFD time");
    const auto memory = answer_with_clock([]() -> Instant { throw std::bad_alloc(); });
    EXPECT_EQ(text_at(memory, {"error", "code"}), "internal");
    const auto strange = answer_with_clock([]() -> Instant { throw 42; });
    EXPECT_EQ(text_at(strange, {"error", "code"}), "internal");
}

}  // namespace
}  // namespace xueshi
