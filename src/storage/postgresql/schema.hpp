#pragma once
/// Creating our tables, bringing them up to a newer description, refusing what contradicts it
/// (S13).

#include "connection.hpp"

namespace xueshi::storage::postgresql {

struct Preparation {
    std::int64_t identity = 0;             ///< a number made by chance when the storage was created
    std::vector<const Table*> by_years{};  ///< the tables that are kept so
    std::string distributed{};             ///< names of tables of which other servers hold parts
};

/// Brings the tables in `name` up to `schema`; new ones that have years are kept by years where
/// `by_years` says so. Where all is there already nothing is changed, so that a role without rights
/// to create can call it.
Preparation prepare(Connection& connection, const std::string& name, const Schema& schema,
                    bool by_years);

/// Whether all of it is there: changes nothing, in whatever transaction. Throws as `prepare` does.
void require(Connection& connection, const std::string& name, const Schema& schema);

/// The statement that fails (as `not_allowed`) unless who has this version may read or write. It
/// must fail at the server: what is sent behind it without waiting is then not done either. It has
/// no parameters, for a plan without is kept.
std::string allowed_query(const std::string& schema_name, Access access, std::int64_t version);
/// The same for a storage that isn't the one of identity $1.
std::string same_storage_query(const std::string& schema_name);

/// Damage that can be found in bounded time: invalid indexes, missing tables.
std::vector<std::string> faults_of(Connection& connection, const std::string& schema_name);

}  // namespace xueshi::storage::postgresql
