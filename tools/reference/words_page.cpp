/// Commands and queries: what each does, its fields, its answer.

#include <limits>

#include <fmt/format.h>

#include <xueshi/reasons.hpp>
#include <xueshi/vocabulary.hpp>

#include "pages.hpp"

namespace xueshi::tools {

namespace {

using Kind = TypeInfo::Kind;

std::string type_text(const TypeInfo& type) {
    switch (type.kind) {
        case Kind::boolean:
            return "true or false";
        case Kind::integer:
            return "whole number";
        case Kind::text:
            return "text";
        case Kind::hours:
            return "hours";
        case Kind::date:
            return "date";
        case Kind::instant:
            return "instant";
        case Kind::choice:
            return fmt::format("`{}`", fmt::join(type.choices, "` \\| `"));
        case Kind::list:
            return "list of " + type_text(type.item.front());
        case Kind::map:
            return "texts to " + type_text(type.item.front());
        case Kind::object:
            return "object";
    }
    return {};
}

/// Units and bounds, in brackets behind the meaning.
std::string bounds_text(const FieldInfo& field) {
    constexpr auto no_least = std::numeric_limits<std::int64_t>::min();
    constexpr auto no_most = std::numeric_limits<std::int64_t>::max();
    const Field& text = field.text;
    if (text.shape == Shape::code) return "code";
    if (text.shape == Shape::record) return "record code";
    std::string bounds;
    if (text.least != no_least && text.most != no_most) {
        bounds = fmt::format("{} to {}", text.least, text.most);
    } else if (text.least != no_least) {
        bounds = fmt::format("at least {}", text.least);
    } else if (text.most != no_most) {
        bounds = fmt::format("at most {}", text.most);
    }
    if (!bounds.empty() && !text.unit.empty()) bounds += ' ';
    return bounds + std::string(text.unit);
}

std::string presence(const FieldInfo& field, bool in_answer) {
    if (field.required) return in_answer ? "always" : "yes";
    if (in_answer) return "where there is one";
    return field.initial.empty() ? "no" : fmt::format("no: `{}`", field.initial);
}

void add_rows(std::string& out, const std::vector<FieldInfo>& fields, const std::string& inside,
              bool in_answer) {
    for (const FieldInfo& field : fields) {
        const std::string bounds = in_answer ? std::string(field.text.unit) : bounds_text(field);
        const std::string name = inside + std::string(field.text.name);
        out += fmt::format("| `{}` | {} | {} | {}{} |\n", name, type_text(field.type),
                           presence(field, in_answer), cell(field.text.meaning),
                           bounds.empty() ? "" : " (" + bounds + ")");
        add_rows(out, field.type.fields, name + ".", in_answer);
        for (const TypeInfo& item : field.type.item) {
            add_rows(out, item.fields, name + "[].", in_answer);
        }
    }
}

std::string fields_table(const std::vector<FieldInfo>& fields, bool in_answer) {
    if (fields.empty()) return "No fields.\n\n";
    std::string out = in_answer ? "| in the answer | type | there | meaning |\n"
                                : "| field | type | required | meaning |\n";
    out += "|---|---|---|---|\n";
    add_rows(out, fields, "", in_answer);
    return out + "\n";
}

/// The rule ids, each linked where it has a page of its own.
std::string rules_line(std::string_view rules) {
    std::string out;
    while (!rules.empty()) {
        const std::string_view rule = rules.substr(0, rules.find(' '));
        rules.remove_prefix(std::min(rules.size(), rule.size() + 1));
        out += fmt::format("{}[{}](rules.md#{})", out.empty() ? "" : ", ", rule, anchor(rule));
    }
    return out;
}

std::string roles_line(const WordInfo& word) {
    if (word.roles.empty()) return {};
    std::string out;
    for (const Role role : word.roles) {
        constexpr std::string_view names[] = {"province", "city", "county",
                                              "school",   "base", "teacher"};
        out += (out.empty() ? "" : ", ") + std::string(names[static_cast<std::size_t>(role)]);
    }
    return fmt::format("By: {}.  \n", out);
}

std::string entry(const WordInfo& word) {
    std::string out = fmt::format("## {}\n\n**{}** — {}\n\n", word.about.name, word.about.title,
                                  word.about.meaning);
    out += roles_line(word);
    out += fmt::format("Rules: {}.\n\n", rules_line(word.about.rules));
    out += fields_table(word.fields, false);
    if (word.query) out += fields_table(word.answer, true);
    return out;
}

std::string contents(bool queries) {
    std::string out = "| | | |\n|---|---|---|\n";
    for (const WordInfo& word : vocabulary()) {
        if (word.query != queries) continue;
        out += fmt::format("| [{0}](#{0}) | {1} | {2} |\n", word.about.name, word.about.title,
                           cell(word.about.meaning));
    }
    return out + "\n";
}

std::string entries(bool queries) {
    std::string out;
    for (const WordInfo& word : vocabulary()) {
        if (word.query == queries) out += entry(word);
    }
    while (out.ends_with("\n\n"))
        out.pop_back();
    return out;
}

constexpr std::string_view types_note =
    "A *code* is the caller's own: 1 to 64 bytes of UTF-8 without control characters, colon or "
    "blanks "
    "around it, and no valid identity number. *Hours* are decimal texts with at most two places "
    "(`\"7.5\"`), a *date* is `\"2026-04-05\"`, an *instant* carries its offset "
    "(`\"2026-04-05T08:00:00+08:00\"`). Lists take at most 100,000 items, a request 16 MiB.";

}  // namespace

std::string commands_page() {
    std::string out =
        page_head("Commands · 命令",
                  "Everything that changes a storage. "
                  "[Queries](queries.md) · [refusals](refusals.md) · [rules](rules.md)");
    out += std::string(types_note) + "\n\n" + contents(false);
    out +=
        "## What every command takes beside its fields\n\n"
        "| | |\n|---|---|\n"
        "| `request_id` | the same id and content again: the first answer, no second effect |\n"
        "| `partial` | `true`: do the good items, name the bad; otherwise all or nothing |\n"
        "| `expected_version` | refused with `request.stale` where others changed the thing |\n\n"
        "## What every command answers\n\n";
    out += fields_table(vocabulary().front().answer, true);
    return out + entries(false);
}

std::string queries_page() {
    std::string out =
        page_head("Queries · 查询",
                  "Everything that can be asked; nothing here changes anything. "
                  "[Commands](commands.md) · [refusals](refusals.md) · [rules](rules.md)");
    out += std::string(types_note) +
           " Long answers come in pages: ask again with `after` = the last answer's `next`, until "
           "there is none.\n\n";
    return out + contents(true) + entries(true);
}

}  // namespace xueshi::tools
