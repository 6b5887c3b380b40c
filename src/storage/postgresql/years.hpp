#pragma once
/// Tables kept by years: one partition of the server's for each year, and one for all years that
/// have none, so that no row is ever without a place.

#include "stored_schema.hpp"

namespace xueshi::storage::postgresql {

/// Whether the years of a table can be kept apart: its description names the column, and no unique
/// index would become unique within a year only.
bool has_years(const Table& table);

/// What makes a table of this description one that is kept by years, and its partition for the
/// years that have none.
std::string by_years(const Table& table);
std::string partition_for_others(const std::string& schema_name, const Table& table);

/// Makes the partitions of last year, this one and the next two where they are missing, in
/// transactions of their own. A help: what can't be made now (no right to, rows of that year are
/// already among the others, somebody is reading for long) is left to the next start.
void make_years_ahead(Connection& connection, const std::string& schema_name,
                      const StoredSchema& stored, std::span<const Table* const> tables);

}  // namespace xueshi::storage::postgresql
