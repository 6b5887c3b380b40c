#include "sorted_bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
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
    for (std::uint32_t i = 0; i < size(); ++i)
        const Bytes owned{at(i)};
}

SortedBytes::Branch::~Branch() {
    for (std::uint32_t i = 0; i < size(); ++i)
        delete at(i);
}

void SortedBytes::seek(std::string_view bytes, Cursor& cursor) const noexcept {
    if (branches_.empty()) {
        cursor = Cursor{};
        return;
    }
    if (seek_near(bytes, cursor)) return;
    const auto branch =
        std::partition_point(branches_.begin() + 1, branches_.end(),
                             [&](const auto& each) { return key_of(each->front()) <= bytes; }) -
        1;
    // The last leaf that doesn't begin behind `bytes`.
    std::uint32_t leaf = (*branch)->slot_of(bytes);
    if (leaf == 0 || (leaf < (*branch)->size() && !(*branch)->is_after(leaf, bytes))) ++leaf;
    cursor.branch = static_cast<std::uint32_t>(branch - branches_.begin());
    cursor.leaf = leaf - 1;
    cursor.slot = (*branch)->at(cursor.leaf)->slot_of(bytes);
}

/// Whether `bytes` belongs into the cursor's leaf.
bool SortedBytes::seek_near(std::string_view bytes, Cursor& cursor) const noexcept {
    if (cursor.branch >= branches_.size()) return false;
    const Branch& branch = *branches_[cursor.branch];
    if (cursor.leaf >= branch.size()) return false;
    const Leaf& leaf = *branch.at(cursor.leaf);
    cursor.slot = leaf.slot_of(bytes);
    if (cursor.slot == 0) return !leaf.is_after(0, bytes);
    if (cursor.slot < leaf.size()) return true;
    // Behind the last entry: here, unless the next leaf begins before.
    if (cursor.leaf + 1 < branch.size()) return branch.is_after(cursor.leaf + 1, bytes);
    return cursor.branch + 1 == branches_.size();
}

const Bytes::Block* SortedBytes::entry(Cursor& cursor) const noexcept {
    while (cursor.branch < branches_.size()) {
        const Branch& branch = *branches_[cursor.branch];
        for (; cursor.leaf < branch.size(); ++cursor.leaf, cursor.slot = 0) {
            const Leaf& leaf = *branch.at(cursor.leaf);
            if (cursor.slot < leaf.size()) return leaf.at(cursor.slot);
        }
        ++cursor.branch;
        cursor.leaf = 0;
    }
    return nullptr;
}

const Bytes::Block* SortedBytes::find(std::string_view bytes, Cursor& cursor) const noexcept {
    seek(bytes, cursor);
    if (branches_.empty()) return nullptr;
    const Leaf& leaf = *branches_[cursor.branch]->at(cursor.leaf);
    if (cursor.slot < leaf.size())
        return leaf.begins_with(cursor.slot, bytes) ? leaf.at(cursor.slot) : nullptr;
    // A beginning of an entry can belong in front of the next leaf.
    Cursor found = cursor;
    const Bytes::Block* block = entry(found);
    if (block == nullptr || !block->view().starts_with(bytes)) return nullptr;
    cursor = found;
    return block;
}

void SortedBytes::insert(Cursor& cursor, Bytes&& value) {
    if (branches_.empty()) {
        auto branch = std::make_unique<Branch>();
        auto leaf = std::make_unique<Leaf>();
        branches_.reserve(1);
        leaf->insert(0, value.release());
        branch->insert(0, leaf.release());
        branches_.push_back(std::move(branch));
        cursor = Cursor{};
        return;
    }
    if (branches_[cursor.branch]->at(cursor.leaf)->full()) return insert_and_split(cursor, value);
    Branch& branch = *branches_[cursor.branch];
    Leaf& leaf = *branch.at(cursor.leaf);
    leaf.insert(cursor.slot, value.release());
    if (cursor.slot == 0) branch.replace(cursor.leaf, &leaf);
}

/// The cut is at the cursor and not in the middle: a batch that comes in order fills its leaves
/// whole.
void SortedBytes::insert_and_split(Cursor& cursor, Bytes& value) {
    if (branches_[cursor.branch]->full()) split_branch(cursor);
    auto right = std::make_unique<Leaf>();
    Branch& branch = *branches_[cursor.branch];
    Leaf& left = *branch.at(cursor.leaf);
    const bool behind = cursor.slot == left.size();
    left.cut(cursor.slot, *right);
    (behind ? *right : left).insert(behind ? 0 : cursor.slot, value.release());
    branch.replace(cursor.leaf, &left);
    branch.insert(cursor.leaf + 1, right.release());
    if (behind) cursor = Cursor{cursor.branch, cursor.leaf + 1, 0};
}

void SortedBytes::split_branch(Cursor& cursor) {
    auto upper = std::make_unique<Branch>();
    branches_.reserve(branches_.size() + 1);
    Branch& full = *branches_[cursor.branch];
    const std::uint32_t middle = full.size() / 2;
    full.cut(middle, *upper);
    branches_.insert(branches_.begin() + cursor.branch + 1, std::move(upper));
    if (cursor.leaf >= middle) {
        ++cursor.branch;
        cursor.leaf -= middle;
    }
}

Bytes SortedBytes::replace(const Cursor& cursor, Bytes value) noexcept {
    Branch& branch = *branches_[cursor.branch];
    Leaf& leaf = *branch.at(cursor.leaf);
    Bytes replaced(leaf.at(cursor.slot));
    leaf.replace(cursor.slot, value.release());
    if (cursor.slot == 0) branch.replace(cursor.leaf, &leaf);
    return replaced;
}

Bytes SortedBytes::remove(const Cursor& cursor) noexcept {
    Branch& branch = *branches_[cursor.branch];
    Leaf& leaf = *branch.at(cursor.leaf);
    Bytes removed(leaf.erase(cursor.slot));
    if (leaf.size() == 0) {
        delete branch.erase(cursor.leaf);
        if (branch.size() == 0) branches_.erase(branches_.begin() + cursor.branch);
    } else if (cursor.slot == 0) {
        branch.replace(cursor.leaf, &leaf);
    }
    return removed;
}

}  // namespace xueshi::storage
