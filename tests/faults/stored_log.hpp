#pragma once
/// The log's rows as they lie in a storage, to be read and changed behind the engine's back.

#include <map>
#include <string>
#include <vector>

#include <xueshi/storage.hpp>

#include "engine/rows.hpp"

namespace xueshi::faults {

struct StoredLog {
    std::vector<engine::LogRow> entries;
    std::vector<engine::StreamRow> heads;

    /// Entries by stream, in the order of their numbers.
    std::map<std::string, std::vector<engine::LogRow>> by_stream() const;
    /// Makes a head fit the last of its stream's entries, or removes it where there are none.
    void fit_head(const std::string& stream);
    /// Chains and hashes the entries of a stream anew from a number on, and makes its head fit.
    void chain_anew(const std::string& stream, std::int64_t from);
};

StoredLog read_log(storage::Storage& storage);
/// Replaces what is there, `now`, by `then`.
void write_log(storage::Storage& storage, const StoredLog& now, const StoredLog& then);

/// A row's bytes: two rows are equal when these are.
std::string bytes_of(const engine::LogRow& row);

}  // namespace xueshi::faults
