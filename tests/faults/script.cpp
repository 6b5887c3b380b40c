#include "faults/script.hpp"

#include "engine/entry.hpp"
#include "support/four_levels.hpp"

namespace xueshi::faults {

using support::FourLevels;

namespace {

class Script {
public:
    std::vector<ScriptStep> steps;

    void add(const std::string& org, Command command) {
        CallOptions options;
        options.request_id = "request " + std::to_string(steps.size() + 1);
        steps.push_back({FourLevels::admin(org), std::move(command), options});
    }

    void set_up() {
        add("32", AdoptPolicy{support::policy_text("jiangsu")});
        add("32", FourLevels::orgs());
        add("320101", FourLevels::register_teachers("SA", 3));
        add("32", FourLevels::project("P", 4));
        for (const auto& [actor, command] : FourLevels::hand_down("P", "SA", 3))
            add(actor.org, command);
    }

    void enroll() {
        add("SA", Enroll{"P", {"SA-1", "SA-2", "SA-3"}, false});
        add("320101", ReviewEnrollment{"P", {"SA-1", "SA-2"}, Decision::approve, {}});
        add("320101", ReviewEnrollment{"P", {"SA-3"}, Decision::reject, "理由"});
        add("SA", DeleteEnrollment{"P", {"SA-3"}});
        add("SA", Enroll{"P", {"SA-3"}, true});
        add("BP", ReviewEnrollment{"P", {"SA-1", "SA-2"}, Decision::approve, {}});
        add("BP", CancelEnrollmentApproval{"P", {"SA-2"}});
    }

    void form_classes() {
        CreateClass create;
        create.project = "P";
        create.code = "C1";
        create.name = "一班";
        add("BP", create);
        add("BP", AssignClass{"C1", {"SA-1"}});
        add("BP", RemoveFromClass{"C1", {"SA-1"}});
        add("BP", AssignClass{"C1", {"SA-1"}});
        add("BP", DeleteClasses{{"C1"}});
        create.code = "C2";
        create.sole = true;
        add("BP", create);
        add("BP", ReviewEnrollment{"P", {"SA-2"}, Decision::approve, {}});  // joins the sole class
    }

    void earn_hours() {
        const std::vector<std::string> record{record_code("P", "SA-1")};
        add("BP", RecordResults{"P", {{"SA-1", 90, "pass"}, {"SA-2", {}, "fail"}}});
        add("BP", DeleteResults{"P", {"SA-2"}});
        add("320101", ApproveHours{record});
        add("320101", ReturnHours{record, "再核"});
        add("BP", RecordResults{"P", {{"SA-1", 95, "excellent"}}});
        add("320101", ApproveHours{record});
        add("320101", VerifyHours{record});
        CreateProject direct = FourLevels::project("D", 1);
        direct.level = ProjectLevel::national;
        direct.online_enrollment = false;
        direct.seats.reset();
        direct.enrollment.reset();
        direct.bases.clear();
        add("32", direct);
        add("320101", EnterProjectHours{"D", {{"SA-1", "pass"}}});
    }

    void change() {
        AmendProject amend{};
        amend.code = "P";
        amend.seats = 9;
        add("32", amend);
        add("320101", TransferTeacher{"SA-3", "SB"});
        add("32", CancelProject{"P", "不再举办"});
    }
};

}  // namespace

std::vector<ScriptStep> script() {
    Script script;
    script.set_up();
    script.enroll();
    script.form_classes();
    script.earn_hours();
    script.change();
    return std::move(script.steps);
}

std::string name_of(std::size_t place, const ScriptStep& step) {
    return "step " + std::to_string(place + 1) + ", " + std::string(engine::name_of(step.command));
}

}  // namespace xueshi::faults
