#pragma once
/// What the demo was asked for.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace xueshi::demo {

struct Options {
    std::size_t teachers = 20'000;
    std::uint64_t seed = 2026;
    std::optional<std::string> storage{};  ///< none: a file of its own, removed in the end
    bool json = false;
};

/// The options, or what is wrong with them.
std::variant<Options, std::string> parse_options(std::span<const std::string_view> arguments);

/// Why this storage must not be played on, judged before it is opened: a file that isn't empty.
std::optional<std::string> occupied(const std::string& storage_url);

}  // namespace xueshi::demo
