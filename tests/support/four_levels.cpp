#include "support/four_levels.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "codec/refusal_json.hpp"

namespace xueshi::support {

namespace {

const std::map<std::string, std::string> parents{
    {"3201", "32"},   {"3202", "32"},   {"320101", "3201"}, {"320102", "3201"}, {"320201", "3202"},
    {"SA", "320101"}, {"SB", "320101"}, {"SC", "320102"},   {"SD", "320201"},   {"SE", "3202"},
    {"SF", "32"},     {"BP", "32"},     {"BC", "3201"}};

Date day(unsigned month, unsigned day) { return Date::of(2026, month, day).value(); }

OrgLevel level_of(const std::string& authority) {
    if (authority.size() == 2) return OrgLevel::province;
    return authority.size() == 4 ? OrgLevel::city : OrgLevel::county;
}

}  // namespace

MovingClock::MovingClock()
    : micros_(std::make_shared<std::atomic<std::int64_t>>(
          Instant::parse("2026-03-10T09:00:00+08:00").value().micros())) {}

EngineOptions MovingClock::options() const {
    EngineOptions options;
    options.clock = [micros = micros_] { return Instant::from_micros(micros->load()); };
    return options;
}

const std::vector<std::string> FourLevels::authorities{"32",     "3201",   "3202",
                                                       "320101", "320102", "320201"};
const std::vector<std::string> FourLevels::schools{"SA", "SB", "SC", "SD", "SE", "SF"};
const std::vector<std::string> FourLevels::bases{"BP", "BC"};

std::string FourLevels::parent(const std::string& org) { return parents.at(org); }

std::vector<std::string> FourLevels::children(const std::string& authority) {
    std::vector<std::string> codes;
    for (const auto& [code, parent] : parents) {
        if (parent == authority && code.front() != 'B') codes.push_back(code);
    }
    return codes;
}

Actor FourLevels::admin(const std::string& org) {
    if (org.front() == 'S') return {Role::school_admin, org, {}, {}, {}};
    if (org.front() == 'B') return {Role::base_admin, org, {}, {}, {}};
    switch (level_of(org)) {
        case OrgLevel::province:
            return {Role::province_admin, org, {}, {}, {}};
        case OrgLevel::city:
            return {Role::city_admin, org, {}, {}, {}};
        case OrgLevel::county:
            break;
    }
    return {Role::county_admin, org, {}, {}, {}};
}

std::string FourLevels::teacher(const std::string& school, int number) {
    return school + "-" + std::to_string(number);
}

std::vector<std::string> FourLevels::teachers(const std::string& school, int from, int to) {
    std::vector<std::string> codes;
    for (int i = from; i <= to; ++i)
        codes.push_back(teacher(school, i));
    return codes;
}

RegisterOrgs FourLevels::orgs() {
    RegisterOrgs command;
    for (const std::string& code : authorities) {
        const std::optional<std::string> above =
            parents.contains(code) ? std::optional(parent(code)) : std::nullopt;
        command.orgs.push_back(
            {code, "教育局" + code, OrgKind::authority, level_of(code), above, {}});
    }
    for (const std::string& code : schools) {
        command.orgs.push_back(
            {code, "学校" + code, OrgKind::school, {}, parent(code), {Stage::primary}});
    }
    for (const std::string& code : bases)
        command.orgs.push_back({code, "基地" + code, OrgKind::base, {}, parent(code), {}});
    return command;
}

RegisterTeachers FourLevels::register_teachers(const std::string& school, int count) {
    RegisterTeachers command;
    for (const std::string& code : teachers(school, 1, count)) {
        TeacherEntry entry;
        entry.code = code;
        entry.name = "教师" + code;
        entry.school = school;
        entry.stages = {Stage::primary};
        entry.subject = "语文";
        entry.mobile = "13800000000";
        command.teachers.push_back(std::move(entry));
    }
    return command;
}

CreateProject FourLevels::project(const std::string& code, std::int64_t seats) {
    CreateProject project;
    project.code = code;
    project.name = "培训" + code;
    project.level = ProjectLevel::provincial;
    project.owner = "32";
    project.year = 2026;
    project.hours = Hours::hundredths(4000);
    project.seats = seats;
    project.enrollment = DateRange{day(3, 1), day(6, 1)};
    project.training = DateRange{day(3, 2), day(6, 30)};
    project.audience.stages = {Stage::primary};
    project.bases = {{"BP", {"32"}}};
    return project;
}

std::vector<std::pair<Actor, AllocateQuota>> FourLevels::hand_down(const std::string& project,
                                                                   const std::string& school,
                                                                   std::int64_t seats) {
    std::vector<std::pair<Actor, AllocateQuota>> steps;
    for (std::string org = school; parents.contains(org); org = parent(org))
        steps.emplace_back(admin(parent(org)), AllocateQuota{project, {{org, seats}}});
    std::reverse(steps.begin(), steps.end());
    return steps;
}

void FourLevels::found(Engine& engine, int teachers) {
    must(engine, admin("32"), AdoptPolicy{policy_text("jiangsu")});
    must(engine, admin("32"), orgs());
    for (const std::string& school : schools)
        must(engine, admin(parent(school)), register_teachers(school, teachers));
}

void FourLevels::open_project(Engine& engine, const std::string& code, const std::string& school,
                              std::int64_t seats) {
    must(engine, admin("32"), project(code, seats));
    for (const auto& [actor, command] : hand_down(code, school, seats))
        must(engine, actor, command);
}

std::string policy_text(const std::string& name) {
    if (name == "jiangsu") return Policy::shipped(name);
    std::ifstream file(std::string(XUESHI_TEST_POLICIES_DIRECTORY) + "/" + name + ".json");
    if (!file) throw std::runtime_error("no policy of the tests: " + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

Receipt must(Engine& engine, const Actor& actor, const Command& command,
             const CallOptions& options) {
    const auto outcome = engine.execute(actor, command, options);
    if (!outcome.ok() || !outcome.refusals.empty())
        throw std::runtime_error("a command that must succeed was refused: " + text_of(outcome));
    return outcome.value();
}

std::string text_of(const Outcome<Receipt>& outcome) {
    std::string text;
    if (outcome.ok()) {
        const Receipt& receipt = outcome.value();
        text = receipt.stream + ":" + std::to_string(receipt.number) + " at " +
               receipt.at.text(ZoneOffset{}) + ", done " + std::to_string(receipt.done);
        if (receipt.version) text += ", version " + std::to_string(*receipt.version);
    }
    if (!outcome.refusals.empty()) {
        text += ", refusals ";
        codec::write_refusals(text, outcome.refusals);
    }
    return text;
}

std::string text_of_call(Engine& engine, const Actor& actor, const Command& command,
                         const CallOptions& options) {
    try {
        return text_of(engine.execute(actor, command, options));
    } catch (const Error& error) {
        return "error " + std::string(error_name(error.code())) + ": " + error.what();
    }
}

std::string verdict_of(const Outcome<Receipt>& outcome) {
    std::string text = outcome.ok() ? "ok " + std::to_string(outcome->done) : "refused";
    for (const Refusal& refusal : outcome.refusals)
        text += " " + std::string(refusal.code);
    return text;
}

std::vector<std::string> faults_of(Engine& engine) {
    std::vector<std::string> faults;
    try {
        faults = engine.check();
        for (const auto& fault : engine.verify_log().faults)
            faults.push_back(fault.stream + ":" + std::to_string(fault.number) + " " + fault.what);
        const std::shared_ptr<storage::Storage> onto = storage::open_storage("memory:");
        for (const auto& fault : engine.replay(*onto).faults)
            faults.push_back("replay: " + fault.stream + " " + fault.what);
        if (Engine(onto).state_digest() != engine.state_digest())
            faults.emplace_back("a replay of the log comes to another state");
    } catch (const std::exception& failure) {
        faults.push_back(std::string("can't be examined: ") + failure.what());
    }
    return faults;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace xueshi::support
