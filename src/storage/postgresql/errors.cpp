#include "errors.hpp"

#include <algorithm>
#include <array>

#include <xueshi/storage.hpp>

namespace xueshi::storage::postgresql {
namespace {

struct Meaning {
    std::string_view state;  ///< whole, or its first letters
    ErrorCode code;
};

// The first that fits counts.
constexpr std::array meanings = {
    Meaning{"55P03", ErrorCode::storage_busy},         // lock not available: lock_timeout
    Meaning{"57014", ErrorCode::storage_busy},         // cancelled: statement_timeout, or by us
    Meaning{"53100", ErrorCode::storage_full},         // disk full
    Meaning{"25006", ErrorCode::storage_read_only},    // read-only transaction: a standby
    Meaning{"0A000", ErrorCode::storage_read_only},    // to write on a standby
    Meaning{"42501", ErrorCode::storage_read_only},    // the role lacks the right
    Meaning{"XX001", ErrorCode::storage_corrupt},      // data corrupted
    Meaning{"XX002", ErrorCode::storage_corrupt},      // index corrupted
    Meaning{"3F000", ErrorCode::storage_schema},       // no such schema
    Meaning{"42P01", ErrorCode::storage_schema},       // no such table
    Meaning{"42703", ErrorCode::storage_schema},       // no such column
    Meaning{"08", ErrorCode::storage_unavailable},     // connection
    Meaning{"26000", ErrorCode::storage_unavailable},  // our statements were discarded: ask again
    Meaning{"28", ErrorCode::storage_unavailable},     // login refused
    Meaning{"3D", ErrorCode::storage_unavailable},     // no such database
    Meaning{"53", ErrorCode::storage_unavailable},     // memory, connections
    Meaning{"57", ErrorCode::storage_unavailable},     // shut down
    Meaning{"58", ErrorCode::storage_unavailable},     // input or output of the server
    Meaning{"25P0", ErrorCode::storage_unavailable},   // idle too long in a transaction
    Meaning{"22021", ErrorCode::argument_invalid},     // not in the encoding
    Meaning{"54000", ErrorCode::argument_invalid},     // a limit of the server: key too long …
};

bool is_any(std::string_view state, std::initializer_list<std::string_view> states) {
    return std::ranges::find(states, state) != states.end();
}

}  // namespace

void raise(const ServerFailure& failure) {
    const std::string& state = failure.state();
    const std::string message =
        std::string("postgresql: ") + failure.what() + (state.empty() ? "" : " (" + state + ")");
    if (is_any(state, {"40001", "40P01", "23505"})) throw Conflict(message);
    if (state == beyond_bounds) throw Conflict("postgresql: a counter would leave its bounds");
    if (state == not_allowed)
        throw Error(ErrorCode::storage_schema,
                    "postgresql: the tables are reserved for newer versions of this library");
    const auto meaning = std::ranges::find_if(
        meanings, [&](const Meaning& each) { return state.starts_with(each.state); });
    throw Error(meaning == meanings.end() ? ErrorCode::internal : meaning->code, message);
}

bool is_race_of_starts(const ServerFailure& failure) {
    // Twice the same row of the catalog, table, column, schema or object; a catalog row changed by
    // two.
    return is_any(failure.state(),
                  {"23505", "42P07", "42701", "42P06", "42710", "40001", "40P01"}) ||
           std::string_view(failure.what()).find("concurrently") != std::string_view::npos;
}

}  // namespace xueshi::storage::postgresql
