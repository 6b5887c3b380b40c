#pragma once
/// A finished table, and how it is handed out: any number of streams read it, each batch without
/// copying. What was handed out keeps its part of the table alive.

#include <memory>

#include "c_data.hpp"
#include "column.hpp"

namespace xueshi::arrow {

struct Table {
    /// A structure without name, whose children are the columns.
    std::shared_ptr<const Type> rows;
    /// Some rows each, none of them empty.
    std::vector<std::shared_ptr<const Column>> batches{};

    std::int64_t length() const;
};

/// Each fills `out` anew, and whoever gets it calls its `release`. They throw std::bad_alloc alone.
void hand_out_schema(const std::shared_ptr<const Type>& type, ArrowSchema& out);
void hand_out_batch(const Type& type, const std::shared_ptr<const Column>& batch, ArrowArray& out);
/// The stream is read by one thread at a time; its functions answer ENOMEM where memory ran out.
void hand_out_stream(std::shared_ptr<const Table> table, ArrowArrayStream& out);

}  // namespace xueshi::arrow
