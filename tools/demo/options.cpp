#include "demo/options.hpp"

#include <charconv>
#include <filesystem>

#include <fmt/format.h>

namespace xueshi::demo {

namespace {

constexpr std::uint64_t most_teachers = 5'000'000;

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (text.empty() || failure != std::errc() || rest != end) return std::nullopt;
    return value;
}

}  // namespace

std::variant<Options, std::string> parse_options(std::span<const std::string_view> arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--json") {
            options.json = true;
            continue;
        }
        if (name != "--teachers" && name != "--seed" && name != "--storage") {
            return fmt::format("there is no option '{}'", name);
        }
        if (i + 1 == arguments.size()) return fmt::format("{} needs a value", name);
        const std::string_view value = arguments[++i];
        if (name == "--storage") {
            options.storage = std::string(value);
            continue;
        }
        const auto parsed = number(value);
        if (name == "--seed") {
            if (!parsed) return fmt::format("--seed needs a whole number, not '{}'", value);
            options.seed = *parsed;
        } else if (!parsed || *parsed == 0 || *parsed > most_teachers) {
            return fmt::format("--teachers needs a number from 1 to {}, not '{}'", most_teachers,
                               value);
        } else {
            options.teachers = static_cast<std::size_t>(*parsed);
        }
    }
    return options;
}

std::optional<std::string> occupied(const std::string& storage_url) {
    constexpr std::string_view kind = "sqlite:";
    if (!storage_url.starts_with(kind)) return std::nullopt;
    const std::string path = storage_url.substr(kind.size(), storage_url.find('?') - kind.size());
    std::error_code none;
    const auto size = std::filesystem::file_size(path, none);
    if (none || size == 0) return std::nullopt;
    return fmt::format(
        "{} holds data already: the demo needs a new file, and leaves this one alone", path);
}

}  // namespace xueshi::demo
