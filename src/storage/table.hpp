#pragma once
/// What every storage here checks of tables, rows and scans before it believes them: the same
/// mistakes of a caller give the same error on each, so that tests in memory find them.

#include <array>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

inline constexpr std::size_t most_columns = 64;

/// Throws argument_invalid for a schema that storages can't keep alike: keys and indexes are of
/// integers and texts (blobs sort differently in databases), key columns are never null, names are
/// lower-case words.
void check_schema(const Schema& schema);

/// Columns of an index, or of the key for `by_key`. Throws argument_invalid where there is none.
std::size_t index_columns(const Table& table, std::size_t index);

/// Throws argument_invalid unless `prefix` is whole cells and `after` is empty or a whole position.
void check_scan(const Table& table, std::size_t index, std::string_view prefix,
                std::string_view after);

/// Throws argument_invalid unless the columns of `change` are integers and the changed one no key.
void check_add(const Table& table, const BoundedAdd& change);

/// Where the cells of one row lie. Parsing checks number and types of the cells.
class RowCells {
public:
    /// Throws argument_invalid when `row` isn't a row of `table`.
    void parse(const Table& table, std::string_view row);

    std::string_view encoded(std::size_t column) const noexcept {
        return row_.substr(starts_[column], starts_[column + 1] - starts_[column]);
    }
    bool is_null(std::size_t column) const noexcept { return row_[starts_[column]] == 0; }
    std::string_view key(const Table& table) const noexcept {
        return row_.substr(0, starts_[table.key_columns]);
    }
    std::size_t start(std::size_t column) const noexcept { return starts_[column]; }

private:
    std::string_view row_;
    std::array<std::uint32_t, most_columns + 1> starts_{};
};

}  // namespace xueshi::storage
