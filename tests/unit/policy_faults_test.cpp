// Every fault of a policy file is reported with its place, what was expected and what was found.

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include <xueshi/policy.hpp>

namespace xueshi {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<PolicyFault> faults_of(const std::string& text) {
    auto loaded = Policy::load(text);
    if (auto* faults = std::get_if<std::vector<PolicyFault>>(&loaded)) {
        return std::move(*faults);
    }
    return {};
}

std::string shown(const PolicyFault& fault) {
    return fault.pointer + " | " + fault.expected + " | " + fault.found;
}

struct FaultyFile {
    std::string_view name;
    std::vector<std::string_view> faults;  ///< "pointer | expected | found"
};

const std::vector<FaultyFile>& faulty_files() {
    static const std::vector<FaultyFile> files = {
        {"chain_empty", {"/parameters/review_chain/0/value | an array of 1 to 8 | an array of 0"}},
        {"chain_of_names",
         {R"(/parameters/review_chain/0/value/0 | an object | "authority")",
          R"(/parameters/review_chain/0/value/1 | an object | "base")"}},
        {"chain_with_same_reviewer_twice",
         {"/parameters/review_chain/0/value/1 | each of them once | authority again"}},
        {"chain_with_unknown_reviewer",
         {"/parameters/review_chain/0/value/1/reviewer | "
          "one of school, authority, city, province, base | "
          R"("county")"}},
        {"date_in_another_form",
         {"/parameters/window_end/0/from | "
          "a date from 1900-01-01 to 2999-12-31, as 2026-04-05 | "
          R"("2026-2-1")"}},
        {"date_that_no_calendar_has",
         {"/parameters/window_end/0/from | "
          "a date from 1900-01-01 to 2999-12-31, as 2026-04-05 | "
          R"("2026-02-29")"}},
        {"date_twice",
         {R"(/parameters/window_end/1/from | a day after 2026-01-01 | "2026-01-01")"}},
        {"dates_overlap",
         {"/parameters/window_end/1/from | "
          "a day after 2026-01-31, until which the value before holds | "
          R"("2026-01-01")"}},
        {"dates_unsorted",
         {R"(/parameters/window_end/1/from | a day after 2026-01-01 | "2025-01-01")"}},
        {"dates_with_gap",
         {"/parameters/window_end/0/until | "
          "2025-12-31, the day before the next value, or nothing | "
          R"("2025-12-30")"}},
        {"decided_is_no_truth_value", {R"(/parameters/year/0/decided | true or false | "yes")"}},
        {"empty", {" | a value | the end of the text in line 1"}},
        {"exempt_codes_faulty",
         {R"(/parameters/review_chain/0/value/0/exempt/1 | a code of 1 to 64 bytes | "a:b")",
          "/parameters/review_chain/0/value/0/exempt/2 | each of them once | 330782 again",
          R"(/parameters/review_chain/0/value/0/exempt/3 | a code of 1 to 64 bytes | " x")",
          "/parameters/review_chain/0/value/0/exempt/4 | "
          "a code of 1 to 64 bytes | "
          "a person's identity number"}},
        {"exempt_list_empty",
         {"/parameters/review_chain/0/value/0/exempt | an array of 1 to 1000 | an array of 0"}},
        {"grade_in_chinese",
         {"/parameters/grade_to_hours/0/value/1/grade | "
          "a name of 1 to 32 lower-case letters, digits and _, a letter first | "
          R"("不合格")"}},
        {"grade_twice", {"/parameters/grade_to_hours/0/value/1 | each of them once | pass again"}},
        {"grades_none",
         {"/parameters/grade_to_hours/0/value | an array of 1 to 20 | an array of 0"}},
        {"key_missing", {"/zone | a value | nothing"}},
        {"key_misspelt",
         {R"(/titel | one of policy, title, zone, parameters | "titel" (did you mean title?))"}},
        {"key_repeated",
         {R"(/parameters/window_end | each key once | "window_end" again in line 15)"}},
        {"key_unknown",
         {"/remarks_of_the_author | "
          "one of policy, title, zone, parameters | "
          R"("remarks_of_the_author")"}},
        {"level_twice",
         {"/parameters/direct_entry_levels/0/value/2 | each of them once | national again"}},
        {"level_unknown",
         {"/parameters/direct_entry_levels/0/value/0 | "
          "one of national, provincial, municipal, county | "
          R"("provincal" (did you mean provincial?))"}},
        {"many_faults",
         {"/zone | a distance from UTC, as +08:00 | 8",
          // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): split for its length
          "/parameters/window_end/0/value | "
          "one of exclusive_midnight, inclusive_day | "
          R"("midnight")",
          "/parameters/training_end/0/source | a value | nothing",
          "/parameters/review_chain/0/value/1/reviewr | "
          "one of reviewer, exempt | "
          R"("reviewr" (did you mean reviewer?))",
          "/parameters/rejected_holds_seat/0/value | true or false | 1",
          "/parameters/national_owner/0/value | "
          "one of province, city, county | "
          R"("provincial" (did you mean province?))",
          "/parameters/grade_to_hours/0/value/1/share | "
          R"(a share from 0 to 1: "1", "0.5", "2/3" | )"
          R"("2")",
          "/parameters/hours_rounding/0/value/mode | "
          "one of down, half_up | "
          R"("half-up" (did you mean half_up?))",
          R"(/parameters/direct_entry_levels/0/value | an array of 0 to 4 | "national")",
          "/parameters/year/0/source | "
          "where this is decided, a text of 1 to 500 bytes, not blank | "
          R"("")"}},
        {"name_with_capitals",
         {"/policy | "
          "a name of 1 to 32 lower-case letters, digits and _, a letter first | "
          R"("Bad")"}},
        {"not_an_object", {" | an object | an array of 0"}},
        {"not_json", {R"(/zone | '}' | "parameters\": {\n    \"…" in line 5)"}},
        {"parameter_missing", {"/parameters/year | a value | nothing"}},
        {"parameter_misspelt",
         {"/parameters/windows_end | "
          "one of window_end, training_end, review_chain, rejected_holds_seat, "
          "national_owner, class_management, grade_to_hours, hours_rounding, "
          "direct_entry_levels, year | "
          R"("windows_end" (did you mean window_end?))"}},
        {"parameter_undated",
         {R"(/parameters/window_end | an array of 1 to 100 | "exclusive_midnight")"}},
        {"parameter_without_values",
         {"/parameters/window_end | an array of 1 to 100 | an array of 0"}},
        {"rounding_mode_unknown",
         {R"(/parameters/hours_rounding/0/value/mode | one of down, half_up | "up")"}},
        {"rounding_step_is_a_number",
         {"/parameters/hours_rounding/0/value/step | one of 0.01, 0.5, 1, in quotes | 0.01"}},
        {"rounding_step_unknown",
         {"/parameters/hours_rounding/0/value/step | "
          "one of 0.01, 0.5, 1 | "
          R"("0.1" (did you mean 0.01?))"}},
        {"share_above_one",
         {"/parameters/grade_to_hours/0/value/0/share | "
          R"(a share from 0 to 1: "1", "0.5", "2/3" | )"
          R"("3/2")"}},
        {"share_is_a_number",
         {"/parameters/grade_to_hours/0/value/0/share | "
          R"(a share from 0 to 1: "1", "0.5", "2/3" | )"
          "1"}},
        {"share_negative",
         {"/parameters/grade_to_hours/0/value/0/share | "
          R"(a share from 0 to 1: "1", "0.5", "2/3" | )"
          R"("-1")"}},
        {"source_blank",
         {"/parameters/year/0/source | "
          "where this is decided, a text of 1 to 500 bytes, not blank | "
          R"("  ")"}},
        {"source_is_a_number",
         {"/parameters/year/0/source | "
          "where this is decided, a text of 1 to 500 bytes, not blank | "
          "10"}},
        {"source_missing", {"/parameters/year/0/source | a value | nothing"}},
        {"title_blank", {R"(/title/zh | a text of 1 to 200 bytes, not blank | "　 ")"}},
        {"title_without_english", {"/title/en | a value | nothing"}},
        {"until_before_from",
         {R"(/parameters/window_end/0/until | no day before 2026-01-01 | "2025-12-31")"}},
        {"until_in_last_value",
         {"/parameters/window_end/0/until | "
          "nothing: the last value holds until changed | "
          R"("2026-12-31")"}},
        {"value_missing", {"/parameters/year/0/value | a value | nothing"}},
        {"value_of_wrong_type",
         {R"(/parameters/rejected_holds_seat/0/value | true or false | "yes")"}},
        {"value_unknown",
         {"/parameters/window_end/0/value | "
          "one of exclusive_midnight, inclusive_day | "
          R"("exclusive_midnigth" (did you mean exclusive_midnight?))"}},
        {"zone_is_a_name", {R"(/zone | a distance from UTC, as +08:00 | "Asia/Shanghai")"}},
    };
    return files;
}

TEST(FaultyPolicy, IsAnsweredWithAllItsFaults) {
    for (const FaultyFile& file : faulty_files()) {
        const auto faults = faults_of(
            text_of(XUESHI_TEST_POLICIES_DIRECTORY "/bad/" + std::string(file.name) + ".json"));
        ASSERT_EQ(faults.size(), file.faults.size()) << file.name;
        for (std::size_t i = 0; i < faults.size(); ++i) {
            EXPECT_EQ(shown(faults[i]), file.faults[i]) << file.name;
        }
    }
}

TEST(FaultyPolicy, OfEachKindIsInTheTable) {
    std::set<std::string> tabled;
    for (const FaultyFile& file : faulty_files()) {
        tabled.insert(std::string(file.name) + ".json");
    }
    std::set<std::string> present;
    for (const auto& entry :
         std::filesystem::directory_iterator(XUESHI_TEST_POLICIES_DIRECTORY "/bad")) {
        present.insert(entry.path().filename().string());
    }
    EXPECT_EQ(tabled, present);
}

TEST(FaultyPolicy, HasAtMostAHundredFaultsReported) {
    std::string text = "{";
    for (int i = 0; i < 1'000; ++i) {
        text += "\"key_" + std::to_string(i) + "\":1,";
    }
    EXPECT_EQ(faults_of(text + "\"policy\":1}").size(), 100u);
}

TEST(FaultyPolicy, NeverShowsAnIdentityNumber) {
    const auto faults =
        faults_of(text_of(XUESHI_TEST_POLICIES_DIRECTORY "/bad/exempt_codes_faulty.json"));
    for (const PolicyFault& fault : faults) {
        EXPECT_EQ(shown(fault).find("11010519491231002X"), std::string::npos);
    }
}

TEST(Policy, CutAnywhereIsFaulty) {
    const std::string text = Policy::shipped("jiangsu");
    const std::size_t end = text.find_last_of('}');
    for (std::size_t size = 0; size <= end; size += 3) {
        EXPECT_FALSE(faults_of(text.substr(0, size)).empty()) << size;
    }
}

TEST(Policy, WithAnyByteChangedIsReadOrRefused) {
    const std::string original = Policy::shipped("jiangsu");
    for (std::size_t at = 0; at < original.size(); at += 5) {
        for (const char byte : {'\0', '"', '{', ']', '0', 'x', '\xFF'}) {
            std::string text = original;
            text[at] = byte;
            for (const PolicyFault& fault : faults_of(text)) {
                EXPECT_FALSE(fault.expected.empty());
                EXPECT_FALSE(fault.found.empty());
            }
        }
    }
}

}  // namespace
}  // namespace xueshi
