#include "codec/struct_json.hpp"

#include <charconv>

#include "values/text.hpp"

namespace xueshi::codec {

void append_pointer(std::string& pointer, std::string_view key) {
    pointer += '/';
    for (const char c : key) {  // RFC 6901
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
}

std::string shown_text(std::string_view text) { return json::Value{std::string(text)}.shown(); }

std::string expected_keys(const std::vector<std::string_view>& names) {
    std::string keys = "only the keys ";
    for (const std::string_view name : names) {
        if (name != names.front()) keys += ", ";
        keys += name;
    }
    return keys;
}

namespace {

/// kind:code:code, so that nothing but codes comes into the log this way.
bool is_record(std::string_view text) {
    const std::size_t first = text.find(':');
    const std::size_t last = text.rfind(':');
    if (first == std::string_view::npos || first == last) return false;
    return is_code(text.substr(0, first)) && is_code(text.substr(first + 1, last - first - 1)) &&
           is_code(text.substr(last + 1));
}

}  // namespace

std::optional<std::string> text_fault(std::string_view text, const Field& field) {
    switch (field.shape) {
        case Shape::any:
            if (is_free_text(
                    text, static_cast<std::size_t>(std::min<std::int64_t>(field.most, 16 << 20)))) {
                if (field.least <= 0 || !text.empty()) return std::nullopt;
            }
            return "text of UTF-8 without control characters, at most " +
                   std::to_string(field.most) + " bytes";
        case Shape::code:
            if (is_code(text)) return std::nullopt;
            return "a code: 1 to 64 bytes of UTF-8 without control characters, colon or blanks "
                   "around it, and no identity number";
        case Shape::record: {
            if (is_record(text)) return std::nullopt;
            return "the code of an hour record, such as project:P1:T1";
        }
        case Shape::text:
            if (is_text(text, static_cast<std::size_t>(field.most))) return std::nullopt;
            return "text of 1 to " + std::to_string(field.most) +
                   " bytes without control characters";
        case Shape::free_text:
            if (is_free_text(text, static_cast<std::size_t>(field.most))) return std::nullopt;
            return "text of at most " + std::to_string(field.most) + " bytes";
    }
    return std::nullopt;
}

void Writer::write(std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
}

bool Reader::fail(std::string expected, std::string found) {
    if (!fault_) fault_ = ShapeFault{pointer_, std::move(expected), std::move(found)};
    return false;
}

Reader::Path::Path(Reader& reader, std::string_view key)
    : reader_(reader), length_(reader.pointer_.size()) {
    append_pointer(reader_.pointer_, key);
}
Reader::Path::Path(Reader& reader, std::size_t position)
    : reader_(reader), length_(reader.pointer_.size()) {
    append_pointer(reader_.pointer_, std::to_string(position));
}
Reader::Path::~Path() { reader_.pointer_.resize(length_); }

bool Reader::read(const json::Value& from, bool& to) {
    if (const bool* value = from.boolean()) {
        to = *value;
        return true;
    }
    return fail("true or false", from.shown());
}

bool Reader::read(const json::Value& from, std::int64_t& to) {
    if (const std::int64_t* value = from.integer()) {
        to = *value;
        return true;
    }
    return fail("a whole number", from.shown());
}

bool Reader::read(const json::Value& from, std::string& to) {
    if (const std::string* value = from.text()) {
        to = *value;
        return true;
    }
    return fail("a text", from.shown());
}

namespace {

template <class T>
bool parsed(const json::Value& from, T& to) {
    if (const std::string* text = from.text()) {
        if (auto value = T::parse(*text)) {
            to = *value;
            return true;
        }
    }
    return false;
}

}  // namespace

bool Reader::read(const json::Value& from, Hours& to) {
    return parsed(from, to) ||
           fail("hours as a decimal text with at most two places, such as \"7.5\"", from.shown());
}
bool Reader::read(const json::Value& from, Date& to) {
    return parsed(from, to) || fail("a date such as \"2026-04-05\"", from.shown());
}
bool Reader::read(const json::Value& from, Instant& to) {
    return parsed(from, to) ||
           fail("an instant with its offset, such as \"2026-04-05T08:00:00+08:00\"", from.shown());
}

}  // namespace xueshi::codec
