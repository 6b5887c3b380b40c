#pragma once
/// The province that property, race and fault tests play in: province, cities, counties, schools;
/// one school hangs directly under a city, one under the province. All through the engine's own
/// commands.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>

namespace xueshi::support {

/// A clock that stands until it is moved.
class MovingClock {
public:
    MovingClock();

    Instant now() const { return Instant::from_micros(micros_->load()); }
    void set(Instant instant) { micros_->store(instant.micros()); }
    void forward(std::chrono::microseconds by) { micros_->fetch_add(by.count()); }
    EngineOptions options() const;

private:
    std::shared_ptr<std::atomic<std::int64_t>> micros_;
};

struct FourLevels {
    static const std::vector<std::string> authorities;
    static const std::vector<std::string>
        schools;  ///< SA, SB, SC, SD; SE of a city, SF of the province
    static const std::vector<std::string> bases;  ///< BP of the province, BC of a city

    static std::string parent(const std::string& org);
    static std::vector<std::string> children(const std::string& authority);
    /// The administrator of an organisation.
    static Actor admin(const std::string& org);
    /// Teachers are numbered within their first school.
    static std::string teacher(const std::string& school, int number);
    static std::vector<std::string> teachers(const std::string& school, int from, int to);

    static RegisterOrgs orgs();
    static RegisterTeachers register_teachers(const std::string& school, int count);
    /// A provincial project whose window and training period are both open at the clock's
    /// beginning; base BP serves all.
    static CreateProject project(const std::string& code, std::int64_t seats);
    /// The allocations that bring seats from the owner down to a school, uppermost first.
    static std::vector<std::pair<Actor, AllocateQuota>> hand_down(const std::string& project,
                                                                  const std::string& school,
                                                                  std::int64_t seats);

    /// Policy, organisations, and `teachers` for each school.
    static void found(Engine& engine, int teachers);
    /// A project with all its seats at one school.
    static void open_project(Engine& engine, const std::string& code, const std::string& school,
                             std::int64_t seats);
};

/// A policy of the tests, or a shipped one.
std::string policy_text(const std::string& name);

/// Executes what must succeed; throws with the first refusal's text otherwise.
Receipt must(Engine& engine, const Actor& actor, const Command& command,
             const CallOptions& options = {});

/// Every field of an outcome: two are equal when their texts are.
std::string text_of(const Outcome<Receipt>& outcome);
/// The same of a call that may end with an `Error`.
std::string text_of_call(Engine& engine, const Actor& actor, const Command& command,
                         const CallOptions& options = {});
/// "ok", or the refusals' codes: what two runs have in common whose numbers differ.
std::string verdict_of(const Outcome<Receipt>& outcome);

/// Everything that speaks against a state: the rules' invariants, the log's chain, and a replay
/// that comes to another state.
std::vector<std::string> faults_of(Engine& engine);
std::string joined(const std::vector<std::string>& lines);

}  // namespace xueshi::support
