#include <cstring>
#include <limits>

#include <xueshi/cells.hpp>
#include <xueshi/error.hpp>

namespace xueshi::storage {
namespace {

// Flipping the sign bit makes the order of the bytes the order of the numbers.
constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;

[[noreturn]] void damaged(const char* what) {
    throw Error(ErrorCode::storage_corrupt, std::string("encoded cells: ") + what);
}

template <std::size_t Size>
void write_big_endian(char* out, std::uint64_t value) noexcept {
    for (std::size_t i = 0; i < Size; ++i)
        out[i] = static_cast<char>(value >> (8 * (Size - 1 - i)) & 0xff);
}

template <std::size_t Size>
std::uint64_t read_big_endian(const char* in) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < Size; ++i)
        value = value << 8 | static_cast<unsigned char>(in[i]);
    return value;
}

/// How many bytes the first cell of `bytes` takes.
std::size_t cell_size(std::string_view bytes) {
    if (bytes.empty()) damaged("a cell is missing");
    switch (static_cast<CellType>(bytes[0])) {
        case CellType::null:
            return 1;
        case CellType::integer:
            if (bytes.size() < 9) damaged("an integer is cut off");
            return 9;
        case CellType::text: {
            const void* end = std::memchr(bytes.data() + 1, 0, bytes.size() - 1);
            if (end == nullptr) damaged("a text is cut off");
            return static_cast<std::size_t>(static_cast<const char*>(end) - bytes.data()) + 1;
        }
        case CellType::blob: {
            if (bytes.size() < 5) damaged("a blob is cut off");
            const std::uint64_t length = read_big_endian<4>(bytes.data() + 1);
            if (bytes.size() - 5 < length) damaged("a blob is cut off");
            return static_cast<std::size_t>(length) + 5;
        }
    }
    damaged("unknown type of cell");
}

}  // namespace

void append_null(std::string& out) { out.push_back(static_cast<char>(CellType::null)); }

void append_integer(std::string& out, std::int64_t value) {
    char bytes[9];
    bytes[0] = static_cast<char>(CellType::integer);
    write_big_endian<8>(bytes + 1, static_cast<std::uint64_t>(value) ^ sign_bit);
    out.append(bytes, sizeof bytes);
}

void append_text(std::string& out, std::string_view value) {
    if (!value.empty() && std::memchr(value.data(), 0, value.size()) != nullptr)
        throw Error(ErrorCode::argument_invalid, "a text contains the character NUL");
    out.push_back(static_cast<char>(CellType::text));
    out.append(value);
    out.push_back('\0');
}

void append_blob(std::string& out, std::string_view value) {
    if (value.size() > std::numeric_limits<std::uint32_t>::max())
        throw Error(ErrorCode::argument_invalid, "a blob has 4 GiB or more");
    char head[5];
    head[0] = static_cast<char>(CellType::blob);
    write_big_endian<4>(head + 1, value.size());
    out.append(head, sizeof head);
    out.append(value);
}

void append_cell(std::string& out, const Cell& cell) {
    switch (cell.type) {
        case CellType::null:
            return append_null(out);
        case CellType::integer:
            return append_integer(out, cell.integer);
        case CellType::text:
            return append_text(out, cell.bytes);
        case CellType::blob:
            return append_blob(out, cell.bytes);
    }
}

Cell CellReader::next() {
    const std::size_t size = cell_size(rest_);
    Cell cell;
    cell.type = static_cast<CellType>(rest_[0]);
    if (cell.type == CellType::integer) {
        cell.integer = static_cast<std::int64_t>(read_big_endian<8>(rest_.data() + 1) ^ sign_bit);
    } else if (cell.type == CellType::text) {
        cell.bytes = rest_.substr(1, size - 2);
    } else if (cell.type == CellType::blob) {
        cell.bytes = rest_.substr(5, size - 5);
    }
    rest_.remove_prefix(size);
    return cell;
}

void CellReader::skip(std::size_t cells) {
    for (; cells > 0; --cells)
        rest_.remove_prefix(cell_size(rest_));
}

std::string_view leading_cells(std::string_view row, std::size_t cells) {
    CellReader reader(row);
    reader.skip(cells);
    return row.substr(0, row.size() - reader.rest().size());
}

}  // namespace xueshi::storage
