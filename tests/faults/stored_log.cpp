#include "faults/stored_log.hpp"

#include <algorithm>

#include "engine/entry.hpp"
#include "engine/row_codec.hpp"

namespace xueshi::faults {

namespace {

using Rows = std::map<std::string, std::string>;  // by key

storage::Deadline soon() { return storage::Deadline::clock::now() + std::chrono::seconds(30); }

template <class Row>
std::vector<Row> all(storage::Transaction& transaction) {
    std::vector<std::string> bytes;
    transaction.scan(engine::table<Row>, storage::by_key, {}, {}, storage::by_key, bytes);
    std::vector<Row> rows;
    for (const std::string& row : bytes)
        rows.push_back(engine::decode<Row>(row));
    return rows;
}

template <class Row>
Rows encoded(const std::vector<Row>& rows) {
    Rows result;
    for (const Row& row : rows)
        engine::encode(row, result[engine::encode_key(row)]);
    return result;
}

template <class Row>
void replace(storage::Transaction& transaction, const std::vector<Row>& now,
             const std::vector<Row>& then) {
    const Rows there = encoded(now);
    const Rows wanted = encoded(then);
    std::vector<std::string> gone;
    std::vector<std::string> changed;
    for (const auto& [key, row] : there) {
        if (!wanted.contains(key)) gone.push_back(key);
    }
    for (const auto& [key, row] : wanted) {
        const auto place = there.find(key);
        if (place == there.end() || place->second != row) changed.push_back(row);
    }
    transaction.erase(engine::table<Row>, gone);
    transaction.put(engine::table<Row>, changed);
}

}  // namespace

std::map<std::string, std::vector<engine::LogRow>> StoredLog::by_stream() const {
    std::map<std::string, std::vector<engine::LogRow>> streams;
    for (const engine::LogRow& row : entries)
        streams[row.stream].push_back(row);
    for (auto& [stream, rows] : streams)
        std::ranges::sort(rows, {}, &engine::LogRow::number);
    return streams;
}

void StoredLog::fit_head(const std::string& stream) {
    const auto streams = by_stream();
    const auto rows = streams.find(stream);
    std::erase_if(heads, [&](engine::StreamRow& head) {
        if (head.stream != stream) return false;
        if (rows == streams.end()) return true;
        head.number = rows->second.back().number;
        head.hash = rows->second.back().hash;
        return false;
    });
}

void StoredLog::chain_anew(const std::string& stream, std::int64_t from) {
    std::ranges::sort(entries, {},
                      [](const auto& row) { return std::pair(row.stream, row.number); });
    std::string previous;
    for (engine::LogRow& row : entries) {
        if (row.stream != stream) continue;
        if (row.number > from) {
            const std::string before = engine::read_entry(row.entry).previous;
            row.entry.replace(row.entry.rfind(before), before.size(), previous);
        }
        if (row.number >= from) row.hash = engine::hash_entry(row.entry);
        previous = row.hash;
    }
    fit_head(stream);
}

StoredLog read_log(storage::Storage& storage) {
    const auto transaction = storage.begin(storage::Access::read, soon());
    return {all<engine::LogRow>(*transaction), all<engine::StreamRow>(*transaction)};
}

void write_log(storage::Storage& storage, const StoredLog& now, const StoredLog& then) {
    const auto transaction = storage.begin(storage::Access::write, soon());
    replace(*transaction, now.heads, then.heads);
    replace(*transaction, now.entries, then.entries);
    transaction->commit();
}

std::string bytes_of(const engine::LogRow& row) {
    std::string bytes;
    engine::encode(row, bytes);
    return bytes;
}

}  // namespace xueshi::faults
