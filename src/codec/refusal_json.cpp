#include "codec/refusal_json.hpp"

#include <xueshi/error.hpp>

#include "codec/chinese.hpp"
#include "codec/struct_json.hpp"

namespace xueshi::codec {

namespace {

std::string fact_text(const Fact& fact) {
    if (const auto* number = std::get_if<std::int64_t>(&fact.value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&fact.value)) return *text;
    std::string list;
    for (const std::string& one : std::get<std::vector<std::string>>(fact.value)) {
        if (!list.empty()) list += ", ";
        list += one;
    }
    return list;
}

/// Replaces "{name}" by the fact's text, by nothing where there is no such fact.
std::string fill(std::string_view text, std::span<const Fact> facts) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        out += text.substr(0, open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        for (const Fact& fact : facts) {
            if (fact.name == name) out += fact_text(fact);
        }
        text.remove_prefix(close + 1);
    }
    out += text;
    return out;
}

/// What was expected and found as the Chinese text says it; all other facts stay.
std::vector<Fact> facts_in_chinese(std::vector<Fact> facts) {
    std::string found;
    for (Fact& fact : facts) {
        auto* text = std::get_if<std::string>(&fact.value);
        if (fact.name != "found" || text == nullptr) continue;
        found = *text;
        *text = in_chinese(found);
    }
    for (Fact& fact : facts) {
        auto* text = std::get_if<std::string>(&fact.value);
        if (fact.name == "expected" && text != nullptr) *text = expected_in_chinese(*text, found);
    }
    return facts;
}

void write_bilingual(std::string& out, const Bilingual& text) {
    out += "{\"zh\":";
    json::append_string(out, text.zh);
    out += ",\"en\":";
    json::append_string(out, text.en);
    out += '}';
}

[[noreturn]] void broken() {
    throw Error(ErrorCode::log_broken, "an answer in the log can't be read");
}

const std::string& text_at(const json::Value& value, std::string_view key) {
    const json::Value* member = value.find(key);
    if (member == nullptr || member->text() == nullptr) broken();
    return *member->text();
}

Why why_of(const std::string& rule, const std::string& code) {
    for (const ReasonText& row : registry()) {
        if (row.rule == rule && row.code == code) return row.why;
    }
    broken();
}

Fact read_fact(const std::string& name, const json::Value& value) {
    if (const auto* number = value.integer()) return {name, *number};
    if (const auto* text = value.text()) return {name, *text};
    if (value.array() == nullptr) broken();
    std::vector<std::string> list;
    for (const json::Value& one : *value.array()) {
        if (one.text() == nullptr) broken();
        list.push_back(*one.text());
    }
    return {name, std::move(list)};
}

}  // namespace

void write_fact_value(std::string& out, const Fact& fact) {
    Writer writer(out, ZoneOffset{});
    std::visit([&](const auto& value) { writer.write(value); }, fact.value);
}

void write_refusals(std::string& out, std::span<const Refusal> refusals, bool in_log) {
    out += '[';
    for (const Refusal& refusal : refusals) {
        if (&refusal != refusals.data()) out += ',';
        out += "{\"rule\":";
        json::append_string(out, refusal.rule);
        out += ",\"code\":";
        json::append_string(out, refusal.code);
        out += ",\"subject\":";
        json::append_string(out, refusal.subject);
        if (refusal.item) {
            out += ",\"item\":";
            Writer(out, ZoneOffset{}).write(*refusal.item);
        }
        out += ",\"facts\":{";
        for (const Fact& fact : refusal.facts) {
            if (&fact != refusal.facts.data()) out += ',';
            json::append_string(out, fact.name);
            out += ':';
            write_fact_value(out, fact);
        }
        out += '}';
        if (!in_log) {
            out += ",\"message\":";
            write_bilingual(out, refusal.message);
            out += ",\"remedy\":";
            write_bilingual(out, refusal.remedy);
        }
        out += ",\"source\":";
        json::append_string(out, refusal.source);
        out += '}';
    }
    out += ']';
}

Reason shape_reason(const ShapeFault& fault) {
    if (fault.limit > 0) {
        return {Why::req_1_request_too_large,
                {{"limit", static_cast<std::int64_t>(fault.limit)}, {"found", fault.found}},
                {}};
    }
    return {Why::req_1_request_invalid,
            {{"pointer", fault.pointer}, {"expected", fault.expected}, {"found", fault.found}},
            {}};
}

Refusal make_refusal(Reason reason, std::string subject, std::optional<std::int64_t> item) {
    const ReasonText& text = text_of(reason.why);
    Refusal refusal;
    refusal.rule = text.rule;
    refusal.code = text.code;
    refusal.subject = std::move(subject);
    refusal.item = item;
    // A grade is the host's word, not one of ours.
    const std::vector<Fact> facts_zh =
        reason.why == Why::hrs_2_grade ? reason.facts : facts_in_chinese(reason.facts);
    refusal.message = {fill(text.message_zh, facts_zh), fill(text.message_en, reason.facts)};
    refusal.remedy = {fill(text.remedy_zh, facts_zh), fill(text.remedy_en, reason.facts)};
    refusal.source = reason.source.empty() ? std::string(text.source) : std::move(reason.source);
    refusal.facts = std::move(reason.facts);
    return refusal;
}

std::vector<Refusal> read_refusals(const json::Value& value) {
    if (value.array() == nullptr) broken();
    std::vector<Refusal> refusals;
    for (const json::Value& one : *value.array()) {
        Reason reason{why_of(text_at(one, "rule"), text_at(one, "code")), {}, {}};
        const json::Value* facts = one.find("facts");
        if (facts == nullptr || facts->object() == nullptr) broken();
        for (const auto& [name, fact] : *facts->object()) {
            reason.facts.push_back(read_fact(name, fact));
        }
        reason.source = text_at(one, "source");
        std::optional<std::int64_t> item;
        if (const json::Value* place = one.find("item")) {
            if (place->integer() == nullptr) broken();
            item = *place->integer();
        }
        refusals.push_back(make_refusal(reason, text_at(one, "subject"), item));
    }
    return refusals;
}

}  // namespace xueshi::codec
