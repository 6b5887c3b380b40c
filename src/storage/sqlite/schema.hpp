#pragma once
/// The tables of a schema in an SQLite database: created, extended, or refused.

#include "connection.hpp"

namespace xueshi::storage::sqlite {

/// What the table `xueshi_meta` says; all 0 in a database that was never prepared.
struct Versions {
    std::int64_t version = 0;
    std::int64_t least_reader = 0;
    std::int64_t least_writer = 0;
};

Versions read_versions(Connection& connection);

/// Brings the database to `schema` in one transaction; every step may be repeated, and several
/// processes may come at once. Changes nothing where a newer version reserved writing, or the
/// connection is for reading: then it only checks. Throws `Error` storage_schema.
void prepare(Connection& connection, const Schema& schema);

/// Whether all of it is there: changes nothing and begins nothing. Throws as `prepare` does.
void require(Connection& connection, const Schema& schema);

}  // namespace xueshi::storage::sqlite
