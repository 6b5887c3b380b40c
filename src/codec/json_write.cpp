#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <xueshi/json.hpp>

#include "codec/json_pointer.hpp"
#include "values/text.hpp"

namespace xueshi::json {

namespace {

constexpr std::array<bool, 256> needs_escape = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) {
        table[byte] = true;
    }
    table['"'] = table['\\'] = table[0x7F] = true;
    return table;
}();

constexpr std::uint64_t in_each_byte(std::uint8_t byte) { return 0x0101'0101'0101'0101u * byte; }

/// Whether one of eight bytes is zero.
constexpr bool has_zero(std::uint64_t eight) {
    return ((eight - in_each_byte(0x01)) & ~eight & in_each_byte(0x80)) != 0;
}

/// Whether one of eight bytes needs an escape.
bool any_needs_escape(const char* bytes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    const bool below_blank = ((eight - in_each_byte(0x20)) & ~eight & in_each_byte(0x80)) != 0;
    return below_blank || has_zero(eight ^ in_each_byte('"')) ||
           has_zero(eight ^ in_each_byte('\\')) || has_zero(eight ^ in_each_byte(0x7F));
}

/// The place of the first byte from `at` that needs an escape, or the end.
std::size_t end_of_run(std::string_view text, std::size_t at) {
    while (at + 8 <= text.size() && !any_needs_escape(text.data() + at)) {
        at += 8;
    }
    while (at < text.size() && !needs_escape[static_cast<unsigned char>(text[at])]) {
        ++at;
    }
    return at;
}

void append_escape(std::string& out, char c) {
    static constexpr char digits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
        case '"':
            out.append("\\\"");
            return;
        case '\\':
            out.append("\\\\");
            return;
        case '\b':
            out.append("\\b");
            return;
        case '\f':
            out.append("\\f");
            return;
        case '\n':
            out.append("\\n");
            return;
        case '\r':
            out.append("\\r");
            return;
        case '\t':
            out.append("\\t");
            return;
        default:
            out.append("\\u00");
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
    }
}

/// Visits a value and appends its text. Recurses once for each level of nesting.
class Writer {
public:
    Writer(std::string& out, bool sorted) : out_(out), sorted_(sorted) {}

    void operator()(std::nullptr_t) { out_.append("null"); }
    void operator()(bool value) { out_.append(value ? "true" : "false"); }
    void operator()(std::int64_t value) {
        std::array<char, 20> digits;
        out_.append(digits.data(),
                    std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    }
    void operator()(const OtherNumber& number) { out_.append(number.text); }
    void operator()(const std::string& text) { append_string(out_, text); }
    void operator()(const Array& array) {
        out_.push_back('[');
        for (std::size_t i = 0; i < array.size(); ++i) {
            out_.append(i == 0 ? "" : ",");
            std::visit(*this, array[i].content);
        }
        out_.push_back(']');
    }
    void operator()(const Object& object) {
        out_.push_back('{');
        if (sorted_) {
            write_sorted(object);
        } else {
            for (const auto& member : object) {
                write_member(member, &member == object.data());
            }
        }
        out_.push_back('}');
    }

private:
    void write_sorted(const Object& object) {
        std::vector<const Object::value_type*> members;
        members.reserve(object.size());
        for (const auto& member : object) {
            members.push_back(&member);
        }
        std::sort(members.begin(), members.end(),
                  [](const auto* left, const auto* right) { return left->first < right->first; });
        for (std::size_t i = 0; i < members.size(); ++i) {
            write_member(*members[i], i == 0);
        }
    }
    void write_member(const Object::value_type& member, bool first) {
        out_.append(first ? "" : ",");
        append_string(out_, member.first);
        out_.push_back(':');
        std::visit(*this, member.second.content);
    }

    std::string& out_;
    bool sorted_;
};

}  // namespace

void append_string(std::string& out, std::string_view text) {
    out.push_back('"');
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t end = end_of_run(text, at);
        out.append(text, at, end - at);
        at = end;
        if (at < text.size()) {
            append_escape(out, text[at]);
        }
    }
    out.push_back('"');
}

std::string write(const Value& value) {
    std::string out;
    std::visit(Writer(out, false), value.content);
    return out;
}

std::string write_canonical(const Value& value) {
    std::string out;
    std::visit(Writer(out, true), value.content);
    return out;
}

const Value* Value::find(std::string_view key) const {
    if (const Object* members = object()) {
        for (const auto& [name, value] : *members) {
            if (name == key) {
                return &value;
            }
        }
    }
    return nullptr;
}

std::string Value::shown() const {
    if (const Array* items = array()) {
        return "an array of " + std::to_string(items->size());
    }
    if (const Object* members = object()) {
        return "an object of " + std::to_string(members->size());
    }
    if (const std::string* string = text()) {
        std::string quoted;
        append_string(quoted, shortened(*string));
        return quoted;
    }
    if (const OtherNumber* number = std::get_if<OtherNumber>(&content)) {
        return shortened(number->text);
    }
    return write(*this);
}

void append_pointer(std::string& pointer, std::string_view key) {
    pointer.push_back('/');
    for (const char c : key) {
        if (c == '~' || c == '/') {
            pointer.append(c == '~' ? "~0" : "~1");
        } else {
            pointer.push_back(c);
        }
    }
}

void append_pointer(std::string& pointer, std::size_t index) {
    pointer.append("/").append(std::to_string(index));
}

}  // namespace xueshi::json
