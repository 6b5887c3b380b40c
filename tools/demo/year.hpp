#pragma once
/// The project year, phase by phase, each in its month of 2026. Every step goes through the engine.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "demo/plans.hpp"
#include "demo/player.hpp"

namespace xueshi::demo {

/// Somebody's way through a project, as far as the demo must remember it: eight bytes.
struct Trainee {
    enum class State : std::uint8_t { pending, reviewed, approved, rejected, deleted };
    std::uint32_t school = 0;  ///< position in Province::schools
    std::uint16_t place = 0;   ///< position in the school
    State state = State::pending;
};

class Year {
public:
    Year(const Province& province, std::uint64_t seed, Player& player);

    void play();

    const std::vector<std::int64_t>& seats_by_city() const { return seats_by_city_; }
    /// A teacher with much on his or her account, for the statement.
    std::string busiest_teacher() const;
    /// A school, a project of its own that is closed by now, and a teacher: a command to be
    /// explained.
    std::pair<Actor, Enroll> late_request() const;

private:
    using State = Trainee::State;
    using Trainees = std::vector<Trainee*>;
    /// Codes for a command, and the cities they count to.
    struct List {
        std::vector<std::string> codes;
        std::vector<std::size_t> cities;
    };
    /// Judges a trainee by the chance drawn for him or her.
    using Judge = std::function<bool(const Trainee&, Chance&)>;

    // January and February: year_beginning.cpp
    void found();
    void register_teachers();
    void hand_down_seats();
    void hand_down_seats(Plan& plan);
    // March and April: year_enrollment.cpp
    void enroll();
    void enroll(const Plan& plan, std::size_t school);
    void add_mistakes(const Plan& plan, std::size_t school, List& list) const;
    void review_by_authorities(unsigned month, unsigned day, bool rejecting);
    void delete_rejected();
    void enroll_again();
    void come_late();
    void review_by_bases();
    void take_back_approvals();
    // May to December: year_training.cpp
    void form_classes();
    void form_classes(const Plan& plan, const std::string& base, const Trainees& trainees);
    void record_results();
    void approve_hours();
    void return_some();
    void verify_hours();
    void enter_national_hours();

    const School& school_of(const Trainee& trainee) const {
        return province_.schools[trainee.school];
    }
    Chance chance(About about, const Plan& plan, const Trainee& trainee) const;
    /// The places of a school's teachers who want to take part, the eligible ones and a few
    /// mistaken.
    std::vector<std::uint16_t> wishes(const Plan& plan, const School& school) const;
    const std::string& base_of(const Plan& plan, const School& school) const;
    List list_of(const Trainees& trainees) const;
    List records_of(const Plan& plan, const Trainees& trainees) const;
    ResultEntry result_of(const Plan& plan, const Trainee& trainee) const;
    /// Calls `visit(organisation, trainees)` for those in a state, list by list, grouped by a key
    /// of the school: its authority, or the base.
    void for_each_list(const Plan& plan, State state,
                       const std::function<std::string(const School&)>& group,
                       const std::function<void(const std::string&, const Trainees&)>& visit);
    void for_each_authority(const Plan& plan, State state,
                            const std::function<void(const Actor&, const Trainees&)>& visit);
    void for_each_base(const Plan& plan, State state,
                       const std::function<void(const Actor&, const Trainees&)>& visit);
    Trainees chosen(const Trainees& trainees, const Plan& plan, About about, const Judge& judge);
    void set(const Trainees& trainees, const std::vector<bool>& done, State state);
    std::size_t count(State state) const;

    const Province& province_;
    std::uint64_t seed_;
    Player& player_;
    std::vector<Plan> plans_;
    Plan national_;
    std::vector<std::vector<Trainee>> trainees_;    ///< of each plan, in the order of the schools
    std::vector<std::vector<std::int32_t>> seats_;  ///< of each plan and school; -1: none allocated
    std::vector<std::int64_t> seats_by_city_;
};

}  // namespace xueshi::demo
