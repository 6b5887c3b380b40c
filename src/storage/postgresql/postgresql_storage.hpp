#pragma once
/// PostgreSQL, and its relatives: a server that many processes share.
///
/// Every described table is a real table `xueshi_<name>` in a schema of ours, with typed columns,
/// so a host reads it with plain SQL. No storage may be used on both sides of a fork(): open it
/// afterwards.

#include <memory>
#include <string_view>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

/// Opens postgresql://… and finds out at once whether the server can be reached. Where the library
/// was built without PostgreSQL, storage_unavailable says so.
std::unique_ptr<Storage> open_postgresql(std::string_view url);

/// For those who need a storage of their own on a shared server: the same URL with a schema beside
/// the named one, `schema_name_1`, or the first number that is free. It is new and empty.
std::string claim_postgresql_schema(std::string_view url, std::string_view name);
/// Drops the schema that the URL names with all that is in it.
void drop_postgresql_schema(std::string_view url);

}  // namespace xueshi::storage
