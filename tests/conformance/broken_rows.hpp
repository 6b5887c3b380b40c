#pragma once
/// What breaks the clauses about rows and scans: wrappers of a transaction that do one thing wrong.

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <xueshi/storage_decorator.hpp>

namespace xueshi::storage::tests {

using Rows = std::span<const std::string>;

/// A storage whose transactions are `Wrapper`s, which find in `shared` what they share.
template <class Wrapper>
class Wrapped : public ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        return std::make_unique<Wrapper>(*this, inner().begin(access, deadline), access);
    }

    typename Wrapper::Shared shared{};
};

class Wrapper : public ForwardingTransaction {
public:
    struct Shared {};
    Wrapper(ForwardingStorage& owner, std::unique_ptr<Transaction> inner, Access access)
        : ForwardingTransaction(owner, std::move(inner)), access_(access) {}

protected:
    Access access_;
};

class HidesOwnAppends : public Wrapper {  // S1
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override {
        inner().append(table, rows);
        for (const std::string& row : rows)
            own_.push_back(key_of(table, row));
    }
    void get(const Table& table, Rows keys, Guard guard, std::vector<std::string>& rows) override {
        inner().get(table, keys, guard, rows);
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (std::ranges::find(own_, keys[i]) != own_.end()) rows[i].clear();
    }

private:
    std::vector<std::string> own_;
};

class LosesTheSecondTable : public Wrapper {  // S2
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override {
        if (first_.empty()) first_ = table.name;
        if (first_ == table.name) inner().append(table, rows);
    }

private:
    std::string first_;
};

class KeepsOnRollback : public Wrapper {  // S2
public:
    using Wrapper::Wrapper;
    ~KeepsOnRollback() override {
        try {
            inner().commit();
        } catch (const std::exception&) {
        }
    }
};

class ClaimsToLast : public ForwardingStorage {  // S2
public:
    using ForwardingStorage::ForwardingStorage;
    Info info() const override {
        Info info = inner().info();
        info.durable = true;
        return info;
    }
};

class ReadsUncommitted : public Wrapper {  // S3
public:
    struct Shared {
        std::mutex mutex;
        std::map<std::string, std::string> rows;  // appended, perhaps committed
    };
    using Wrapper::Wrapper;
    ReadsUncommitted(Wrapped<ReadsUncommitted>& owner, std::unique_ptr<Transaction> inner,
                     Access access)
        : Wrapper(owner, std::move(inner), access), shared_(owner.shared) {}
    ~ReadsUncommitted() override {
        const std::lock_guard guard(shared_.mutex);
        if (access_ == Access::write) shared_.rows.clear();
    }
    void append(const Table& table, Rows rows) override {
        inner().append(table, rows);
        const std::lock_guard guard(shared_.mutex);
        for (const std::string& row : rows)
            shared_.rows[key_of(table, row)] = row;
    }
    void get(const Table& table, Rows keys, Guard guard, std::vector<std::string>& rows) override {
        inner().get(table, keys, guard, rows);
        const std::lock_guard lock(shared_.mutex);
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (rows[i].empty() && shared_.rows.contains(keys[i])) rows[i] = shared_.rows[keys[i]];
    }

private:
    Shared& shared_;
};

class SwallowsMistakes : public Wrapper {  // S4
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override {
        if (access_ == Access::write) inner().append(table, rows);
    }
};

class AppendOverwrites : public Wrapper {  // S5
public:
    using Wrapper::Wrapper;
    void append(const Table& table, Rows rows) override { inner().put(table, rows); }
};

class IgnoresUnique : public ForwardingStorage {  // S5
public:
    using ForwardingStorage::ForwardingStorage;
    void prepare(const Schema& schema) override {
        std::vector<std::vector<Index>> indexes;
        std::vector<Table> tables;
        std::vector<const Table*> pointers;
        for (const Table* table : schema.tables) {
            indexes.emplace_back(table->indexes.begin(), table->indexes.end());
            for (Index& index : indexes.back())
                index.unique = false;
            tables.push_back(*table);
            tables.back().indexes = indexes.back();
        }
        for (const Table& table : tables)
            pointers.push_back(&table);
        inner().prepare({schema.version, schema.least_reader, schema.least_writer, pointers});
    }
};

class PutMerges : public Wrapper {  // S6
public:
    using Wrapper::Wrapper;
    void put(const Table& table, Rows rows) override {
        for (const std::string& row : rows) {
            const std::string key[] = {key_of(table, row)};
            std::vector<std::string> old;
            inner().get(table, key, Guard::exclusive, old);
            std::string merged[1];
            CellReader before(old[0]);
            for (CellReader now(row); !now.done();) {
                const Cell cell = now.next();
                const Cell previous = before.done() ? Cell{} : before.next();
                append_cell(merged[0], cell.type == CellType::null ? previous : cell);
            }
            inner().put(table, merged);
        }
    }
};

class EraseInsists : public Wrapper {  // S6
public:
    using Wrapper::Wrapper;
    void erase(const Table& table, Rows keys) override {
        std::vector<std::string> rows;
        inner().get(table, keys, Guard::exclusive, rows);
        if (std::ranges::count(rows, "") > 0) throw Error(ErrorCode::internal, "no such row");
        inner().erase(table, keys);
    }
};

class ScanSkipsNulls : public Wrapper {  // S7
public:
    using Wrapper::Wrapper;
    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        std::vector<std::string> found;
        inner().scan(table, index, prefix, after, limit, found);
        for (std::string& row : found)
            if (position_of(table, index, row)[0] != 0) rows.push_back(std::move(row));
    }
};

class ScanRepeats : public Wrapper {  // S7
public:
    using Wrapper::Wrapper;
    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        if (!after.empty() && limit > 1) {
            std::vector<std::string> all;
            inner().scan(table, index, prefix, {}, 1'000'000, all);
            for (std::string& row : all)
                if (position_of(table, index, row) == after) rows.push_back(std::move(row));
            --limit;
        }
        inner().scan(table, index, prefix, after, limit, rows);
    }
};

class ScanReversed : public Wrapper {  // S7
public:
    using Wrapper::Wrapper;
    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        const auto before = static_cast<std::ptrdiff_t>(rows.size());
        inner().scan(table, index, prefix, after, limit, rows);
        if (index != by_key) std::reverse(rows.begin() + before, rows.end());
    }
};

}  // namespace xueshi::storage::tests
