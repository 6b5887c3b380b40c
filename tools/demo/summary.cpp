#include "demo/summary.hpp"

#include <algorithm>
#include <stdexcept>

namespace xueshi::demo {

namespace {

const Actor province_admin{Role::province_admin, Province::code};

template <class Q>
typename Q::Answer ask(Engine& engine, const Actor& actor, const Q& query) {
    auto outcome = engine.ask(actor, query);
    if (!outcome.ok()) {
        throw std::runtime_error("a question was refused: " + outcome.refusals.front().message.en);
    }
    return *std::move(outcome.result);
}

/// The line of a child of the province: a city, or a school directly under it.
CityLine& line_of(std::vector<CityLine>& lines, const std::string& child) {
    const auto at = std::find_if(lines.begin(), lines.end(),
                                 [&](const CityLine& line) { return line.code == child; });
    return at == lines.end() ? lines.back() : *at;
}

std::vector<CityLine> lines_by_city(const Province& province, const Year& year, Player& player) {
    std::vector<CityLine> lines;
    for (const City& city : province.cities) {
        lines.push_back({city.code, city.name, 0, 0, 0, {}, {}});
    }
    lines.push_back({Province::code, "省直属", 0, 0, 0, {}, {}});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].seats = year.seats_by_city()[i];
        lines[i].refused = player.refused()[i];
    }
    Statistics query{Province::code, 2026, Measure::enrollments, {Dimension::org}};
    for (const StatisticsRow& row : ask(player.engine(), province_admin, query).rows) {
        CityLine& line = line_of(lines, row.by.at("org"));
        for (const auto& [state, count] : row.enrollments) {
            line.enrolled += count;
            if (state == "approved") line.approved += count;
        }
    }
    query.measure = Measure::hours;
    for (const StatisticsRow& row : ask(player.engine(), province_admin, query).rows) {
        line_of(lines, row.by.at("org")).verified += row.verified;
    }
    return lines;
}

}  // namespace

Summary summarise(const Province& province, const Year& year, Player& player) {
    Engine& engine = player.engine();
    Progress& progress = player.progress();
    Summary summary;
    summary.teachers = province.teachers;
    summary.schools = province.schools.size();
    summary.commands = player.commands();
    summary.items = player.items();
    progress.begin("asks for statistics  统计", 0);
    summary.cities = lines_by_city(province, year, player);
    const std::string teacher = year.busiest_teacher();
    summary.statement =
        ask(engine, Actor{Role::teacher, {}, teacher}, Statement{teacher, 2026, {}, {}});
    const auto [school, command] = year.late_request();
    summary.refused_school = school.org;
    summary.refused_command = command;
    auto explained = engine.explain(school, command);
    if (explained.refusals.empty()) throw std::runtime_error("a late enrolment was not refused");
    summary.refusal = std::move(explained.refusals.front());
    progress.begin("verifies the log  核验日志", 0);
    summary.log = engine.verify_log();
    progress.begin("checks all invariants  检查数据", 0);
    summary.faults = engine.check();
    progress.end();
    return summary;
}

}  // namespace xueshi::demo
