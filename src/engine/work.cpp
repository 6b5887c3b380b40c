#include "engine/work.hpp"

#include <charconv>
#include <limits>

namespace xueshi::engine {

std::string_view Work::keep(std::string_view text) {
    char* copy = static_cast<char*>(memory_.allocate(text.size() + 1, 1));
    text.copy(copy, text.size());
    return {copy, text.size()};
}

void Work::begin_entry() {
    dependencies_.clear();
    last_writer_.clear();
}

void Work::note_new_writer(const std::string& writer) {
    last_writer_ = writer;
    const std::size_t colon = writer.rfind(':');  // a stream's code has none
    if (colon == std::string::npos) return;
    std::int64_t number = 0;
    const char* end = writer.data() + writer.size();
    if (std::from_chars(writer.data() + colon + 1, end, number).ptr != end) {
        throw Error(ErrorCode::storage_corrupt, "a row names no log entry as its writer");
    }
    const std::string_view stream = std::string_view(writer).substr(0, colon);
    const auto at = dependencies_.find(stream);
    if (at == dependencies_.end()) {
        dependencies_.emplace(stream, number);
    } else if (at->second < number) {
        at->second = number;
    }
}

void Work::release_bounds(storage::BoundedAdd& change) {
    change.at_least_column.reset();
    change.at_most_column.reset();
    change.at_least = std::numeric_limits<std::int64_t>::min();
    change.at_most = std::numeric_limits<std::int64_t>::max();
}

}  // namespace xueshi::engine
