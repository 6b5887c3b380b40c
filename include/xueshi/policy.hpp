#pragma once
/// A policy: everything in which provinces differ, as dated values that cite their source.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <xueshi/hours.hpp>
#include <xueshi/model.hpp>
#include <xueshi/outcome.hpp>
#include <xueshi/time.hpp>

namespace xueshi {

/// A value with the place where it is decided.
template <class T>
struct Cited {
    T value{};
    std::string source{};
};

/// Who reviews at a step of the chain (ENR-6).
enum class Reviewer {
    school,     ///< the teacher's school
    authority,  ///< the school's governing authority
    city,       ///< the city above the school
    province,
    base,  ///< the base responsible for the school's region
};
BOOST_DESCRIBE_ENUM(Reviewer, school, authority, city, province, base)

/// A step; an enrolment waiting for it is in state `pending_<reviewer>`.
struct ReviewStep {
    Reviewer reviewer = Reviewer::authority;
    std::vector<std::string> exempt{};  ///< organisations whose schools skip the step (BB-2)
    bool operator==(const ReviewStep&) const = default;
};

BOOST_DESCRIBE_ENUM(RoundingMode, down, half_up)

enum class ClassManagement { in_period, from_approval };
BOOST_DESCRIBE_ENUM(ClassManagement, in_period, from_approval)

enum class YearKind { calendar, school_year };
BOOST_DESCRIBE_ENUM(YearKind, calendar, school_year)

/// A share of the project's hours for each grade there is (HRS-2).
struct GradeShare {
    std::string grade;
    Fraction share;
    bool operator==(const GradeShare&) const = default;
};

/// The values in force on one day.
struct Parameters {
    Cited<RangeEnd> window_end;                            ///< ENR-1
    Cited<RangeEnd> training_end;                          ///< PRJ-2
    Cited<std::vector<ReviewStep>> review_chain;           ///< ENR-6, 1 to 8 steps
    Cited<bool> rejected_holds_seat;                       ///< QUO-5
    Cited<OrgLevel> national_owner;                        ///< PRJ-1
    Cited<ClassManagement> class_management;               ///< CLS-1
    Cited<std::vector<GradeShare>> grade_to_hours;         ///< HRS-2
    Cited<Rounding> hours_rounding;                        ///< HRS-2, once after the last factor
    Cited<std::vector<ProjectLevel>> direct_entry_levels;  ///< HRS-6
    Cited<YearKind> year;                                  ///< YEAR-1
    ZoneOffset zone;
};

/// One fault of a policy file.
struct PolicyFault {
    std::string pointer;   ///< JSON pointer to the place, "/parameters/window_end/0/value"
    std::string expected;  ///< "one of exclusive_midnight, inclusive_day"
    std::string found;     ///< "\"inclusiv_day\" (did you mean inclusive_day?)"
};

/// Immutable once loaded; share it freely between threads.
class Policy {
public:
    /// Checks a policy file whole: all faults at once, or the policy. Never throws for content.
    static std::variant<std::shared_ptr<const Policy>, std::vector<PolicyFault>> load(
        std::string_view json);
    /// One of the policies that the library ships ("jiangsu"): its file's text.
    /// Throws `Error` policy_unreadable when there is none of that name.
    static std::string shipped(std::string_view name);

    const std::string& name() const noexcept { return name_; }
    const Bilingual& title() const noexcept { return title_; }
    ZoneOffset zone() const noexcept { return zone_; }
    /// SHA-256 of the canonical form (keys sorted, no white space), as "sha256:<hex>".
    const std::string& digest() const noexcept { return digest_; }
    /// The file's text as it was loaded.
    const std::string& content() const noexcept { return content_; }

    /// The values in force on a day (POL-2); before the first dated value the earliest ones hold.
    const Parameters& on(Date date) const noexcept;
    /// All values, each with its first day, ascending.
    const std::vector<std::pair<Date, Parameters>>& spans() const noexcept { return spans_; }

private:
    friend class PolicyCompiler;
    Policy() = default;
    std::string name_;
    Bilingual title_;
    ZoneOffset zone_;
    std::string digest_;
    std::string content_;
    std::vector<std::pair<Date, Parameters>> spans_;  ///< by first day, ascending, not empty
};

}  // namespace xueshi
