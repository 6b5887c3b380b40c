// The scenarios are complete: every rule has one that names it, where it lets through and where it
// refuses; every row of the registry is provoked by a step that expects it.

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include <xueshi/reasons.hpp>
#include <xueshi/scenario.hpp>

#include "scenario/scenario_files.hpp"

namespace xueshi {
namespace {

/// What scenarios say of the rules.
class Coverage {
public:
    void add(const Scenario& scenario) {
        bool lets_through = false;
        std::set<std::string> refusing;
        for (const ScenarioStep& step : scenario.steps) {
            if (step.file != scenario.file) continue;  // a given step prepares, it shows nothing
            lets_through |= expects_acceptance(step.expect);
            add_refusals(step.expect.find("refusals"), refusing);
        }
        for (const std::string& rule : scenario.rules) {
            named_.insert(rule);
            if (lets_through) let_through_.insert(rule);
            if (refusing.contains(rule)) refused_.insert(rule);
        }
    }

    /// What lacks, one line each.
    std::vector<std::string> gaps() const {
        std::vector<std::string> gaps;
        std::set<std::string> refusing;
        for (const ReasonText& row : registry()) {
            const std::string name = std::string(row.rule) + " " + std::string(row.code);
            refusing.emplace(row.rule);
            if (!provoked_.contains(name)) gaps.push_back("no step provokes " + name);
        }
        for (const RuleText& text : rule_titles()) {
            const std::string rule(text.rule);
            if (!named_.contains(rule)) gaps.push_back("no scenario names " + rule);
            if (!let_through_.contains(rule)) gaps.push_back(rule + " never lets through");
            if (refusing.contains(rule) && !refused_.contains(rule)) {
                gaps.push_back(rule + " never refuses");
            }
        }
        for (const std::string& rule : named_) {
            if (std::none_of(rule_titles().begin(), rule_titles().end(),
                             [&](const RuleText& text) { return text.rule == rule; })) {
                gaps.push_back("a scenario names " + rule + ", which is no rule");
            }
        }
        return gaps;
    }

private:
    static bool expects_acceptance(const json::Value& expect) {
        const json::Value* ok = expect.find("ok");
        return ok ? ok->boolean() && *ok->boolean() : expect.find("result") != nullptr;
    }

    void add_refusals(const json::Value* refusals, std::set<std::string>& refusing) {
        if (refusals == nullptr || refusals->array() == nullptr) return;
        for (const json::Value& refusal : *refusals->array()) {
            const json::Value* rule = refusal.find("rule");
            const json::Value* code = refusal.find("code");
            if (!rule || !rule->text() || !code || !code->text()) continue;
            provoked_.insert(*rule->text() + " " + *code->text());
            refusing.insert(*rule->text());
        }
    }

    std::set<std::string> provoked_;  ///< "ENR-1 enrollment.window_closed"
    std::set<std::string> refused_;
    std::set<std::string> named_;
    std::set<std::string> let_through_;
};

TEST(Coverage, EveryRuleAndEveryCodeHasItsScenario) {
    Coverage coverage;
    for (const auto& file : support::scenario_files())
        coverage.add(read_scenario(file));
    for (const std::string& gap : coverage.gaps())
        ADD_FAILURE() << gap;
}

bool names(const std::vector<std::string>& gaps, const std::string& gap) {
    return std::find(gaps.begin(), gaps.end(), gap) != gaps.end();
}

// Without the scenarios that provoke it, a code and a rule must be missed.
TEST(Coverage, MissesWhatIsTakenAway) {
    Coverage all;
    Coverage without;
    for (const auto& file : support::scenario_files()) {
        const Scenario scenario = read_scenario(file);
        all.add(scenario);
        const bool about_grades = file.stem().string().starts_with("hrs-2-");
        const bool names_it = std::find(scenario.rules.begin(), scenario.rules.end(), "HRS-2") !=
                              scenario.rules.end();
        if (!about_grades && !names_it) without.add(scenario);
    }
    EXPECT_FALSE(names(all.gaps(), "no step provokes HRS-2 result.attendance"));
    EXPECT_TRUE(names(without.gaps(), "no step provokes HRS-2 result.attendance"));
    EXPECT_TRUE(names(without.gaps(), "no scenario names HRS-2"));
    EXPECT_TRUE(names(without.gaps(), "HRS-2 never lets through"));
}

TEST(Coverage, OfNothingIsNothing) {
    const auto gaps = Coverage().gaps();
    EXPECT_GE(gaps.size(), registry().size() + 2 * rule_titles().size());
}

}  // namespace
}  // namespace xueshi
