#pragma once
/// The ranges and shapes of described fields, checked on the structs themselves: callers from C++
/// get the same refusals as callers with JSON.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/describe.hpp>

namespace xueshi::codec {

/// What doesn't fit, and where (a JSON pointer).
struct ShapeFault {
    std::string pointer;
    std::string expected;
    std::string found;
    std::size_t limit = 0;  ///< what was exceeded; 0: it is no matter of size
};

inline constexpr std::size_t items_most = 100'000;  ///< REQ-1

std::string expected_keys(const std::vector<std::string_view>& names);
/// `expected` of a text that doesn't fit its field, or nothing where it fits.
std::optional<std::string> text_fault(std::string_view text, const Field& field);
std::string shown_text(std::string_view text);
void append_pointer(std::string& pointer, std::string_view key);

}  // namespace xueshi::codec
