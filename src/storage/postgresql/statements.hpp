#pragma once
/// The SQL texts of one table: lists go as arrays, one statement for however many rows.

#include "../sql/queries.hpp"

namespace xueshi::storage::postgresql {

struct Statements {
    Statements(const Table& table, const std::string& schema);

    sql::TableQueries queries;  ///< of which scans and additions are made
    bool row_by_row = false;    ///< whether a list of puts must go one row after the other
    std::string get;
    std::string get_shared;
    std::string get_exclusive;
    std::string get_raised;  ///< exclusive at once or not at all
    std::string append;
    std::string put;
    std::string erase;
};

/// "bigint", "text" or "bytea".
const char* type_name(CellType type);

/// Names are cut by the server after 63 bytes: longer ones end with a digest instead.
std::string index_name(const Table& table, const Index& index);

}  // namespace xueshi::storage::postgresql
