// The engine beyond its rules: what it refuses to be opened on, policies, persons, the host's
// register.

#include <functional>

#include <gtest/gtest.h>

#include <xueshi/engine.hpp>
#include <xueshi/storage_decorator.hpp>

#include "engine/work.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using support::FourLevels;
using support::MovingClock;
using support::must;
using namespace std::chrono_literals;

std::shared_ptr<storage::Storage> memory() { return storage::open_storage("memory:"); }

/// The code of the error that a call ends with; nothing where it ends well.
std::optional<ErrorCode> error_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

std::shared_ptr<const Policy> policy(const std::string& name) {
    return std::get<0>(Policy::load(support::policy_text(name)));
}

TEST(EngineOpening, NeedsAStorageAndAClockAndAKeyOfSomeLength) {
    EXPECT_EQ(error_of([] { Engine engine(nullptr); }), ErrorCode::argument_invalid);
    EngineOptions no_clock;
    no_clock.clock = nullptr;
    EXPECT_EQ(error_of([&] { Engine engine(memory(), no_clock); }), ErrorCode::argument_invalid);
    EngineOptions short_key;
    short_key.person_key = PersonKey{"k1", "too short"};
    EXPECT_EQ(error_of([&] { Engine engine(memory(), short_key); }), ErrorCode::argument_invalid);
}

TEST(EngineOpening, ANewStorageTakesItsPolicyFirst) {
    MovingClock clock;
    Engine engine(memory(), clock.options());
    EXPECT_EQ(error_of([&] { engine.execute(FourLevels::admin("32"), FourLevels::orgs()); }),
              ErrorCode::policy_not_adopted);
    EXPECT_EQ(error_of([&] { engine.ask(FourLevels::admin("32"), Projects{}); }),
              ErrorCode::policy_not_adopted);
    EXPECT_EQ(error_of([&] { engine.checkpoint(); }), ErrorCode::policy_not_adopted);
    EXPECT_EQ(engine.policy(), nullptr);
}

/// Not only from the next call on, which would find it in the storage.
TEST(EngineOpening, WhatWasAdoptedIsThePolicyAtOnce) {
    MovingClock clock;
    const auto storage = memory();
    Engine engine(storage, clock.options());
    const Actor province = FourLevels::admin("32");
    must(engine, province, AdoptPolicy{support::policy_text("jiangsu")});
    ASSERT_NE(engine.policy(), nullptr);
    EXPECT_EQ(engine.policy()->digest(), policy("jiangsu")->digest());
    const AdoptPolicy invented{support::policy_text("invented")};
    ASSERT_TRUE(engine.explain(province, invented).ok());
    EXPECT_FALSE(engine.execute(province, AdoptPolicy{"no policy"}).ok());
    EXPECT_EQ(engine.policy()->digest(), policy("jiangsu")->digest());
    must(engine, province, invented);
    EXPECT_EQ(engine.policy()->digest(), policy("invented")->digest());
    must(engine, province, AdoptPolicy{support::policy_text("jiangsu")});
    EXPECT_EQ(engine.policy()->digest(), policy("jiangsu")->digest()) << "an earlier one again";
}

class CountingBegins final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;
    void before(storage::Call call, const storage::Table*) override {
        begun += call == storage::Call::begin;
    }
    int begun = 0;
};

TEST(EngineOpening, AQueryBeforeThePolicyReadsOnce) {
    MovingClock clock;
    const auto storage = std::make_shared<CountingBegins>(storage::open_storage("memory:"));
    Engine engine(storage, clock.options());
    storage->begun = 0;
    EXPECT_EQ(error_of([&] { engine.ask(FourLevels::admin("32"), Projects{}); }),
              ErrorCode::policy_not_adopted);
    EXPECT_EQ(storage->begun, 1);
}

TEST(EngineOpening, AnotherPolicyThanTheAdoptedOneIsAnError) {
    MovingClock clock;
    const auto storage = memory();
    EXPECT_EQ(error_of([&] { Engine engine(storage, clock.options(), policy("jiangsu")); }),
              ErrorCode::policy_not_adopted);
    Engine engine(storage, clock.options());
    must(engine, FourLevels::admin("32"), AdoptPolicy{support::policy_text("jiangsu")});
    EXPECT_EQ(error_of([&] { Engine other(storage, clock.options(), policy("invented")); }),
              ErrorCode::policy_not_adopted);
    EXPECT_EQ(error_of([&] { Engine same(storage, clock.options(), policy("jiangsu")); }),
              std::nullopt);
    EXPECT_EQ(error_of([] { Policy::shipped("atlantis"); }), ErrorCode::policy_unreadable);
}

TEST(EngineOpening, AnEngineSeesThePolicyThatAnotherOneAdopts) {
    MovingClock clock;
    const auto storage = memory();
    Engine one(storage, clock.options());
    FourLevels::found(one, 1);
    Engine other(storage, clock.options());
    ASSERT_EQ(other.policy()->name(), "jiangsu");
    must(one, FourLevels::admin("32"), AdoptPolicy{support::policy_text("invented")});
    ASSERT_TRUE(other.ask(FourLevels::admin("32"), Projects{}).ok());
    EXPECT_EQ(other.policy()->name(), policy("invented")->name());
}

TEST(EngineLog, HoldsNoPersonalContentAndReplaysWithoutIt) {
    MovingClock clock;
    EngineOptions options = clock.options();
    options.person_key = PersonKey{"key-2026", "a secret of the host, long enough"};
    Engine engine(memory(), options);
    FourLevels::found(engine, 1);
    RegisterTeachers command = FourLevels::register_teachers("SA", 1);
    command.teachers.front().name = "欧阳修文";
    command.teachers.front().id_number = "11010519491231002X";
    command.teachers.front().mobile = "13812345678";
    must(engine, FourLevels::admin("SA"), command);

    bool digest_seen = false;
    const auto log = engine.ask(FourLevels::admin("32"), Log{});
    ASSERT_TRUE(log.ok());
    for (const LogView& entry : log->entries) {
        EXPECT_EQ(entry.entry.find("欧阳修文"), std::string::npos);
        EXPECT_EQ(entry.entry.find("11010519491231002X"), std::string::npos);
        EXPECT_EQ(entry.entry.find("13812345678"), std::string::npos);
        digest_seen |= entry.entry.find("key-2026") != std::string::npos;
    }
    EXPECT_TRUE(digest_seen);

    Teachers query;
    query.school = "SA";
    const auto teachers = engine.ask(FourLevels::admin("SA"), query);
    ASSERT_TRUE(teachers.ok());
    EXPECT_EQ(teachers->teachers.front().name, "欧阳**");

    const std::shared_ptr<storage::Storage> again = memory();
    EXPECT_TRUE(engine.replay(*again).faults.empty());
    Engine replayed(again, options);
    EXPECT_EQ(replayed.state_digest(), engine.state_digest());
    EXPECT_EQ(replayed.ask(FourLevels::admin("SA"), query)->teachers.front().name, "");
}

/// More entries than between two tellings.
void amend_often(Engine& engine, int times) {
    FourLevels::found(engine, 1);
    for (int i = 0; i < times; ++i) {
        RegisterTeachers command = FourLevels::register_teachers("SA", 1);
        command.teachers.front().name = "第" + std::to_string(i) + "名";
        must(engine, FourLevels::admin("SA"), command);
    }
}

TEST(EngineLog, TellsHowFarItsExaminationIs) {
    MovingClock clock;
    Engine engine(memory(), clock.options());
    amend_often(engine, 450);
    const std::int64_t entries = engine.verify_log().entries;
    std::vector<std::int64_t> seen;
    const auto watch = [&](const LogProgress& now) {
        EXPECT_EQ(now.of, entries);
        seen.push_back(now.entries);
    };
    const std::vector<std::int64_t> expected{200, 400, entries};
    engine.verify_log({}, watch);
    EXPECT_EQ(seen, expected);
    seen.clear();
    const auto again = memory();
    engine.replay(*again, true, watch);
    EXPECT_EQ(seen, expected);
}

TEST(EngineLog, IsNoLongerExaminedWhenItsWatcherThrows) {
    MovingClock clock;
    Engine engine(memory(), clock.options());
    FourLevels::found(engine, 1);
    const auto stop = [](const LogProgress&) { throw std::domain_error("enough"); };
    EXPECT_THROW(engine.verify_log({}, stop), std::domain_error);
    const auto again = memory();
    EXPECT_THROW(engine.replay(*again, false, stop), std::domain_error);
    EXPECT_TRUE(engine.verify_log().faults.empty());
}

TEST(EngineLog, IsReplayedOntoAnEmptyStorageOnly) {
    MovingClock clock;
    const auto storage = memory();
    Engine engine(storage, clock.options());
    FourLevels::found(engine, 1);
    EXPECT_EQ(error_of([&] { engine.replay(*storage); }), ErrorCode::argument_invalid);
    EXPECT_EQ(error_of([&] { engine.verify_log(Anchor{"{}"}); }), ErrorCode::argument_invalid);
}

/// A personnel system of two schools, as a host might have it.
class HostRegister : public Register {
public:
    std::map<std::string, Teacher> people;
    std::map<std::string, Org> orgs;
    bool broken = false;

    HostRegister() {
        orgs["32"] = Org{"32", "省", OrgKind::authority, OrgLevel::province, {}, {}};
        orgs["S1"] = Org{"S1", "小学", OrgKind::school, {}, "32", {Stage::primary}};
        orgs["B1"] = Org{"B1", "基地", OrgKind::base, {}, "32", {}};
        people["T1"] = Teacher{"T1", "32", "S1", {Stage::primary}, "语文", {}, {}, {}};
    }
    void teachers(std::span<const std::string> codes,
                  std::vector<std::optional<Teacher>>& found) override {
        if (broken) throw std::runtime_error("the personnel system is down");
        for (const std::string& code : codes) {
            const auto at = people.find(code);
            found.push_back(at == people.end() ? std::nullopt : std::optional(at->second));
        }
    }
    std::vector<std::pair<Teacher, Person>> search(const TeacherSearch& search,
                                                   std::string_view after,
                                                   std::size_t limit) override {
        std::vector<std::pair<Teacher, Person>> found;
        for (const auto& [code, teacher] : people) {
            const bool wanted = teacher.school == search.school && code > after;
            if (wanted && found.size() < limit)
                found.push_back({teacher, Person{"王小明", {}, {}}});
        }
        return found;
    }
    std::optional<Org> org(std::string_view code) override {
        const auto at = orgs.find(std::string(code));
        return at == orgs.end() ? std::nullopt : std::optional(at->second);
    }
    std::vector<Org> children(std::string_view org, std::string_view after,
                              std::size_t limit) override {
        std::vector<Org> found;
        for (const auto& [code, child] : orgs) {
            if (child.parent == org && code > after && found.size() < limit) found.push_back(child);
        }
        return found;
    }
    std::pair<std::vector<std::string>, std::string> changes(std::string_view) override {
        return {{}, "0"};
    }
};

TEST(HostsRegister, IsAskedInsteadOfOurTables) {
    MovingClock clock;
    const auto host = std::make_shared<HostRegister>();
    EngineOptions options = clock.options();
    options.external_register = host;
    Engine engine(memory(), options);
    const Actor province{Role::province_admin, "32", {}, {}, {}};
    const Actor school{Role::school_admin, "S1", {}, {}, {}};
    must(engine, province, AdoptPolicy{support::policy_text("jiangsu")});
    CreateProject project = FourLevels::project("P1", 5);
    project.bases = {{"B1", {"32"}}};
    must(engine, province, project);
    must(engine, province, AllocateQuota{"P1", {{"S1", 5}}});
    must(engine, school, Enroll{"P1", {"T1"}});
    EXPECT_EQ(engine.ask(school, Teachers{})->teachers.front().name, "王**");
    EXPECT_EQ(engine.execute(school, Enroll{"P1", {"T9"}}).refusals.front().code,
              "teacher.unknown");

    // A replay and the statistics know the school of that day without asking.
    host->people.clear();
    const std::shared_ptr<storage::Storage> again = memory();
    EXPECT_TRUE(engine.replay(*again).faults.empty());
    EXPECT_EQ(Engine(again, options).state_digest(), engine.state_digest());
}

TEST(HostsRegister, IsTheHostsToChangeAndItsFailuresAreTold) {
    MovingClock clock;
    const auto host = std::make_shared<HostRegister>();
    EngineOptions options = clock.options();
    options.external_register = host;
    Engine engine(memory(), options);
    const Actor province{Role::province_admin, "32", {}, {}, {}};
    must(engine, province, AdoptPolicy{support::policy_text("jiangsu")});
    const std::vector<Command> changing{FourLevels::orgs(), FourLevels::register_teachers("S1", 1),
                                        TransferTeacher{"T1", "S1"}};
    for (const Command& command : changing) {
        EXPECT_EQ(error_of([&] { engine.execute(province, command); }),
                  ErrorCode::register_external);
    }
    const std::string before = engine.state_digest();
    host->broken = true;
    EXPECT_EQ(error_of([&] {
                  engine.execute(Actor{Role::school_admin, "S1", {}, {}, {}},
                                 DeleteEnrollment{"P1", {"T1"}});
                  engine.ask(Actor{Role::teacher, {}, "T1", {}, {}}, Statement{"T1", {}, {}, {}});
              }),
              ErrorCode::register_unavailable);
    EXPECT_EQ(engine.state_digest(), before);
}

TEST(EngineDoor, CountsTheBytesOfACommandGivenAsAStructToo) {
    MovingClock clock;
    Engine engine(memory(), clock.options());
    FourLevels::found(engine, 1);
    const auto coded = [&](const RegisterTeachers& command) {
        const auto outcome = engine.execute(FourLevels::admin("SA"), command);
        return outcome.ok() ? std::string_view("ok") : outcome.refusals.front().code;
    };
    RegisterTeachers command = FourLevels::register_teachers("SA", 90'000);
    for (TeacherEntry& teacher : command.teachers)
        teacher.name = std::string(200, 'n');
    EXPECT_EQ(coded(command), "request.too_large");
    command.teachers.resize(1000);
    EXPECT_EQ(coded(command), "ok");
}

TEST(EngineCheck, FindsASoleClassBesideOthers) {
    MovingClock clock;
    const auto storage = memory();
    Engine engine(storage, clock.options());
    FourLevels::found(engine, 1);
    FourLevels::open_project(engine, "P1", "SA", 1);
    const auto add_class = [&](const std::string& code, bool sole) {
        const auto transaction =
            storage->begin(storage::Access::write, storage::Deadline::clock::now() + 10s);
        engine::Work work(*transaction);
        engine::ClassRow row;
        row.partition = engine::reference;
        row.code = code;
        row.project = "P1";
        row.base = "BP";
        row.name = "一班";
        row.sole = sole;
        work.append(std::move(row));
        work.sign("nobody:1");
        work.flush(true);
        transaction->commit();
    };
    add_class("K1", true);
    EXPECT_EQ(support::joined(engine.check()), "");
    add_class("K2", false);
    EXPECT_NE(support::joined(engine.check()), "");
}

TEST(EngineDeadline, ACallThatCannotGetItsTurnSaysBusyAndDoesNothing) {
    MovingClock clock;
    const auto storage = memory();
    Engine engine(storage, clock.options());
    FourLevels::found(engine, 1);
    const std::string before = engine.state_digest();
    CallOptions over;
    over.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    EXPECT_EQ(error_of([&] {
                  engine.execute(FourLevels::admin("32"), FourLevels::project("P1", 5), over);
              }),
              ErrorCode::storage_busy);
    EXPECT_EQ(engine.state_digest(), before);
}

}  // namespace
}  // namespace xueshi
