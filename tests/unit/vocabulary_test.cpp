// What bindings and reference pages are made from.

#include <set>

#include <gtest/gtest.h>

#include <xueshi/error.hpp>
#include <xueshi/json.hpp>
#include <xueshi/vocabulary.hpp>

#include "support/small_province.hpp"

namespace xueshi {
namespace {

using support::at;
using support::text_at;
using Kind = TypeInfo::Kind;

const FieldInfo& field(std::string_view word, std::string_view name) {
    const WordInfo* info = find_word(word);
    if (info != nullptr) {
        for (const FieldInfo& one : info->fields) {
            if (one.text.name == name) return one;
        }
    }
    throw std::out_of_range(std::string(name));
}

TEST(Vocabulary, HasEveryCommandThenEveryQuery) {
    const auto& words = vocabulary();
    ASSERT_EQ(words.size(), std::variant_size_v<Command> + std::variant_size_v<Query> + 1);
    EXPECT_EQ(words.front().about.name, "adopt_policy");
    EXPECT_EQ(words.back().about.name, "explain");
    EXPECT_FALSE(words[std::variant_size_v<Command> - 1].query);
    EXPECT_TRUE(words[std::variant_size_v<Command>].query);
    EXPECT_EQ(find_word("no_such_word"), nullptr);
}

TEST(Vocabulary, TellsWhatAFieldMayHold) {
    EXPECT_EQ(field("enroll", "project").type.kind, Kind::text);
    EXPECT_TRUE(field("enroll", "project").required);
    EXPECT_EQ(field("enroll", "teachers").type.kind, Kind::list);
    EXPECT_EQ(field("enroll", "teachers").type.item.front().kind, Kind::text);
    EXPECT_TRUE(field("enroll", "teachers").required);
    EXPECT_FALSE(field("enroll", "forced").required);
    EXPECT_EQ(field("enroll", "forced").initial, "false");
    EXPECT_EQ(field("create_project", "online_enrollment").initial, "true");
    EXPECT_EQ(field("create_project", "hours").type.kind, Kind::hours);
    EXPECT_EQ(field("create_project", "training").type.fields.size(), 2u);
    EXPECT_EQ(field("amend_project", "training").type.fields.front().type.kind, Kind::date);
    EXPECT_EQ(field("review_enrollment", "decision").type.choices,
              (std::vector<std::string_view>{"approve", "reject"}));
    EXPECT_FALSE(field("statistics", "year").required);
    EXPECT_EQ(field("statistics", "year").initial, "");
    EXPECT_EQ(field("projects", "limit").initial, "100");
}

TEST(Vocabulary, TellsWhoMayGiveACommand) {
    EXPECT_EQ(find_word("enroll")->roles, std::vector{Role::school_admin});
    EXPECT_EQ(find_word("adopt_policy")->roles, std::vector{Role::province_admin});
    for (const WordInfo& word : vocabulary()) {
        EXPECT_EQ(word.roles.empty(), word.query) << word.about.name;
    }
}

TEST(Vocabulary, NamesTheTypesOfStructsAndWords) {
    EXPECT_EQ(find_word("enroll")->answer_type, "Receipt");
    EXPECT_EQ(find_word("hours")->answer_type, "HoursPage");
    EXPECT_EQ(field("register_orgs", "orgs").type.item.front().name, "OrgEntry");
    EXPECT_EQ(field("review_enrollment", "decision").type.name, "Decision");
    EXPECT_EQ(field("enroll", "project").type.name, "");
    EXPECT_EQ(actor_type().name, "Actor");
    EXPECT_EQ(actor_type().fields.front().type.name, "Role");
    std::set<std::string_view> names;
    for (const TypeInfo& type : fact_types()) {
        EXPECT_EQ(type.kind, Kind::object);
        EXPECT_TRUE(names.insert(type.name).second) << type.name;
    }
    EXPECT_TRUE(names.count("Org") == 1 && names.count("EnrollmentFacts") == 1);
}

TEST(Vocabulary, TellsWhatAFactMayLeaveOut) {
    for (const TypeInfo& type : fact_types()) {
        if (type.name != "EnrollmentFacts") continue;
        EXPECT_EQ(type.fields[0].type.name, "Project");
        EXPECT_FALSE(type.fields[0].required);
        EXPECT_EQ(type.fields[3].initial, "\"\"");
        EXPECT_TRUE(type.fields.back().required);
    }
}

TEST(Schema, OfEveryWordIsAnObjectThatTakesNothingUnknown) {
    for (const WordInfo& word : vocabulary()) {
        for (const std::string& text :
             {schema_of(word.about.name), answer_schema_of(word.about.name)}) {
            const auto parsed = json::parse(text);
            ASSERT_TRUE(std::holds_alternative<json::Value>(parsed)) << text;
            const json::Value& schema = std::get<json::Value>(parsed);
            EXPECT_EQ(text_at(schema, {"$schema"}), "https://json-schema.org/draft/2020-12/schema");
            EXPECT_EQ(text_at(schema, {"title"}), word.about.name);
            EXPECT_EQ(text_at(schema, {"type"}), "object");
            EXPECT_EQ(text_at(schema, {"additionalProperties"}), "false");
            ASSERT_NE(schema.find("properties"), nullptr);
        }
    }
}

TEST(Schema, SaysWhatTheDescriptionSays) {
    const auto schema = std::get<json::Value>(json::parse(schema_of("allocate_quota")));
    EXPECT_EQ(json::write(at(schema, {"required"})), R"(["project","allocations"])");
    EXPECT_EQ(text_at(schema, {"properties", "allocations", "minItems"}), "1");
    EXPECT_EQ(
        text_at(schema, {"properties", "allocations", "items", "properties", "seats", "maximum"}),
        "100000000");
    const auto enroll = std::get<json::Value>(json::parse(schema_of("enroll")));
    EXPECT_EQ(text_at(enroll, {"properties", "forced", "default"}), "false");
    const auto receipt = std::get<json::Value>(json::parse(answer_schema_of("enroll")));
    EXPECT_EQ(json::write(at(receipt, {"required"})), R"(["stream","number","at","done"])");
}

TEST(Schema, OfAnUnknownWordIsAnError) {
    try {
        schema_of("no_such_word");
        FAIL() << "there is none";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::argument_invalid);
    }
}

}  // namespace
}  // namespace xueshi
