#include "engine/scribe.hpp"

namespace xueshi::engine {

namespace {

StreamRow& head_of(Work& work, const std::string& stream) {
    const std::string key = encode_cells(stream);
    if (work.find<StreamRow>(key, Guard::exclusive) == nullptr) {
        work.append(StreamRow{stream, 0, {}, 0, 0});
    }
    return work.change<StreamRow>(key);
}

void check_clock(const StreamRow& head, Instant now) {
    constexpr std::int64_t tolerated = 2'000'000;
    if (now.micros() + tolerated >= head.at) return;
    throw Error(ErrorCode::clock_behind, "the clock is behind the last entry of stream " +
                                             head.stream + " by more than 2 s");
}

}  // namespace

std::string write_down(Work& work, Entry& entry, Instant present) {
    StreamRow& head = head_of(work, entry.stream);
    check_clock(head, std::max(entry.at, present));
    entry.number = head.number + 1;
    entry.previous = head.hash;
    const auto& dependencies = work.dependencies();
    entry.after.insert(dependencies.begin(), dependencies.end());
    entry.after.erase(entry.stream);
    std::string text = write_entry(entry);
    head.number = entry.number;
    head.hash = hash_entry(text);
    head.at = std::max(head.at, entry.at.micros());
    work.append(LogRow{entry.stream, entry.number, entry.at.micros(), head.hash, std::move(text)});
    if (entry.request_id) {
        work.append(
            RequestRow{entry.stream, *entry.request_id, entry.request_content, entry.number});
    }
    return entry.stream + ":" + std::to_string(entry.number);
}

void copy_down(Work& work, const ReadEntry& entry, LogRow row) {
    StreamRow& head = head_of(work, entry.stream);
    head.number = row.number;
    head.hash = row.hash;
    head.at = std::max(head.at, row.at);
    work.append(std::move(row));
    if (entry.request_id) {
        work.append(
            RequestRow{entry.stream, *entry.request_id, entry.request_content, entry.number});
    }
}

}  // namespace xueshi::engine
