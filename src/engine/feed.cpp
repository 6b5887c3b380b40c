/// The log as the host follows it: stream by stream, from where it was left.

#include <map>

#include <xueshi/json.hpp>

#include "engine/impl.hpp"

namespace xueshi {

using namespace engine;

namespace {

/// The number of the last entry seen of each stream.
using Cursor = std::map<std::string, std::int64_t, std::less<>>;

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::argument_invalid, "changes: " + what);
}

Cursor read_cursor(const std::string& text) {
    Cursor cursor;
    if (text.empty()) return cursor;
    constexpr json::Limits none{SIZE_MAX, SIZE_MAX};
    const auto parsed = json::parse(text, none);
    const auto* value = std::get_if<json::Value>(&parsed);
    const json::Object* streams = value != nullptr ? value->object() : nullptr;
    if (streams == nullptr) refuse("this is no cursor");
    for (const auto& [stream, member] : *streams) {
        const std::int64_t* number = member.integer();
        if (number == nullptr || *number < 1) refuse("this is no cursor");
        cursor.emplace(stream, *number);
    }
    return cursor;
}

std::string write_cursor(const Cursor& cursor) {
    std::string text = "{";
    for (const auto& [stream, number] : cursor) {
        if (text.size() > 1) text += ',';
        json::append_string(text, stream);
        text += ":" + std::to_string(number);
    }
    return text + "}";
}

}  // namespace

/// A stream's number counts up under its head's lock, so whoever sees entry 7 sees 1 to 6: a number
/// for each stream says exactly what was seen, whatever commits in between.
ChangeBatch Engine::changes(const std::string& cursor_text, std::size_t limit) {
    if (limit < 1 || limit > 10'000) refuse("limit is 1 to 10,000");
    Cursor cursor = read_cursor(cursor_text);
    const std::size_t streams_seen = cursor.size();
    const auto transaction = impl_->begin(storage::Access::read, impl_->deadline_of(std::nullopt));
    Work work(*transaction);
    std::size_t known = 0;
    ChangeBatch batch;
    for (const StreamRow& head : work.scan<StreamRow>(storage::by_key, {}, {}, storage::by_key)) {
        const auto at = cursor.find(head.stream);
        const std::int64_t seen = at == cursor.end() ? 0 : at->second;
        if (seen > 0) ++known;
        if (seen > head.number)
            refuse("the cursor is ahead of stream " + head.stream +
                   ": was an older copy of the storage restored?");
        if (seen == head.number) continue;
        const std::size_t left = limit - batch.entries.size();
        if (left == 0) {
            batch.more = true;
            continue;
        }
        auto rows = work.scan<LogRow>(storage::by_key, encode_cells(head.stream),
                                      encode_cells(head.stream, seen), left);
        if (rows.empty()) continue;
        cursor[head.stream] = rows.back().number;
        batch.more = batch.more || rows.back().number < head.number;
        for (LogRow& row : rows)
            batch.entries.push_back(
                {std::move(row.stream), row.number, std::move(row.entry), std::move(row.hash)});
    }
    if (known < streams_seen)
        refuse("the cursor knows a stream that isn't here: is it another storage's?");
    batch.cursor = write_cursor(cursor);
    return batch;
}

}  // namespace xueshi
