#pragma once
/// Seasons: a new storage each, filled by several threads, examined, and removed.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include <xueshi/storage.hpp>

namespace xueshi::soak {

/// What has been done so far, by all.
struct Tally {
    std::atomic<std::int64_t> done = 0;
    std::atomic<std::int64_t> refused = 0;
    std::atomic<std::int64_t> asked = 0;
};

/// A place for storages: a new one each season.
class Place {
public:
    virtual ~Place() = default;
    virtual std::string name() const = 0;
    /// Opens an empty storage; what an earlier one left is removed.
    virtual std::unique_ptr<storage::Storage> next() = 0;
};

std::unique_ptr<Place> sqlite_place();
/// Nothing where no server can be started; `why` then says so.
std::unique_ptr<Place> postgresql_place(std::string& why);

/// One season of `commands` commands from four threads. Throws where a command fails otherwise than
/// by a refusal, or the storage is not sound in the end.
void play_season(Place& place, std::uint64_t seed, int commands, Tally& tally);

}  // namespace xueshi::soak
