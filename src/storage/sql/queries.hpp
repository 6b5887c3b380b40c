#pragma once
/// The SQL texts that SQLite and PostgreSQL share. Parameters are $1, $2, … in order of appearance:
/// PostgreSQL numbers them so, SQLite takes them for names and numbers them alike.

#include <string>
#include <vector>

#include <xueshi/storage.hpp>

namespace xueshi::storage::sql {

std::string quoted(std::string_view name);
/// The name in the database: a host's own tables may lie beside ours.
std::string table_name(const Table& table);
std::string index_name(const Table& table, const Index& index);

/// The texts of one table. Keeps nothing of the description it is made from.
struct TableQueries {
    explicit TableQueries(const Table& table);

    /// Throws argument_invalid when `table` isn't described as this one was.
    void check_same(const Table& table) const;

    std::string name;                  ///< quoted
    std::vector<std::string> columns;  ///< quoted
    std::size_t key_columns;
    std::size_t indexes;
    std::string all_columns;
    std::string by_key;  ///< "a" = $1 AND "b" = $2 …
    std::string get;     ///< gives the columns after the key: the key is known
    std::string walk;    ///< all columns of the rows from a key on, in the order of keys
    std::string append;
    std::string put;
    std::string erase;
};

/// A statement and the values of its parameters; they point into the caller's arguments.
struct Query {
    std::string text;
    std::vector<Cell> values;
};

/// The queries that, one after the other, give the rows of a scan in order. One parameter more than
/// there are values comes last: the limit. `source` is what stands after FROM.
///
/// More than one query is needed only where the position has nulls: row values don't compare there.
std::vector<Query> scan(const TableQueries& queries, const Table& table, std::size_t index,
                        std::string_view prefix, std::string_view after, const std::string& source);

/// One indivisible UPDATE; it changes no row where a bound forbids. Empty text where no value at
/// all can satisfy the bounds.
Query add(const TableQueries& queries, const BoundedAdd& change);

}  // namespace xueshi::storage::sql
