#pragma once
/// PostgreSQL, and its relatives: a server that many processes share.
///
/// Every described table is a real table `xueshi_<name>` in a schema of ours, with typed columns, so a
/// host reads it with plain SQL. No storage may be used on both sides of a fork(): open it afterwards.

#include <memory>
#include <string_view>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

/// Opens postgresql://… and finds out at once whether the server can be reached. Where the library
/// was built without PostgreSQL, storage_unavailable says so.
std::unique_ptr<Storage> open_postgresql(std::string_view url);

/// For those who need a storage of their own on a shared server: creates the schema that the URL names.
/// False when it was there already; then nothing was changed.
bool create_postgresql_schema(std::string_view url);
/// Drops that schema with all that is in it.
void drop_postgresql_schema(std::string_view url);

}  // namespace xueshi::storage
