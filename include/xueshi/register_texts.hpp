#pragma once
/// The description of the register's structs: what a host's register gives, and what the pure rules
/// may know of people and organisations.

#include <xueshi/command_texts.hpp>
#include <xueshi/register.hpp>

namespace xueshi {

BOOST_DESCRIBE_STRUCT(Org, (), (code, name, kind, level, parent, stages))
template <>
struct fields_of<Org> {
    static constexpr auto fields = fields_of<OrgEntry>::fields;
};

BOOST_DESCRIBE_STRUCT(Teacher, (), (code, home, school, stages, subject, title, position, hired_on))
template <>
struct fields_of<Teacher> {
    static constexpr std::array fields{
        Field{"code", "the teacher's code", "", Shape::code},
        Field{"home", "a code that never changes, whatever school he or she moves to", "",
              Shape::code},
        Field{"school", "the school's code", "", Shape::code},
        Field{"stages", "the stages that he or she teaches", "", Shape::any, 0, 6},
        Field{"subject", "the subject taught"},
        Field{"title", "professional title"},
        Field{"position", "position held"},
        Field{"hired_on", "first day of service, from which years of service count"}};
};

BOOST_DESCRIBE_STRUCT(Person, (), (name, id_number, mobile))
template <>
struct fields_of<Person> {
    static constexpr std::array fields{
        Field{.name = "name", .meaning = "the name, masked on its way out", .personal = true},
        Field{.name = "id_number",
              .meaning = "identity number, masked on its way out",
              .personal = true},
        Field{
            .name = "mobile", .meaning = "mobile number, masked on its way out", .personal = true}};
};

BOOST_DESCRIBE_STRUCT(TeacherSearch, (), (school, text, subject))
template <>
struct fields_of<TeacherSearch> {
    static constexpr std::array fields{Field{"school", "only this school's teachers"},
                                       Field{"text", "a part of the code or the name"},
                                       Field{"subject", "only who teaches this"}};
};

}  // namespace xueshi
