#include "library.hpp"

namespace xueshi::storage::sqlite {

bool loses_commits_in_wal(int version) noexcept {
    if (version >= 3051003) return false;
    const bool repaired_3_44 = version >= 3044006 && version < 3045000;
    const bool repaired_3_50 = version >= 3050007 && version < 3051000;
    return !repaired_3_44 && !repaired_3_50;
}

ErrorCode error_code(int result) noexcept {
    if (result == SQLITE_IOERR_CORRUPTFS) return ErrorCode::storage_corrupt;
    switch (result & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return ErrorCode::storage_busy;
        case SQLITE_FULL:
            return ErrorCode::storage_full;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
        case SQLITE_ERROR:
            return ErrorCode::storage_corrupt;  // say, a table that was dropped
        case SQLITE_READONLY:
            return ErrorCode::storage_read_only;
        case SQLITE_INTERRUPT:
            return ErrorCode::deadline_exceeded;
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
            return ErrorCode::argument_invalid;
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
            return ErrorCode::internal;
        default:
            return ErrorCode::storage_unavailable;  // CANTOPEN, IOERR, NOMEM, PERM, AUTH, …
    }
}

void fail(int result, const std::string& message) {
    if (result == SQLITE_CONSTRAINT_PRIMARYKEY || result == SQLITE_CONSTRAINT_UNIQUE)
        throw Conflict(message);
    throw Error(error_code(result), message);
}

}  // namespace xueshi::storage::sqlite
