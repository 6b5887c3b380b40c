#pragma once
/// The description of every query: fields, meanings, units, ranges, rules. What they answer is
/// described in answer_texts.hpp.

#include <xueshi/answer_texts.hpp>

namespace xueshi {

/// Texts of fields that many queries share.
namespace shared_fields {
inline constexpr Field limit{.name = "limit",
                             .meaning = "how many at most in one page",
                             .unit = "items",
                             .least = 1,
                             .most = 1000,
                             .defaulted = true};
inline constexpr Field after{
    "after", "the last page's `next`; absent: the first page", "bytes", Shape::free_text, 0, 1024};
inline constexpr Field year{"year", "the year to which records belong", "years", Shape::any, 1900,
                            2999};
}  // namespace shared_fields

BOOST_DESCRIBE_STRUCT(Orgs, (), (under, kind, limit, after))
template <>
struct fields_of<Orgs> {
    static constexpr std::array fields{
        Field{"under", "whose children; absent: the actor's own", "", Shape::code},
        Field{"kind", "only authorities, schools or bases"}, shared_fields::limit,
        shared_fields::after};
};
template <>
struct about<Orgs> {
    static constexpr About value{"orgs", "The children of an organisation.", "机构查询",
                                 "VIEW-1 ORG-1 ORG-2"};
};

BOOST_DESCRIBE_STRUCT(Teachers, (), (search, school, subject, limit, after))
template <>
struct fields_of<Teachers> {
    static constexpr std::array fields{
        Field{"search", "a part of the code or the name", "bytes", Shape::text, 1,
              shared_fields::text_most},
        Field{"school", "only this school's; absent: the actor's own", "", Shape::code},
        Field{"subject", "only who teaches this", "bytes", Shape::text, 1,
              shared_fields::text_most},
        shared_fields::limit, shared_fields::after};
};
template <>
struct about<Teachers> {
    static constexpr About value{"teachers", "The teachers of a school, masked.", "教师查询",
                                 "VIEW-1 ORG-3"};
};

BOOST_DESCRIBE_STRUCT(EligibleTeachers, (), (project, limit, after))
template <>
struct fields_of<EligibleTeachers> {
    static constexpr std::array fields{shared_fields::project, shared_fields::limit,
                                       shared_fields::after};
};
template <>
struct about<EligibleTeachers> {
    static constexpr About value{
        "eligible_teachers",
        "The acting school's teachers who meet the project's conditions and are not enrolled.",
        "可报名教师", "ENR-3 ENR-4 VIEW-1"};
};

BOOST_DESCRIBE_STRUCT(Projects, (), (year, limit, after))
template <>
struct fields_of<Projects> {
    static constexpr std::array fields{shared_fields::year, shared_fields::limit,
                                       shared_fields::after};
};
template <>
struct about<Projects> {
    static constexpr About value{
        "projects", "The projects that the actor may see; a school only those of its stages.",
        "项目查询", "VIEW-1 VIEW-2 ENR-1 ENR-2"};
};

BOOST_DESCRIBE_STRUCT(Quota, (), (project, org))
template <>
struct fields_of<Quota> {
    static constexpr std::array fields{
        shared_fields::project,
        Field{"org", "whose seats; absent: the actor's own", "", Shape::code}};
};
template <>
struct about<Quota> {
    static constexpr About value{"quota", "Seats held, used and left, with those of the children.",
                                 "名额查询", "QUO-1 QUO-2 QUO-3 VIEW-1"};
};

BOOST_DESCRIBE_STRUCT(Enrollments, (), (project, state, limit, after))
template <>
struct fields_of<Enrollments> {
    static constexpr std::array fields{
        Field{"project", "only this project's", "", Shape::code},
        Field{"state", "only in this state", "bytes", Shape::text, 1, 64}, shared_fields::limit,
        shared_fields::after};
};
template <>
struct about<Enrollments> {
    static constexpr About value{"enrollments", "The enrolments that the actor may see.",
                                 "报名查询", "ENR-6 ENR-8 VIEW-1 VIEW-2"};
};

BOOST_DESCRIBE_STRUCT(Classes, (), (project, limit, after))
template <>
struct fields_of<Classes> {
    static constexpr std::array fields{Field{"project", "only this project's", "", Shape::code},
                                       shared_fields::limit, shared_fields::after};
};
template <>
struct about<Classes> {
    static constexpr About value{"classes", "The classes that the actor may see.", "培训班查询",
                                 "CLS-1 VIEW-1"};
};

BOOST_DESCRIBE_STRUCT(HoursQuery, (), (teacher, project, state, year, limit, after))
template <>
struct fields_of<HoursQuery> {
    static constexpr std::array fields{Field{"teacher", "only this teacher's", "", Shape::code},
                                       Field{"project", "only this project's", "", Shape::code},
                                       Field{"state", "only in this state"},
                                       shared_fields::year,
                                       shared_fields::limit,
                                       shared_fields::after};
};
template <>
struct about<HoursQuery> {
    static constexpr About value{"hours", "The hour records that the actor may see.", "学时查询",
                                 "HRS-1 HRS-4 VIEW-1 VIEW-2"};
};

BOOST_DESCRIBE_STRUCT(Statement, (), (teacher, year, from, to))
template <>
struct fields_of<Statement> {
    static constexpr std::array fields{
        shared_fields::teacher, shared_fields::year,
        Field{"from", "the first year", "years", Shape::any, 1900, 2999},
        Field{"to", "the last year, included", "years", Shape::any, 1900, 2999}};
};
template <>
struct about<Statement> {
    static constexpr About value{"statement", "A teacher's records with totals.", "学时证明",
                                 "HRS-4 VIEW-1 VIEW-2"};
};

BOOST_DESCRIBE_STRUCT(Statistics, (), (org, year, measure, by))
template <>
struct fields_of<Statistics> {
    static constexpr std::array fields{
        Field{"org", "whose schools are counted", "", Shape::code}, shared_fields::year,
        Field{.name = "measure", .meaning = "hours or enrollments", .defaulted = true},
        Field{.name = "by",
              .meaning = "dimensions; none: one row",
              .least = 0,
              .most = 9,
              .defaulted = true}};
};
template <>
struct about<Statistics> {
    static constexpr About value{"statistics", "Counts and sums below an organisation.", "统计",
                                 "VIEW-1"};
};

BOOST_DESCRIBE_STRUCT(Worklist, (), (year))
template <>
struct fields_of<Worklist> {
    static constexpr std::array fields{shared_fields::year};
};
template <>
struct about<Worklist> {
    static constexpr About value{"worklist", "What waits for the actor, with counts.", "待办",
                                 "ENR-6 HRS-1 HRS-4"};
};

BOOST_DESCRIBE_STRUCT(Log, (), (from, to, subject, limit, after))
template <>
struct fields_of<Log> {
    static constexpr std::array fields{
        Field{"from", "the first day"}, Field{"to", "the last day, included"},
        Field{"subject", "only entries that name this code", "", Shape::code}, shared_fields::limit,
        shared_fields::after};
};
template <>
struct about<Log> {
    static constexpr About value{"log", "The log entries that the actor may see.", "日志查询",
                                 "VIEW-1"};
};

BOOST_DESCRIBE_STRUCT(Changes, (), (stream, after, limit))
template <>
struct fields_of<Changes> {
    static constexpr std::array fields{
        Field{"stream", "the stream: an organisation's code", "", Shape::code},
        Field{.name = "after",
              .meaning = "the number of the last entry seen; 0: from the first",
              .least = 0,
              .defaulted = true},
        shared_fields::limit};
};
template <>
struct about<Changes> {
    static constexpr About value{"changes", "The feed of a stream's entries, for the host.",
                                 "变更订阅", "VIEW-1"};
};

}  // namespace xueshi
