#pragma once
/// The unit of work of one command: rows read once, changed in memory, written at the end in the
/// order of tables and keys. It notes which log entries wrote what was read: those come first in a
/// replay.

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory_resource>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/row_codec.hpp"
#include "values/byte_order.hpp"

namespace xueshi::engine {

using storage::Guard;

/// Another command was faster than the facts that were read: decide afresh.
class Contended {};

/// Among commands that share a work, one that needs what wasn't read for it beforehand: it goes
/// alone.
class Unforeseen {};

/// stream → number: the last entries that this command builds upon.
using Dependencies = std::map<std::string, std::int64_t, std::less<>>;

/// A row by its key: as it was read, and what becomes of it.
template <class Row>
struct Slot {
    enum class State { unread, clean, changed, added };
    std::string_view key;  ///< kept in the work's memory
    std::optional<Row> row{};
    State state = State::unread;
    Guard guard = Guard::none;
    bool is_signed = false;

    bool is_written() const { return state == State::changed || state == State::added; }
    /// Whether it must be read (again) to be held so.
    bool lacks(Guard wanted) const {
        return state == State::unread || (guard < wanted && !is_written());
    }
};

template <class Row>
struct RowCache {
    explicit RowCache(std::pmr::memory_resource* memory) : slots(memory) {}

    std::pmr::unordered_map<std::string_view, Slot<Row>> slots;
    std::vector<Slot<Row>*> written;  ///< in the order of the first change
    std::size_t unsigned_from = 0;    ///< those before bear their writer's name
    std::map<std::pair<std::string, std::uint8_t>, storage::BoundedAdd> adds{};
};

class Work {
public:
    explicit Work(storage::Transaction& transaction) : Work(transaction, AllRows{}) {}
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    storage::Transaction& transaction() { return transaction_; }
    /// What was built upon since the work or its latest entry began.
    const Dependencies& dependencies() const { return dependencies_; }
    void begin_entry();
    /// From now on what isn't held already is `Unforeseen`: rows are taken in one order, or not at
    /// all.
    void hold_no_more() { holds_more_ = false; }
    /// Memory that is given back as a whole, with the work: a list of thousands costs few
    /// allocations.
    std::pmr::memory_resource* memory() { return &memory_; }
    /// A copy of a text that lives as long as the work.
    std::string_view keep(std::string_view text);

    /// Reads rows; those already read with the same guard are not read again. `encode(i, key)`
    /// writes the i-th of `count` keys. What it returns has a place for each, nullptr where there
    /// is no row; rows stay valid until flush().
    template <class Row, class Encode>
    std::vector<const Row*> load(std::size_t count, Guard guard, Encode&& encode) {
        auto& slots = cache<Row>().slots;
        slots.reserve(slots.size() + count);
        std::vector<Slot<Row>*> found;
        std::vector<Slot<Row>*> lacking;
        found.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            key_.clear();
            encode(i, key_);
            Slot<Row>& slot = *found.emplace_back(&slot_of<Row>(key_));
            if (!slot.lacks(guard)) continue;
            require_foreseen(guard);
            slot.state = Slot<Row>::State::clean;
            slot.guard = guard;
            lacking.push_back(&slot);
        }
        if (!lacking.empty()) read(lacking, guard, keys_, encoded_);
        std::vector<const Row*> rows;
        rows.reserve(count);
        for (const Slot<Row>* slot : found) {
            if (slot->row) note_writer(*slot->row);
            rows.push_back(slot->row ? &*slot->row : nullptr);
        }
        return rows;
    }
    template <class Row>
    std::vector<const Row*> load(std::span<const std::string> keys, Guard guard) {
        return load<Row>(keys.size(), guard,
                         [&](std::size_t i, std::string& key) { key = keys[i]; });
    }

    /// The row of a key, or nullptr; stays valid until flush().
    template <class Row>
    const Row* find(const std::string& key, Guard guard = Guard::none) {
        const Slot<Row>& slot = held<Row>(key, guard);
        return slot.row ? &*slot.row : nullptr;
    }

    /// The row to be changed. It must be there: events speak only of rows that exist.
    template <class Row>
    Row& change(const std::string& key) {
        Slot<Row>& slot = held<Row>(key, Guard::exclusive);
        if (!slot.row) {
            throw Error(ErrorCode::log_broken,
                        "an event speaks of a row that isn't there, in table " +
                            std::string(table<Row>.name));
        }
        if constexpr (requires(Row row) { row.writer; }) {
            if (slot.is_signed) throw Unforeseen{};  // a row tells of one writer
        }
        if (!slot.is_written()) {
            slot.state = Slot<Row>::State::changed;
            cache<Row>().written.push_back(&slot);
        }
        return *slot.row;
    }

    template <class Row>
    Row& append(Row row) {
        key_.clear();
        encode_key(row, key_);
        Slot<Row>& slot = slot_of<Row>(key_);
        if (!slot.is_written()) cache<Row>().written.push_back(&slot);
        slot.row = std::move(row);
        slot.state = Slot<Row>::State::added;
        slot.guard = Guard::exclusive;
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

    /// What add() holds for a counter that flush() hasn't written yet.
    template <class Row>
    std::int64_t pending(const std::string& key, std::uint8_t column) {
        const auto& adds = cache<Row>().adds;
        const auto at = adds.find(std::pair(key, column));
        return at == adds.end() ? 0 : at->second.delta;
    }

    template <class Row>
    std::vector<Row> scan(std::size_t index, std::string_view prefix, std::string_view after,
                          std::size_t limit) {
        encoded_.clear();
        transaction_.scan(table<Row>, index, prefix, after, limit, encoded_);
        std::vector<Row> rows(encoded_.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            decode(encoded_[i], rows[i]);
            note_writer(rows[i]);
        }
        return rows;
    }

    /// Names the writer of what was written since the last name: of the rows of one entry.
    void sign(const std::string& writer) {
        for_each_table(
            [&](auto identity) { sign_table<typename decltype(identity)::type>(writer); });
    }

    /// Writes everything, all of it signed. `enforce`: a bound that doesn't hold throws Conflict,
    /// there or in commit(); a replay doesn't enforce, for history was accepted in another order of
    /// the same sums.
    void flush(bool enforce) {
        for_each_table(
            [&](auto identity) { flush_table<typename decltype(identity)::type>(enforce); });
    }

private:
    template <class... Rows>
    Work(storage::Transaction& transaction, boost::mp11::mp_list<Rows...>)
        : transaction_(transaction), caches_(RowCache<Rows>(&memory_)...) {}

    template <class Visit>
    static void for_each_table(Visit&& visit) {
        boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, AllRows>>(
            visit);
    }

    void require_foreseen(Guard guard) const {
        if (guard != Guard::none && !holds_more_) throw Unforeseen{};
    }

    template <class Row>
    RowCache<Row>& cache() {
        return std::get<RowCache<Row>>(caches_);
    }

    template <class Row>
    Slot<Row>& slot_of(std::string_view key) {
        auto& slots = cache<Row>().slots;
        if (const auto at = slots.find(key); at != slots.end()) return at->second;
        const std::string_view kept = keep(key);
        return slots.try_emplace(kept, Slot<Row>{kept}).first->second;
    }

    template <class Row>
    Slot<Row>& held(std::string_view key, Guard guard) {
        Slot<Row>& slot = slot_of<Row>(key);
        if (slot.lacks(guard)) {
            require_foreseen(guard);
            slot.state = Slot<Row>::State::clean;
            slot.guard = guard;
            std::vector<Slot<Row>*> lacking{&slot};
            read(lacking, guard, one_key_, one_row_);
        }
        if (slot.row) note_writer(*slot.row);
        return slot;
    }

    template <class Row>
    static void sort_by_key(std::vector<Slot<Row>*>& slots) {
        const auto before = [](const Slot<Row>* left, const Slot<Row>* right) {
            return left->key < right->key;
        };
        if (std::is_sorted(slots.begin(), slots.end(), before)) return;
        // Keys begin alike. Comparing what tells them apart takes a tenth of comparing them whole.
        std::size_t shared = slots.front()->key.size();
        for (const Slot<Row>* slot : slots)
            shared = std::min(shared, shared_by(slots.front()->key, slot->key));
        std::vector<std::pair<std::uint64_t, Slot<Row>*>> heads;
        heads.reserve(slots.size());
        for (Slot<Row>* slot : slots)
            heads.emplace_back(head_of(slot->key, shared), slot);
        std::sort(heads.begin(), heads.end(), [&](const auto& left, const auto& right) {
            if (left.first != right.first) return left.first < right.first;
            return before(left.second, right.second);
        });
        std::transform(heads.begin(), heads.end(), slots.begin(),
                       [](const auto& each) { return each.second; });
    }

    template <class Row>
    void read(std::vector<Slot<Row>*>& slots, Guard guard, std::vector<std::string>& keys,
              std::vector<std::string>& rows) {
        sort_by_key(slots);
        keys.resize(slots.size());
        for (std::size_t i = 0; i < slots.size(); ++i)
            keys[i] = slots[i]->key;
        transaction_.get(table<Row>, keys, guard, rows);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            slots[i]->row.reset();
            if (!rows[i].empty()) decode(rows[i], slots[i]->row.emplace());
        }
    }

    template <class Row>
    void note_writer(const Row& row) {
        if constexpr (requires { row.writer; }) {
            if (row.writer != last_writer_ && !row.writer.empty()) note_new_writer(row.writer);
        }
    }
    void note_new_writer(const std::string& writer);

    /// The encoded rows of one state among those written, which are in the order of their keys.
    template <class Row>
    std::span<const std::string> encode_written(typename Slot<Row>::State state) {
        std::size_t count = 0;
        for (const Slot<Row>* slot : cache<Row>().written) {
            if (slot->state != state) continue;
            if (count == encoded_.size()) encoded_.emplace_back();
            std::string& bytes = encoded_[count++];
            bytes.clear();
            bytes.reserve(192);  // most rows: one allocation
            encode(*slot->row, bytes);
        }
        return std::span(encoded_).first(count);
    }

    template <class Row>
    void sign_table(const std::string& writer) {
        auto& cached = cache<Row>();
        for (std::size_t& i = cached.unsigned_from; i < cached.written.size(); ++i) {
            if constexpr (requires(Row row) { row.writer; }) {
                cached.written[i]->row->writer = writer;
                ++cached.written[i]->row->version;
            }
            cached.written[i]->is_signed = true;
        }
    }

    template <class Row>
    void flush_table(bool enforce) {
        using State = typename Slot<Row>::State;
        auto& cached = cache<Row>();
        sort_by_key(cached.written);
        if (const auto added = encode_written<Row>(State::added); !added.empty()) {
            transaction_.append(table<Row>, added);
        }
        if (const auto changed = encode_written<Row>(State::changed); !changed.empty()) {
            transaction_.put(table<Row>, changed);
        }
        for (Slot<Row>* slot : cached.written) {
            slot->state = State::clean;
            slot->is_signed = false;
        }
        cached.written.clear();
        cached.unsigned_from = 0;
        for (auto& [name, change] : cached.adds) {
            if (change.delta == 0) continue;
            if (enforce) {
                transaction_.add_or_conflict(table<Row>, change);
            } else {
                release_bounds(change);
                if (!transaction_.add(table<Row>, change)) throw Contended{};
            }
        }
        cached.adds.clear();
    }
    static void release_bounds(storage::BoundedAdd& change);

    storage::Transaction& transaction_;
    std::array<std::byte, 4096> first_memory_;  // enough for a command about one person
    std::pmr::monotonic_buffer_resource memory_{first_memory_.data(), first_memory_.size()};
    Dependencies dependencies_;
    std::string last_writer_;
    bool holds_more_ = true;
    // Kept for their memory from one call to the next.
    std::string key_;
    std::vector<std::string> keys_;
    std::vector<std::string> encoded_;
    std::vector<std::string> one_key_;
    std::vector<std::string> one_row_;
    boost::mp11::mp_rename<boost::mp11::mp_transform<RowCache, AllRows>, std::tuple> caches_;
};

}  // namespace xueshi::engine
