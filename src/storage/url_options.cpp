#include "url_options.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace xueshi::storage {
namespace {

std::string names_of(const std::vector<UrlOption>& options) {
    if (options.empty()) return "none";
    std::string names;
    for (const UrlOption& option : options)
        names += (names.empty() ? "" : ", ") + std::string(option.name);
    return names;
}

/// Goes through the options that are known; `otherwise` gets the others, each as it stands.
void for_each_option(std::string_view text, const std::vector<UrlOption>& options,
                     const std::function<void(std::string_view)>& otherwise) {
    std::vector<std::string_view> seen;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        const std::string name(pair.substr(0, pair.find('=')));
        const auto option = std::ranges::find(options, std::string_view(name), &UrlOption::name);
        if (option == options.end()) {
            otherwise(pair);
            continue;
        }
        if (pair.size() == name.size()) invalid_url("option " + name + " has no value");
        if (std::ranges::find(seen, option->name) != seen.end())
            invalid_url("option " + name + " is given twice");
        seen.push_back(option->name);
        const std::string value(pair.substr(name.size() + 1));
        const std::string accepted = option->take(value);
        if (!accepted.empty())
            invalid_url(fmt::format("option {} must be: {}; not '{}'", name, accepted, value));
    }
}

}  // namespace

void invalid_url(const std::string& what) {
    throw Error(ErrorCode::argument_invalid, "storage URL: " + what);
}

UrlOption choice(std::string_view name, const std::vector<std::string>& values,
                 const std::function<void(const std::string&)>& set) {
    return {name, [values, set](const std::string& value) {
                if (std::ranges::find(values, value) != values.end()) {
                    set(value);
                    return std::string();
                }
                std::string known;
                for (const std::string& each : values)
                    known += (known.empty() ? "" : ", ") + each;
                return known;
            }};
}

UrlOption number(std::string_view name, std::int64_t least, std::int64_t most,
                 const std::function<void(std::int64_t)>& set) {
    return {name, [=](const std::string& text) {
                std::int64_t value = 0;
                const char* end = text.data() + text.size();
                const auto [rest, failure] = std::from_chars(text.data(), end, value);
                if (failure == std::errc() && rest == end && value >= least && value <= most) {
                    set(value);
                    return std::string();
                }
                return "a number from " + std::to_string(least) + " to " + std::to_string(most);
            }};
}

void take_options(std::string_view text, const std::vector<UrlOption>& options) {
    for_each_option(text, options, [&](std::string_view pair) {
        invalid_url("unknown option '" + std::string(pair.substr(0, pair.find('='))) +
                    "'; known: " + names_of(options));
    });
}

std::string take_known_options(std::string_view text, const std::vector<UrlOption>& options) {
    std::string others;
    for_each_option(text, options, [&](std::string_view pair) {
        others += (others.empty() ? "" : "&") + std::string(pair);
    });
    return others;
}

}  // namespace xueshi::storage
