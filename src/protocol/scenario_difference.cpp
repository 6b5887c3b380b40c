/// Compares an answer with what a scenario expects of it.

#include <xueshi/scenario.hpp>

#include "codec/json_pointer.hpp"

namespace xueshi {

namespace {

using json::pointer_to;
using json::Value;

/// A long value tells nothing more at its thousandth character.
std::string shown(const Value& value) {
    constexpr std::size_t most = 400;  // bytes
    std::string text = json::write(value);
    if (text.size() <= most) return text;
    std::size_t end = most;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;  // whole characters
    return text.substr(0, end) + "…";
}

ScenarioDifference differing(std::string pointer, std::string expected, std::string got) {
    return {{}, 0, std::move(pointer), std::move(expected), std::move(got)};
}

std::optional<ScenarioDifference> compare(const Value& expected, const Value& got,
                                          const std::string& pointer) {
    if (const json::Object* members = expected.object(); members && got.object()) {
        for (const auto& [key, member] : *members) {
            const Value* found = got.find(key);
            const std::string place = pointer_to(pointer, std::string_view(key));
            if (found == nullptr) return differing(place, shown(member), "nothing");
            if (auto difference = compare(member, *found, place)) return difference;
        }
        return std::nullopt;
    }
    if (const json::Array* items = expected.array(); items && got.array()) {
        const std::size_t both = std::min(items->size(), got.array()->size());
        for (std::size_t i = 0; i < both; ++i) {
            auto difference = compare((*items)[i], (*got.array())[i], pointer_to(pointer, i));
            if (difference) return difference;
        }
        if (items->size() == got.array()->size()) return std::nullopt;
        const std::string place = pointer_to(pointer, both);
        if (items->size() > both) return differing(place, shown((*items)[both]), "nothing");
        return differing(place, "nothing", shown((*got.array())[both]));
    }
    const std::string texts[] = {json::write(expected), json::write(got)};
    if (texts[0] == texts[1]) return std::nullopt;
    return differing(pointer, shown(expected), shown(got));
}

}  // namespace

std::optional<ScenarioDifference> difference_of(const Value& expected, const Value& got) {
    auto difference = compare(expected, got, "");
    // A wrong `ok` alone tells little: the reasons or the error stand beside it.
    const bool of_ok = difference && difference->pointer.starts_with("/ok") && got.object();
    const bool of_error =
        difference && difference->got == "nothing" && got.find("error") != nullptr;
    if (of_ok || of_error) difference->got = shown(got);
    return difference;
}

std::string ScenarioReport::first_difference() const {
    if (difference) {
        return difference->file + ", step " + std::to_string(difference->step) + ", " +
               difference->pointer + ": expected " + difference->expected + ", got " +
               difference->got;
    }
    return faults.empty() ? std::string() : faults.front();
}

}  // namespace xueshi
