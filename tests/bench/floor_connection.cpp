#include "bench/floor_connection.hpp"

#include <stdexcept>

namespace xueshi::bench {

namespace {

std::vector<const char*> pointers(FloorConnection::Values values) {
    std::vector<const char*> all;
    for (const std::string& value : values)
        all.push_back(value.c_str());
    return all;
}

bool is_good(const PGresult* answer) {
    const ExecStatusType status = PQresultStatus(answer);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

FloorConnection::FloorConnection(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) fail("connecting");
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
}

void FloorConnection::fail(const std::string& what) const {
    throw std::runtime_error("raw floor: " + what + ": " + PQerrorMessage(connection_.get()));
}

Answer FloorConnection::good(PGresult* answer) {
    Answer owned(answer);
    if (!is_good(answer)) fail("a statement");
    return owned;
}

void FloorConnection::prepare(const std::string& name, const std::string& sql) {
    good(PQprepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr));
}

Answer FloorConnection::run(const std::string& sql) {
    return good(PQexec(connection_.get(), sql.c_str()));
}

Answer FloorConnection::execute(const std::string& name, Values values) {
    return good(PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()),
                               pointers(values).data(), nullptr, nullptr, 0));
}

void FloorConnection::send(const std::string& name, Values values) {
    if (sent_ == 0 && PQenterPipelineMode(connection_.get()) != 1) fail("entering the pipeline");
    if (PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()),
                            pointers(values).data(), nullptr, nullptr, 0) != 1) {
        fail("sending");
    }
    ++sent_;
}

Answer FloorConnection::next() {
    PGresult* answer = PQgetResult(connection_.get());
    if (!is_good(answer)) {
        PQclear(answer);
        fail("a statement in the pipeline");
    }
    Answer owned(answer);
    if (PQgetResult(connection_.get()) != nullptr) fail("more answers than statements");
    return owned;
}

std::vector<Answer> FloorConnection::receive() {
    if (PQpipelineSync(connection_.get()) != 1) fail("sending");
    std::vector<Answer> answers;
    for (; sent_ > 0; --sent_)
        answers.push_back(next());
    PQclear(PQgetResult(connection_.get()));  // the sync's
    if (PQexitPipelineMode(connection_.get()) != 1) fail("leaving the pipeline");
    return answers;
}

}  // namespace xueshi::bench
