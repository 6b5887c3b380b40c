#pragma once
/// The SQL texts of one table: lists go as arrays, one statement for however many rows; one row goes without.

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

    /// One row's values go as they are. The server then plans once: how well a list is looked up depends
    /// on its length, so that lists are planned each time, which takes longer than finding one row.
    const Texts& of(std::size_t rows) const { return rows == 1 ? one : many; }

    sql::TableQueries queries;  ///< of which scans and additions are made
    bool row_by_row = false;    ///< whether a list of puts must go one row after the other
    Texts one;
    Texts many;
};

/// "bigint", "text" or "bytea".
const char* type_name(CellType type);

/// Names are cut by the server after 63 bytes: longer ones end with a digest instead.
std::string index_name(const Table& table, const Index& index);

}  // namespace xueshi::storage::postgresql
