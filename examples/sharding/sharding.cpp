// A province on two PostgreSQL servers: sharding.sh tells how they are made, docs/scale.md what it
// promises.
//   sharding prepare URL    makes the tables of a server
//   sharding play URL       plays a project on the server that coordinates, and the same in memory
//   sharding south URL      asks for what lies in the south
//   sharding north URL      asks for, and decides about, what lies in the north

#include <functional>
#include <iostream>

#include <xueshi/engine.hpp>

using namespace xueshi;

namespace {

const Actor province{Role::province_admin, "32"};
const Actor nanjing{Role::city_admin, "3201"};
const Actor wuxi{Role::city_admin, "3202"};
const Actor xuanwu{Role::county_admin, "320102"};  // its rows lie in the north
const Actor xishan{Role::county_admin, "320205"};  // its rows lie in the south
const Actor base{Role::base_admin, "B1"};

Actor school(const std::string& code) { return {Role::school_admin, code}; }

EngineOptions at(const std::shared_ptr<Instant>& now) {
    return {.clock = [now] { return *now; }};
}

RegisterOrgs tree() {
    const auto authority = OrgKind::authority;
    return {{{"32", "江苏省", authority, OrgLevel::province},
             {"3201", "南京市", authority, OrgLevel::city, "32"},
             {"3202", "无锡市", authority, OrgLevel::city, "32"},
             {"320102", "玄武区", authority, OrgLevel::county, "3201"},
             {"320205", "锡山区", authority, OrgLevel::county, "3202"},
             {"SN", "北小学", OrgKind::school, {}, "320102", {Stage::primary}},
             {"SS", "南小学", OrgKind::school, {}, "320205", {Stage::primary}},
             {"B1", "培训基地", OrgKind::base, {}, "32"}}};
}

std::vector<std::string> teachers(const std::string& school) {
    std::vector<std::string> codes;
    for (int i = 1; i <= 50; ++i)
        codes.push_back(school + std::to_string(100 + i));
    return codes;
}

RegisterTeachers register_teachers(const std::string& school) {
    RegisterTeachers command;
    for (const std::string& code : teachers(school))
        command.teachers.push_back({code, "王小明", school, {Stage::primary}, "语文"});
    return command;
}

void must(Engine& engine, const Actor& actor, const Command& command) {
    const Outcome<Receipt> outcome = engine.execute(actor, command);
    if (!outcome.ok()) throw std::runtime_error(outcome.refusals.front().message.en);
}

/// From the first policy to recorded hours, in a county of each server.
void play(Engine& engine, Instant& now) {
    now = *Instant::parse("2026-03-10T09:00:00+08:00");
    must(engine, province, AdoptPolicy{Policy::shipped("jiangsu")});
    must(engine, province, tree());
    must(engine, school("SN"), register_teachers("SN"));
    must(engine, school("SS"), register_teachers("SS"));
    must(engine, province,
         CreateProject{
             .code = "P1",
             .name = "骨干教师培训",
             .owner = "32",
             .year = 2026,
             .hours = *Hours::parse("40"),
             .seats = 90,
             .enrollment = DateRange{*Date::parse("2026-03-01"), *Date::parse("2026-04-01")},
             .training = {*Date::parse("2026-05-11"), *Date::parse("2026-05-20")},
             .audience = {.stages = {Stage::primary}},
             .bases = {{"B1", {"32"}}}});
    must(engine, province, AllocateQuota{"P1", {{"3201", 50}, {"3202", 40}}});
    must(engine, nanjing, AllocateQuota{"P1", {{"320102", 50}}});
    must(engine, wuxi, AllocateQuota{"P1", {{"320205", 40}}});
    must(engine, xuanwu, AllocateQuota{"P1", {{"SN", 50}}});
    must(engine, xishan, AllocateQuota{"P1", {{"SS", 40}}});
    must(engine, school("SN"), Enroll{"P1", teachers("SN")});
    std::vector<std::string> south = teachers("SS");
    const Outcome<Receipt> too_many = engine.execute(school("SS"), Enroll{"P1", south});
    if (too_many.ok()) throw std::runtime_error("50 got in where there are 40 seats");
    south.resize(40);
    must(engine, school("SS"), Enroll{"P1", south});
    must(engine, xuanwu, ReviewEnrollment{"P1", teachers("SN")});
    must(engine, xishan, ReviewEnrollment{"P1", south});
    std::vector<std::string> both = teachers("SN");
    both.insert(both.end(), south.begin(), south.end());
    must(engine, base, ReviewEnrollment{"P1", both});
    now = *Instant::parse("2026-05-15T09:00:00+08:00");
    RecordResults results{"P1", {}};
    for (const std::string& teacher : both)
        results.results.push_back({teacher, 95, "pass"});
    must(engine, base, results);
}

void play_on(const std::string& url) {
    const auto now = std::make_shared<Instant>();
    Engine sharded(storage::open_storage(url), at(now));
    play(sharded, *now);
    Engine memory(storage::open_storage("memory:"), at(now));
    play(memory, *now);
    const LogReport log = sharded.verify_log();
    std::cout << "entries in the log: " << log.entries << ", faults: " << log.faults.size() << '\n'
              << "invariants broken: " << sharded.check().size() << '\n'
              << "the same state as in memory: "
              << (sharded.state_digest() == memory.state_digest() ? "yes" : "no") << '\n';
    for (const std::string& warning : sharded.info().warnings)
        if (warning.find("other servers") != std::string::npos) std::cout << warning << '\n';
}

void tell(const std::string& what, const std::function<std::size_t()>& count) {
    std::cout << what << ": ";
    try {
        std::cout << count() << '\n';
    } catch (const Error& error) {
        std::cout << error_name(error.code()) << '\n';
    }
}

void ask_south(const std::string& url) {
    Engine engine(storage::open_storage(url));
    tell("enrolments of the school in the south", [&] {
        return engine.ask(school("SS"), Enrollments{.project = "P1"}).value().enrollments.size();
    });
}

void ask_north(const std::string& url) {
    Engine engine(storage::open_storage(url));
    const Actor teacher{Role::teacher, {}, "SN101"};
    tell("records in a statement of the north", [&] {
        return engine.ask(teacher, Statement{"SN101", 2026}).value().records.size();
    });
    tell("reasons against enrolling twice in the north", [&] {
        return engine.explain(school("SN"), Enroll{"P1", {"SN101"}}).refusals.size();
    });
}

}  // namespace

int main(int count, char** arguments) {
    const std::string word = count == 3 ? arguments[1] : "";
    if (word == "prepare") Engine(storage::open_storage(arguments[2]));
    if (word == "play") play_on(arguments[2]);
    if (word == "south") ask_south(arguments[2]);
    if (word == "north") ask_north(arguments[2]);
}
