#pragma once
/// The words of the domain that are closed sets, and who acts.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <xueshi/describe.hpp>
#include <xueshi/hours.hpp>
#include <xueshi/time.hpp>

namespace xueshi {

/// ACC-1: the six roles.
enum class Role { province_admin, city_admin, county_admin, school_admin, base_admin, teacher };
BOOST_DESCRIBE_ENUM(Role, province_admin, city_admin, county_admin, school_admin, base_admin,
                    teacher)

/// 机构: an education authority, a school or a training base.
enum class OrgKind { authority, school, base };
BOOST_DESCRIBE_ENUM(OrgKind, authority, school, base)

enum class OrgLevel { province, city, county };
BOOST_DESCRIBE_ENUM(OrgLevel, province, city, county)

/// 学段
enum class Stage { kindergarten, primary, junior, senior, vocational, special };
BOOST_DESCRIBE_ENUM(Stage, kindergarten, primary, junior, senior, vocational, special)

/// 项目级别
enum class ProjectLevel { national, provincial, municipal, county };
BOOST_DESCRIBE_ENUM(ProjectLevel, national, provincial, municipal, county)

enum class Decision { approve, reject };
BOOST_DESCRIBE_ENUM(Decision, approve, reject)

/// The states of an hour record: 录入, 审定, 验证, 打回.
enum class HoursState { recorded, approved, verified, returned };
BOOST_DESCRIBE_ENUM(HoursState, recorded, approved, verified, returned)

enum class ProjectState { active, cancelled };
BOOST_DESCRIBE_ENUM(ProjectState, active, cancelled)

BOOST_DESCRIBE_ENUM(RangeEnd, exclusive_midnight, inclusive_day)

BOOST_DESCRIBE_STRUCT(DateRange, (), (from, to))
template <>
struct fields_of<DateRange> {
    static constexpr std::array fields{Field{"from", "the first day"},
                                       Field{"to", "the last day; the policy says if it counts"}};
};

/// Who asks. The host has authenticated him or her; the library trusts it.
struct Actor {
    Role role = Role::teacher;
    std::string org{};                  ///< the administrator's organisation; empty for a teacher
    std::string teacher{};              ///< the teacher's code; empty for an administrator
    std::optional<std::string> user{};  ///< the person's account, for the log only
    std::optional<std::string> on_behalf_of{};  ///< for the log only
};
BOOST_DESCRIBE_STRUCT(Actor, (), (role, org, teacher, user, on_behalf_of))
template <>
struct fields_of<Actor> {
    static constexpr std::array fields{
        Field{"role", "one of the six roles"},
        Field{.name = "org", .meaning = "an administrator's organisation", .defaulted = true},
        Field{.name = "teacher", .meaning = "a teacher's code", .defaulted = true},
        Field{"user", "the person's account, for the log only", "bytes", Shape::free_text, 0, 200},
        Field{"on_behalf_of", "for whom, for the log only", "bytes", Shape::free_text, 0, 200}};
};

}  // namespace xueshi
