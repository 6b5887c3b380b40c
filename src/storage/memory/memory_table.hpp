#pragma once
/// One table in memory: its rows and its indexes, and how a change is taken back.

#include <memory>
#include <string>
#include <vector>

#include "../table.hpp"
#include "sorted_bytes.hpp"

namespace xueshi::storage {

class MemoryTable {
public:
    explicit MemoryTable(const Table& table);
    MemoryTable(const MemoryTable&) = delete;
    MemoryTable& operator=(const MemoryTable&) = delete;

    /// What must happen to undo one write: the pointer is the entry as it stands in the table.
    struct Undo {
        MemoryTable* table;
        Bytes before;               ///< empty: there was no row
        const Bytes::Block* after;  ///< null: there is no row
    };
    using UndoLog = std::vector<Undo>;

    void get(std::span<const std::string> keys, std::vector<std::string>& rows) const;
    void scan(std::size_t index, std::string_view prefix, std::string_view after, std::size_t limit,
              std::vector<std::string>& rows) const;
    void append(std::span<const std::string> rows, UndoLog& undo);
    void put(std::span<const std::string> rows, UndoLog& undo);
    void erase(std::span<const std::string> keys, UndoLog& undo);
    bool add(const BoundedAdd& change, UndoLog& undo);
    /// Undoes one write; the writes after it are undone already. Without memory it throws and may
    /// be called again.
    static void take_back(Undo& undo);

    /// This table's rows in the form that `table` describes. Throws storage_schema if impossible.
    std::unique_ptr<MemoryTable> adapted(const Table& table) const;
    bool is_described_by(const Table& table) const;
    /// Throws argument_invalid when the caller's description isn't the prepared one.
    void check_same(const Table& table) const;

private:
    struct OwnIndex {
        std::string name;
        std::vector<std::uint8_t> columns;
        bool unique = false;
        SortedBytes positions{};
        SortedBytes::Cursor cursor{};
    };

    std::vector<std::size_t> columns_in(const Table& table) const;
    void insert_at(SortedBytes::Cursor& cursor, const RowCells& cells, std::string_view row,
                   UndoLog& undo);
    void replace_at(const SortedBytes::Cursor& cursor, const RowCells& cells, std::string_view row,
                    UndoLog& undo);
    void index_row(OwnIndex& index, const RowCells& cells, bool check);
    void unindex_row(OwnIndex& index, const RowCells& cells);
    std::size_t position(const OwnIndex& index, const RowCells& cells);

    // The description is copied: the caller's may go away, the rows stay.
    std::string name_;
    std::vector<std::string> column_names_;
    std::vector<Column> columns_;
    std::vector<Index> index_descriptions_;
    std::vector<OwnIndex> indexes_;
    Table table_;

    SortedBytes rows_;
    std::string position_;  ///< of the index entry in work: kept for its memory
};

}  // namespace xueshi::storage
