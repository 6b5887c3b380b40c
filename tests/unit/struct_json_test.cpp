// The descriptions are complete, and described structs go to JSON and back.

#include "codec/struct_json.hpp"

#include <set>

#include <boost/mp11.hpp>
#include <gtest/gtest.h>

#include <xueshi/query_texts.hpp>
#include <xueshi/reasons.hpp>
#include <xueshi/rules_texts.hpp>

namespace xueshi::codec {
namespace {

template <class T>
json::Value parsed(const T& text) {
    return std::get<json::Value>(json::parse(text));
}

template <class T>
std::string written(const T& value, bool for_log = false) {
    std::string out;
    Writer(out, ZoneOffset{}, for_log).write(value);
    return out;
}

/// The fault of reading a text into a T, as "pointer: expected / found"; empty where it fits.
template <class T>
std::string fault_of(std::string_view text) {
    T value{};
    Reader reader;
    if (reader.read(parsed(text), value)) return {};
    const ShapeFault& fault = *reader.fault();
    return fault.pointer + ": " + fault.expected + " / " + fault.found;
}

/// Checks the description of a struct and of all that it is made of.
class Descriptions {
public:
    template <class V>
    void visit() {
        if constexpr (is_optional<V> || is_vector<V>) {
            visit<typename V::value_type>();
        } else if constexpr (is_map<V>) {
            visit<typename V::mapped_type>();
        } else if constexpr (Described<V>) {
            visit_struct<V>();
        }
    }

    int structs = 0;

private:
    template <class T>
    void visit_struct() {
        ++structs;
        static_assert(Explained<T>, "a struct that users meet has texts");
        constexpr auto& fields = fields_of<T>::fields;
        static_assert(boost::mp11::mp_size<members_of<T>>::value == fields.size(),
                      "a text for each field, a field for each text");
        std::size_t place = 0;
        boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
            const Field& field = fields[place++];
            EXPECT_EQ(field.name, field_name(member.name));
            EXPECT_FALSE(field.meaning.empty()) << field.name;
            EXPECT_NE(field.meaning.back(), '.') << field.name;
            EXPECT_LE(field.least, field.most) << field.name;
            visit<std::decay_t<decltype(std::declval<T>().*member.pointer)>>();
        });
    }
};

template <class List, class Visit>
void for_each_type(Visit visit) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, List>>(visit);
}

void check_about(const About& about, std::set<std::string_view>& names) {
    EXPECT_TRUE(names.insert(about.name).second) << about.name << " stands twice";
    EXPECT_FALSE(about.meaning.empty()) << about.name;
    EXPECT_FALSE(about.title.empty()) << about.name;
    std::string_view rules = about.rules;
    EXPECT_FALSE(rules.empty()) << about.name;
    while (!rules.empty()) {
        const std::string_view rule = rules.substr(0, rules.find(' '));
        rules.remove_prefix(std::min(rules.size(), rule.size() + 1));
        const auto titles = rule_titles();
        EXPECT_TRUE(std::any_of(titles.begin(), titles.end(),
                                [&](const RuleText& text) { return text.rule == rule; }))
            << about.name << " names the rule " << rule;
    }
}

TEST(Descriptions, EveryFieldOfEveryCommandAndQueryHasItsText) {
    Descriptions descriptions;
    std::set<std::string_view> names;
    for_each_type<Command>([&](auto identity) {
        using T = typename decltype(identity)::type;
        check_about(about<T>::value, names);
        descriptions.visit<T>();
    });
    for_each_type<Query>([&](auto identity) {
        using T = typename decltype(identity)::type;
        check_about(about<T>::value, names);
        descriptions.visit<T>();
        descriptions.visit<typename T::Answer>();
    });
    descriptions.visit<Actor>();
    descriptions.visit<Receipt>();
    EXPECT_EQ(names.size(), std::variant_size_v<Command> + std::variant_size_v<Query>);
    EXPECT_GT(descriptions.structs, 60);
}

TEST(Descriptions, EveryFactOfTheRegisterAndTheRulesHasItsText) {
    Descriptions descriptions;
    for_each_type<DescribedFacts>(
        [&](auto identity) { descriptions.visit<typename decltype(identity)::type>(); });
    EXPECT_GE(descriptions.structs, 10);
}

TEST(Descriptions, EveryPureRuleHasItsNames) {
    std::set<std::string_view> names;
    const auto check = [&](const auto& rule) {
        EXPECT_TRUE(names.insert(rule.name).second) << rule.name << " stands twice";
        EXPECT_FALSE(rule.meaning.empty()) << rule.name;
        for (const std::string_view parameter : rule.parameters)
            EXPECT_FALSE(parameter.empty()) << rule.name;
    };
    std::apply([&](const auto&... rule) { (check(rule), ...); }, rules::all_described);
    EXPECT_GT(names.size(), 20u);
}

template <class T>
void goes_there_and_back(const T& value) {
    const std::string text = written(value);
    T again{};
    Reader reader;
    ASSERT_TRUE(reader.read(parsed(text), again))
        << text << " " << reader.fault()->pointer << ": " << reader.fault()->expected;
    EXPECT_EQ(written(again), text);
}

TEST(StructJson, WhatIsWrittenIsReadBack) {
    CreateProject project;
    project.code = "P1";
    project.name = "“骨干”\n教师";
    project.year = 2026;
    project.hours = *Hours::parse("7.5");
    project.enrollment = DateRange{*Date::parse("2026-03-01"), *Date::parse("2026-04-07")};
    project.training = {*Date::parse("2026-05-11"), *Date::parse("2026-05-15")};
    project.audience.stages = {Stage::primary, Stage::special};
    project.audience.min_years = 3;
    project.bases = {{"B1", {"3201", "3205"}}, {"B2", {}}};
    goes_there_and_back(project);
    goes_there_and_back(AmendProject{"P1"});
    goes_there_and_back(StatisticsRow{{{"level", "county"}}, {{"approved", 3}}, {}, {}, {}, 7});
    goes_there_and_back(Receipt{"32", 5, *Instant::parse("2026-03-01T00:00:00.25+08:00"), 2, 9});
}

TEST(StructJson, InstantsAreWrittenInTheZoneOfThePolicy) {
    std::string out;
    Writer(out, *ZoneOffset::parse("+07:00")).write(*Instant::parse("2026-03-01T00:00:00+08:00"));
    EXPECT_EQ(out, R"("2026-02-28T23:00:00+07:00")");
}

TEST(StructJson, AnAbsentOptionalIsNotWritten) {
    EXPECT_EQ(written(AmendProject{"P1"}), R"({"code":"P1"})");
}

TEST(StructJson, ReservedWordsLoseTheirUnderscore) {
    EXPECT_EQ(written(AssignClass{"C1", {"T1"}}), R"({"class":"C1","teachers":["T1"]})");
    EXPECT_EQ(fault_of<AssignClass>(R"({"class_":"C1","teachers":["T1"]})"),
              "/class_: only the keys class, teachers / \"C1\"");
}

TEST(StructJson, PersonalContentStaysOutOfTheLog) {
    TeacherEntry teacher;
    teacher.code = "T1";
    teacher.name = "张伟";
    teacher.school = "S1";
    teacher.subject = "语文";
    teacher.id_number = "11010519491231002X";
    teacher.mobile = "13800000000";
    teacher.birth_date = Date::parse("1949-12-31");
    EXPECT_EQ(written(teacher, true),
              R"({"code":"T1","school":"S1","stages":[],"subject":"语文"})");
}

TEST(StructJson, AMissingFieldIsNamed) {
    EXPECT_EQ(fault_of<Enroll>(R"({"project":"P1"})"), "/teachers: the teachers' codes / nothing");
    EXPECT_EQ(fault_of<CreateProject>("{}").substr(0, 6), "/code:");
}

TEST(StructJson, WhatHasAnInitialValueMayLack) {
    EXPECT_EQ(fault_of<Enroll>(R"({"project":"P1","teachers":[]})"), "");
    EXPECT_EQ(fault_of<Orgs>("{}"), "");
    EXPECT_EQ(fault_of<Changes>(R"({"stream":"32"})"), "");
    Changes changes;
    ASSERT_TRUE(Reader().read(parsed(R"({"stream":"32"})"), changes));
    EXPECT_EQ(changes.limit, 100);
    EXPECT_EQ(changes.after, 0);
}

TEST(StructJson, AnUnknownFieldIsNamedWithTheKnownOnes) {
    EXPECT_EQ(fault_of<Enroll>(R"({"project":"P1","teachers":["T1"],"force":true})"),
              "/force: only the keys project, teachers, forced / true");
    EXPECT_EQ(fault_of<AllocateQuota>(
                  R"({"project":"P1","allocations":[{"org":"S1","seats":1,"a/b~c":2}]})"),
              "/allocations/0/a~1b~0c: only the keys org, seats / 2");
}

TEST(StructJson, NullIsNoValue) {
    EXPECT_EQ(fault_of<AmendProject>(R"({"code":"P1","name":null})"), "/name: a text / null");
}

TEST(StructJson, AWrongTypeIsNamedWithItsPlace) {
    struct {
        std::string_view text;
        std::string_view pointer;
    } const cases[] = {
        {R"({"project":1,"teachers":[]})", "/project"},
        {R"({"project":"P1","teachers":"T1"})", "/teachers"},
        {R"({"project":"P1","teachers":["T1",["T2"]]})", "/teachers/1"},
        {R"({"project":"P1","teachers":[],"forced":1})", "/forced"},
        {R"([])", ""},
        {R"("enroll")", ""},
    };
    for (const auto& one : cases) {
        const std::string fault = fault_of<Enroll>(one.text);
        EXPECT_EQ(fault.substr(0, fault.find(':')), one.pointer) << one.text << " gives " << fault;
        EXPECT_FALSE(fault.empty()) << one.text;
    }
}

TEST(StructJson, NumbersAreWholeOrRefused) {
    EXPECT_EQ(fault_of<Allocation>(R"({"org":"S1","seats":9223372036854775807})"), "");
    for (const char* number : {"1.5", "1e2", "9223372036854775808", "\"1\"", "-0.0"}) {
        EXPECT_EQ(fault_of<Allocation>(R"({"org":"S1","seats":)" + std::string(number) + "}")
                      .substr(0, 22),
                  "/seats: a whole number")
            << number;
    }
}

TEST(StructJson, HoursDatesAndInstantsAreTextsOfOneForm) {
    Hours hours;
    Date date;
    Instant instant;
    for (const char* wrong : {"40", "\"40.001\"", "\"-1\"", "\"4e1\"", "\"\"", "\" 40\""}) {
        EXPECT_FALSE(Reader().read(parsed(wrong), hours)) << wrong;
    }
    for (const char* wrong : {"20260405", "\"2026-4-5\"", "\"2026-02-29\"", "\"2026-04-05T00\""}) {
        EXPECT_FALSE(Reader().read(parsed(wrong), date)) << wrong;
    }
    for (const char* wrong : {"\"2026-04-05\"", "\"2026-04-05T08:00:00\"", "0"}) {
        EXPECT_FALSE(Reader().read(parsed(wrong), instant)) << wrong;
    }
}

TEST(StructJson, AChoiceNamesWhatCouldBeChosen) {
    EXPECT_EQ(
        fault_of<ReviewEnrollment>(R"({"project":"P1","teachers":["T1"],"decision":"accept"})"),
        "/decision: one of approve, reject / \"accept\"");
}

TEST(StructJson, FromTheLogPersonalFieldsMayLack) {
    TeacherEntry teacher;
    const auto value = parsed(R"({"code":"T1","school":"S1","stages":[],"subject":"语文"})");
    EXPECT_FALSE(Reader().read(value, teacher));
    EXPECT_TRUE(Reader(true).read(value, teacher));
}

}  // namespace
}  // namespace xueshi::codec
