#pragma once
/// A short sorted array of things that have a key, searched mostly without touching the things:
/// beside each stand the eight bytes that tell its key from its neighbours'. With scattered keys it
/// is the memory touched that takes the time.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "values/byte_order.hpp"

namespace xueshi::storage {

/// `Item` is copied like a number; `key_of(item)` is found by its argument. Keys are free of
/// prefixes: none is the beginning of another.
template <class Item, std::uint32_t capacity>
class SortedNode {
public:
    std::uint32_t size() const noexcept { return count_; }
    bool full() const noexcept { return count_ == capacity; }
    Item at(std::uint32_t slot) const noexcept { return items_[slot]; }
    Item front() const noexcept { return items_[0]; }

    /// How many keys come before `bytes`.
    std::uint32_t slot_of(std::string_view bytes) const noexcept {
        if (count_ == 0) return 0;
        const int side = bytes.substr(0, shared_).compare({beginning_.data(), shared_});
        if (side != 0) return side < 0 ? 0 : count_;
        const auto* end = heads_.data() + count_;
        const std::uint64_t head = head_of(bytes, shared_);
        const auto* same = std::lower_bound(heads_.data(), end, head);
        const auto* behind = same;
        while (behind != end && *behind == head)
            ++behind;
        const auto less = [&](Item each) { return key_of(each) < bytes; };
        const auto* item = items_.data();
        return static_cast<std::uint32_t>(std::partition_point(item + (same - heads_.data()),
                                                               item + (behind - heads_.data()),
                                                               less) -
                                          item);
    }

    /// Whether the key at `slot` comes after `bytes`.
    bool is_after(std::uint32_t slot, std::string_view bytes) const noexcept {
        const int side = bytes.substr(0, shared_).compare({beginning_.data(), shared_});
        if (side != 0) return side < 0;
        const std::uint64_t head = head_of(bytes, shared_);
        return head == heads_[slot] ? bytes < key(slot) : head < heads_[slot];
    }

    /// Whether the key at `slot`, one that `slot_of(bytes)` gave, begins with `bytes`.
    bool begins_with(std::uint32_t slot, std::string_view bytes) const noexcept {
        if (slot == count_) return false;
        const bool head_decides = bytes.size() >= shared_ + sizeof(std::uint64_t);
        if (head_decides && heads_[slot] != head_of(bytes, shared_)) return false;
        return key(slot).starts_with(bytes);
    }

    void insert(std::uint32_t slot, Item item) noexcept {
        std::copy_backward(&heads_[slot], heads_.data() + count_, heads_.data() + count_ + 1);
        std::copy_backward(&items_[slot], items_.data() + count_, items_.data() + count_ + 1);
        ++count_;
        replace(slot, item);
    }

    void replace(std::uint32_t slot, Item item) noexcept {
        items_[slot] = item;
        heads_[slot] = head_of(key(slot), shared_);
        // Only a new first or last key can share less with the others than they did.
        const bool outmost = slot == 0 || slot + 1 == count_;
        if (outmost && (count_ == 1 || shared_by(key(0), key(count_ - 1)) < shared_)) take_heads();
    }

    Item erase(std::uint32_t slot) noexcept {
        const Item item = items_[slot];
        std::copy(heads_.data() + slot + 1, heads_.data() + count_, &heads_[slot]);
        std::copy(items_.data() + slot + 1, items_.data() + count_, &items_[slot]);
        --count_;
        return item;
    }

    /// What stands from `slot` on goes to the empty node `right`.
    void cut(std::uint32_t slot, SortedNode& right) noexcept {
        std::copy(items_.data() + slot, items_.data() + count_, right.items_.data());
        right.count_ = count_ - slot;
        count_ = slot;
        take_heads();
        right.take_heads();
    }

private:
    std::string_view key(std::uint32_t slot) const noexcept { return key_of(items_[slot]); }

    void take_heads() noexcept {
        shared_ = 0;
        if (count_ > 0) {
            const std::size_t shared = shared_by(key(0), key(count_ - 1));
            shared_ = static_cast<std::uint32_t>(std::min(shared, beginning_.size()));
            key(0).copy(beginning_.data(), shared_);
        }
        for (std::uint32_t i = 0; i < count_; ++i)
            heads_[i] = head_of(key(i), shared_);
    }

    std::uint32_t count_ = 0;
    std::uint32_t shared_ = 0;  ///< all keys begin with the same so many bytes, at least: these
    std::array<char, 64> beginning_;
    std::array<std::uint64_t, capacity> heads_;
    std::array<Item, capacity> items_;
};

}  // namespace xueshi::storage
