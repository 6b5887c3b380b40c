#pragma once
/// What a command or query has at hand: who acts, when, under which policy, and the facts it may
/// read.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>
#include <xueshi/rules_training.hpp>

#include "engine/fact_cache.hpp"
#include "engine/verdict.hpp"
#include "engine/work.hpp"

namespace xueshi::engine {

/// An organisation and its authorities, upward: line[0] is itself.
using Line = std::vector<Org>;

bool is_within(const Line& line, std::string_view ancestor);
/// The authority above (or at) a line's organisation to which a row of it belongs: its county, or
/// where there is none its own governing authority. Leads the keys of seats.
std::string place_of(const Line& line);

/// A person, and the row in a project if there is one.
struct TraineeFacts {
    const Teacher* teacher = nullptr;
    const EnrollmentRow* row = nullptr;
    bool living() const { return row && !row->state.empty() && row->state != "deleted"; }
};

class Session {
public:
    Session(Work& work, const Policy& policy, const Actor& actor, Instant now, Register* external,
            KnownFacts known = {});

    Work& work() { return work_; }
    const Actor& actor() const { return actor_; }
    const Policy& policy() const { return policy_; }
    Instant now() const { return now_; }

    // Who there is -----------------------------------------------------------------------------
    std::optional<Org> org(std::string_view code);
    /// The line of an organisation; empty if it isn't registered.
    const Line& line(const std::string& code);
    std::vector<Org> children(std::string_view org, std::string_view after, std::size_t limit);
    /// Calls `visit` for each school under an organisation (itself if it is one), in tree order,
    /// until it answers false.
    void for_each_school(const std::string& code, const std::function<bool(const Org&)>& visit);
    /// Teachers by code; they stay valid as long as the session. nullptr: not registered.
    std::vector<const Teacher*> teachers(std::span<const std::string> codes, Guard guard);
    std::vector<std::pair<Teacher, Person>> search(const TeacherSearch& search,
                                                   std::string_view after, std::size_t limit);
    bool has_external_register() const { return external_ != nullptr; }
    bool is_actors_governing(const std::string& school);

    // Projects, seats, classes -----------------------------------------------------------------
    const rules::Project* project(const std::string& code, Guard guard = Guard::none);
    const Parameters& parameters(const CreateProject& project) const {
        return policy_.on(rules::day_of(project));
    }
    const QuotaRow* quota(const std::string& place, const std::string& project,
                          const std::string& org, Guard guard = Guard::none);
    /// Of an organisation in a project, with what this work has already taken. Without a row: none.
    rules::SeatFacts seats(const std::string& place, const std::string& project,
                           const std::string& org);
    const ClassRow* find_class(const std::string& code, Guard guard = Guard::none);
    std::vector<ClassRow> classes_of(const std::string& project, const std::string& base);
    /// The base responsible for a school: the nearest region on the way upward; empty: none.
    std::string base_of(const CreateProject& project, const std::string& school);

    // Trainees ---------------------------------------------------------------------------------
    /// `guard` holds the rows, `teacher_guard` what the register says of the persons.
    std::vector<TraineeFacts> trainees(const std::string& project,
                                       std::span<const std::string> codes, Guard guard,
                                       Guard teacher_guard = Guard::none);
    rules::ReviewFacts review_facts(const rules::Project& project, const EnrollmentRow& row);
    /// All living rows of a project under an organisation.
    std::vector<EnrollmentRow> rows_under(const std::string& project, const std::string& org);

private:
    using KnownTeacher = std::pair<const std::string_view, std::optional<Teacher>>;
    void load_teachers(std::span<KnownTeacher* const> teachers, Guard guard);

    Work& work_;
    const Policy& policy_;
    const Actor& actor_;
    Instant now_;
    Register* external_;
    std::map<std::string, Line, std::less<>> lines_;
    std::pmr::unordered_map<std::string_view, std::optional<Teacher>> teachers_;
    std::map<std::string, std::unique_ptr<rules::Project>> projects_;
    KnownFacts known_;
};

Org to_org(const OrgRow& row);
Teacher to_teacher(const TeacherRow& row);

/// REQ-4: refuses every later place of a code that stands in a list before; true for those refused.
std::vector<bool> refuse_repeated(Verdict& verdict, std::span<const std::string> codes);

}  // namespace xueshi::engine
