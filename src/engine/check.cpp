/// The state examined: its digest, and the rules' invariants over all rows.

#include "engine/impl.hpp"
#include "values/sha256.hpp"

namespace xueshi {

using namespace engine;

namespace {

constexpr std::size_t page = 1000;

/// All rows of a table in key order, encoded.
void for_each_encoded(storage::Transaction& transaction, const storage::Table& table,
                      const std::function<void(const std::string&)>& visit) {
    std::string position;
    std::vector<std::string> rows;
    do {
        rows.clear();
        transaction.scan(table, storage::by_key, {}, position, page, rows);
        for (const std::string& row : rows)
            visit(row);
        if (!rows.empty()) position = storage::key_of(table, rows.back());
    } while (rows.size() == page);
}

template <class Row>
void for_each_row(Work& work, const std::function<void(const Row&)>& visit) {
    for_each_encoded(work.transaction(), table<Row>,
                     [&](const std::string& bytes) { visit(decode<Row>(bytes)); });
}

/// A row without the cells that can be forgotten.
std::string without_erasable(const storage::Table& table, const std::string& row) {
    std::string out;
    storage::CellReader reader(row);
    for (const storage::Column& column : table.columns) {
        const storage::Cell cell = reader.next();
        if (!column.erasable) storage::append_cell(out, cell);
    }
    return out;
}

using ByOrg = std::map<std::pair<std::string, std::string>, std::int64_t>;  // project, org

class Invariants {
public:
    Invariants(Work& work, Session& session) : work_(work), session_(session) {}

    std::vector<std::string> run() {
        for_each_row<EnrollmentRow>(work_, [&](const EnrollmentRow& row) { check_row(row); });
        for_each_row<QuotaRow>(work_, [&](const QuotaRow& row) { add_to_parent(row); });
        for_each_row<QuotaRow>(work_, [&](const QuotaRow& row) { check_seats(row); });
        for_each_row<ClassRow>(work_, [&](const ClassRow& row) { check_class(row); });
        for (const auto& [key, classes] : classes_) {
            if (classes.sole && classes.count > 1) {
                fault("project " + key.first + ", base " + key.second +
                      ": a sole class beside others");
            }
        }
        for (const auto& [key, count] : taken_) {
            fault("project " + key.first + ", school " + key.second + ": " + std::to_string(count) +
                  " enrolments without any seats");
        }
        return std::move(faults_);
    }

private:
    void fault(std::string what) { faults_.push_back(std::move(what)); }

    void check_row(const EnrollmentRow& row) {
        const std::string name = record_code(row.project, row.teacher);
        const rules::Project* project = session_.project(row.project);
        if (project == nullptr) return fault(name + ": its project isn't there");
        const bool living = !row.state.empty() && row.state != "deleted";
        if (row.holds_seat) ++taken_[{row.project, row.school}];
        if (row.state != "rejected" && row.holds_seat != living) {
            fault(name + ": enrolled and holding a seat are not the same");
        }
        if (row.class_code) {
            ++members_[*row.class_code];
            if (row.state != "approved") fault(name + ": in a class without being approved");
        }
        if (row.hours_state && project->online_enrollment && row.state != "approved") {
            fault(name + ": hours without an approved enrolment");
        }
        if (row.hours_state.has_value() != row.grade.has_value() ||
            row.hours_state.has_value() != row.hours.has_value()) {
            fault(name + ": half a result");
        }
    }

    void add_to_parent(const QuotaRow& row) {
        const rules::Project* project = session_.project(row.project);
        if (project != nullptr && project->owner == row.org) return;  // its own, given by nobody
        const auto org = session_.org(row.org);
        if (org && org->parent) given_[{row.project, *org->parent}] += row.seats;
    }

    void check_seats(const QuotaRow& row) {
        const std::string name = "project " + row.project + ", " + row.org;
        if (row.used < 0 || row.used > row.seats) {
            fault(name + ": used " + std::to_string(row.used) + " of " + std::to_string(row.seats) +
                  " seats");
        }
        const auto org = session_.org(row.org);
        const bool school = org && org->kind == OrgKind::school;
        ByOrg& sums = school ? taken_ : given_;
        const auto at = sums.find({row.project, row.org});
        const std::int64_t sum = at == sums.end() ? 0 : at->second;
        if (sum != row.used) {
            fault(name + ": used says " + std::to_string(row.used) + ", the rows say " +
                  std::to_string(sum));
        }
        if (school && at != sums.end()) taken_.erase(at);
        const rules::Project* project = session_.project(row.project);
        if (project != nullptr && project->owner == row.org && project->seats != row.seats) {
            fault(name + ": the owner's seats are not the project's");
        }
    }

    void check_class(const ClassRow& row) {
        const auto at = members_.find(row.code);
        const std::int64_t members = at == members_.end() ? 0 : at->second;
        if (members != row.members) {
            fault("class " + row.code + ": says " + std::to_string(row.members) +
                  " members, the rows say " + std::to_string(members));
        }
        if (row.state == ClassState::deleted) {
            if (members > 0) fault("class " + row.code + ": deleted with members");
            return;
        }
        Classes& classes = classes_[{row.project, row.base}];
        ++classes.count;
        classes.sole = classes.sole || row.sole;
    }

    Work& work_;
    Session& session_;
    std::vector<std::string> faults_;
    ByOrg taken_;
    ByOrg given_;
    std::map<std::string, std::int64_t> members_;
    struct Classes {
        std::int64_t count = 0;
        bool sole = false;
    };
    std::map<std::pair<std::string, std::string>, Classes> classes_;  // by project and base
};

}  // namespace

std::string Engine::state_digest() {
    const auto transaction = impl_->begin(storage::Access::read, examination_deadline());
    std::vector<const storage::Table*> tables(schema().tables.begin(), schema().tables.end());
    std::sort(tables.begin(), tables.end(),
              [](const storage::Table* left, const storage::Table* right) {
                  return left->name < right->name;
              });
    Sha256 hash;
    for (const storage::Table* table : tables) {
        std::string name;
        storage::append_text(name, table->name);
        hash.update(name);
        for_each_encoded(*transaction, *table, [&](const std::string& row) {
            hash.update(without_erasable(*table, row));
        });
    }
    return "sha256:" + hex(hash.finish());
}

std::vector<std::string> Engine::check() {
    impl_->require_own_process();
    std::vector<std::string> faults = impl_->storage->check();
    const auto transaction = impl_->begin(storage::Access::read, examination_deadline());
    Work work(*transaction);
    const RootRow* root = find_root(work, storage::Guard::none);
    if (root == nullptr) return faults;
    const auto policy = impl_->policy_for(work, *root);
    const Actor actor{Role::province_admin, root->province, {}, {}, {}};
    Session session(work, *policy, actor, impl_->options.clock(),
                    impl_->options.external_register.get());
    auto more = Invariants(work, session).run();
    std::move(more.begin(), more.end(), std::back_inserter(faults));
    return faults;
}

}  // namespace xueshi
