#include "broken_storages.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <limits>
#include <mutex>
#include <thread>

#include "broken_rows.hpp"
#include "optimistic_storage.hpp"

namespace xueshi::storage::tests {
namespace {

/// Refuses, but takes what is left.
class AddFillsUp : public Wrapper {  // S10
public:
    using Wrapper::Wrapper;
    bool add(const Table& table, const BoundedAdd& change) override {
        if (inner().add(table, change)) return true;
        BoundedAdd one = change;
        one.delta = change.delta > 0 ? 1 : -1;
        while (inner().add(table, one)) {
        }
        return false;
    }
};

class AddHasNoFloor : public Wrapper {  // S10
public:
    using Wrapper::Wrapper;
    bool add(const Table& table, const BoundedAdd& change) override {
        BoundedAdd other = change;
        other.at_least = std::numeric_limits<std::int64_t>::min();
        return inner().add(table, other);
    }
};

class WaitsTooLong : public ForwardingStorage {  // S11
public:
    using ForwardingStorage::ForwardingStorage;
    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        return inner().begin(access, deadline + std::chrono::milliseconds(1300));
    }
};

class BoundToThread : public Wrapper {  // S12
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override {
        if (std::this_thread::get_id() != thread_)
            throw Error(ErrorCode::internal, "begun in another thread");
        inner().append(table, rows);
    }

private:
    std::thread::id thread_ = std::this_thread::get_id();
};

/// Who can wait longer is served first: the others wait in vain while there are such.
class ServesThePatientFirst : public ForwardingStorage {  // S12
public:
    using ForwardingStorage::ForwardingStorage;
    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        const bool patient = deadline - Deadline::clock::now() > std::chrono::seconds(15);
        if (access == Access::read) return inner().begin(access, deadline);
        std::unique_lock lock(mutex_);
        while (!patient && last_patient_ != std::thread::id() &&
               last_patient_ != std::this_thread::get_id()) {
            lock.unlock();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            if (Deadline::clock::now() > deadline) throw Error(ErrorCode::storage_busy, "starved");
            lock.lock();
        }
        if (patient) last_patient_ = std::this_thread::get_id();
        lock.unlock();
        return inner().begin(access, deadline);
    }

private:
    std::mutex mutex_;
    std::thread::id last_patient_;
};

class PrepareWipes : public ForwardingStorage {  // S13
public:
    using ForwardingStorage::ForwardingStorage;
    void prepare(const Schema& schema) override {
        inner().prepare(schema);
        const auto transaction = inner().begin(Access::write, Deadline::max());
        for (const Table* table : schema.tables) {
            std::vector<std::string> rows;
            transaction->scan(*table, by_key, {}, {}, 1000, rows);
            for (std::string& row : rows)
                row = key_of(*table, row);
            transaction->erase(*table, rows);
        }
        transaction->commit();
    }
};

class RefusesNoVersion : public ForwardingStorage {  // S13
public:
    using ForwardingStorage::ForwardingStorage;
    void prepare(const Schema& schema) override { inner().prepare({1, 1, 1, schema.tables}); }
};

class FoldsCase : public Wrapper {  // S14
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override {
        std::vector<std::string> folded(rows.begin(), rows.end());
        for (std::string& row : folded) {
            const std::size_t key = leading_cells(row, 1).size();
            std::transform(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(key), row.begin(),
                           [](char each) {
                               return each >= 'A' && each <= 'Z' ? static_cast<char>(each + 32)
                                                                 : each;
                           });
        }
        inner().append(table, folded);
    }
};

class CutsBlobs : public Wrapper {  // S14
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override {
        std::vector<std::string> cut(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (CellReader reader(rows[i]); !reader.done();) {
                Cell cell = reader.next();
                if (cell.type == CellType::blob)
                    cell.bytes = cell.bytes.substr(0, cell.bytes.find('\0'));
                append_cell(cut[i], cell);
            }
        inner().append(table, cut);
    }
};

class FailingCommits : public ForwardingStorage {  // S15, when it keeps the writes
public:
    FailingCommits(std::unique_ptr<Storage> inner, bool keeps)
        : ForwardingStorage(std::move(inner)), keeps_(keeps) {}

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        return std::make_unique<Failing>(*this, inner().begin(access, deadline));
    }

    std::atomic<bool> armed{false};

private:
    class Failing : public ForwardingTransaction {
    public:
        Failing(FailingCommits& owner, std::unique_ptr<Transaction> inner)
            : ForwardingTransaction(owner, std::move(inner)), owner_(owner) {}
        void commit() override {
            const bool fails = owner_.armed.exchange(false);
            if (!fails || owner_.keeps_) inner().commit();
            if (fails) throw Error(ErrorCode::storage_full, "made to fail");
        }

    private:
        FailingCommits& owner_;
    };

    bool keeps_;
};

ConformanceSubject on_memory(
    const std::function<std::unique_ptr<Storage>(std::unique_ptr<Storage>)>& wrap) {
    ConformanceSubject subject;
    subject.fresh = [wrap] { return wrap(open_storage("memory:")); };
    return subject;
}

template <class Decorator>
ConformanceSubject on_memory() {
    return on_memory([](std::unique_ptr<Storage> inner) {
        return std::make_unique<Decorator>(std::move(inner));
    });
}

ConformanceSubject optimistic(LeftOut left_out) {
    return on_memory([left_out](std::unique_ptr<Storage> inner) {
        return std::make_unique<OptimisticStorage>(std::move(inner), left_out);
    });
}

}  // namespace

std::unique_ptr<Storage> wrap_failing(std::unique_ptr<Storage> inner, bool keeps_the_writes) {
    return std::make_unique<FailingCommits>(std::move(inner), keeps_the_writes);
}

void fail_next_commit(Storage& storage) { dynamic_cast<FailingCommits&>(storage).armed = true; }

std::vector<Broken> broken_storages(const std::string& scratch_file) {
    ConformanceSubject dirty;  // in memory a reader waits for the writer: nothing to see there
    dirty.fresh = [scratch_file] {
        std::filesystem::remove(scratch_file);
        return std::make_unique<Wrapped<ReadsUncommitted>>(
            open_storage("sqlite:" + scratch_file + "?journal=truncate&synchronous=off"));
    };
    dirty.reopen = [scratch_file] { return open_storage("sqlite:" + scratch_file); };
    ConformanceSubject keeps = on_memory(
        [](std::unique_ptr<Storage> inner) { return wrap_failing(std::move(inner), true); });
    keeps.fail_next_commit = fail_next_commit;
    return {{"HidesOwnAppends", "S1", on_memory<Wrapped<HidesOwnAppends>>()},
            {"LosesTheSecondTable", "S2", on_memory<Wrapped<LosesTheSecondTable>>()},
            {"KeepsOnRollback", "S2", on_memory<Wrapped<KeepsOnRollback>>()},
            {"ClaimsToLast", "S2", on_memory<ClaimsToLast>()},
            {"ReadsUncommitted", "S3", dirty},
            {"SwallowsMistakes", "S4", on_memory<Wrapped<SwallowsMistakes>>()},
            {"AppendOverwrites", "S5", on_memory<Wrapped<AppendOverwrites>>()},
            {"IgnoresUnique", "S5", on_memory<IgnoresUnique>()},
            {"PutMerges", "S6", on_memory<Wrapped<PutMerges>>()},
            {"EraseInsists", "S6", on_memory<Wrapped<EraseInsists>>()},
            {"ScanSkipsNulls", "S7", on_memory<Wrapped<ScanSkipsNulls>>()},
            {"ScanRepeats", "S7", on_memory<Wrapped<ScanRepeats>>()},
            {"ScanReversed", "S7", on_memory<Wrapped<ScanReversed>>()},
            {"IgnoresGuards", "S8", optimistic(LeftOut::guards)},
            {"AddsInTwoSteps", "S9", optimistic(LeftOut::atomic_add)},
            {"AddFillsUp", "S10", on_memory<Wrapped<AddFillsUp>>()},
            {"AddHasNoFloor", "S10", on_memory<Wrapped<AddHasNoFloor>>()},
            {"WaitsTooLong", "S11", on_memory<WaitsTooLong>()},
            {"BoundToThread", "S12", on_memory<Wrapped<BoundToThread>>()},
            {"ServesThePatientFirst", "S12", on_memory<ServesThePatientFirst>()},
            {"PrepareWipes", "S13", on_memory<PrepareWipes>()},
            {"RefusesNoVersion", "S13", on_memory<RefusesNoVersion>()},
            {"FoldsCase", "S14", on_memory<Wrapped<FoldsCase>>()},
            {"CutsBlobs", "S14", on_memory<Wrapped<CutsBlobs>>()},
            {"FailedCommitKeeps", "S15", keeps}};
}

}  // namespace xueshi::storage::tests
