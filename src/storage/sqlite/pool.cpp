#include "pool.hpp"

namespace xueshi::storage::sqlite {
namespace {

constexpr std::size_t most_idle = 16;

}  // namespace

Lease::Lease(Pool& pool, Access access, Deadline deadline)
    : pool_(pool), access_(access), begins_(access == Access::write || !pool.in_memory()) {
    if (access == Access::write || pool.in_memory() || pool.joined()) {
        hold_.emplace(pool.lock_, pool.joined() ? Access::write : access, deadline);
        connection_ = &pool.writer(deadline);
    } else {
        reader_ = pool.take_reader(deadline);
        connection_ = reader_.get();
    }
    // Readers in memory share the connection, but none of them ever waits for a lock of SQLite's.
    if (begins_) connection_->wait_until(deadline);
}

void Lease::begin() {
    if (!begins_) return;
    if (pool_.joined()) {
        if (!connection_->in_transaction())
            throw Error(ErrorCode::argument_invalid,
                        "sqlite: the host has no transaction open on its connection");
        Use(connection_->cached("SAVEPOINT xueshi"))->run();
        saved_ = true;
    } else {
        Use(connection_->cached(access_ == Access::write ? "BEGIN IMMEDIATE" : "BEGIN"))->run();
    }
}

void Lease::commit() {
    if (begins_) {
        const std::lock_guard guard(connection_->mutex());
        Use(connection_->cached(saved_ ? "RELEASE xueshi" : "COMMIT"))->run();
        saved_ = false;
    }
    release();
}

/// Some failures make SQLite roll back all of the host's transaction: then no savepoint is left.
void Lease::roll_back() noexcept {
    if (!pool_.joined()) return connection_->roll_back();
    // Where the half-done can't be undone alone, the host must not commit it.
    if (saved_ && connection_->in_transaction() &&
        sqlite3_exec(connection_->handle(), "ROLLBACK TO xueshi; RELEASE xueshi", nullptr, nullptr,
                     nullptr) != SQLITE_OK)
        connection_->roll_back();
    saved_ = false;
}

void Lease::release() noexcept {
    if (connection_ == nullptr) return;
    if (begins_) roll_back();
    if (hold_ && !pool_.in_memory() && !pool_.joined()) pool_.drop_broken_writer();
    connection_ = nullptr;
    if (reader_) pool_.give_back(std::move(reader_));
    if (hold_) hold_->release();
}

Pool::Pool(SqliteOptions options, Deadline deadline)
    : options_(std::move(options)),
      writer_(std::make_unique<Connection>(options_, Connection::Role::first, deadline)) {
    idle_.reserve(most_idle);
}

Pool::Pool(sqlite3* borrowed) : joined_(true), writer_(std::make_unique<Connection>(borrowed)) {
    options_.path = "(the host's connection)";
}

Connection& Pool::writer(Deadline deadline) {
    if (!writer_)
        writer_ = std::make_unique<Connection>(options_, Connection::Role::first, deadline);
    return *writer_;
}

void Pool::drop_broken_writer() noexcept {
    if (writer_->broken()) writer_.reset();
}

std::unique_ptr<Connection> Pool::take_reader(Deadline deadline) {
    {
        const std::lock_guard guard(idle_mutex_);
        if (!idle_.empty()) {
            std::unique_ptr<Connection> reader = std::move(idle_.back());
            idle_.pop_back();
            return reader;
        }
    }
    return std::make_unique<Connection>(options_, Connection::Role::reader, deadline);
}

void Pool::give_back(std::unique_ptr<Connection> reader) noexcept {
    const std::lock_guard guard(idle_mutex_);
    if (reader->broken() || reader->in_transaction()) return;
    if (idle_.size() < most_idle) idle_.push_back(std::move(reader));
}

}  // namespace xueshi::storage::sqlite
