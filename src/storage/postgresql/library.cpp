#include "library.hpp"

#include <algorithm>
#include <dlfcn.h>

#include <xueshi/error.hpp>

namespace xueshi::storage::postgresql {
namespace {

[[noreturn]] void unavailable(const std::string& what) {
    throw Error(ErrorCode::storage_unavailable, "postgresql client library: " + what);
}

/// Finds functions by name in a loaded library.
class Finder {
public:
    Finder(const std::string& path, const std::vector<std::string>& hidden)
        : path_(path), hidden_(hidden), handle_(::dlopen(path.c_str(), RTLD_NOW | RTLD_NODELETE)) {
        if (handle_ == nullptr) {
            const char* why = ::dlerror();
            unavailable("can't load '" + path + "': " + (why == nullptr ? "no reason" : why));
        }
    }
    ~Finder() { ::dlclose(handle_); }  // RTLD_NODELETE: it stays loaded
    Finder(const Finder&) = delete;
    Finder& operator=(const Finder&) = delete;

    template <class Function>
    void may_have(Function& function, const char* name) const {
        if (std::ranges::find(hidden_, name) == hidden_.end())
            function = reinterpret_cast<Function>(::dlsym(handle_, name));
    }

    template <class Function>
    void must_have(Function& function, const char* name) const {
        may_have(function, name);
        if (function == nullptr) unavailable("'" + path_ + "' has no function " + name);
    }

private:
    const std::string& path_;
    const std::vector<std::string>& hidden_;
    void* handle_;
};

void find_connecting(Library& library, const Finder& finder) {
    finder.must_have(library.conninfo_parse, "PQconninfoParse");
    finder.must_have(library.conninfo_free, "PQconninfoFree");
    finder.must_have(library.free_memory, "PQfreemem");
    finder.must_have(library.connect_start, "PQconnectStartParams");
    finder.must_have(library.connect_poll, "PQconnectPoll");
    finder.must_have(library.finish, "PQfinish");
    finder.must_have(library.status, "PQstatus");
    finder.must_have(library.transaction_status, "PQtransactionStatus");
    finder.must_have(library.parameter_status, "PQparameterStatus");
    finder.must_have(library.error_message, "PQerrorMessage");
    finder.must_have(library.socket, "PQsocket");
    finder.must_have(library.set_nonblocking, "PQsetnonblocking");
    finder.must_have(library.set_notice_processor, "PQsetNoticeProcessor");
    finder.must_have(library.get_cancel, "PQgetCancel");
    finder.must_have(library.cancel, "PQcancel");
    finder.must_have(library.free_cancel, "PQfreeCancel");
    finder.may_have(library.library_version, "PQlibVersion");
}

void find_asking(Library& library, const Finder& finder) {
    finder.must_have(library.flush, "PQflush");
    finder.must_have(library.consume_input, "PQconsumeInput");
    finder.must_have(library.is_busy, "PQisBusy");
    finder.must_have(library.send_prepare, "PQsendPrepare");
    finder.must_have(library.send_query_prepared, "PQsendQueryPrepared");
    finder.must_have(library.get_result, "PQgetResult");
    finder.must_have(library.result_status, "PQresultStatus");
    finder.must_have(library.result_error_field, "PQresultErrorField");
    finder.must_have(library.row_count, "PQntuples");
    finder.must_have(library.get_value, "PQgetvalue");
    finder.must_have(library.get_length, "PQgetlength");
    finder.must_have(library.get_is_null, "PQgetisnull");
    finder.must_have(library.command_status, "PQcmdStatus");
    finder.must_have(library.command_rows, "PQcmdTuples");
    finder.must_have(library.clear, "PQclear");
    finder.must_have(library.execute, "PQexec");
    finder.must_have(library.is_nonblocking, "PQisnonblocking");
    finder.may_have(library.enter_pipeline_mode, "PQenterPipelineMode");
    finder.may_have(library.pipeline_sync, "PQpipelineSync");
    finder.may_have(library.exit_pipeline_mode, "PQexitPipelineMode");
    finder.may_have(library.pipeline_status, "PQpipelineStatus");
}

}  // namespace

std::shared_ptr<const Library> Library::load(const std::string& path,
                                             const std::vector<std::string>& hidden) {
    const Finder finder(path, hidden);
    auto library = std::make_shared<Library>();
    find_connecting(*library, finder);
    find_asking(*library, finder);
    return library;
}

}  // namespace xueshi::storage::postgresql
