#include "table.hpp"

#include <cerrno>
#include <new>

namespace xueshi::arrow {

namespace {

alignas(16) constexpr std::uint8_t nothing[16] = {};  // what an empty buffer points to

/// What a schema or an array that was handed out points to. A consumer may take the children out
/// and release them after their parent: so each has an owner of its own.
template <class Handed>
struct Owned {
    std::vector<Handed> children{};
    std::vector<Handed*> places{};

    ~Owned() {
        for (Handed& child : children)
            if (child.release != nullptr) child.release(&child);
    }

    void make_room(std::size_t count) {
        children.resize(count, Handed{});
        for (Handed& child : children)
            places.push_back(&child);
    }
};

struct OwnedSchema : Owned<ArrowSchema> {
    std::shared_ptr<const Type> type;
};

struct OwnedArray : Owned<ArrowArray> {
    std::shared_ptr<const Column> column;
    std::vector<const void*> buffers{};
};

template <class Owner, class Handed>
void release(Handed* handed) {
    delete static_cast<Owner*>(handed->private_data);
    handed->private_data = nullptr;
    handed->release = nullptr;
}

template <class T>
const void* start_of(const std::vector<T>& buffer) {
    return buffer.empty() ? static_cast<const void*>(nothing) : buffer.data();
}

std::vector<const void*> buffers_of(Layout layout, const Column& column) {
    const void* validity = column.nulls == 0 ? nullptr : column.validity.data();
    switch (layout) {
        case Layout::bits:
        case Layout::fixed:
            return {validity, start_of(column.values)};
        case Layout::text:
            return {validity, start_of(column.offsets), start_of(column.values)};
        case Layout::list:
            return {validity, start_of(column.offsets)};
        case Layout::structure:
            break;
    }
    return {validity};
}

class Reading {
public:
    explicit Reading(std::shared_ptr<const Table> table) : table_(std::move(table)) {}

    void schema(ArrowSchema& out) const { hand_out_schema(table_->rows, out); }
    void next(ArrowArray& out) {
        out = ArrowArray{};  // without `release`: there is no more
        if (place_ == table_->batches.size()) return;
        hand_out_batch(*table_->rows, table_->batches[place_], out);
        ++place_;
    }

private:
    std::shared_ptr<const Table> table_;
    std::size_t place_ = 0;
};

template <class Step>
int answer(ArrowArrayStream* stream, Step&& step) {
    try {
        step(*static_cast<Reading*>(stream->private_data));
        return 0;
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    return answer(stream, [&](Reading& reading) { reading.schema(*out); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    return answer(stream, [&](Reading& reading) { reading.next(*out); });
}

const char* get_last_error(ArrowArrayStream*) { return nullptr; }

}  // namespace

std::int64_t Table::length() const {
    std::int64_t sum = 0;
    for (const auto& batch : batches)
        sum += batch->length;
    return sum;
}

void hand_out_schema(const std::shared_ptr<const Type>& type, ArrowSchema& out) {
    auto owned = std::make_unique<OwnedSchema>();
    owned->type = type;
    owned->make_room(type->children.size());
    for (std::size_t i = 0; i < type->children.size(); ++i) {
        const std::shared_ptr<const Type> child(type, &type->children[i]);
        hand_out_schema(child, owned->children[i]);
    }
    out = ArrowSchema{};
    out.format = type->format.c_str();
    out.name = type->name.c_str();
    out.flags = type->nullable ? ARROW_FLAG_NULLABLE : 0;
    out.n_children = static_cast<std::int64_t>(owned->places.size());
    out.children = owned->places.data();
    out.release = &release<OwnedSchema, ArrowSchema>;
    out.private_data = owned.release();
}

void hand_out_batch(const Type& type, const std::shared_ptr<const Column>& batch, ArrowArray& out) {
    auto owned = std::make_unique<OwnedArray>();
    owned->column = batch;
    owned->buffers = buffers_of(type.layout, *batch);
    owned->make_room(type.children.size());
    for (std::size_t i = 0; i < type.children.size(); ++i) {
        const std::shared_ptr<const Column> child(batch, &batch->children[i]);
        hand_out_batch(type.children[i], child, owned->children[i]);
    }
    out = ArrowArray{};
    out.length = batch->length;
    out.null_count = batch->nulls;
    out.n_buffers = static_cast<std::int64_t>(owned->buffers.size());
    out.buffers = owned->buffers.data();
    out.n_children = static_cast<std::int64_t>(owned->places.size());
    out.children = owned->places.data();
    out.release = &release<OwnedArray, ArrowArray>;
    out.private_data = owned.release();
}

void hand_out_stream(std::shared_ptr<const Table> table, ArrowArrayStream& out) {
    auto reading = std::make_unique<Reading>(std::move(table));
    out.get_schema = &get_schema;
    out.get_next = &get_next;
    out.get_last_error = &get_last_error;
    out.release = &release<Reading, ArrowArrayStream>;
    out.private_data = reading.release();
}

}  // namespace xueshi::arrow
