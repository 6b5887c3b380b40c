#include "sorted_bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <new>
#include <utility>

namespace xueshi::storage {

Bytes::Bytes(std::string_view value) {
    void* memory = ::operator new(offsetof(Block, first) + std::max<std::size_t>(value.size(), 4));
    auto* block = static_cast<Block*>(memory);
    block->size = static_cast<std::uint32_t>(value.size());
    std::memcpy(static_cast<char*>(memory) + offsetof(Block, first), value.data(), value.size());
    block_ = block;
}

Bytes& Bytes::operator=(Bytes&& other) noexcept {
    std::swap(block_, other.block_);
    return *this;
}

Bytes::~Bytes() { ::operator delete(const_cast<Block*>(block_)); }

const Bytes::Block* Bytes::release() noexcept { return std::exchange(block_, nullptr); }

SortedBytes::Leaf::~Leaf() {
    for (std::uint32_t i = 0; i < count; ++i)
        const Bytes owned{entries[i]};
}

void SortedBytes::seek(std::string_view bytes, Cursor& cursor) const noexcept {
    if (branches_.empty()) {
        cursor = Cursor{};
        return;
    }
    if (seek_near(bytes, cursor)) return;
    const auto branch =
        std::partition_point(branches_.begin() + 1, branches_.end(),
                             [&](const Branch& each) { return each.front()->front() <= bytes; }) -
        1;
    const auto leaf =
        std::partition_point(branch->begin() + 1, branch->end(),
                             [&](const auto& each) { return each->front() <= bytes; }) -
        1;
    const auto& entries = (*leaf)->entries;
    const auto slot =
        std::partition_point(entries.begin(), entries.begin() + (*leaf)->count,
                             [&](const Bytes::Block* each) { return each->view() < bytes; });
    cursor.branch = static_cast<std::uint32_t>(branch - branches_.begin());
    cursor.leaf = static_cast<std::uint32_t>(leaf - branch->begin());
    cursor.slot = static_cast<std::uint32_t>(slot - entries.begin());
}

/// Whether `bytes` belongs into the cursor's leaf; if so, looks from the cursor on.
bool SortedBytes::seek_near(std::string_view bytes, Cursor& cursor) const noexcept {
    if (cursor.branch >= branches_.size()) return false;
    const Branch& branch = branches_[cursor.branch];
    if (cursor.leaf >= branch.size()) return false;
    const Leaf& leaf = *branch[cursor.leaf];
    const auto* entries = leaf.entries.data();
    if (entries[leaf.count - 1]->view() < bytes) {
        const bool last = cursor.leaf + 1 == branch.size();
        if (last ? cursor.branch + 1 < branches_.size() : branch[cursor.leaf + 1]->front() <= bytes)
            return false;
        cursor.slot = leaf.count;
        return true;
    }
    if (bytes < leaf.front()) return false;
    const auto less = [&](const Bytes::Block* each) { return each->view() < bytes; };
    std::uint32_t low = std::min(cursor.slot, leaf.count);
    std::uint32_t high = leaf.count;
    if (low > 0 && !less(entries[low - 1])) {
        high = low;
        low = 0;
    } else if (!less(entries[low])) {
        high = low;
    }
    cursor.slot = static_cast<std::uint32_t>(
        std::partition_point(entries + low, entries + high, less) - entries);
    return true;
}

const Bytes::Block* SortedBytes::entry(Cursor& cursor) const noexcept {
    while (cursor.branch < branches_.size()) {
        const Branch& branch = branches_[cursor.branch];
        for (; cursor.leaf < branch.size(); ++cursor.leaf, cursor.slot = 0) {
            const Leaf& leaf = *branch[cursor.leaf];
            if (cursor.slot < leaf.count) return leaf.entries[cursor.slot];
        }
        ++cursor.branch;
        cursor.leaf = 0;
    }
    return nullptr;
}

const Bytes::Block* SortedBytes::find(std::string_view bytes, Cursor& cursor) const noexcept {
    seek(bytes, cursor);
    Cursor found = cursor;
    const Bytes::Block* block = entry(found);
    if (block == nullptr || !block->view().starts_with(bytes)) return nullptr;
    cursor = found;
    return block;
}

void SortedBytes::insert(Cursor& cursor, Bytes value) {
    if (branches_.empty()) {
        Branch branch;
        branch.push_back(std::make_unique<Leaf>());
        branches_.push_back(std::move(branch));
        cursor = Cursor{};
    }
    if (branches_[cursor.branch][cursor.leaf]->count == leaf_size) split(cursor);
    Leaf& leaf = *branches_[cursor.branch][cursor.leaf];
    auto* slot = leaf.entries.data() + cursor.slot;
    std::copy_backward(slot, leaf.entries.data() + leaf.count,
                       leaf.entries.data() + leaf.count + 1);
    *slot = value.release();
    ++leaf.count;
}

/// Makes room at the cursor. The cut is at the cursor and not in the middle: a batch that comes in
/// order then fills its leaves whole.
void SortedBytes::split(Cursor& cursor) {
    if (branches_[cursor.branch].size() == branch_size) split_branch(cursor);
    Branch& branch = branches_[cursor.branch];
    branch.insert(branch.begin() + cursor.leaf + 1, std::make_unique<Leaf>());
    Leaf& left = *branch[cursor.leaf];
    Leaf& right = *branch[cursor.leaf + 1];
    std::copy(left.entries.data() + cursor.slot, left.entries.data() + left.count,
              right.entries.data());
    right.count = left.count - cursor.slot;
    left.count = cursor.slot;
    if (cursor.slot == leaf_size) {
        ++cursor.leaf;
        cursor.slot = 0;
    }
}

void SortedBytes::split_branch(Cursor& cursor) {
    Branch upper;
    upper.reserve(branch_size);
    branches_.insert(branches_.begin() + cursor.branch + 1, Branch());
    Branch& full = branches_[cursor.branch];
    const auto middle = full.begin() + branch_size / 2;
    std::move(middle, full.end(), std::back_inserter(upper));
    full.erase(middle, full.end());
    branches_[cursor.branch + 1] = std::move(upper);
    if (cursor.leaf >= branch_size / 2) {
        ++cursor.branch;
        cursor.leaf -= branch_size / 2;
    }
}

Bytes SortedBytes::replace(const Cursor& cursor, Bytes value) noexcept {
    auto& slot = branches_[cursor.branch][cursor.leaf]->entries[cursor.slot];
    return Bytes(std::exchange(slot, value.release()));
}

Bytes SortedBytes::remove(const Cursor& cursor) noexcept {
    Branch& branch = branches_[cursor.branch];
    Leaf& leaf = *branch[cursor.leaf];
    auto* slot = leaf.entries.data() + cursor.slot;
    Bytes removed(*slot);
    std::copy(slot + 1, leaf.entries.data() + leaf.count, slot);
    if (--leaf.count == 0) {
        branch.erase(branch.begin() + cursor.leaf);
        if (branch.empty()) branches_.erase(branches_.begin() + cursor.branch);
    }
    return removed;
}

}  // namespace xueshi::storage
