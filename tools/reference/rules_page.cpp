/// Rules and refusals, from the registry.

#include <fmt/format.h>

#include <xueshi/reasons.hpp>

#include "pages.hpp"

namespace xueshi::tools {

namespace {

std::string refusal_heading(const ReasonText& row) {
    return fmt::format("{} {}", row.rule, row.code);
}

std::string refusal_link(const ReasonText& row) {
    return fmt::format("[`{}`](refusals.md#{})", row.code, anchor(refusal_heading(row)));
}

}  // namespace

std::string refusals_page() {
    std::string out = page_head(
        "Refusals · 拒绝代码",
        "Every reason for which a request can be refused, in the order in which the reasons of one "
        "item are given. Words in braces are facts of the refusal, filled in for the user. "
        "[Commands](commands.md) · [queries](queries.md) · [rules](rules.md)");
    out += "| rule | code | message |\n|---|---|---|\n";
    for (const ReasonText& row : registry()) {
        out += fmt::format("| [{0}](rules.md#{1}) | [`{2}`](#{3}) | {4}<br>{5} |\n", row.rule,
                           anchor(row.rule), row.code, anchor(refusal_heading(row)),
                           cell(row.message_zh), cell(row.message_en));
    }
    for (const ReasonText& row : registry()) {
        out += fmt::format("\n## {}\n\n", refusal_heading(row));
        out += fmt::format("| | 中文 | English |\n|---|---|---|\n| message | {} | {} |\n",
                           cell(row.message_zh), cell(row.message_en));
        out += fmt::format("| remedy | {} | {} |\n", cell(row.remedy_zh), cell(row.remedy_en));
        out += fmt::format("\nSource: {}\n", row.source);
    }
    return out;
}

std::string rules_page() {
    std::string out =
        page_head("Rules · 规则",
                  "Every rule that the library knows, with the codes it refuses with. "
                  "[Commands](commands.md) · [queries](queries.md) · [refusals](refusals.md)");
    for (const RuleText& rule : rule_titles()) {
        out += fmt::format("## {}\n\n{}  \n{}\n\n", rule.rule, rule.title_zh, rule.title_en);
        std::string codes;
        for (const ReasonText& row : registry()) {
            if (row.rule == rule.rule) codes += (codes.empty() ? "" : ", ") + refusal_link(row);
        }
        out += fmt::format("Refused with: {}  \nSource: {}\n\n",
                           codes.empty() ? "nothing of its own" : codes, rule.source);
    }
    out.pop_back();
    return out;
}

}  // namespace xueshi::tools
