#include "policy/parameters.hpp"

#include <array>
#include <tuple>

#include "policy/readers.hpp"

namespace xueshi::policy {

namespace {

template <class T>
struct Parameter {
    std::string_view name;
    Cited<T> Parameters::*member;
};
template <class T>  // Clang 14 doesn't deduce the arguments of aggregates by itself
Parameter(const char*, Cited<T> Parameters::*)->Parameter<T>;

/// Every parameter there is. A new one is a line here, a member of `Parameters` and, where its type
/// is new, a reader.
constexpr std::tuple parameters{
    Parameter{"window_end", &Parameters::window_end},
    Parameter{"training_end", &Parameters::training_end},
    Parameter{"review_chain", &Parameters::review_chain},
    Parameter{"rejected_holds_seat", &Parameters::rejected_holds_seat},
    Parameter{"national_owner", &Parameters::national_owner},
    Parameter{"class_management", &Parameters::class_management},
    Parameter{"grade_to_hours", &Parameters::grade_to_hours},
    Parameter{"hours_rounding", &Parameters::hours_rounding},
    Parameter{"direct_entry_levels", &Parameters::direct_entry_levels},
    Parameter{"year", &Parameters::year},
};

constexpr auto names =
    std::apply([](const auto&... parameter) { return std::array{parameter.name...}; }, parameters);

/// A value with the days on which it is in force.
template <class T>
struct Dated {
    Date from;
    std::optional<Date> until;  ///< the last day
    Cited<T> cited;
};

template <class T>
bool read_dated(const Node& node, Dated<T>& out) {
    static constexpr std::array<std::string_view, 3> required = {"from", "value", "source"};
    static constexpr std::array<std::string_view, 2> optional = {"until", "decided"};
    constexpr std::size_t longest_source = 500;
    bool good = node.has_keys(required, optional);
    if (const auto from = node.member("from")) {
        good = read(*from, out.from) && good;
    }
    if (const auto until = node.member("until")) {
        good = read(*until, out.until.emplace()) && good;
    }
    if (const auto value = node.member("value")) {
        good = read(*value, out.cited.value) && good;
    }
    if (const auto source = node.member("source")) {
        good = read_text(*source, longest_source,
                         "where this is decided, a text of 1 to 500 bytes, not blank",
                         out.cited.source) &&
               good;
    }
    bool decided =
        false;  // for readers of the file: the source is silent, the policy's author chose
    if (const auto node_decided = node.member("decided")) {
        good = read(*node_decided, decided) && good;
    }
    return good;
}

/// Reports where two values that follow each other overlap or leave a gap.
template <class T>
bool follows(const Node& earlier, const Dated<T>& before, const Node& later,
             const Dated<T>& after) {
    if (after.from <= before.from) {
        return later.member("from")->refuse("a day after " + before.from.text());
    }
    if (before.until && after.from <= *before.until) {
        return later.member("from")->refuse("a day after " + before.until->text() +
                                            ", until which the value before holds");
    }
    if (before.until && after.from > before.until->plus_days(1)) {
        return earlier.member("until")->refuse(after.from.plus_days(-1).text() +
                                               ", the day before the next value, or nothing");
    }
    return true;
}

template <class T>
bool is_gapless(const std::vector<Node>& nodes, const std::vector<Dated<T>>& values) {
    bool good = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Dated<T>& value = values[i];
        if (value.until && *value.until < value.from) {
            good = nodes[i].member("until")->refuse("no day before " + value.from.text());
        } else if (i + 1 < values.size()) {
            good = follows(nodes[i], value, nodes[i + 1], values[i + 1]) && good;
        } else if (value.until) {
            good = nodes[i].member("until")->refuse("nothing: the last value holds until changed");
        }
    }
    return good;
}

template <class T>
std::vector<Change> read_changes(const Node& node, Cited<T> Parameters::*member) {
    constexpr std::size_t most_values = 100;
    const auto nodes = node.items(1, most_values);
    std::vector<Dated<T>> values(nodes ? nodes->size() : 0);
    bool good = nodes.has_value();
    for (std::size_t i = 0; i < values.size(); ++i) {
        good = read_dated((*nodes)[i], values[i]) && good;
    }
    std::vector<Change> changes;
    if (good && is_gapless(*nodes, values)) {
        for (Dated<T>& value : values) {
            changes.push_back({value.from, [member, cited = std::move(value.cited)](
                                               Parameters& all) { all.*member = cited; }});
        }
    }
    return changes;
}

}  // namespace

std::span<const std::string_view> parameter_names() noexcept { return names; }

std::vector<std::vector<Change>> read_parameters(const Node& node) {
    std::vector<std::vector<Change>> all;
    node.has_keys(names);
    const auto read_one = [&](const auto& parameter) {
        if (const auto values = node.member(parameter.name)) {
            all.push_back(read_changes(*values, parameter.member));
        }
    };
    std::apply([&](const auto&... parameter) { (read_one(parameter), ...); }, parameters);
    return all;
}

}  // namespace xueshi::policy
