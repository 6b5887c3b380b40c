// The runner itself: a scenario that is wrong must not pass.

#include <fstream>

#include <gtest/gtest.h>

#include <xueshi/error.hpp>
#include <xueshi/scenario.hpp>

#include "support/scratch.hpp"

namespace xueshi {
namespace {

constexpr const char* founding =
    R"({"at":"2026-01-05T09:00:00+08:00","as":{"role":"province_admin","org":"32"},
        "do":"register_orgs","with":{"orgs":[
        {"code":"32","name":"省","kind":"authority","level":"province"},
        {"code":"S1","name":"校","kind":"school","parent":"32","stages":["primary"]}]})";

class Runner : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text) {
        std::ofstream(scratch_.file(name)) << text;
        return scratch_.file(name);
    }
    /// A scenario of the founding step, which expects what is given, and further steps.
    std::string scenario(const std::string& expect, const std::string& more_steps = {}) {
        return write("one.json", R"({"title":"One","policy":"jiangsu","steps":[)" +
                                     std::string(founding) + R"(,"expect":)" + expect + "}" +
                                     more_steps + "]}");
    }
    /// What is said of a file that is no scenario.
    std::string fault_of(const std::string& file) {
        try {
            run_scenario(file, "memory:");
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::scenario_invalid) << error.what();
            return error.what();
        }
        return "was run";
    }
    void faulty(const std::string& text, const std::string& said) {
        const std::string fault = fault_of(write("faulty.json", text));
        EXPECT_NE(fault.find("faulty.json"), fault.npos) << fault;
        EXPECT_NE(fault.find(said), fault.npos) << fault;
    }

    support::ScratchFolder scratch_;
};

TEST_F(Runner, TakesStepsInOrder) {
    const auto report = run_scenario(scenario(R"({"ok":true,"result":{"done":2}})"), "memory:");
    EXPECT_TRUE(report.ok()) << report.first_difference();
    EXPECT_EQ(report.title, "One");
    EXPECT_EQ(report.steps, 1u);
}

TEST_F(Runner, AWrongExpectationFails) {
    const auto report = run_scenario(scenario(R"({"ok":false})"), "memory:");
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.difference->pointer, "/ok");
    EXPECT_EQ(report.difference->expected, "false");
    EXPECT_EQ(report.difference->step, 1u);
    EXPECT_NE(report.difference->file.find("one.json"), std::string::npos);
    EXPECT_NE(report.first_difference().find("step 1, /ok: expected false"), std::string::npos);
}

TEST_F(Runner, AMemberThatIsMissingFails) {
    const auto report = run_scenario(scenario(R"({"result":{"no_such":1}})"), "memory:");
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.difference->pointer, "/result/no_such");
    EXPECT_EQ(report.difference->got, "nothing");
}

TEST_F(Runner, RefusalsAreCountedExactly) {
    const std::string enroll =
        R"(,{"as":{"role":"school_admin","org":"S1"},"do":"enroll","with":{"project":"P1",
            "teachers":["T1","T2"]},"expect":{"refusals":[)";
    const std::string one = R"({"code":"project.unknown"})";
    EXPECT_FALSE(run_scenario(scenario(R"({"ok":true})", enroll + "]}}"), "memory:").ok());
    const auto fewer = run_scenario(
        scenario(R"({"ok":true})", enroll + one + "," + one + "," + one + "," + one + "]}}"),
        "memory:");
    ASSERT_FALSE(fewer.ok());
    EXPECT_EQ(fewer.difference->got.substr(0, 7), "nothing");
    EXPECT_EQ(fewer.difference->step, 2u);
}

TEST_F(Runner, AStepWithoutExpectationMustBeAccepted) {
    const auto report =
        run_scenario(scenario(R"({"ok":true})",
                              R"(,{"as":{"role":"teacher","teacher":"T1"},"do":"enroll",
                     "with":{"project":"P1","teachers":["T1"]}})"),
                     "memory:");
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.difference->pointer, "/ok");
    EXPECT_NE(report.difference->got.find("access.role"), std::string::npos);
}

TEST_F(Runner, AnEarlierInstantIsAnErrorOfTheFile) {
    const std::string fault =
        fault_of(scenario(R"({"ok":true})", R"(,{"at":"2026-01-05T08:59:59+08:00",
            "as":{"role":"province_admin","org":"32"},"ask":"orgs","with":{}})"));
    EXPECT_NE(fault.find("/steps/1/at: earlier than the step before"), fault.npos) << fault;
}

TEST_F(Runner, TheSameInstantInAnotherZoneIsNotEarlier) {
    const auto report = run_scenario(scenario(R"({"ok":true})", R"(,{"at":"2026-01-05T01:00:00Z",
            "as":{"role":"province_admin","org":"32"},"ask":"orgs","with":{}})"),
                                     "memory:");
    EXPECT_TRUE(report.ok()) << report.first_difference();
}

TEST_F(Runner, UnknownKeysAreErrorsOfTheFile) {
    const std::string steps = R"("steps":[)" + std::string(founding) + "}]}";
    faulty(R"({"title":"x","rule":["ENR-1"],)" + steps, "/rule: unknown key (did you mean rules?)");
    faulty(R"({"title":"x","steps":[{"at":"2026-01-05T09:00:00+08:00","as":{},"do":"enroll",)"
           R"("expects":{}}]})",
           "/steps/0/expects: unknown key (did you mean expect?)");
}

TEST_F(Runner, WhatIsNotAsAgreedIsAnErrorOfTheFile) {
    const std::string steps = R"("steps":[)" + std::string(founding) + "}]}";
    faulty("", "expected a value");
    faulty("[]", "expected an object");
    faulty(R"({"title":"x","title":"x",)" + steps, "/title: expected each key once");
    faulty(R"({"title":"x"})", "/steps: expected at least one step");
    faulty("{" + steps, "/title: expected a text");
    faulty(R"({"title":"x","policy":"atlantis",)" + steps, "/policy");
    faulty(R"({"title":"x","policy":"no/such.json",)" + steps, "can't read");
    faulty(R"({"title":"x","given":["no_such.json"],)" + steps, "can't read");
    faulty(R"({"title":"x","given":[7],)" + steps, "/given/0: expected a text");
    faulty(R"({"title":"x","steps":[{"as":{},"do":"enroll"}]})", "the first step needs an `at`");
    faulty(R"({"title":"x","steps":[{"at":"2026-01-05","as":{},"do":"enroll"}]})",
           "/steps/0/at: expected an instant");
    faulty(R"({"title":"x","steps":[{"at":"2026-01-05T00:00:00Z","as":{}}]})",
           "/steps/0: expected either do or ask");
    faulty(R"({"title":"x","steps":[{"at":"2026-01-05T00:00:00Z","do":"a","ask":"b"}]})",
           "/steps/0: expected either do or ask");
    faulty(R"({"title":"x","steps":[{"at":"2026-01-05T00:00:00Z","do":"a","expect":true}]})",
           "/steps/0/expect: expected an object");
    faulty(R"({"title":"x","policy":"jiangsu","steps":[{"at":"2026-01-05T00:00:00Z","do":"a"}]})",
           "no step names a province_admin");
}

TEST_F(Runner, GivenFilesRunFirstAndEachOnce) {
    write("base.json", R"({"title":"base","steps":[)" + std::string(founding) + "}]}");
    write("left.json", R"({"title":"left","given":["base.json"],"steps":[]})");
    const auto report = run_scenario(
        write("top.json", R"({"title":"top","policy":"jiangsu","given":["left.json","base.json"],
            "steps":[{"as":{"role":"province_admin","org":"32"},"ask":"orgs","with":{},
            "expect":{"result":{"orgs":[{"code":"S1"}]}}}]})"),
        "memory:");
    EXPECT_TRUE(report.ok()) << report.first_difference();
    EXPECT_EQ(report.steps, 2u);
}

TEST_F(Runner, GivenFilesInACircleAreAnError) {
    write("a.json", R"({"title":"a","given":["b.json"],"steps":[]})");
    write("b.json", R"({"title":"b","given":["a.json"],"steps":[]})");
    EXPECT_NE(fault_of(scratch_.file("a.json")).find("circle"), std::string::npos);
}

TEST_F(Runner, ADifferenceInAGivenFileNamesThatFile) {
    write("given.json", R"({"title":"given","steps":[)" + std::string(founding) +
                            R"(,"expect":{"result":{"done":7}}}]})");
    const auto report =
        run_scenario(write("top.json", R"({"title":"top","policy":"jiangsu","given":["given.json"],
            "steps":[{"as":{"role":"province_admin","org":"32"},"ask":"orgs","with":{}}]})"),
                     "memory:");
    ASSERT_FALSE(report.ok());
    EXPECT_NE(report.difference->file.find("given.json"), std::string::npos);
    EXPECT_EQ(report.difference->pointer, "/result/done");
}

TEST_F(Runner, NeverTouchesAnExistingStorage) {
    const std::string good = scenario(R"({"ok":true})");
    const std::string db = scratch_.file("county.db");
    std::ofstream(db) << "somebody's work";
    std::ofstream(db + "-one-1") << "somebody else's";
    const auto report = run_scenario(good, "sqlite:" + db + "?synchronous=off");
    EXPECT_TRUE(report.ok()) << report.first_difference();
    EXPECT_EQ(report.storage, "sqlite:" + db + "-one-2?synchronous=off");
    EXPECT_EQ(std::filesystem::file_size(db), 15u);
    EXPECT_EQ(std::filesystem::file_size(db + "-one-1"), 15u);
    EXPECT_FALSE(std::filesystem::exists(db + "-one-2")) << "removed after success";
}

TEST_F(Runner, KeepsTheStorageOfAFailure) {
    const std::string db = scratch_.file("county.db");
    const auto report = run_scenario(scenario(R"({"ok":false})"), "sqlite:" + db);
    EXPECT_FALSE(report.ok());
    EXPECT_TRUE(std::filesystem::exists(db + "-one-1"));
}

TEST(Difference, ObjectsAreSubsetsArraysAndValuesExact) {
    struct {
        const char* expected;
        const char* got;
        const char* pointer;  ///< nullptr: no difference
    } const cases[] = {
        {R"({})", R"({"a":1})", nullptr},
        {R"({"a":{"b":1}})", R"({"a":{"b":1,"c":2}})", nullptr},
        {R"({"a":1})", R"({})", "/a"},
        {R"({"a":null})", R"({})", "/a"},
        {R"({"a":[]})", R"({"a":[1]})", "/a/0"},
        {R"({"a":[1,2]})", R"({"a":[1]})", "/a/1"},
        {R"({"a":[{"b":1}]})", R"({"a":[{"b":1,"c":2}]})", nullptr},
        {R"({"a":[2,1]})", R"({"a":[1,2]})", "/a/0"},
        {R"({"a":"1"})", R"({"a":1})", "/a"},
        {R"({"a":1.0})", R"({"a":1})", "/a"},
        {R"({"a":{}})", R"({"a":[]})", "/a"},
        {R"({"a/b":true})", R"({"a/b":false})", "/a~1b"},
    };
    for (const auto& one : cases) {
        const auto difference = difference_of(std::get<json::Value>(json::parse(one.expected)),
                                              std::get<json::Value>(json::parse(one.got)));
        EXPECT_EQ(difference.has_value(), one.pointer != nullptr) << one.expected;
        if (difference && one.pointer) {
            EXPECT_EQ(difference->pointer, one.pointer);
        }
    }
}

}  // namespace
}  // namespace xueshi
