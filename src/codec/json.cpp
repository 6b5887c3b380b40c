#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>

#include <nlohmann/json.hpp>

#include <xueshi/json.hpp>

#include "codec/json_pointer.hpp"
#include "values/text.hpp"

namespace xueshi::json {

namespace {

/// Walks over the text and tells how far the parser has read, which its own events don't.
class Cursor {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Cursor(const char* at, const char*& furthest) : at_(at), furthest_(&furthest) {}

    reference operator*() const { return *at_; }
    Cursor& operator++() {
        *furthest_ = ++at_;
        return *this;
    }
    Cursor operator++(int) {
        const Cursor before = *this;
        ++*this;
        return before;
    }
    bool operator==(const Cursor& other) const { return at_ == other.at_; }
    bool operator!=(const Cursor& other) const { return at_ != other.at_; }

private:
    const char* at_;
    const char** furthest_;
};

/// The parser's names of tokens, in ours.
std::string token_name(std::string_view name) {
    if (name == "'[', '{', or a literal") {
        return "a value";
    }
    if (name == "string literal") {
        return "a key in quotes";
    }
    return name == "end of input" ? "the end of the text" : shortened(name, 80);
}

/// What the parser expected, from its message: "… - unexpected ']'; expected string literal", or
/// "… - invalid string: missing closing quote; last read: '"abc'".
std::string expectation_in(std::string_view message) {
    constexpr std::string_view expected = "; expected ";
    constexpr std::string_view bad_string = "invalid string: ";
    const std::size_t dash = message.find(" - ");
    if (dash == std::string_view::npos) {
        return "a number that a computer can hold";  // the one message of another form
    }
    const std::string_view reason = message.substr(dash + 3);
    const std::string_view cause = reason.substr(0, reason.find("; last read: '"));
    if (cause.starts_with(bad_string)) {
        return "JSON: " + std::string(cause.substr(bad_string.size()));
    }
    const std::string_view place = cause.find(expected) == std::string_view::npos ? reason : cause;
    const std::size_t found = place.rfind(expected);
    return found == std::string_view::npos ? "a value"
                                           : token_name(place.substr(found + expected.size()));
}

/// The word that stands at an offset, quoted, for people.
std::string word_at(std::string_view text, std::size_t offset) {
    constexpr std::string_view word =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
    std::size_t start = offset;
    while (start > 0 && offset - start < 20 &&
           word.find(text[start - 1]) != std::string_view::npos) {
        --start;
    }
    return Value{shortened(text.substr(start), 20)}.shown();
}

/// Takes the parser's events and builds the tree on a stack of its own, never by recursion.
class Builder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    Builder(std::string_view text, const char*& furthest, std::size_t most_nodes)
        : text_(text), furthest_(furthest), most_nodes_(most_nodes) {}

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(number_integer_t value) { return add(std::int64_t{value}); }
    bool number_unsigned(number_unsigned_t value) {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return add(OtherNumber{std::to_string(value)});
        }
        return add(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t, const string_t& text) { return add(OtherNumber{text}); }
    bool string(const string_t& text) { return without_nul(text) && add(text); }
    bool binary(const binary_t&) { return false; }

    bool start_object(std::size_t) { return open(Object{}); }
    bool start_array(std::size_t) { return open(Array{}); }
    bool end_object() { return keys_differ() && close(); }
    bool end_array() { return close(); }

    bool key(const string_t& key) {
        Object& members = *std::get_if<Object>(&stack_.back().content);
        const std::size_t few = std::min(members.size(), keys_compared_at_once);
        for (std::size_t i = 0; i < few; ++i) {
            if (members[i].first == key) {
                return refuse_repeated(key);
            }
        }
        if (!without_nul(key)) {
            fault_.pointer = stack_pointer(stack_.size() - 1);
            return false;
        }
        members.emplace_back(key, Value{});
        return true;
    }

    /// The parser's own refusal.
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception& error) {
        const bool at_end = position > text_.size();
        fault_.expected = expectation_in(error.what());
        fault_.offset = at_end ? text_.size() : position - (position > 0 ? 1 : 0);
        fault_.found = at_end ? "the end of the text" : word_at(text_, fault_.offset);
        fault_.pointer = pointer();
        return false;
    }

    Value take_value() { return std::move(root_); }
    Fault take_fault() { return std::move(fault_); }

private:
    // The first keys of an object are compared one by one with each later key; where there are
    // more, they are sorted when the object ends, so that a million keys are no quadratic work.
    static constexpr std::size_t keys_compared_at_once = 16;

    bool refuse(std::string expected, std::string found) {
        fault_ = {pointer(), std::move(expected), std::move(found),
                  static_cast<std::size_t>(furthest_ - text_.data())};
        return false;
    }

    bool refuse_repeated(const std::string& key) {
        const std::string shown = Value{key}.shown();
        refuse("each key once", shown + " again");
        std::string& pointer = fault_.pointer;
        pointer = stack_pointer(stack_.size() - 1);
        append_pointer(pointer, key);
        return false;
    }

    bool without_nul(const std::string& text) {
        return text.find('\0') == std::string::npos ||
               refuse("a string without the character NUL", "\\u0000");
    }

    bool count() {
        if (++nodes_ <= most_nodes_) {
            return true;
        }
        refuse("at most " + std::to_string(most_nodes_) + " values", "more");
        fault_.too_large = true;
        return false;
    }

    /// Where the next value goes: the last key's place, a new item, or the root.
    bool add(Value::Content content) {
        if (!count()) {
            return false;
        }
        if (stack_.empty()) {
            root_.content = std::move(content);
        } else if (Array* items = std::get_if<Array>(&stack_.back().content)) {
            items->push_back(Value{std::move(content)});
        } else {
            std::get_if<Object>(&stack_.back().content)->back().second.content = std::move(content);
        }
        return true;
    }

    bool open(Value::Content empty) {
        if (stack_.size() == depth_limit) {
            return refuse("at most " + std::to_string(depth_limit) + " levels", "a deeper one");
        }
        stack_.push_back(Value{std::move(empty)});
        return true;
    }

    bool close() {
        Value closed = std::move(stack_.back());
        stack_.pop_back();
        return add(std::move(closed.content));
    }

    bool keys_differ() {
        const Object& members = *stack_.back().object();
        if (members.size() <= keys_compared_at_once) {
            return true;
        }
        std::vector<const std::string*> keys;
        keys.reserve(members.size());
        for (const auto& member : members) {
            keys.push_back(&member.first);
        }
        std::sort(keys.begin(), keys.end(),
                  [](const auto* left, const auto* right) { return *left < *right; });
        const auto twin =
            std::adjacent_find(keys.begin(), keys.end(),
                               [](const auto* left, const auto* right) { return *left == *right; });
        return twin == keys.end() || refuse_repeated(**twin);
    }

    /// The place of the value that is being read.
    std::string pointer() const { return stack_pointer(stack_.size()); }

    /// The same, as far as the first `levels` containers tell.
    std::string stack_pointer(std::size_t levels) const {
        std::string pointer;
        for (std::size_t level = 0; level < levels; ++level) {
            if (const Array* items = stack_[level].array()) {
                append_pointer(pointer, items->size());
            } else if (const Object& members = *stack_[level].object(); !members.empty()) {
                append_pointer(pointer, members.back().first);
            }
        }
        return pointer;
    }

    std::string_view text_;
    const char*& furthest_;
    std::vector<Value> stack_;  ///< the open containers, outermost first
    Value root_;
    Fault fault_;
    std::size_t most_nodes_;
    std::size_t nodes_ = 0;
};

/// What can be told before parsing: size, encoding, and NUL, which the parser takes for the end.
std::optional<Fault> fault_of_bytes(std::string_view text, std::size_t most_bytes) {
    if (text.size() > most_bytes) {
        return Fault{"", "at most " + std::to_string(most_bytes) + " bytes",
                     std::to_string(text.size()), 0, true};
    }
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        return Fault{"", "a text without the character NUL", "NUL", nul};
    }
    if (const std::size_t valid = utf8_prefix(text); valid < text.size()) {
        return Fault{"", "UTF-8", "a byte that is not", valid};
    }
    return std::nullopt;
}

}  // namespace

std::variant<Value, Fault> parse(std::string_view text, Limits limits) {
    if (auto fault = fault_of_bytes(text, limits.size)) {
        return std::move(*fault);
    }
    const char* furthest = text.data();
    Builder builder(text, furthest, limits.nodes);
    const Cursor begin(text.data(), furthest);
    const Cursor end(text.data() + text.size(), furthest);
    if (nlohmann::json::sax_parse(begin, end, &builder)) {
        return builder.take_value();
    }
    return builder.take_fault();
}

}  // namespace xueshi::json
