#pragma once
/// The columns of a table: what type they are, and the values of some rows as Arrow lays them out.
///
/// Offsets have 64 bits, so that no text and no list can be too long for them. Words of a closed
/// set are texts, as they are in JSON.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/hours.hpp>
#include <xueshi/time.hpp>

#include "codec/struct_json.hpp"

namespace xueshi::arrow {

/// How a type's values lie in memory.
enum class Layout {
    bits,       ///< a bit each
    fixed,      ///< `width` bytes each
    text,       ///< offsets into bytes
    list,       ///< offsets into the child
    structure,  ///< in the children alone
};

struct Type {
    std::string name;
    std::string format;  ///< in the notation of the C data interface
    Layout layout = Layout::fixed;
    std::size_t width = 0;
    bool nullable = false;
    std::vector<Type> children{};
};

/// The values of one column in one batch.
struct Column {
    explicit Column(const Type& type);

    std::int64_t length = 0;
    std::int64_t nulls = 0;
    std::vector<std::uint8_t> validity{};  ///< a bit for each value, 1: there is one
    std::vector<std::uint8_t> values{};
    std::vector<std::int64_t> offsets{};
    std::vector<Column> children{};
};

/// The type of a described value; a list's items and an absent value's type are found by
/// themselves.
template <class T>
Type type_of(std::string name, ZoneOffset zone, bool nullable = false);

/// Writes values behind those that a column has.
class Appender {
public:
    static void append(const Type&, Column& to, bool value);
    static void append(const Type&, Column& to, std::int64_t value);
    static void append(const Type&, Column& to, std::string_view value);
    static void append(const Type& type, Column& to, const std::string& value) {
        append(type, to, std::string_view(value));
    }
    static void append(const Type&, Column& to, Hours value);
    static void append(const Type&, Column& to, Date value);
    static void append(const Type&, Column& to, Instant value);

    template <codec::Enumerated E>
    static void append(const Type& type, Column& to, E value) {
        append(type, to, enum_name(value));
    }
    template <class T>
    static void append(const Type& type, Column& to, const std::optional<T>& value) {
        if (value) {
            append(type, to, *value);
        } else {
            append_null(type, to);
        }
    }
    template <class T>
    static void append(const Type& type, Column& to, const std::vector<T>& items) {
        for (const T& item : items)
            append(type.children.front(), to.children.front(), item);
        to.offsets.push_back(to.children.front().length);
        count(to, true);
    }
    template <codec::Described T>
    static void append(const Type& type, Column& to, const T& value) {
        std::size_t child = 0;
        codec::for_each_field<T>([&](auto pointer, const Field&) {
            append(type.children[child], to.children[child], value.*pointer);
            ++child;
        });
        count(to, true);
    }
    static void append_null(const Type& type, Column& to);

private:
    static void count(Column& to, bool valid);
    static void append_bytes(Column& to, const void* bytes, std::size_t size);
};

template <class T>
Type type_of(std::string name, ZoneOffset zone, bool nullable) {
    if constexpr (codec::is_optional<T>) {
        return type_of<typename T::value_type>(std::move(name), zone, true);
    } else if constexpr (codec::is_vector<T>) {
        Type type{std::move(name), "+L", Layout::list, 0, nullable};
        type.children.push_back(type_of<typename T::value_type>("item", zone));
        return type;
    } else if constexpr (std::is_same_v<T, bool>) {
        return {std::move(name), "b", Layout::bits, 0, nullable};
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        return {std::move(name), "l", Layout::fixed, 8, nullable};
    } else if constexpr (std::is_same_v<T, std::string> || codec::Enumerated<T>) {
        return {std::move(name), "U", Layout::text, 0, nullable};
    } else if constexpr (std::is_same_v<T, Hours>) {
        // Hundredths. 18 digits fit 64 bits, which databases compute with faster than with 128.
        return {std::move(name), "d:18,2", Layout::fixed, 16, nullable};
    } else if constexpr (std::is_same_v<T, Date>) {
        return {std::move(name), "tdD", Layout::fixed, 4, nullable};
    } else if constexpr (std::is_same_v<T, Instant>) {
        return {std::move(name), "tsu:" + zone.text(), Layout::fixed, 8, nullable};
    } else {
        static_assert(codec::Described<T>, "a type that no column can hold");
        Type type{std::move(name), "+s", Layout::structure, 0, nullable};
        codec::for_each_field<T>([&](auto pointer, const Field& field) {
            using V = std::decay_t<decltype(std::declval<T&>().*pointer)>;
            type.children.push_back(type_of<V>(std::string(field.name), zone));
        });
        return type;
    }
}

}  // namespace xueshi::arrow
