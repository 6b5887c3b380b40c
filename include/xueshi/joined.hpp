#pragma once
/// Commands inside a transaction that the host has open on its own connection: what the host writes
/// and what the command does become durable together, or neither.
///
///     auto joined = storage::join_sqlite(connection);        // once for each connection
///     sqlite3_exec(connection, "BEGIN IMMEDIATE", …);
///     sqlite3_exec(connection, "INSERT INTO order …", …);
///     auto outcome = engine.execute(actor, command, {.inside = joined});
///     sqlite3_exec(connection, outcome.ok() ? "COMMIT" : "ROLLBACK", …);
///
/// The contract
/// - The storage must have been opened once by its URL: nothing is created here, and `Error`
///   storage_schema tells what is missing.
/// - The transaction is the host's: its isolation, its time-outs, its end. A call sets a savepoint
///   and releases it. A refused command leaves the transaction as it was, and so does an `Error`
///   where the database allows going on; the host asks the connection, or rolls back in any case.
/// - What a command holds (its stream of the log, seats, people) it holds until the host ends the
///   transaction. Commands of one organisation wait for each other: be brief.
/// - A receipt tells the number that the entry has if the host commits. After a rollback there is
///   none, and the same request id is free again.
/// - A conflict is decided afresh only where the database lets the transaction go on: on SQLite,
///   and on PostgreSQL at READ COMMITTED. Elsewhere it is `Error` storage_busy: roll back, do all
///   again.
/// - Two transactions with several commands each can wait for each other: do them in one order. A
///   deadlock that the database finds is storage_busy.
/// - At READ COMMITTED `ask` and `explain` see each statement's state, not one for the whole call.
/// - After storage_unavailable the connection is of no use: make another, and join that.
/// - One call at a time, by the thread that uses the connection. A joined storage ends before its
///   connection is closed, or can ask whether it was. Keep it as long as the connection: it
///   prepares its statements once.
/// - A deadline ends waits on PostgreSQL; on SQLite the connection's own busy handler does.

#include <functional>
#include <memory>
#include <string>

#include <xueshi/storage.hpp>

struct sqlite3;
struct pg_conn;

namespace xueshi::storage {

/// `connection` is of the same SQLite library as ours, and its main database is the storage's file.
/// Throws `Error` argument_invalid for null.
std::unique_ptr<Storage> join_sqlite(sqlite3* connection);

struct PostgresqlJoin {
    std::string schema = "xueshi";       ///< as in the storage's URL
    std::string library = "libpq.so.5";  ///< the client library that made the connection
    /// Asked once when the joined storage ends: it gives up what it prepared only on an open
    /// connection. None: the connection is open then. Must not throw.
    std::function<bool()> is_open{};
};

/// `connection` (a `PGconn*`) must not be in pipeline mode, and its client encoding be UTF8: or the
/// call throws `Error` argument_invalid. Throws storage_unavailable where the library can't be
/// loaded.
std::unique_ptr<Storage> join_postgresql(pg_conn* connection, const PostgresqlJoin& how = {});

}  // namespace xueshi::storage
