#pragma once
/// Described structs to JSON and back. One set of templates for commands, queries, events, answers.
///
/// Reading stops at the first fault: the door answers a misshapen request with that one refusal.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <boost/mp11.hpp>

#include <xueshi/describe.hpp>
#include <xueshi/hours.hpp>
#include <xueshi/json.hpp>
#include <xueshi/time.hpp>

#include "codec/shape.hpp"
#include "values/enums.hpp"

namespace xueshi::codec {

template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_any_access>;

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;
template <class T>
concept Enumerated = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

/// Structs that users meet have texts; events have names only.
template <class T>
concept Explained = requires {
    fields_of<T>::fields;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class V>
inline constexpr bool is_map<std::map<std::string, V>> = true;

/// The protocol's name of a member: without the underscore that C++'s reserved words need.
constexpr std::string_view field_name(std::string_view name) {
    return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

/// Calls `visit(pointer to member, Field)` for each member in the order of the description.
template <Described T, class Visit>
void for_each_field(Visit&& visit) {
    [[maybe_unused]] std::size_t position = 0;
    boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
        if constexpr (Explained<T>) {
            visit(member.pointer, fields_of<T>::fields[position++]);
        } else {
            visit(member.pointer, Field{field_name(member.name), {}});
        }
    });
}

template <Described T>
std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    for_each_field<T>([&](auto, const Field& field) { names.push_back(field.name); });
    return names;
}

/// Writes JSON. In the log, fields that belong to a person are left out.
class Writer {
public:
    Writer(std::string& out, ZoneOffset zone, bool for_log = false)
        : out_(out), zone_(zone), for_log_(for_log) {}

    void write(bool value) { out_ += value ? "true" : "false"; }
    void write(std::int64_t value);
    void write(std::size_t value) { write(static_cast<std::int64_t>(value)); }
    void write(const std::string& value) { json::append_string(out_, value); }
    void write(std::string_view value) { json::append_string(out_, value); }
    void write(Hours value) { json::append_string(out_, value.text()); }
    void write(Date value) { json::append_string(out_, value.text()); }
    void write(Instant value) { json::append_string(out_, value.text(zone_)); }

    template <Enumerated E>
    void write(E value) {
        json::append_string(out_, enum_name(value));
    }
    template <class T>
    void write(const std::vector<T>& values) {
        out_ += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) out_ += ',';
            write(values[i]);
        }
        out_ += ']';
    }
    template <class V>
    void write(const std::map<std::string, V>& values) {
        out_ += '{';
        bool first = true;
        for (const auto& [key, value] : values) {
            if (!first) out_ += ',';
            first = false;
            json::append_string(out_, key);
            out_ += ':';
            write(value);
        }
        out_ += '}';
    }
    template <Described T>
    void write(const T& value) {
        out_ += '{';
        bool first = true;
        for_each_field<T>([&](auto pointer, const Field& field) {
            if (for_log_ && field.personal) return;
            member(first, field.name, value.*pointer);
        });
        out_ += '}';
    }

private:
    template <class V>
    void member(bool& first, std::string_view name, const V& value) {
        if constexpr (is_optional<V>) {
            if (value) member(first, name, *value);
        } else {
            if (!first) out_ += ',';
            first = false;
            out_ += '"';
            out_ += name;
            out_ += "\":";
            write(value);
        }
    }

    std::string& out_;
    ZoneOffset zone_;
    bool for_log_;
};

/// Reads JSON into described structs; `fault()` tells the first thing that didn't fit.
class Reader {
public:
    /// `from_log`: fields that belong to a person may lack, for the log never had them.
    explicit Reader(bool from_log = false) : from_log_(from_log) {}

    const std::optional<ShapeFault>& fault() const noexcept { return fault_; }

    bool read(const json::Value& from, bool& to);
    bool read(const json::Value& from, std::int64_t& to);
    bool read(const json::Value& from, std::string& to);
    bool read(const json::Value& from, Hours& to);
    bool read(const json::Value& from, Date& to);
    bool read(const json::Value& from, Instant& to);

    template <Enumerated E>
    bool read(const json::Value& from, E& to) {
        if (const std::string* text = from.text()) {
            if (auto value = enum_of<E>(*text)) {
                to = *value;
                return true;
            }
        }
        return fail("one of " + enum_list<E>(), from.shown());
    }
    template <class T>
    bool read(const json::Value& from, std::optional<T>& to) {
        return read(from, to.emplace());
    }
    template <class V>
    bool read(const json::Value& from, std::map<std::string, V>& to) {
        const json::Object* object = from.object();
        if (!object) return fail("an object", from.shown());
        for (const auto& [key, value] : *object) {
            Path path(*this, key);
            if (!read(value, to[key])) return false;
        }
        return true;
    }
    template <class T>
    bool read(const json::Value& from, std::vector<T>& to) {
        const json::Array* array = from.array();
        if (!array) return fail("an array", from.shown());
        to.resize(array->size());
        for (std::size_t i = 0; i < array->size(); ++i) {
            if constexpr (std::is_same_v<T, std::string>) {  // the hot case, without a path object
                if (const std::string* text = (*array)[i].text()) {
                    to[i] = *text;
                    continue;
                }
            }
            Path path(*this, i);
            if (!read((*array)[i], to[i])) return false;
        }
        return true;
    }
    template <Described T>
    bool read(const json::Value& from, T& to) {
        const json::Object* object = from.object();
        if (!object) return fail("an object", from.shown());
        for (const auto& [key, value] : *object) {
            bool known = false;
            for_each_field<T>(
                [&, &name = key](auto, const Field& field) { known |= field.name == name; });
            if (!known) {
                Path path(*this, key);
                return fail(expected_keys(names_of<T>()), value.shown());
            }
        }
        bool good = true;
        for_each_field<T>([&](auto pointer, const Field& field) {
            if (good) good = member(from, field, to.*pointer);
        });
        return good;
    }

private:
    /// Remembers where we are while a part is read.
    class Path {
    public:
        Path(Reader& reader, std::string_view key);
        Path(Reader& reader, std::size_t position);
        ~Path();
        Path(const Path&) = delete;
        Path& operator=(const Path&) = delete;

    private:
        Reader& reader_;
        std::size_t length_;
    };

    template <class V>
    bool member(const json::Value& from, const Field& field, V& to) {
        const json::Value* value = from.find(field.name);
        if (value == nullptr) {
            constexpr bool open = is_optional<V> || std::is_same_v<V, bool> || is_map<V>;
            const bool unknown_to_log = from_log_ && field.personal;
            if (open || field.defaulted || unknown_to_log || (is_vector<V> && field.least <= 0)) {
                return true;
            }
            Path path(*this, field.name);
            return fail(std::string(field.meaning), "nothing");
        }
        Path path(*this, field.name);
        return read(*value, to);
    }
    bool fail(std::string expected, std::string found);

    bool from_log_;
    std::string pointer_;
    std::optional<ShapeFault> fault_;
};

}  // namespace xueshi::codec
