#pragma once
/// The client library, loaded at run time: PostgreSQL's own libpq, or the one of a vendor whose
/// server asks for another way of logging in (openGauss, KingbaseES).

#include <memory>
#include <string>
#include <vector>

#include <libpq-fe.h>

namespace xueshi::storage::postgresql {

/// The functions of a client library. It stays loaded until the process ends: libraries it brings
/// along leave functions behind that run then.
struct Library {
    /// Throws storage_unavailable where the file can't be loaded or lacks a function that is
    /// needed. `hidden` are functions to take for missing.
    static std::shared_ptr<const Library> load(const std::string& path,
                                               const std::vector<std::string>& hidden = {});

    /// Whether several statements can be sent before the first answer is read (libpq 14).
    bool can_pipeline() const noexcept {
        return enter_pipeline_mode != nullptr && pipeline_sync != nullptr;
    }

    decltype(&::PQconninfoParse) conninfo_parse = nullptr;
    decltype(&::PQconninfoFree) conninfo_free = nullptr;
    decltype(&::PQfreemem) free_memory = nullptr;
    decltype(&::PQconnectStartParams) connect_start = nullptr;
    decltype(&::PQconnectPoll) connect_poll = nullptr;
    decltype(&::PQfinish) finish = nullptr;
    decltype(&::PQstatus) status = nullptr;
    decltype(&::PQtransactionStatus) transaction_status = nullptr;
    decltype(&::PQparameterStatus) parameter_status = nullptr;
    decltype(&::PQerrorMessage) error_message = nullptr;
    decltype(&::PQsocket) socket = nullptr;
    decltype(&::PQsetnonblocking) set_nonblocking = nullptr;
    decltype(&::PQsetNoticeProcessor) set_notice_processor = nullptr;
    decltype(&::PQflush) flush = nullptr;
    decltype(&::PQconsumeInput) consume_input = nullptr;
    decltype(&::PQisBusy) is_busy = nullptr;
    decltype(&::PQsendPrepare) send_prepare = nullptr;
    decltype(&::PQsendQueryPrepared) send_query_prepared = nullptr;
    decltype(&::PQgetResult) get_result = nullptr;
    decltype(&::PQresultStatus) result_status = nullptr;
    decltype(&::PQresultErrorField) result_error_field = nullptr;
    decltype(&::PQntuples) row_count = nullptr;
    decltype(&::PQgetvalue) get_value = nullptr;
    decltype(&::PQgetlength) get_length = nullptr;
    decltype(&::PQgetisnull) get_is_null = nullptr;
    decltype(&::PQcmdStatus) command_status = nullptr;
    decltype(&::PQcmdTuples) command_rows = nullptr;
    decltype(&::PQclear) clear = nullptr;
    decltype(&::PQgetCancel) get_cancel = nullptr;
    decltype(&::PQcancel) cancel = nullptr;
    decltype(&::PQfreeCancel) free_cancel = nullptr;
    decltype(&::PQexec) execute = nullptr;
    decltype(&::PQisnonblocking) is_nonblocking = nullptr;
    // A client without these works too, one statement after the other, or without telling its
    // version.
    decltype(&::PQlibVersion) library_version = nullptr;
    decltype(&::PQenterPipelineMode) enter_pipeline_mode = nullptr;
    decltype(&::PQpipelineSync) pipeline_sync = nullptr;
    decltype(&::PQexitPipelineMode) exit_pipeline_mode = nullptr;
    decltype(&::PQpipelineStatus) pipeline_status = nullptr;
};

}  // namespace xueshi::storage::postgresql
