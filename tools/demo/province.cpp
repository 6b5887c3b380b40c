#include "demo/province.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "demo/chance.hpp"

namespace xueshi::demo {

namespace {

constexpr std::string_view divisions =
#include "jiangsu_divisions.inc"
    ;

constexpr std::size_t usual_school_size = 85;

/// Calls `visit(code, name, level, parent)` for each line behind the heading.
template <class Visit>
void for_each_division(Visit&& visit) {
    std::string_view rest = divisions.substr(divisions.find('\n') + 1);
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        std::array<std::string_view, 4> parts;
        std::string_view left = line;
        for (std::string_view& part : parts) {
            part = left.substr(0, left.find(','));
            left.remove_prefix(std::min(left.size(), part.size() + 1));
        }
        visit(parts[0], parts[1], parts[2], parts[3]);
    }
}

struct Kind {
    std::string_view name;  ///< with the place before and a number in it
    std::vector<Stage> stages;
    std::uint64_t share;  ///< of a hundred schools
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {"第{}幼儿园", {Stage::kindergarten}, 22},
        {"第{}小学", {Stage::primary}, 38},
        {"第{}初级中学", {Stage::junior}, 17},
        {"第{}九年一贯制学校", {Stage::primary, Stage::junior}, 9},
        {"第{}中学", {Stage::junior, Stage::senior}, 5},
        {"第{}高级中学", {Stage::senior}, 5},
        {"第{}中等专业学校", {Stage::vocational}, 3},
        {"第{}特殊教育学校", {Stage::special}, 1},
    };
    return all;
}

const Kind& kind_of(std::uint64_t seed, std::size_t number) {
    std::uint64_t luck = Chance(seed, About::school_kind, number).below(100);
    for (const Kind& kind : kinds()) {
        if (luck < kind.share) return kind;
        luck -= kind.share;
    }
    return kinds().front();
}

/// Splits `total` by weights so that the parts add up to it exactly.
std::vector<std::size_t> split(std::size_t total, const std::vector<std::uint64_t>& weights) {
    std::uint64_t sum = 0;
    for (const std::uint64_t weight : weights)
        sum += weight;
    std::vector<std::size_t> parts;
    std::uint64_t before = 0;
    std::size_t given = 0;
    for (const std::uint64_t weight : weights) {
        before += weight;
        const auto until = static_cast<std::size_t>(before * total / sum);
        parts.push_back(until - given);
        given = until;
    }
    return parts;
}

/// A place where schools can hang: a county, a city or the province itself.
struct Place {
    std::string code;
    std::string name;
    std::size_t city;
    std::string district;
    std::size_t schools;
};

/// A few schools directly under cities and the province where there are enough, the others in
/// counties.
std::vector<Place> places_of(const Province& province, std::size_t schools, std::uint64_t seed) {
    std::vector<Place> places;
    std::size_t direct = 0;
    if (schools >= 20) {
        const std::size_t own = 1 + schools / 2000;
        places.push_back({Province::code, Province::name, province.cities.size(),
                          province.counties.front().code, own});
        direct += own;
    }
    std::vector<std::uint64_t> weights;
    for (std::size_t i = 0; i < province.counties.size(); ++i) {
        weights.push_back(50 + Chance(seed, About::county_size, i).below(100));
    }
    const std::size_t own = schools >= 100 ? 1 + schools / 1000 : 0;
    direct += own * province.cities.size();
    const auto parts = split(schools - direct, weights);
    std::size_t county = 0;
    for (std::size_t city = 0; city < province.cities.size(); ++city) {
        places.push_back({province.cities[city].code, province.cities[city].name, city,
                          province.counties[county].code, own});
        for (; county < province.counties.size() && province.counties[county].city == city;
             ++county) {
            const County& one = province.counties[county];
            places.push_back({one.code, one.name, city, one.code, parts[county]});
        }
    }
    return places;
}

void add_schools(Province& province, std::size_t count, std::uint64_t seed) {
    std::vector<std::uint64_t> weights;
    for (std::size_t i = 0; i < count; ++i) {
        weights.push_back(45 + Chance(seed, About::school_size, i).below(81));
    }
    const auto sizes = split(province.teachers, weights);
    std::uint64_t first = 0;
    for (const Place& place : places_of(province, count, seed)) {
        for (std::size_t i = 0; i < place.schools; ++i) {
            const std::size_t number = province.schools.size();
            const Kind& kind = kind_of(seed, number);
            School school;
            school.code = fmt::format("{}S{:03}", place.code, i + 1);
            school.name = place.name + fmt::format(fmt::runtime(kind.name), i + 1);
            school.parent = place.code;
            school.city = place.city;
            school.district = place.district;
            school.stages = kind.stages;
            school.first_teacher = first;
            school.teachers = sizes[number];
            first += sizes[number];
            province.schools.push_back(std::move(school));
        }
    }
}

void add_bases(Province& province) {
    static constexpr std::string_view names[] = {"江苏省教师培训中心", "江苏第二师范学院培训基地",
                                                 "江苏师范大学培训基地"};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        province.bases.push_back(
            {fmt::format("32B{}", i + 1), std::string(names[i]), Province::code});
    }
    for (const City& city : province.cities) {
        province.bases.push_back({city.code + "B1", city.name + "教师发展学院", city.code});
    }
    for (std::size_t i = 0; i < province.counties.size(); i += 2) {
        const County& county = province.counties[i];
        province.bases.push_back({county.code + "B1", county.name + "教师发展中心", county.code});
    }
}

}  // namespace

Province Province::generate(std::size_t teachers, std::uint64_t seed) {
    Province province;
    province.teachers = teachers;
    for_each_division([&](std::string_view code, std::string_view name, std::string_view level,
                          std::string_view parent) {
        if (level == "city") province.cities.push_back({std::string(code), std::string(name)});
        if (level != "county") return;
        const auto city = std::find_if(province.cities.begin(), province.cities.end(),
                                       [&](const City& one) { return one.code == parent; });
        province.counties.push_back({std::string(code), std::string(name),
                                     static_cast<std::size_t>(city - province.cities.begin())});
    });
    add_bases(province);
    add_schools(province, std::max<std::size_t>(1, teachers / usual_school_size), seed);
    return province;
}

const Base* Province::base_of(const std::string& authority) const {
    const auto at = std::find_if(bases.begin(), bases.end(),
                                 [&](const Base& base) { return base.parent == authority; });
    return at == bases.end() ? nullptr : &*at;
}

Actor Province::administrator(const std::string& authority) {
    if (authority.size() == 2) return {Role::province_admin, authority};
    if (authority.size() == 4) return {Role::city_admin, authority};
    return {Role::county_admin, authority};
}

}  // namespace xueshi::demo
