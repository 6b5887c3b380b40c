#include <iostream>

#include <xueshi/engine.hpp>

using namespace xueshi;

int main() {
    const auto closing_day = [] { return *Instant::parse("2026-04-07T00:00:00+08:00"); };
    Engine engine(storage::open_storage("memory:"), {.clock = closing_day});
    const Actor province{Role::province_admin, "32"};
    const Actor school{Role::school_admin, "S1"};
    engine.execute(province, AdoptPolicy{Policy::shipped("jiangsu")});
    engine.execute(province, RegisterOrgs{{{"32", "江苏省", OrgKind::authority, OrgLevel::province},
                                           {"S1", "第一小学", OrgKind::school, {}, "32"},
                                           {"B1", "培训基地", OrgKind::base, {}, "32"}}});
    engine.execute(school, RegisterTeachers{{{"T1", "王小明", "S1", {Stage::primary}, "语文"}}});
    CreateProject project{
        .code = "P1",
        .name = "骨干教师培训",
        .owner = "32",
        .year = 2026,
        .hours = *Hours::parse("40"),
        .seats = 10,
        .enrollment = DateRange{*Date::parse("2026-04-05"), *Date::parse("2026-04-07")},
        .training = {*Date::parse("2026-07-06"), *Date::parse("2026-07-10")},
        .audience = {},
        .bases = {{"B1", {"32"}}}};
    engine.execute(province, project);
    engine.execute(province, AllocateQuota{"P1", {{"S1", 5}}});
    const Outcome<Receipt> outcome = engine.execute(school, Enroll{"P1", {"T1"}});
    for (const Refusal& refusal : outcome.refusals) {
        std::cout << refusal.rule << ' ' << refusal.code << " (" << refusal.source << ")\n"
                  << refusal.message.zh << '\n'
                  << refusal.message.en << '\n';
    }
}
