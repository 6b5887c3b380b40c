#pragma once
/// An ordered set of byte strings: the only container of the in-memory storage.
///
/// Why not std::set: with a million rows two thirds of an insertion there is the memory it touches
/// (node, string head, string body). Here an entry is one exact allocation, and a leaf is an array
/// of pointers, filled to the brim by batches that come in order. A cursor kept from the last
/// operation makes the next neighbour cheap to find; it is checked, never trusted, so a cursor may
/// be as old as it likes.
///
/// Entries are free of prefixes (encoded cells are): none is the beginning of another.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "sorted_node.hpp"

namespace xueshi::storage {

/// A string of bytes that never changes: one allocation, one pointer.
class Bytes {
public:
    struct Block {
        std::uint32_t size;
        char first[1];  ///< the first of `size`

        std::string_view view() const noexcept { return {first, size}; }
        friend std::string_view key_of(const Block* block) noexcept { return block->view(); }
    };

    Bytes() = default;
    explicit Bytes(std::string_view value);
    explicit Bytes(const Block* owned) noexcept : block_(owned) {}
    Bytes(Bytes&& other) noexcept : block_(other.release()) {}
    Bytes& operator=(Bytes&& other) noexcept;
    ~Bytes();

    const Block* get() const noexcept { return block_; }
    const Block* release() noexcept;
    std::string_view view() const noexcept { return block_->view(); }
    explicit operator bool() const noexcept { return block_ != nullptr; }

private:
    const Block* block_ = nullptr;
};

class SortedBytes {
public:
    struct Cursor {
        std::uint32_t branch = 0;
        std::uint32_t leaf = 0;
        std::uint32_t slot = 0;
    };

    SortedBytes() = default;
    SortedBytes(SortedBytes&&) noexcept = default;
    SortedBytes& operator=(SortedBytes&&) noexcept = default;

    /// Moves the cursor to where `bytes` stands or would be inserted.
    void seek(std::string_view bytes, Cursor& cursor) const noexcept;
    /// The entry at the cursor or the next one after it (the cursor goes there); null at the end.
    const Bytes::Block* entry(Cursor& cursor) const noexcept;
    /// The entry that begins with `bytes`, or null. The cursor then tells where it would go.
    const Bytes::Block* find(std::string_view bytes, Cursor& cursor) const noexcept;
    static void next(Cursor& cursor) noexcept { ++cursor.slot; }

    /// Inserts at the cursor that `seek` or a vain `find` set; the cursor goes to the new entry.
    /// Without memory it throws, and `value` is still the caller's.
    void insert(Cursor& cursor, Bytes&& value);
    /// Both need a cursor that `find` set.
    Bytes replace(const Cursor& cursor, Bytes value) noexcept;
    Bytes remove(const Cursor& cursor) noexcept;

private:
    struct Leaf : SortedNode<const Bytes::Block*, 256> {
        ~Leaf();
        friend std::string_view key_of(const Leaf* leaf) noexcept { return leaf->front()->view(); }
    };
    struct Branch : SortedNode<Leaf*, 256> {
        ~Branch();
    };

    bool seek_near(std::string_view bytes, Cursor& cursor) const noexcept;
    void insert_and_split(Cursor& cursor, Bytes& value);
    void split_branch(Cursor& cursor);

    std::vector<std::unique_ptr<Branch>> branches_;  ///< none is empty, and no leaf is
};

}  // namespace xueshi::storage
