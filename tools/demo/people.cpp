#include "demo/people.hpp"

#include <array>
#include <span>

#include <fmt/format.h>

#include "demo/province.hpp"

namespace xueshi::demo {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 40> surnames{
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",  "胡", "朱",
    "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐",  "冯", "于",
    "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "欧阳"};
constexpr std::array<std::string_view, 24> women_names{
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "婷", "雪", "琳", "玲",
    "慧", "洁", "颖", "倩", "蓉", "兰", "梅", "莉", "萍", "红", "玉", "雅"};
constexpr std::array<std::string_view, 24> men_names{
    "伟", "强", "磊", "军", "勇", "杰", "涛", "明", "超", "刚", "平", "辉",
    "鹏", "华", "飞", "鑫", "波", "斌", "宇", "浩", "凯", "健", "俊", "峰"};
constexpr std::array<std::string_view, 12> common_names{"文", "思", "晓", "志", "国", "建",
                                                        "子", "一", "嘉", "永", "海", "春"};

constexpr std::array<std::string_view, 2> kindergarten_subjects{"学前教育", "学前教育"};
constexpr std::array<std::string_view, 10> primary_subjects{"语文", "语文", "语文", "数学", "数学",
                                                            "英语", "科学", "音乐", "体育", "美术"};
constexpr std::array<std::string_view, 14> junior_subjects{
    "语文", "语文", "数学", "数学", "英语",       "英语", "物理",
    "化学", "生物", "历史", "地理", "道德与法治", "体育", "信息技术"};
constexpr std::array<std::string_view, 12> senior_subjects{
    "语文", "数学", "英语",     "物理", "化学",     "生物",
    "历史", "地理", "思想政治", "体育", "信息技术", "通用技术"};
constexpr std::array<std::string_view, 8> vocational_subjects{
    "机械加工", "电子商务", "计算机应用", "财务会计", "语文", "数学", "英语", "汽车维修"};
constexpr std::array<std::string_view, 3> special_subjects{"特殊教育", "生活适应", "语文"};

Words subjects_of(Stage stage) {
    switch (stage) {
        case Stage::kindergarten:
            return kindergarten_subjects;
        case Stage::primary:
            return primary_subjects;
        case Stage::junior:
            return junior_subjects;
        case Stage::senior:
            return senior_subjects;
        case Stage::vocational:
            return vocational_subjects;
        case Stage::special:
            return special_subjects;
    }
    return primary_subjects;
}

std::string_view any_of(Words words, Chance& chance) { return words[chance.below(words.size())]; }

std::string_view title_after(int years, Chance& chance) {
    const std::uint64_t luck = chance.below(100);
    if (years < 3) return luck < 70 ? "二级教师" : "三级教师";
    if (years < 9) return luck < 85 ? "二级教师" : "一级教师";
    if (years < 17) return luck < 80 ? "一级教师" : "高级教师";
    if (years < 25) return luck < 45 ? "一级教师" : "高级教师";
    return luck < 97 ? "高级教师" : "正高级教师";
}

std::string_view position_at(std::size_t place, Chance& chance) {
    if (place == 0) return "校长";
    if (place <= 2) return "副校长";
    return chance.in_thousand(300) ? "班主任" : "任课教师";
}

/// A stable number for a teacher: the schools' first numbers are far enough apart.
std::uint64_t number_of(const School& school, std::size_t place) {
    return school.first_teacher + place;
}

std::string name_of(const Person& person, Chance chance) {
    std::string name(any_of(surnames, chance));
    if (chance.in_thousand(450)) name += any_of(common_names, chance);
    name += any_of(person.woman ? Words(women_names) : Words(men_names), chance);
    return name;
}

/// District, birth date, a number that is odd for men, the check character. Made up throughout.
std::string identity_number(const School& school, Date birth, bool woman, Chance chance) {
    const std::uint64_t sequence = chance.below(499) * 2 + (woman ? 2 : 1);
    std::string number = fmt::format("{}{:04}{:02}{:02}{:03}", school.district, birth.year(),
                                     birth.month(), birth.day(), sequence);
    number += check_character(number);
    return number;
}

}  // namespace

Person person_at(std::uint64_t seed, const School& school, std::size_t place) {
    Chance chance(seed, About::person, number_of(school, place));
    Person person;
    person.stage = school.stages[chance.below(school.stages.size())];
    person.subject = any_of(subjects_of(person.stage), chance);
    person.woman = chance.in_thousand(person.stage == Stage::kindergarten ? 970 : 660);
    person.born = 1967 + static_cast<int>(chance.below(36));
    const int hired = person.born + 22 + static_cast<int>(chance.below(3));
    const unsigned month = chance.in_thousand(800) ? 9 : 3;
    person.hired_on = Date::of(std::min(hired, 2025), month, 1).value();
    person.title = title_after(2026 - person.hired_on.year(), chance);
    person.position = position_at(place, chance);
    return person;
}

std::string teacher_code(const School& school, std::size_t place) {
    return fmt::format("{}T{:03}", school.code, place + 1);
}

TeacherEntry entry_of(std::uint64_t seed, const School& school, std::size_t place) {
    const Person person = person_at(seed, school, place);
    Chance chance(seed, About::name, number_of(school, place));
    const Date birth = Date::of(person.born, 1 + static_cast<unsigned>(chance.below(12)),
                                1 + static_cast<unsigned>(chance.below(28)))
                           .value();
    TeacherEntry entry;
    entry.code = teacher_code(school, place);
    entry.name = name_of(person, chance);
    entry.school = school.code;
    entry.stages = {person.stage};
    entry.subject = person.subject;
    entry.title = std::string(person.title);
    entry.position = std::string(person.position);
    entry.sex = person.woman ? "女" : "男";
    entry.birth_date = birth;
    entry.id_type = "居民身份证";
    entry.id_number = identity_number(school, birth, person.woman, chance);
    entry.hired_on = person.hired_on;
    return entry;
}

char check_character(std::string_view seventeen_digits) {
    int remainder = 0;  // ISO 7064 MOD 11-2, digit by digit
    for (const char digit : seventeen_digits)
        remainder = (remainder + digit - '0') * 2 % 11;
    return "10X98765432"[remainder];
}

}  // namespace xueshi::demo
