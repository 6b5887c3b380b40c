#pragma once
/// A strict JSON reader's tree, for policies and protocol. No third-party type shows.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace xueshi::json {

/// Where text is not JSON as this library takes it: not UTF-8, an unpaired surrogate, an equal key
/// twice, deeper than 32, a NUL, anything behind the value.
struct Fault {
    std::string pointer;  ///< as far as it was read
    std::string expected;
    std::string found;
    std::size_t offset = 0;  ///< bytes from the start
    bool too_large = false;  ///< nothing is wrong with it but its size
};

class Value;
using Array = std::vector<Value>;
using Object = std::vector<std::pair<std::string, Value>>;  ///< in the order of the text

/// A number that is no 64-bit integer, as it stood in the text.
struct OtherNumber {
    std::string text;
};

class Value {
public:
    using Content =
        std::variant<std::nullptr_t, bool, std::int64_t, OtherNumber, std::string, Array, Object>;
    Content content = nullptr;

    const Object* object() const { return std::get_if<Object>(&content); }
    const Array* array() const { return std::get_if<Array>(&content); }
    const std::string* text() const { return std::get_if<std::string>(&content); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&content); }
    const bool* boolean() const { return std::get_if<bool>(&content); }
    bool null() const { return std::holds_alternative<std::nullptr_t>(content); }
    /// The member of an object, or nothing.
    const Value* find(std::string_view key) const;
    /// What it is, for people, shortened: `"abc…"`, `12`, `an array of 3`.
    std::string shown() const;
};

inline constexpr std::size_t depth_limit = 32;
inline constexpr std::size_t size_limit = 16u << 20;  ///< 16 MiB
inline constexpr std::size_t node_limit = 4'000'000;  ///< values in one text

/// Bounds against hostile texts. What the library wrote itself is read without.
struct Limits {
    std::size_t size = size_limit;
    std::size_t nodes = node_limit;
};
std::variant<Value, Fault> parse(std::string_view text, Limits limits = {});

/// Compact, object keys in their order.
std::string write(const Value& value);
/// Compact with keys sorted by bytes: equal values give equal texts.
std::string write_canonical(const Value& value);
/// Appends a JSON string literal. UTF-8 stays as it is, control characters are escaped.
void append_string(std::string& out, std::string_view text);

}  // namespace xueshi::json
