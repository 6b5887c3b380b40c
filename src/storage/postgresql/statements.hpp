#pragma once
/// The SQL texts of one table: lists go as arrays, one statement for however many rows; one row
/// goes without. Short lists in a hurry go in pieces of fixed sizes, whose plans are good whatever
/// the tables hold.

#include <array>
#include <bit>

#include "../sql/queries.hpp"

namespace xueshi::storage::postgresql {

struct Statements {
    /// What is asked of however many rows.
    struct Texts {
        std::string get;
        std::string get_shared;
        std::string get_exclusive;
        std::string get_raised;  ///< exclusive at once or not at all
        std::string append;
        std::string put;
        std::string erase;
    };

    Statements(const Table& table, const std::string& schema);

    /// One row's values go as they are. The server then plans once: how well a list is looked up
    /// depends on its length, so that lists are planned each time, which takes longer than finding
    /// one row.
    const Texts& of(std::size_t rows) const { return rows == 1 ? one : many; }

    /// Reads and appends so many rows: nothing is joined, so that a plan fits every list and table.
    /// (Other writes of a piece go row by row.)
    static constexpr std::array<std::size_t, 5> piece_sizes{1, 2, 4, 8, 16};
    const Texts& of_piece(std::size_t rows) const {
        return pieces[static_cast<std::size_t>(std::countr_zero(rows))];
    }

    sql::TableQueries queries;  ///< of which scans and additions are made
    bool row_by_row = false;    ///< whether a list of puts must go one row after the other
    Texts one;
    Texts many;
    std::array<Texts, piece_sizes.size()> pieces;
};

/// "bigint", "text" or "bytea".
const char* type_name(CellType type);

/// Names are cut by the server after 63 bytes: longer ones end with a digest instead.
std::string index_name(const Table& table, const Index& index);

}  // namespace xueshi::storage::postgresql
