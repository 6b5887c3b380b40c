#include "policy/readers.hpp"

#include <algorithm>
#include <array>

#include "values/text.hpp"

namespace xueshi::policy {

namespace {

using Keys = std::string_view[];

/// Reads a required member; one that lacks was reported with the keys.
template <class T>
bool read_member(const Node& object, std::string_view key, T& out) {
    const std::optional<Node> node = object.member(key);
    return node && read(*node, out);
}

/// Reads an array item by item, `read_item(node, item)`. Reports each item that equals an earlier
/// one in what `key_of` says; items that could not be read are compared with nothing.
template <class T, class ReadItem, class KeyOf>
bool read_distinct(const Node& node, std::size_t least, std::size_t most, std::vector<T>& out,
                   ReadItem read_item, KeyOf key_of) {
    const auto nodes = node.items(least, most);
    if (!nodes) {
        return false;
    }
    for (const Node& item : *nodes) {
        T value{};
        if (!read_item(item, value)) {
            continue;
        }
        const auto same = [&](const T& earlier) { return key_of(earlier) == key_of(value); };
        if (std::any_of(out.begin(), out.end(), same)) {
            item.refuse("each of them once", std::string(key_of(value)) + " again");
        } else {
            out.push_back(std::move(value));
        }
    }
    return out.size() == nodes->size();
}

bool read_code(const Node& node, std::string& out) {
    constexpr std::string_view expected = "a code of 1 to 64 bytes";
    const std::string* text = node.text(expected);
    if (text == nullptr) {
        return false;
    }
    out = *text;
    if (is_identity_number(*text)) {
        return node.refuse(std::string(expected), "a person's identity number");
    }
    return is_code(*text) || node.refuse(std::string(expected));
}

bool read_step(const Node& node, ReviewStep& out) {
    constexpr std::size_t most_exempt = 1'000;
    bool good = node.has_keys(Keys{"reviewer"}, Keys{"exempt"});
    good = read_member(node, "reviewer", out.reviewer) && good;
    if (const auto exempt = node.member("exempt")) {
        const auto itself = [](const std::string& code) { return std::string_view(code); };
        good = read_distinct(*exempt, 1, most_exempt, out.exempt, read_code, itself) && good;
    }
    return good;
}

bool read_share(const Node& node, Fraction& out) {
    constexpr std::string_view expected = R"(a share from 0 to 1: "1", "0.5", "2/3")";
    const std::string* text = node.text(expected);
    if (text == nullptr) {
        return false;
    }
    const std::optional<Fraction> share = Fraction::parse(*text);
    if (!share || share->numerator() > share->denominator()) {
        return node.refuse(std::string(expected));
    }
    out = *share;
    return true;
}

bool read_grade(const Node& node, GradeShare& out) {
    bool good = node.has_keys(Keys{"grade", "share"});
    if (const auto grade = node.member("grade")) {
        good = read_name(*grade, out.grade) && good;
    }
    if (const auto share = node.member("share")) {
        good = read_share(*share, out.share) && good;
    }
    return good;
}

/// The type's own reader, for texts of a fixed form.
template <class T>
bool read_form(const Node& node, std::string_view expected, T& out) {
    const std::string* text = node.text(expected);
    if (text == nullptr) {
        return false;
    }
    const std::optional<T> value = T::parse(*text);
    out = value.value_or(out);
    return value.has_value() || node.refuse(std::string(expected));
}

}  // namespace

bool read(const Node& node, bool& out) {
    const bool* value = node.value().boolean();
    out = value != nullptr ? *value : out;
    return value != nullptr || node.refuse("true or false");
}

bool read(const Node& node, Date& out) {
    return read_form(node, "a date from 1900-01-01 to 2999-12-31, as 2026-04-05", out);
}

bool read(const Node& node, ZoneOffset& out) {
    return read_form(node, "a distance from UTC, as +08:00", out);
}

bool read(const Node& node, Bilingual& out) {
    constexpr std::size_t most = 200;
    bool good = node.has_keys(Keys{"zh", "en"});
    for (const auto& [key, text] : {std::pair{"zh", &out.zh}, std::pair{"en", &out.en}}) {
        if (const auto member = node.member(key)) {
            good = read_text(*member, most, "a text of 1 to 200 bytes, not blank", *text) && good;
        }
    }
    return good;
}

bool read(const Node& node, Rounding& out) {
    static constexpr std::array<std::string_view, 3> steps = {"0.01", "0.5", "1"};
    bool good = node.has_keys(Keys{"step", "mode"});
    good = read_member(node, "mode", out.mode) && good;
    const auto step = node.member("step");
    const std::string* text = step ? step->text("one of 0.01, 0.5, 1, in quotes") : nullptr;
    if (text == nullptr) {
        return false;
    }
    if (std::find(steps.begin(), steps.end(), *text) == steps.end()) {
        return step->refuse_name(*text, steps);
    }
    out.step = Hours::parse(*text)->hundredths();
    return good;
}

bool read(const Node& node, std::vector<ReviewStep>& out) {
    constexpr std::size_t most_steps = 8;
    return read_distinct(node, 1, most_steps, out, read_step,
                         [](const ReviewStep& step) { return enum_name(step.reviewer); });
}

bool read(const Node& node, std::vector<GradeShare>& out) {
    constexpr std::size_t most_grades = 20;
    return read_distinct(node, 1, most_grades, out, read_grade,
                         [](const GradeShare& grade) { return std::string_view(grade.grade); });
}

bool read(const Node& node, std::vector<ProjectLevel>& out) {
    return read_distinct(
        node, 0, enum_names<ProjectLevel>().size(), out,
        [](const Node& item, ProjectLevel& level) { return read(item, level); },
        [](ProjectLevel level) { return enum_name(level); });
}

bool read_name(const Node& node, std::string& out) {
    constexpr std::size_t most = 32;
    constexpr std::string_view expected =
        "a name of 1 to 32 lower-case letters, digits and _, a letter first";
    const std::string* text = node.text(expected);
    if (text == nullptr) {
        return false;
    }
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    if (text->empty() || text->size() > most || !is_letter(text->front()) ||
        !std::all_of(text->begin(), text->end(), fits)) {
        return node.refuse(std::string(expected));
    }
    out = *text;
    return true;
}

bool read_text(const Node& node, std::size_t most, std::string_view expected, std::string& out) {
    const std::string* text = node.text(expected);
    if (text == nullptr) {
        return false;
    }
    out = *text;
    return is_text(*text, most) || node.refuse(std::string(expected));
}

}  // namespace xueshi::policy
