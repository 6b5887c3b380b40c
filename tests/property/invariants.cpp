#include "property/invariants.hpp"

#include <map>
#include <set>
#include <stdexcept>

#include "support/four_levels.hpp"

namespace xueshi::property {

namespace {

using support::FourLevels;

class Examination {
public:
    Examination(Engine& engine, bool rejected_may_be_free)
        : engine_(engine), rejected_may_be_free_(rejected_may_be_free) {}

    std::vector<std::string> run() {
        Projects query;
        query.limit = 3;
        do {
            const ProjectsPage page = ask(query);
            for (const ProjectView& project : page.projects)
                examine(project);
            query.after = page.next;
        } while (query.after);
        return std::move(faults_);
    }

private:
    template <class Q>
    typename Q::Answer ask(const Q& query) {
        auto outcome = engine_.ask(FourLevels::admin("32"), query);
        if (!outcome.ok()) throw std::runtime_error("the province may not ask");
        return *std::move(outcome.result);
    }

    void fault(const std::string& what) { faults_.push_back(project_ + ": " + what); }

    void examine(const ProjectView& project) {
        project_ = project.code;
        taken_.clear();
        rejected_.clear();
        members_.clear();
        approved_.clear();
        walk_enrollments();
        if (project.seats && ask(Quota{project_, project.owner}).own.seats != *project.seats)
            fault("the owner holds other seats than the project has");
        walk_quota(project.owner);
        walk_classes();
        walk_hours(project.online_enrollment);
    }

    void walk_enrollments() {
        Enrollments query;
        query.project = project_;
        query.limit = 7;
        do {
            const EnrollmentsPage page = ask(query);
            for (const EnrollmentView& row : page.enrollments) {
                ++taken_[row.school];
                if (row.state == "rejected") ++rejected_[row.school];
                if (row.state == "approved" && !approved_.insert(row.teacher).second)
                    fault(row.teacher + " is enrolled twice");
                if (!row.class_) continue;
                ++members_[*row.class_];
                if (row.state != "approved") fault(row.teacher + " is in a class without approval");
            }
            query.after = page.next;
        } while (query.after);
    }

    void walk_quota(const std::string& org) {
        const QuotaAnswer answer = ask(Quota{project_, org});
        const QuotaView& own = answer.own;
        if (own.used < 0 || own.used > own.seats || own.left != own.seats - own.used)
            fault(org + " has more in use than it holds");
        if (org.front() == 'S') {
            const std::int64_t most = taken_[org];
            const std::int64_t least = rejected_may_be_free_ ? most - rejected_[org] : most;
            if (own.used < least || own.used > most) {
                fault(org + " has " + std::to_string(own.used) + " seats taken by " +
                      std::to_string(most) + " enrolments");
            }
            return;
        }
        std::int64_t handed_out = 0;
        for (const QuotaView& child : answer.children) {
            handed_out += child.seats;
            walk_quota(child.org);
        }
        if (handed_out != own.used) fault(org + " handed out otherwise than it says");
    }

    void walk_classes() {
        Classes query;
        query.project = project_;
        for (const ClassView& row : ask(query).classes) {
            if (members_[row.class_] != row.members)
                fault("class " + row.class_ + " counts wrongly");
            members_.erase(row.class_);
        }
        for (const auto& [code, count] : members_) {
            if (count > 0) fault("trainees are in class " + code + ", which isn't there");
        }
    }

    void walk_hours(bool online) {
        HoursQuery query;
        query.project = project_;
        query.limit = 7;
        do {
            const HoursPage page = ask(query);
            for (const HoursView& row : page.records) {
                if (online && !approved_.contains(row.teacher))
                    fault(row.teacher + " has hours without approval");
            }
            query.after = page.next;
        } while (query.after);
    }

    Engine& engine_;
    bool rejected_may_be_free_;
    std::vector<std::string> faults_;
    std::string project_;
    std::map<std::string, std::int64_t> taken_;
    std::map<std::string, std::int64_t> rejected_;
    std::map<std::string, std::int64_t> members_;
    std::set<std::string> approved_;
};

}  // namespace

std::vector<std::string> broken_invariants(Engine& engine, bool rejected_may_be_free) {
    return Examination(engine, rejected_may_be_free).run();
}

}  // namespace xueshi::property
