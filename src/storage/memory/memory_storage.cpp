#include "memory_storage.hpp"

#include <atomic>
#include <functional>
#include <new>
#include <unordered_map>

#include "../fair_lock.hpp"
#include "../transaction_state.hpp"
#include "memory_table.hpp"

namespace xueshi::storage {
namespace {

struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const noexcept {
        return std::hash<std::string_view>()(name);
    }
};
using Tables =
    std::unordered_map<std::string, std::unique_ptr<MemoryTable>, NameHash, std::equal_to<>>;

struct Contents {
    FairLock lock;
    Tables tables;
    Schema schema{0, 0, 0, {}};  ///< the highest versions prepared so far
    bool writable = true;
    MemoryTable::UndoLog unfinished;  ///< where memory ran out while rolling back
    std::atomic<bool> is_unfinished{};

    /// Goes on rolling back, under the lock for writing. Throws storage_unavailable if memory is
    /// still short.
    void finish_rolling_back() {
        try {
            for (; !unfinished.empty(); unfinished.pop_back())
                MemoryTable::take_back(unfinished.back());
        } catch (const std::bad_alloc&) {
            throw Error(ErrorCode::storage_unavailable, "no memory to finish rolling back");
        }
        is_unfinished = false;
    }
    void finish_rolling_back(Deadline deadline) {
        if (!is_unfinished) return;
        const FairLockHold hold(lock, Access::write, deadline);
        finish_rolling_back();
    }
};

class MemoryTransaction final : public Transaction {
public:
    MemoryTransaction(Contents& contents, Access access, Deadline deadline)
        : contents_(contents), hold_(contents.lock, access, deadline), state_(access) {
        if (contents.is_unfinished)
            throw Error(ErrorCode::storage_unavailable, "no memory to finish rolling back");
        if (access == Access::write && !contents.writable)
            throw Error(ErrorCode::storage_schema, "written by a version that reserves writing");
    }

    ~MemoryTransaction() override {
        try {
            for (; !undo_.empty(); undo_.pop_back())
                MemoryTable::take_back(undo_.back());
        } catch (const std::bad_alloc&) {
            contents_.unfinished = std::move(undo_);
            contents_.is_unfinished = true;
        }
    }

    void get(const Table& table, std::span<const std::string> keys, Guard,
             std::vector<std::string>& rows) override {
        TransactionState::Step step(state_, Access::read);
        find(table).get(keys, rows);
        step.done();
    }

    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        TransactionState::Step step(state_, Access::read);
        find(table).scan(index, prefix, after, limit, rows);
        step.done();
    }

    void append(const Table& table, std::span<const std::string> rows) override {
        TransactionState::Step step(state_, Access::write);
        find(table).append(rows, undo_);
        step.done();
    }

    void put(const Table& table, std::span<const std::string> rows) override {
        TransactionState::Step step(state_, Access::write);
        find(table).put(rows, undo_);
        step.done();
    }

    void erase(const Table& table, std::span<const std::string> keys) override {
        TransactionState::Step step(state_, Access::write);
        find(table).erase(keys, undo_);
        step.done();
    }

    bool add(const Table& table, const BoundedAdd& change) override {
        TransactionState::Step step(state_, Access::write);
        const bool added = find(table).add(change, undo_);
        step.done();
        return added;
    }

    void commit() override {
        TransactionState::Step step(state_, Access::read);
        undo_.clear();
        hold_.release();
        step.committed();
    }

private:
    MemoryTable& find(const Table& table) const {
        const auto found = contents_.tables.find(table.name);
        if (found == contents_.tables.end())
            throw Error(ErrorCode::argument_invalid,
                        "table " + std::string(table.name) + " is not prepared");
        found->second->check_same(table);
        return *found->second;
    }

    Contents& contents_;
    FairLockHold hold_;
    TransactionState state_;
    MemoryTable::UndoLog undo_;
};

class MemoryStorage final : public Storage {
public:
    void prepare(const Schema& schema) override {
        check_schema(schema);
        const FairLockHold hold(contents_.lock, Access::write, Deadline::max());
        contents_.finish_rolling_back();
        Schema& stored = contents_.schema;
        if (stored.least_reader > schema.version)
            throw Error(ErrorCode::storage_schema, "written by a version that reserves reading");
        contents_.writable = stored.least_writer <= schema.version;
        if (!contents_.writable) return;
        // All or nothing: what can fail comes before what changes.
        std::vector<std::unique_ptr<MemoryTable>> changed;
        std::vector<std::string> names;
        for (const Table* table : schema.tables) {
            const auto found = contents_.tables.find(table->name);
            if (found == contents_.tables.end())
                changed.push_back(std::make_unique<MemoryTable>(*table));
            else if (!found->second->is_described_by(*table))
                changed.push_back(found->second->adapted(*table));
            else
                continue;
            names.emplace_back(table->name);
        }
        for (std::size_t i = 0; i < changed.size(); ++i)
            contents_.tables[names[i]] = std::move(changed[i]);
        stored.version = std::max(stored.version, schema.version);
        stored.least_reader = std::max(stored.least_reader, schema.least_reader);
        stored.least_writer = std::max(stored.least_writer, schema.least_writer);
    }

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        contents_.finish_rolling_back(deadline);
        return std::make_unique<MemoryTransaction>(contents_, access, deadline);
    }

    Info info() const override {
        return Info{"memory", "this process", false, {{"keeps", "nothing after the process"}}, {}};
    }

    std::vector<std::string> check() override {
        contents_.finish_rolling_back(Deadline::max());
        return {};
    }

private:
    Contents contents_;
};

}  // namespace

std::unique_ptr<Storage> open_memory() { return std::make_unique<MemoryStorage>(); }

}  // namespace xueshi::storage
