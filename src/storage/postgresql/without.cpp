// In place of everything else here where libpq's header wasn't there when the library was built.

#include <xueshi/joined.hpp>

#include "postgresql_storage.hpp"

namespace xueshi::storage {
namespace {

[[noreturn]] void left_out() {
    throw Error(ErrorCode::storage_unavailable,
                "this library was built without PostgreSQL (XUESHI_POSTGRESQL, libpq-fe.h)");
}

}  // namespace

std::unique_ptr<Storage> open_postgresql(std::string_view) { left_out(); }
std::unique_ptr<Storage> join_postgresql(pg_conn*, const PostgresqlJoin&) { left_out(); }
std::string claim_postgresql_schema(std::string_view, std::string_view) { left_out(); }
void drop_postgresql_schema(std::string_view) { left_out(); }

}  // namespace xueshi::storage
