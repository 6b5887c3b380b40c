#include "values.hpp"

namespace xueshi::storage::postgresql {
namespace {

// The server's numbers of its types; they have never changed.
constexpr std::uint32_t bytea_type = 17;
constexpr std::uint32_t bigint_type = 20;
constexpr std::uint32_t text_type = 25;

void append_number(std::string& out, std::uint64_t value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(value >> shift & 0xff));
}

std::uint32_t type_number(CellType type) {
    if (type == CellType::integer) return bigint_type;
    return type == CellType::text ? text_type : bytea_type;
}

void append_value(std::string& out, const Cell& cell) {
    if (cell.type == CellType::integer)
        append_number(out, static_cast<std::uint64_t>(cell.integer), 8);
    else
        out += cell.bytes;
}

/// An array of one dimension under way: head, then each element with its length before it.
class Array {
public:
    Array(CellType type, std::size_t count) {
        append_number(bytes_, count == 0 ? 0 : 1, 4);
        append_number(bytes_, 0, 4);  // whether there are nulls: see `add`
        append_number(bytes_, type_number(type), 4);
        if (count == 0) return;
        append_number(bytes_, count, 4);
        append_number(bytes_, 1, 4);  // counted from one
    }

    void add(const Cell& cell) {
        if (cell.type == CellType::null) {
            bytes_[7] = 1;
            return append_number(bytes_, 0xffff'ffff, 4);
        }
        append_number(bytes_, cell.type == CellType::integer ? 8 : cell.bytes.size(), 4);
        append_value(bytes_, cell);
    }

    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

[[noreturn]] void invalid(const Table& table, const std::string& what) {
    throw Error(ErrorCode::argument_invalid, "table " + std::string(table.name) + ": " + what);
}

Cell next_cell(const Table& table, std::size_t column, CellReader& reader) {
    Cell cell;
    try {
        cell = reader.next();
    } catch (const Error&) {
        invalid(table, "a row or key has too few cells, or cells that are none");
    }
    const Column& described = table.columns[column];
    if (cell.type != described.type && !(cell.type == CellType::null && described.nullable))
        invalid(table, "column " + std::string(described.name) + " is of another type");
    return cell;
}

template <class Take>
void read_cells(const Table& table, std::size_t columns, const std::string& row, Take&& take) {
    CellReader reader(row);
    for (std::size_t i = 0; i < columns; ++i)
        take(i, next_cell(table, i, reader));
    if (!reader.done()) invalid(table, "a row or key has too many cells");
}

}  // namespace

void Parameters::add(const Cell& cell) {
    Value value;
    value.null = cell.type == CellType::null;
    if (!value.null) append_value(value.bytes, cell);
    values_.push_back(std::move(value));
}

void Parameters::add_text(std::string_view text) { values_.push_back({std::string(text), false}); }

void Parameters::add_rows(const Table& table, std::size_t columns,
                          std::span<const std::string> rows) {
    if (rows.size() == 1) return add_row(table, columns, rows.front());
    std::vector<Array> arrays;
    for (std::size_t i = 0; i < columns; ++i)
        arrays.emplace_back(table.columns[i].type, rows.size());
    for (const std::string& row : rows)
        read_cells(table, columns, row,
                   [&](std::size_t i, const Cell& cell) { arrays[i].add(cell); });
    for (Array& array : arrays)
        values_.push_back({array.take(), false});
}

void Parameters::add_row(const Table& table, std::size_t columns, const std::string& row) {
    read_cells(table, columns, row, [&](std::size_t, const Cell& cell) { add(cell); });
}

std::vector<const char*> Parameters::pointers() const {
    std::vector<const char*> result;
    for (const Value& value : values_)
        result.push_back(value.null ? nullptr : value.bytes.data());
    return result;
}

std::vector<int> Parameters::lengths() const {
    std::vector<int> result;
    for (const Value& value : values_) {
        if (value.bytes.size() > std::size_t{1} << 30)
            throw Error(ErrorCode::argument_invalid,
                        "postgresql takes at most 1 GiB for one column of a list");
        result.push_back(static_cast<int>(value.bytes.size()));
    }
    return result;
}

bool Result::changed_rows() const {
    const std::string_view count = library().command_rows(result_.get());
    return !count.empty() && count != "0";
}

std::string_view Result::bytes(int row, int column) const {
    return {library().get_value(result_.get(), row, column),
            static_cast<std::size_t>(library().get_length(result_.get(), row, column))};
}

std::int64_t Result::integer(int row, int column) const {
    const std::string_view value = bytes(row, column);
    if (value.size() != 8)
        throw Error(ErrorCode::storage_corrupt, "postgresql: a number that isn't a bigint");
    std::uint64_t number = 0;
    for (const char byte : value)
        number = number << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(number);
}

void Result::append_row(const Table& table, int row, std::size_t columns, std::string& out) const {
    for (std::size_t i = 0; i < columns; ++i) {
        const int column = static_cast<int>(i);
        if (is_null(row, column))
            append_null(out);
        else if (table.columns[i].type == CellType::integer)
            append_integer(out, integer(row, column));
        else if (table.columns[i].type == CellType::text)
            append_text(out, bytes(row, column));
        else
            append_blob(out, bytes(row, column));
    }
}

std::string Result::field(int code) const {
    const char* text = library().result_error_field(result_.get(), code);
    return text == nullptr ? "" : text;
}

}  // namespace xueshi::storage::postgresql
