#pragma once
/// The unit of work of one command: rows read once, changed in memory, written at the end in the order
/// of tables and keys. It notes which log entries wrote what was read: those come first in a replay.

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/row_codec.hpp"

namespace xueshi::engine {

using storage::Guard;

/// A counter's bound didn't hold although the facts read said that it would: decide afresh.
class Contended {};

/// stream → number: the last entries that this command builds upon.
using Dependencies = std::map<std::string, std::int64_t, std::less<>>;

template <class Row>
class RowCache {
public:
    struct Slot {
        std::optional<Row> row;
        enum class State { clean, changed, added } state = State::clean;
        Guard guard = Guard::none;
    };
    std::unordered_map<std::string, Slot> slots;
    std::map<std::pair<std::string, std::uint8_t>, storage::BoundedAdd> adds;
};

class Work {
public:
    explicit Work(storage::Transaction& transaction) : transaction_(transaction) {}
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    storage::Transaction& transaction() { return transaction_; }
    const Dependencies& dependencies() const { return dependencies_; }

    /// Reads the rows of all keys; those already read with the same guard are not read again.
    template <class Row>
    void load(std::vector<std::string> keys, Guard guard) {
        auto& slots = cache<Row>().slots;
        std::erase_if(keys, [&](const std::string& key) {
            const auto at = slots.find(key);
            return at != slots.end() && (at->second.guard >= guard || is_written(at->second));
        });
        if (keys.empty()) return;
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        encoded_.clear();
        transaction_.get(table<Row>, keys, guard, encoded_);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            auto& slot = slots[std::move(keys[i])];
            slot.guard = guard;
            slot.row.reset();
            if (!encoded_[i].empty()) note_writer(slot.row.emplace(decode<Row>(encoded_[i])));
        }
    }

    /// The row of a key, or nullptr; stays valid until flush().
    template <class Row>
    const Row* find(const std::string& key, Guard guard = Guard::none) {
        auto& slots = cache<Row>().slots;
        auto at = slots.find(key);
        if (at == slots.end() || (at->second.guard < guard && !is_written(at->second))) {
            load<Row>({key}, guard);
            at = slots.find(key);
        }
        return at->second.row ? &*at->second.row : nullptr;
    }

    /// The row to be changed. It must be there: events speak only of rows that exist.
    template <class Row>
    Row& change(const std::string& key) {
        using State = typename RowCache<Row>::Slot::State;
        find<Row>(key, Guard::exclusive);
        auto& slot = cache<Row>().slots.find(key)->second;
        if (!slot.row) {
            throw Error(ErrorCode::log_broken, "an event speaks of a row that isn't there, in table " +
                                                   std::string(table<Row>.name));
        }
        if (slot.state == State::clean) slot.state = State::changed;
        return *slot.row;
    }

    template <class Row>
    Row& append(Row row) {
        using Slot = typename RowCache<Row>::Slot;
        std::string key = encode_key(row);
        Slot& slot = cache<Row>().slots[std::move(key)];
        slot = Slot{std::move(row), Slot::State::added, Guard::exclusive};
        return *slot.row;
    }

    /// Adds to a counter at flush(); adds to the same counter are summed up.
    template <class Row>
    void add(storage::BoundedAdd change) {
        auto& adds = cache<Row>().adds;
        const auto name = std::pair(change.key, change.column);
        if (const auto at = adds.find(name); at != adds.end()) {
            at->second.delta += change.delta;
        } else {
            adds.emplace(name, std::move(change));
        }
    }

    template <class Row>
    std::vector<Row> scan(std::size_t index, std::string_view prefix, std::string_view after,
                          std::size_t limit) {
        encoded_.clear();
        transaction_.scan(table<Row>, index, prefix, after, limit, encoded_);
        std::vector<Row> rows;
        rows.reserve(encoded_.size());
        for (const std::string& bytes : encoded_) note_writer(rows.emplace_back(decode<Row>(bytes)));
        return rows;
    }

    /// Writes everything. `enforce`: a bound that doesn't hold throws Contended; a replay doesn't
    /// enforce, for history was accepted in another order of the same sums.
    void flush(const std::string& writer, bool enforce) {
        boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, AllRows>>(
            [&](auto identity) { flush_table<typename decltype(identity)::type>(writer, enforce); });
    }

private:
    template <class Row>
    RowCache<Row>& cache() {
        return std::get<RowCache<Row>>(caches_);
    }
    template <class Slot>
    static bool is_written(const Slot& slot) {
        return slot.state != Slot::State::clean;
    }

    template <class Row>
    void note_writer(const Row& row) {
        if constexpr (requires { row.writer; }) {
            if (row.writer != last_writer_) note_new_writer(row.writer);
        }
    }
    void note_new_writer(const std::string& writer);

    template <class Row>
    void flush_table(const std::string& writer, bool enforce) {
        using State = typename RowCache<Row>::Slot::State;
        auto& cached = cache<Row>();
        std::vector<std::string> added;
        std::vector<std::string> changed;
        for (auto& [key, slot] : cached.slots) {
            if (slot.state == State::clean) continue;
            if constexpr (requires { slot.row->writer; }) {
                slot.row->writer = writer;
                ++slot.row->version;
            }
            std::string& bytes = slot.state == State::added ? added.emplace_back()
                                                            : changed.emplace_back();
            bytes.reserve(key.size() + 160);
            encode(*slot.row, bytes);
            slot.state = State::clean;
        }
        // Rows begin with their keys, so the order of rows is the order of keys.
        std::sort(added.begin(), added.end());
        std::sort(changed.begin(), changed.end());
        if (!added.empty()) transaction_.append(table<Row>, added);
        if (!changed.empty()) transaction_.put(table<Row>, changed);
        for (auto& [name, change] : cached.adds) {
            if (change.delta == 0) continue;
            if (!enforce) release_bounds(change);
            if (!transaction_.add(table<Row>, change).done) throw Contended{};
        }
        cached.adds.clear();
    }
    static void release_bounds(storage::BoundedAdd& change);

    storage::Transaction& transaction_;
    Dependencies dependencies_;
    std::string last_writer_;
    std::vector<std::string> encoded_;
    boost::mp11::mp_rename<boost::mp11::mp_transform<RowCache, AllRows>, std::tuple> caches_;
};

}  // namespace xueshi::engine
