#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "demo/summary.hpp"

namespace xueshi::demo {

namespace {

/// Columns that a text takes on a terminal: Chinese characters take two.
std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) ++width;
        if (byte >= 0xE3) width += 2;                 // CJK and full-width forms
        if (byte >= 0xC0 && byte < 0xE3) width += 1;  // Latin letters, dashes, quotation marks
    }
    return width;
}

std::string right(std::string_view text, std::size_t width) {
    const std::size_t own = width_of(text);
    return std::string(own < width ? width - own : 0, ' ').append(text);
}
std::string left(std::string_view text, std::size_t width) {
    const std::size_t own = width_of(text);
    return std::string(text).append(own < width ? width - own : 0, ' ');
}

std::string_view state_name(HoursState state) {
    switch (state) {
        case HoursState::recorded:
            return "recorded";
        case HoursState::approved:
            return "approved";
        case HoursState::verified:
            return "verified";
        case HoursState::returned:
            return "returned";
    }
    return {};
}

/// The refusals that have a column of their own.
struct Column {
    std::string_view en;
    std::string_view zh;
    std::vector<std::string_view> codes;
};
const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        {"conditions", "条件不符", {"enrollment.conditions"}},
        {"no seat", "名额不足", {"quota.exhausted", "quota.none"}},
        {"closed", "已截止", {"enrollment.window_closed", "enrollment.window_not_open"}},
        {"duplicate", "重复报名", {"enrollment.duplicate"}},
    };
    return all;
}

std::array<std::int64_t, 5> refusals_of(const CityLine& line) {
    std::array<std::int64_t, 5> counts{};
    for (const auto& [code, count] : line.refused) {
        std::size_t at = 0;
        while (at < columns().size() &&
               std::find(columns()[at].codes.begin(), columns()[at].codes.end(), code) ==
                   columns()[at].codes.end()) {
            ++at;
        }
        counts[at] += count;
    }
    return counts;
}

constexpr std::size_t name_width = 10;
constexpr std::size_t number_width = 11;

std::string table_line(const CityLine& line) {
    std::string text = left(line.name, name_width);
    const auto number = [&](auto value) { text += right(fmt::format("{}", value), number_width); };
    number(line.seats);
    number(line.enrolled);
    number(line.approved);
    for (const std::int64_t count : refusals_of(line))
        number(count);
    text += right(line.verified.text(), number_width + 1);
    return text + '\n';
}

CityLine total_of(const std::vector<CityLine>& lines) {
    CityLine total{"", "合计", 0, 0, 0, {}, {}};
    for (const CityLine& line : lines) {
        total.seats += line.seats;
        total.enrolled += line.enrolled;
        total.approved += line.approved;
        total.verified += line.verified;
        for (const auto& [code, count] : line.refused)
            total.refused[code] += count;
    }
    return total;
}

std::string table(const Summary& summary) {
    std::string english = left("city", name_width);
    std::string chinese = left("市", name_width);
    const auto heading = [&](std::string_view en, std::string_view zh, std::size_t width) {
        english += right(en, width);
        chinese += right(zh, width);
    };
    heading("seats", "名额", number_width);
    heading("enrolled", "在册报名", number_width);
    heading("approved", "审核通过", number_width);
    for (const Column& column : columns())
        heading(column.en, column.zh, number_width);
    heading("otherwise", "其他拒绝", number_width);
    heading("hours", "已验证学时", number_width + 1);
    std::string text = english + '\n' + chinese + '\n';
    for (const CityLine& line : summary.cities)
        text += table_line(line);
    const CityLine total = total_of(summary.cities);
    text += table_line(total);
    text += "\nRefused by reason  拒绝原因：";
    for (const auto& [code, count] : total.refused)
        text += fmt::format(" {} {}", code, count);
    return text + '\n';
}

std::string statement(const StatementAnswer& answer) {
    std::string text = fmt::format("Statement of teacher {}  学时证明：\n", answer.teacher);
    for (const HoursView& record : answer.records) {
        text += "  " + left(record.name, 46) + right(record.grade, 10) +
                right(state_name(record.state), 10) + right(record.hours.text(), 6) + '\n';
    }
    return text + fmt::format("  verified in all  已验证合计：{}\n", answer.verified.text());
}

std::string refusal(const Summary& summary) {
    const Refusal& one = summary.refusal;
    return fmt::format(
        "Why may school {} not enrol {} in {} now?  为什么不能报名？\n"
        "  {} {}\n  {}\n  {}\n  {}\n  {}\n  {}\n",
        summary.refused_school, one.subject, summary.refused_command.project, one.rule, one.code,
        one.message.zh, one.remedy.zh, one.message.en, one.remedy.en, one.source);
}

std::string examinations(const Summary& summary) {
    std::string text = fmt::format(
        "Log  日志：{} streams, {} entries, {} faults\nCheck  检查：{}\n", summary.log.streams,
        summary.log.entries, summary.log.faults.size(),
        summary.faults.empty() ? "sound  完好" : fmt::format("{} faults", summary.faults.size()));
    for (const LogReport::Fault& fault : summary.log.faults) {
        text += fmt::format("  {} {}: {}\n", fault.stream, fault.number, fault.what);
    }
    for (const std::string& fault : summary.faults)
        text += "  " + fault + '\n';
    return text;
}

}  // namespace

std::string as_text(const Summary& summary) {
    return fmt::format(
        "Jiangsu, project year 2026: {} teachers, {} schools, seed {}, storage "
        "{}\n\n{}\n{}\n{}\n{}\n"
        "Speed  速度：{} commands, {} items in {:.1f} s: {:.0f} items/s; with all examinations "
        "{:.1f} s; at most {:.0f} MB resident\n",
        summary.teachers, summary.schools, summary.seed, summary.storage, table(summary),
        statement(summary.statement), refusal(summary), examinations(summary), summary.commands,
        summary.items, summary.seconds, static_cast<double>(summary.items) / summary.seconds,
        summary.all_seconds, static_cast<double>(summary.peak_kilobytes) / 1024);
}

std::string as_json(const Summary& summary) {
    using Json = nlohmann::ordered_json;
    Json cities = Json::array();
    for (const CityLine& line : summary.cities) {
        cities.push_back({{"city", line.code},
                          {"name", line.name},
                          {"seats", line.seats},
                          {"enrolled", line.enrolled},
                          {"approved", line.approved},
                          {"refused", line.refused},
                          {"hours_verified", line.verified.text()}});
    }
    Json records = Json::array();
    for (const HoursView& record : summary.statement.records) {
        records.push_back({{"record", record.record},
                           {"name", record.name},
                           {"grade", record.grade},
                           {"state", state_name(record.state)},
                           {"hours", record.hours.text()}});
    }
    const Refusal& refusal = summary.refusal;
    const Json report{{"teachers", summary.teachers},
                      {"schools", summary.schools},
                      {"seed", summary.seed},
                      {"storage", summary.storage},
                      {"cities", cities},
                      {"statement",
                       {{"teacher", summary.statement.teacher},
                        {"records", records},
                        {"verified", summary.statement.verified.text()}}},
                      {"refusal",
                       {{"rule", refusal.rule},
                        {"code", refusal.code},
                        {"subject", refusal.subject},
                        {"message", {{"zh", refusal.message.zh}, {"en", refusal.message.en}}},
                        {"remedy", {{"zh", refusal.remedy.zh}, {"en", refusal.remedy.en}}},
                        {"source", refusal.source}}},
                      {"log",
                       {{"streams", summary.log.streams},
                        {"entries", summary.log.entries},
                        {"faults", summary.log.faults.size()}}},
                      {"check", summary.faults},
                      {"commands", summary.commands},
                      {"items", summary.items},
                      {"seconds", summary.seconds},
                      {"items_per_second", static_cast<double>(summary.items) / summary.seconds},
                      {"peak_resident_kb", summary.peak_kilobytes},
                      {"sound", summary.sound()}};
    return report.dump();
}

}  // namespace xueshi::demo
