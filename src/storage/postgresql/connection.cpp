#include "connection.hpp"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <random>
#include <utility>

namespace xueshi::storage::postgresql {
namespace {

// How long a cancelled statement may take to say so.
constexpr std::chrono::milliseconds for_cancelling{500};

/// For poll(): rounded up, so that nobody wakes before the deadline; -1 where it is beyond any
/// wait.
int milliseconds_until(Deadline deadline) {
    const auto now = Deadline::clock::now();
    if (deadline <= now) return 0;
    constexpr std::chrono::hours longest{24};
    if (deadline - now > longest) return -1;
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(deadline - now).count());
}

// Its messages end with a line feed, and some have more lines than the first.
std::string first_line(const char* message) {
    const std::string_view text = message == nullptr ? "" : message;
    return std::string(text.substr(0, text.find('\n')));
}

void keep_quiet(void*, const char*) {}

}  // namespace

Connection::Connection(std::shared_ptr<const Library> library, const Address& address,
                       bool pipeline, Deadline deadline)
    : library_(std::move(library)), connection_(nullptr, Finish{library_}), deadline_(deadline) {
    connect(address);
    library_->set_notice_processor(connection_.get(), keep_quiet, nullptr);
    if (parameter("server_encoding") != "UTF8")
        throw Error(ErrorCode::storage_unavailable, "postgresql: the database's encoding is " +
                                                        parameter("server_encoding") +
                                                        ", only UTF8 keeps texts as they are");
    library_->set_nonblocking(connection_.get(), 1);
    pipelined_ = pipeline && library_->can_pipeline() &&
                 library_->enter_pipeline_mode(connection_.get()) == 1;
}

Connection::Connection(std::shared_ptr<const Library> library, PGconn* borrowed,
                       std::function<bool()> is_open)
    : library_(std::move(library)),
      connection_(borrowed, Finish{library_, nobody}),
      borrowed_(true),
      is_open_(std::move(is_open)),
      deadline_(Deadline::max()) {
    // Others may have joined the same connection before, and their statements stay.
    std::random_device random;
    prefix_ += std::to_string(random()) + "_";
}

Connection::~Connection() {
    const bool open = !is_open_ || is_open_();
    if (borrowed_ && open && process_ == ::getpid()) forget_statements();
}

/// A host may join one connection often: what we prepared mustn't pile up at its server.
void Connection::forget_statements() noexcept {
    try {
        if (broken_ || names_.empty()) return;
        const PGTransactionStatusType state = library_->transaction_status(connection_.get());
        if (state != PQTRANS_IDLE) return;  // what fails would end the host's transaction
        std::string statements;
        for (const auto& [text, name] : names_)
            statements += "DEALLOCATE " + name + ";";
        library_->clear(library_->execute(connection_.get(), statements.c_str()));
    } catch (const std::bad_alloc&) {
    }
}

void Connection::join() {
    const auto invalid = [](const std::string& what) {
        throw Error(ErrorCode::argument_invalid, "postgresql: the host's connection " + what);
    };
    if (broken_ || library_->status(connection_.get()) != CONNECTION_OK) lost();
    const auto pipeline = library_->pipeline_status;
    if (pipeline != nullptr && pipeline(connection_.get()) != PQ_PIPELINE_OFF)
        invalid("is in pipeline mode");
    const PGTransactionStatusType state = library_->transaction_status(connection_.get());
    if (state == PQTRANS_INERROR) invalid("has a transaction that failed: roll it back");
    if (state != PQTRANS_INTRANS) invalid("has no transaction open");
    if (parameter("client_encoding") != "UTF8")
        invalid("has the client encoding " + parameter("client_encoding") + ", not UTF8");
    blocking_ = library_->is_nonblocking(connection_.get()) == 0;
    library_->set_nonblocking(connection_.get(), 1);
    pipelined_ = library_->can_pipeline() && library_->exit_pipeline_mode != nullptr &&
                 library_->enter_pipeline_mode(connection_.get()) == 1;
}

void Connection::save() {
    send("SAVEPOINT xueshi_call", {});
    saved_ = true;
}

void Connection::release_savepoint(Taker taker) {
    run("RELEASE SAVEPOINT xueshi_call", {}, std::move(taker));
    saved_ = false;
}

/// Gives the connection back to the host as it was. False when it is of no use any more.
bool Connection::leave() noexcept {
    bool good = !broken_;
    try {
        if (good && std::exchange(saved_, false)) {
            run("ROLLBACK TO SAVEPOINT xueshi_call");
            run("RELEASE SAVEPOINT xueshi_call");
        }
    } catch (...) {
        good = !broken_;
    }
    if (std::exchange(pipelined_, false)) library_->exit_pipeline_mode(connection_.get());
    if (blocking_) library_->set_nonblocking(connection_.get(), 0);
    return good;
}

void Connection::connect(const Address& address) {
    std::vector<const char*> keys;
    std::vector<const char*> values;
    for (const auto& [key, value] : address.parameters) {
        keys.push_back(key.c_str());
        values.push_back(value.c_str());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    connection_.reset(library_->connect_start(keys.data(), values.data(), 0));
    if (!connection_) throw std::bad_alloc();
    const auto refused = [&] {
        throw Error(ErrorCode::storage_unavailable,
                    "postgresql: " + first_line(library_->error_message(connection_.get())));
    };
    if (library_->status(connection_.get()) == CONNECTION_BAD) refused();
    for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK;) {
        if (state == PGRES_POLLING_FAILED) refused();
        pollfd waiting{library_->socket(connection_.get()),
                       static_cast<short>(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        const int ready = ::poll(&waiting, 1, milliseconds_until(deadline_));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0)
            throw Error(ErrorCode::storage_unavailable,
                        "postgresql: no connection to " + address.shown + " before the deadline");
        state = library_->connect_poll(connection_.get());
    }
}

std::string Connection::parameter(const char* name) const {
    const char* value = library_->parameter_status(connection_.get(), name);
    return value == nullptr ? "" : value;
}

void Connection::find_out() {
    try {
        run("SELECT current_setting('plan_cache_mode', true), "
            "current_setting('enable_seqscan', true)",
            {}, [this](const Result& result) {
                can_insist_on_indexes_ = !result.text(0, 1).empty();
                can_plan_once_ = result.text(0, 0) == "auto" && can_insist_on_indexes_;
            });
    } catch (const ServerFailure&) {
        can_plan_once_ = can_insist_on_indexes_ = false;
    }
}

void Connection::send(const std::string& statement, const Parameters& parameters, Taker take) {
    const std::string name = name_of(statement);
    const std::vector<const char*> values = parameters.pointers();
    const std::vector<int> lengths = parameters.lengths();
    const std::vector<int> binary(parameters.size(), 1);
    sent(library_->send_query_prepared(connection_.get(), name.c_str(),
                                       static_cast<int>(parameters.size()), values.data(),
                                       lengths.data(), binary.data(), 1),
         {{}, std::move(take)});
}

const std::string& Connection::name_of(const std::string& statement) {
    const auto known = names_.find(statement);
    if (known != names_.end()) return known->second;
    const std::string name = prefix_ + std::to_string(++named_);
    const auto fresh = names_.emplace(statement, name).first;
    sent(library_->send_prepare(connection_.get(), name.c_str(), statement.c_str(), 0, nullptr),
         {statement, {}});
    return fresh->second;
}

void Connection::sent(int accepted, Sent what) {
    if (accepted != 1) lost();
    under_way_.push_back(std::move(what));
    // In a pipeline small statements go out together when someone waits, in one packet that wakes
    // the server once; the library sends by itself what has become large.
    if (!pipelined_) wait();
}

void Connection::wait() {
    if (under_way_.empty()) return;
    if (pipelined_ && library_->pipeline_sync(connection_.get()) != 1) lost();
    flush();
    const std::vector<Sent> answers = std::exchange(under_way_, {});
    for (const Sent& each : answers)
        read_answer(each);
    if (pipelined_) read_sync();
    cancelled_ = false;
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Connection::read_answer(const Sent& what) {
    bool good = false;
    while (const Result result = next_result()) {
        const ExecStatusType status = result.status();
        good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        try {
            if (status == PGRES_FATAL_ERROR) {
                if (result.state() == unknown_statement) names_.clear();  // DISCARD ALL, say
                throw ServerFailure(result.state(), result.message());
            }
            if (good && !failure_ && what.take) what.take(result);
        } catch (...) {
            if (!failure_) failure_ = std::current_exception();
        }
    }
    if (broken_ || library_->status(connection_.get()) != CONNECTION_OK) lost();
    if (!good && !what.prepares.empty()) names_.erase(what.prepares);
}

void Connection::read_sync() {
    for (;;) {
        const Result result = next_result();
        if (result && result.status() == PGRES_PIPELINE_SYNC) return;
        if (library_->status(connection_.get()) != CONNECTION_OK) lost();
    }
}

Result Connection::next_result() {
    while (library_->is_busy(connection_.get()) != 0) {
        wait_for(POLLIN);
        if (library_->consume_input(connection_.get()) != 1) lost();
    }
    return {library_, library_->get_result(connection_.get())};
}

/// While the server is busy answering it may read nothing: so answers are taken in here, too.
void Connection::flush() {
    for (;;) {
        const int left = library_->flush(connection_.get());
        if (left == 0) return;
        if (left < 0) lost();
        wait_for(POLLIN | POLLOUT);
        if (library_->consume_input(connection_.get()) != 1) lost();
    }
}

void Connection::wait_for(short events) {
    for (;;) {
        pollfd waiting{library_->socket(connection_.get()), events, 0};
        const int ready = ::poll(&waiting, 1, milliseconds_until(deadline_));
        if (ready > 0) return;
        if (ready == 0 && Deadline::clock::now() >= deadline_) give_up();
    }
}

/// The server's own time limits come first; this is for when they don't.
void Connection::give_up() {
    if (cancelled_) {
        broken_ = true;
        throw Error(ErrorCode::storage_busy, "postgresql: no answer before the deadline");
    }
    cancelled_ = true;
    deadline_ = Deadline::clock::now() + for_cancelling;
    char ignored[256];
    PGcancel* cancel = library_->get_cancel(connection_.get());
    if (cancel == nullptr) return;
    library_->cancel(cancel, ignored, sizeof ignored);
    library_->free_cancel(cancel);
}

void Connection::lost() {
    broken_ = true;
    under_way_.clear();
    const auto failure = std::exchange(failure_, nullptr);
    std::string why = first_line(library_->error_message(connection_.get()));
    try {
        if (failure) std::rethrow_exception(failure);  // the server's last words tell more
    } catch (const std::exception& last) {
        why = last.what();
    }
    throw Error(ErrorCode::storage_unavailable, "postgresql: the connection was lost: " + why);
}

bool Connection::reset() noexcept {
    try {
        if (broken_) return borrowed_ && leave();
        const auto usual = Deadline::clock::now() + for_cancelling;
        deadline_ = std::max(deadline_, usual);
        try {
            wait();
        } catch (...) {
            // It was told to whom it concerned, or concerns nobody any more.
        }
        if (borrowed_) return leave();
        if (broken_) return false;
        if (library_->transaction_status(connection_.get()) != PQTRANS_IDLE) run("ROLLBACK");
        return library_->transaction_status(connection_.get()) == PQTRANS_IDLE;
    } catch (...) {
        return false;
    }
}

bool Connection::alive() noexcept {
    // An idle server says nothing, unless it ends: then its last words, or the end, can be read.
    pollfd waiting{library_->socket(connection_.get()), POLLIN, 0};
    return !broken_ && ::poll(&waiting, 1, 0) == 0;
}

}  // namespace xueshi::storage::postgresql
