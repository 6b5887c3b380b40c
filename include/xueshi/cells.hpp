#pragma once
/// How a row and a key are written down: a sequence of cells in one byte string.
///
/// The encoding keeps order: comparing two encoded keys byte by byte gives the order of their cells
/// (null < integer < text < blob, integers by value, texts by UTF-8 bytes), and the encoding of the
/// first cells of a key is a prefix of the encoding of the key. Storages that keep bytes can keep
/// these; storages that keep columns read the cells. It is also the canonical form that state
/// digests are taken of, so it never changes within a major version.

#include <cstdint>
#include <string>
#include <string_view>

namespace xueshi::storage {

enum class CellType : std::uint8_t { null = 0, integer = 1, text = 2, blob = 3 };

/// One cell. `bytes` points into the string that was read and lives as long as that.
struct Cell {
    CellType type = CellType::null;
    std::int64_t integer = 0;
    std::string_view bytes{};

    bool operator==(const Cell&) const = default;
};

void append_null(std::string& out);
void append_integer(std::string& out, std::int64_t value);
/// A text: UTF-8 without the character NUL (throws `Error` argument_invalid if it has one).
void append_text(std::string& out, std::string_view value);
/// Any bytes, fewer than 4 GiB.
void append_blob(std::string& out, std::string_view value);
void append_cell(std::string& out, const Cell& cell);

/// Reads cells one after the other. Bytes that no writer above can have made throw `Error`
/// storage_corrupt; nothing is read outside `bytes`.
class CellReader {
public:
    explicit CellReader(std::string_view bytes) noexcept : rest_(bytes) {}

    bool done() const noexcept { return rest_.empty(); }
    Cell next();
    void skip(std::size_t cells);
    /// What has not been read yet.
    std::string_view rest() const noexcept { return rest_; }

private:
    std::string_view rest_;
};

/// The first `cells` cells of an encoded row: with a table's key columns, the row's key.
std::string_view leading_cells(std::string_view row, std::size_t cells);

}  // namespace xueshi::storage
