#pragma once
/// What a storage must do: keep rows of described tables, in transactions. It knows no rule.
///
/// Implement `Storage` and `Transaction` over your own database, link the conformance kit
/// (storage_conformance.hpp), run it: each numbered clause below is a test of the kit.
///
/// Clauses
///  S1  A transaction sees its own writes, in every index.
///  S2  commit() makes all writes of the transaction visible and durable together; after it
///      returned they survive the end of the process. A transaction destroyed without commit()
///      leaves nothing.
///  S3  Nothing of an uncommitted transaction is seen by others.
///  S4  A failed operation throws `Error`; the transaction can then only be destroyed.
///  S5  append() of a key that exists, and any write that would put two rows under one value of a
///      unique index, throws `Conflict`, there or in a later operation, at the latest in commit().
///      (Rows with a null among the index's columns never collide.)
///  S6  put() replaces the whole row or creates it; erase() of a row that isn't there does nothing.
///  S7  scan() gives rows in the order of their encoded index columns followed by their key, each
///      once, all that the prefix names and that come after `after`, up to `limit`.
///  S8  A row got with Guard::shared or Guard::exclusive is, at commit, still the row that was got:
///      if another transaction changed it meanwhile, some operation or commit() throws `Conflict`
///      instead. (A guarded row that was absent is not protected: append() finds out. A transaction
///      begun for reading decides nothing: there a guard has no effect.)
///  S9  add() is one indivisible step, also between transactions: with N seats and any number of
///      takers at any isolation level exactly N are taken; a concurrent release is never lost.
///  S10 add() that would leave the bounds, or whose row isn't there, changes nothing and answers
///      false; it never throws for that. It judges the row as it stands, own and committed foreign
///      changes included.
///  S11 Begin, lock waits and busy retries end at the deadline with `Error` storage_busy.
///  S12 Several transactions can be open at once, each used by one thread at a time; a storage is
///      used by any number of threads. Writers are served: none waits for ever while others go on.
///  S13 prepare() can be called by several processes at once and again at any time; it keeps all
///      data, adds what is missing, and refuses (`storage_schema`) what a newer version reserved
///      for itself.
///  S14 Text keys compare byte by byte; texts and blobs come back as they were put. (Keys and
///      indexes are of integers and texts only, key columns never null: prepare() throws
///      argument_invalid.)
///  S15 After a failed commit() nothing of the transaction is there, or (where the medium failed
///      and nobody can know) the error is storage_unavailable and a later transaction sees all or
///      nothing.

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/cells.hpp>
#include <xueshi/error.hpp>

namespace xueshi::storage {

struct Column {
    std::string_view name;
    CellType type = CellType::text;
    bool nullable = false;
    bool erasable = false;  ///< personal content: can be forgotten, is left out of state digests
};

struct Index {
    std::string_view name;
    std::span<const std::uint8_t> columns;  ///< positions in the table
    bool unique = false;
};

/// Where a row's year stands, for storages that keep years apart. Rows of one key never differ in
/// it: that is the writer's promise. Of two rows that break it, appended under one key, such a
/// storage may keep both (S5); no other clause depends on it.
struct YearColumn {
    std::uint8_t column = 0;
    bool in_microseconds = false;  ///< since 1970 began in UTC, instead of the year's number
};

/// A described table. The first `key_columns` columns are the key, the first of them the partition:
/// rows of one county (or owner) can live on one server.
struct Table {
    std::string_view name;
    std::span<const Column> columns;
    std::uint8_t key_columns = 1;
    std::span<const Index> indexes{};
    std::optional<YearColumn> year{};
};

/// All tables, and who may use them: versions count up from 1.
struct Schema {
    std::int64_t version = 1;
    std::int64_t least_reader = 1;  ///< the oldest library schema version that may still read
    std::int64_t least_writer = 1;  ///< … and write
    std::span<const Table* const> tables;
};

using Deadline = std::chrono::steady_clock::time_point;

enum class Access { read, write };

/// How a read row is held until commit: not at all, against change, or for changing it.
enum class Guard { none, shared, exclusive };

/// Scans by the key instead of by an index.
inline constexpr std::size_t by_key = std::numeric_limits<std::size_t>::max();

/// Adds `delta` to an integer column of one row if the sum stays within the bounds. A bound is
/// another integer column of the same row, or a number.
struct BoundedAdd {
    std::string key;
    std::uint8_t column = 0;
    std::int64_t delta = 0;
    std::optional<std::uint8_t> at_least_column{};
    std::optional<std::uint8_t> at_most_column{};
    std::int64_t at_least = 0;
    std::int64_t at_most = std::numeric_limits<std::int64_t>::max();
};

/// Another transaction was in the way: decide afresh.
class Conflict : public std::runtime_error {
public:
    explicit Conflict(const std::string& what) : std::runtime_error(what) {}
};

/// Rows and keys are encoded cells (cells.hpp). Writes of one call are in key order, calls within
/// one transaction in the order of `Schema::tables`, so that two transactions never wait for each
/// other.
class Transaction {
public:
    virtual ~Transaction() = default;  ///< rolls back unless committed; never throws

    /// `rows[i]` becomes the row of `keys[i]`, empty where there is none. Keys are sorted, no two
    /// equal.
    virtual void get(const Table& table, std::span<const std::string> keys, Guard guard,
                     std::vector<std::string>& rows) = 0;

    /// Rows whose index columns (or key) begin with `prefix`, after the position `after` (the
    /// encoded index columns and key of the last row seen; empty: from the start). Appends to
    /// `rows`.
    virtual void scan(const Table& table, std::size_t index, std::string_view prefix,
                      std::string_view after, std::size_t limit,
                      std::vector<std::string>& rows) = 0;

    virtual void append(const Table& table, std::span<const std::string> rows) = 0;
    virtual void put(const Table& table, std::span<const std::string> rows) = 0;
    virtual void erase(const Table& table, std::span<const std::string> keys) = 0;
    virtual bool add(const Table& table, const BoundedAdd& change) = 0;
    virtual void commit() = 0;

    // What a storage can do better whose answers travel. Any other leaves it as it is.

    /// Whether hints are of use: then expect() is worth the trouble of making its keys.
    virtual bool listens() const noexcept { return false; }
    /// These rows will be got next, so guarded. They may be read and held already now, and get()
    /// gives what was found then. The table stays where it is until the transaction ends.
    virtual void expect(const Table&, std::span<const std::string>, Guard) {}
    /// For what several callers wait for: no later operation shall wait longer than this for a row
    /// that another transaction holds, `Conflict` instead. Whoever forwards listens() forwards
    /// this.
    virtual void wait_at_most(std::chrono::milliseconds) {}
    /// add() by someone who gives up when it answers false: throws `Conflict` then, here or in a
    /// later operation, at the latest in commit().
    virtual void add_or_conflict(const Table& table, const BoundedAdd& change) {
        if (!add(table, change)) throw Conflict("a counter would leave its bounds");
    }
};

/// What a storage says of itself: kind, versions, durability mode, warnings (say, an SQLite version
/// with a known defect), in the order in which a person would want to read it.
struct Info {
    std::string kind;      ///< "memory", "sqlite", "postgresql", or the implementer's own
    std::string location;  ///< without secrets
    bool durable = false;  ///< whether what was committed survives the process
    std::vector<std::pair<std::string, std::string>> details;
    std::vector<std::string> warnings;
};

class Storage {
public:
    virtual ~Storage() = default;

    virtual void prepare(const Schema& schema) = 0;
    virtual std::unique_ptr<Transaction> begin(Access access, Deadline deadline) = 0;

    /// Begins a transaction for reading to which a state will do that is no longer the last: one
    /// that was committed once, whole. A storage with copies that follow it lets them answer. Where
    /// a copy fails, any operation can throw `Conflict`: begin() again, and read what is true now.
    virtual std::unique_ptr<Transaction> begin_older(Deadline deadline) {
        return begin(Access::read, deadline);
    }

    virtual Info info() const = 0;

    /// Looks for damage of the medium (not of the rules: that is Engine::check). One line a fault.
    virtual std::vector<std::string> check() = 0;
};

/// Opens by URL: `memory:`, `sqlite:PATH`, `sqlite::memory:`, `postgresql://…`
/// (docs/postgresql.md). Options follow a question mark:
/// `sqlite:county.db?journal=wal&synchronous=full&busy_ms=5000`. Throws `Error` argument_invalid
/// for a URL that is none, storage_unavailable where nothing can be opened.
std::unique_ptr<Storage> open_storage(std::string_view url);

/// The position of a row in an index, as `scan` takes it for `after`.
std::string position_of(const Table& table, std::size_t index, std::string_view row);

/// The encoded key of a row.
inline std::string key_of(const Table& table, std::string_view row) {
    return std::string(leading_cells(row, table.key_columns));
}

}  // namespace xueshi::storage
