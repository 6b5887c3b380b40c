#include "races/pairs.hpp"

#include "engine/row_codec.hpp"
#include "support/four_levels.hpp"

namespace xueshi::races {

using namespace support;

namespace {

const std::vector<std::string> one{"SA-1"};

Act act(const std::string& org, Command command) {
    return {FourLevels::admin(org), std::move(command)};
}

void found(Engine& engine) { FourLevels::found(engine, 4); }

void open(Engine& engine, std::int64_t seats) {
    found(engine);
    FourLevels::open_project(engine, "P", "SA", seats);
}

void enroll(Engine& engine, const std::string& teacher = "SA-1") {
    must(engine, FourLevels::admin("SA"), Enroll{"P", {teacher}, false});
}

void review(Engine& engine, const std::string& reviewer, Decision decision = Decision::approve) {
    must(engine, FourLevels::admin(reviewer),
         ReviewEnrollment{
             "P", one, decision,
             decision == Decision::reject ? std::optional<std::string>("理由") : std::nullopt});
}

void approve(Engine& engine) {
    open(engine, 2);
    enroll(engine);
    review(engine, "320101");
    review(engine, "BP");
}

CreateClass new_class(const std::string& code, bool sole = false) {
    CreateClass command;
    command.project = "P";
    command.code = code;
    command.name = "班";
    command.sole = sole;
    return command;
}

void approve_with_class(Engine& engine) {
    approve(engine);
    must(engine, FourLevels::admin("BP"), new_class("C1"));
}

ReviewEnrollment approval() { return {"P", one, Decision::approve, {}}; }
ReviewEnrollment rejection() { return {"P", one, Decision::reject, "理由"}; }
RecordResults result() { return {"P", {{"SA-1", 90, "pass"}}}; }

/// A project whose audience fits SA's teachers, and the change by which it no longer does.
AmendProject narrowed() {
    AmendProject command{};
    command.code = "P";
    command.audience = Audience{};
    command.audience->subjects = {"数学"};
    return command;
}

std::vector<Pair> pairs_about_seats() {
    return {
        {"TwoForTheLastSeat", [](Engine& engine) { open(engine, 1); },
         act("SA", Enroll{"P", {"SA-1"}, false}), act("SA", Enroll{"P", {"SA-2"}, false})},
        {"TheSameTeacherTwice", [](Engine& engine) { open(engine, 2); },
         act("SA", Enroll{"P", one, false}), act("SA", Enroll{"P", one, false})},
        {"LowerAndEnroll",
         [](Engine& engine) {
             open(engine, 2);
             enroll(engine);
         },
         act("320101", AllocateQuota{"P", {{"SA", 1}}}), act("SA", Enroll{"P", {"SA-2"}, false})},
        {"LowerAndHandOut",
         [](Engine& engine) {
             found(engine);
             must(engine, FourLevels::admin("32"), FourLevels::project("P", 4));
             must(engine, FourLevels::admin("32"), AllocateQuota{"P", {{"3201", 4}}});
         },
         act("32", AllocateQuota{"P", {{"3201", 2}}}),
         act("3201", AllocateQuota{"P", {{"320101", 3}}})},
        {"CancelProjectAndFirstEnrollment", [](Engine& engine) { open(engine, 2); },
         act("32", CancelProject{"P", "不再举办"}), act("SA", Enroll{"P", one, false})},
        {"NarrowAndFirstEnrollment", [](Engine& engine) { open(engine, 2); }, act("32", narrowed()),
         act("SA", Enroll{"P", one, false})},
    };
}

/// Under a policy that frees the seat of who is rejected.
void open_with_freed_seats(Engine& engine) {
    found(engine);
    must(engine, FourLevels::admin("32"), AdoptPolicy{policy_text("invented")});
    FourLevels::open_project(engine, "P", "SA", 3);
    enroll(engine);
}

void open_with_one_taken(Engine& engine) {
    open(engine, 3);
    enroll(engine);
}

/// Seats come back while others are taken, or taken away.
std::vector<Pair> pairs_about_released_seats() {
    const Act delete_one = act("SA", DeleteEnrollment{"P", one});
    const Act enroll_other = act("SA", Enroll{"P", {"SA-2"}, false});
    const Act lower = act("320101", AllocateQuota{"P", {{"SA", 2}}});
    return {
        {"DeleteAndReject", open_with_freed_seats, delete_one, act("BP", rejection())},
        {"RejectAndEnroll", open_with_freed_seats, act("BP", rejection()), enroll_other},
        {"RejectAndLower", open_with_freed_seats, act("BP", rejection()), lower},
        {"DeleteAndEnroll", open_with_one_taken, delete_one, enroll_other},
        {"DeleteAndLower", open_with_one_taken, delete_one, lower},
    };
}

std::vector<Pair> pairs_about_trainees() {
    return {
        {"CancelAndAssign", approve_with_class, act("BP", CancelEnrollmentApproval{"P", one}),
         act("BP", AssignClass{"C1", one})},
        {"CancelAndRecord", approve, act("BP", CancelEnrollmentApproval{"P", one}),
         act("BP", result())},
        {"CancelAndApprove",
         [](Engine& engine) {
             open(engine, 2);
             enroll(engine);
             review(engine, "320101");
         },
         act("320101", CancelEnrollmentApproval{"P", one}), act("BP", approval())},
        {"DeleteAndApprove",
         [](Engine& engine) {
             open(engine, 2);
             enroll(engine);
         },
         act("SA", DeleteEnrollment{"P", one}), act("320101", approval())},
        {"DeleteClassAndAssign", approve_with_class, act("BP", DeleteClasses{{"C1"}}),
         act("BP", AssignClass{"C1", one})},
        {"DeleteResultAndApproveHours",
         [](Engine& engine) {
             approve(engine);
             must(engine, FourLevels::admin("BP"), result());
         },
         act("BP", DeleteResults{"P", one}),
         act("320101", ApproveHours{{record_code("P", "SA-1")}})},
        {"TwoSoleClasses", approve, act("BP", new_class("C1", true)),
         act("BP", new_class("C2", true))},
        {"SoleClassAndFinalApproval",  // by the province, so in another stream than the base's
         [](Engine& engine) {
             found(engine);
             must(engine, FourLevels::admin("32"), AdoptPolicy{policy_text("three_steps")});
             FourLevels::open_project(engine, "P", "SA", 2);
             enroll(engine);
             review(engine, "SA");
             review(engine, "320101");
         },
         act("BP", new_class("C1", true)), act("32", approval())},
    };
}

}  // namespace

std::vector<Pair> pairs() {
    std::vector<Pair> all = pairs_about_seats();
    for (auto* more : {pairs_about_released_seats, pairs_about_trainees}) {
        for (Pair& pair : more())
            all.push_back(std::move(pair));
    }
    return all;
}

std::vector<Pair> pairs_without_a_skew() {
    return {
        {"AssignAndFinalApproval",  // both hold the class and the enrolment
         [](Engine& engine) {
             open(engine, 2);
             must(engine, FourLevels::admin("BP"), new_class("C1", true));
             enroll(engine);
             review(engine, "320101");
         },
         act("BP", AssignClass{"C1", one}), act("BP", approval())},
        {"SoleClassAndApproveHours",  // both hold the project and the enrolment
         [](Engine& engine) {
             approve(engine);
             must(engine, FourLevels::admin("BP"), result());
         },
         act("BP", new_class("C1", true)), act("320101", ApproveHours{{record_code("P", "SA-1")}})},
        {"NewClassAndAssign",  // both hold the project and a class
         approve_with_class, act("BP", new_class("C1")), act("BP", AssignClass{"C1", one})},
        {"TransferAndEnroll", [](Engine& engine) { open(engine, 2); },
         act("3201", TransferTeacher{"SA-1", "SB"}), act("SA", Enroll{"P", one, false})},
        {"AdoptPolicyAndEnroll", [](Engine& engine) { open(engine, 2); },
         act("32", AdoptPolicy{policy_text("three_steps")}), act("SA", Enroll{"P", one, false})},
        {"RegisterAndEnroll", [](Engine& engine) { open(engine, 2); },
         act("320101", FourLevels::register_teachers("SA", 1)), act("SA", Enroll{"P", one, false})},
    };
}

Endings serial_endings(const Pair& pair) {
    Endings endings;
    for (const bool swapped : {false, true}) {
        const std::shared_ptr<storage::Storage> memory = storage::open_storage("memory:");
        Engine engine(memory, MovingClock().options());
        pair.prepare(engine);
        const auto run = [&](const Act& act) {
            return verdict_of(engine.execute(act.actor, act.command));
        };
        Ending& ending = swapped ? endings.second_wins : endings.first_wins;
        if (swapped) {
            ending.second = run(pair.second);
            ending.first = run(pair.first);
        } else {
            ending.first = run(pair.first);
            ending.second = run(pair.second);
        }
        ending.rows = rows_of(*memory);
    }
    return endings;
}

std::string rows_of(storage::Storage& storage) {
    const auto transaction = storage.begin(
        storage::Access::read, std::chrono::steady_clock::now() + std::chrono::seconds(30));
    std::string text;
    for (const storage::Table* table : engine::schema().tables) {
        if (table->name == "stream" || table->name == "log") continue;
        std::vector<std::string> rows;
        transaction->scan(*table, storage::by_key, {}, {}, storage::by_key, rows);
        for (const std::string& row : rows) {
            text += std::string(table->name) + ":";
            storage::CellReader reader(row);
            for (const storage::Column& column : table->columns) {
                const storage::Cell cell = reader.next();
                if (column.name == "writer") continue;
                text += " ";
                if (cell.type == storage::CellType::integer)
                    text += std::to_string(cell.integer);
                else
                    text += cell.bytes;
            }
            text += "\n";
        }
    }
    return text;
}

}  // namespace xueshi::races
