#include "engine/observation.hpp"

#include <algorithm>

#include <xueshi/json.hpp>

namespace xueshi::engine {

namespace {

std::vector<std::string> each_once(std::vector<std::string> codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

template <class Views>
std::vector<std::string> teachers_of(const Views& views) {
    std::vector<std::string> codes;
    codes.reserve(views.size());
    for (const auto& view : views)
        codes.push_back(view.teacher);
    return each_once(std::move(codes));
}

/// In entries of the log a code stands under "teacher", or in a list under "teachers"; an actor who
/// is none has an empty one.
void collect(const json::Value& value, bool named, std::vector<std::string>& codes) {
    if (const auto* object = value.object()) {
        for (const auto& [key, member] : *object)
            collect(member, key == "teacher" || key == "teachers", codes);
    } else if (const auto* array = value.array()) {
        for (const json::Value& element : *array)
            collect(element, named, codes);
    } else if (const std::string* text = value.text(); text != nullptr && named && !text->empty()) {
        codes.push_back(*text);
    }
}

}  // namespace

std::vector<std::string> teachers_in(const TeachersPage& answer) {
    return teachers_of(answer.teachers);
}

std::vector<std::string> teachers_in(const EnrollmentsPage& answer) {
    return teachers_of(answer.enrollments);
}

std::vector<std::string> teachers_in(const HoursPage& answer) {
    return teachers_of(answer.records);
}

std::vector<std::string> teachers_in(const StatementAnswer& answer) { return {answer.teacher}; }

std::vector<std::string> teachers_in(const LogPage& answer) {
    constexpr json::Limits none{SIZE_MAX, SIZE_MAX};
    std::vector<std::string> codes;
    for (const LogView& view : answer.entries) {
        const auto entry = json::parse(view.entry, none);
        if (const auto* value = std::get_if<json::Value>(&entry)) collect(*value, false, codes);
    }
    return each_once(std::move(codes));
}

}  // namespace xueshi::engine
