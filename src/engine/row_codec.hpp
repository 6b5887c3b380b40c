#pragma once
/// Rows to cells and back, from their description: nobody names a column twice.

#include <boost/mp11.hpp>

#include <xueshi/storage.hpp>

#include "engine/rows.hpp"
#include "values/enums.hpp"

namespace xueshi::engine {

template <class Row>
using columns_of = boost::describe::describe_members<Row, boost::describe::mod_any_access>;

namespace cells {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
constexpr storage::CellType type_of() {
    if constexpr (is_optional<T>) {
        return type_of<typename T::value_type>();
    } else if constexpr (std::is_same_v<T, std::string> || std::is_enum_v<T> ||
                         std::is_same_v<T, std::vector<Stage>>) {
        return storage::CellType::text;
    } else {
        return storage::CellType::integer;
    }
}

/// Sets of stages are one text, "primary junior".
void append_stages(std::string& out, const std::vector<Stage>& stages);
void read_stages(std::string_view text, std::vector<Stage>& stages);
[[noreturn]] void corrupt(std::string_view what);

template <class T>
void append(std::string& out, const T& value) {
    if constexpr (is_optional<T>) {
        if (value) {
            append(out, *value);
        } else {
            storage::append_null(out);
        }
    } else if constexpr (std::is_same_v<T, std::string>) {
        storage::append_text(out, value);
    } else if constexpr (std::is_enum_v<T>) {
        storage::append_text(out, enum_name(value));
    } else if constexpr (std::is_same_v<T, std::vector<Stage>>) {
        append_stages(out, value);
    } else if constexpr (std::is_same_v<T, Hours>) {
        storage::append_integer(out, value.hundredths());
    } else if constexpr (std::is_same_v<T, Date>) {
        storage::append_integer(out, value.days());
    } else {
        storage::append_integer(out, static_cast<std::int64_t>(value));
    }
}

template <class T>
void read(const storage::Cell& cell, T& value) {
    if constexpr (is_optional<T>) {
        if (cell.type == storage::CellType::null) {
            value.reset();
        } else {
            read(cell, value.emplace());
        }
    } else {
        if (cell.type != type_of<T>()) corrupt("a cell of another type than described");
        if constexpr (std::is_same_v<T, std::string>) {
            value.assign(cell.bytes);
        } else if constexpr (std::is_enum_v<T>) {
            const auto known = enum_of<T>(cell.bytes);
            if (!known) corrupt(cell.bytes);
            value = *known;
        } else if constexpr (std::is_same_v<T, std::vector<Stage>>) {
            read_stages(cell.bytes, value);
        } else if constexpr (std::is_same_v<T, Hours>) {
            value = Hours::hundredths(cell.integer);
        } else if constexpr (std::is_same_v<T, Date>) {
            value = Date::from_days(static_cast<std::int32_t>(cell.integer));
        } else {
            value = static_cast<T>(cell.integer);
        }
    }
}

constexpr bool erasable(std::string_view table, std::string_view column) {
    return table == "person" &&
           (column == "name" || column == "sex" || column == "birth_date" || column == "id_type" ||
            column == "id_number" || column == "mobile");
}

template <class Row>
constexpr auto columns() {
    std::array<storage::Column, boost::mp11::mp_size<columns_of<Row>>::value> result{};
    std::size_t position = 0;
    boost::mp11::mp_for_each<columns_of<Row>>([&](auto member) {
        using T = std::remove_cvref_t<decltype(std::declval<Row>().*member.pointer)>;
        result[position++] = storage::Column{member.name, type_of<T>(), is_optional<T>,
                                             erasable(table_of<Row>::name, member.name)};
    });
    return result;
}

template <class Row>
inline constexpr auto columns_v = columns<Row>();

template <class Row>
constexpr std::optional<storage::YearColumn> year_of() {
    if constexpr (requires { table_of<Row>::year; }) return table_of<Row>::year;
    return std::nullopt;
}

}  // namespace cells

/// The described table of a row type.
template <class Row>
inline constexpr storage::Table table{table_of<Row>::name, cells::columns_v<Row>,
                                      table_of<Row>::key_columns, table_of<Row>::indexes,
                                      cells::year_of<Row>()};

template <class Row>
void encode(const Row& row, std::string& out) {
    boost::mp11::mp_for_each<columns_of<Row>>(
        [&](auto member) { cells::append(out, row.*member.pointer); });
}

template <class Row>
void decode(std::string_view bytes, Row& row) {
    storage::CellReader reader(bytes);
    boost::mp11::mp_for_each<columns_of<Row>>(
        [&](auto member) { cells::read(reader.next(), row.*member.pointer); });
}
template <class Row>
Row decode(std::string_view bytes) {
    Row row;
    decode(bytes, row);
    return row;
}

/// The encoded key of a row.
template <class Row>
void encode_key(const Row& row, std::string& key) {
    std::size_t position = 0;
    boost::mp11::mp_for_each<columns_of<Row>>([&](auto member) {
        if (position++ < table_of<Row>::key_columns) cells::append(key, row.*member.pointer);
    });
}
template <class Row>
std::string encode_key(const Row& row) {
    std::string key;
    encode_key(row, key);
    return key;
}

/// Encoded cells of texts and integers, for keys, prefixes and positions.
template <class... Parts>
void append_cells(std::string& out, const Parts&... parts) {
    const auto one = [&](const auto& part) {
        if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(part)>>) {
            storage::append_integer(out, part);
        } else {
            storage::append_text(out, part);
        }
    };
    (one(parts), ...);
}
template <class... Parts>
std::string encode_cells(const Parts&... parts) {
    std::string out;
    out.reserve(64);  // one allocation instead of three
    append_cells(out, parts...);
    return out;
}

const storage::Schema& schema();

}  // namespace xueshi::engine
