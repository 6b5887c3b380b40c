#include <atomic>
#include <map>
#include <thread>

#include <gtest/gtest.h>

#include <xueshi/json.hpp>

#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;

/// Everything there is, in batches.
std::vector<std::string> follow(Engine& engine, std::string& cursor, std::size_t limit = 3) {
    std::vector<std::string> entries;
    for (bool more = true; more;) {
        ChangeBatch batch = engine.changes(cursor, limit);
        EXPECT_LE(batch.entries.size(), limit);
        for (const LogView& view : batch.entries)
            entries.push_back(view.stream + ":" + std::to_string(view.number));
        cursor = std::move(batch.cursor);
        more = batch.more;
    }
    return entries;
}

TEST(ChangeFeed, GivesEachEntryOnceFromWhereItWasLeft) {
    Engine engine(storage::open_storage("memory:"), MovingClock().options());
    std::string cursor;
    EXPECT_TRUE(follow(engine, cursor).empty());
    FourLevels::found(engine, 2);
    std::vector<std::string> all = follow(engine, cursor);
    EXPECT_EQ(static_cast<std::int64_t>(all.size()), engine.verify_log().entries);
    EXPECT_TRUE(follow(engine, cursor).empty());
    FourLevels::open_project(engine, "P", "SA", 1);
    const auto more = follow(engine, cursor);
    all.insert(all.end(), more.begin(), more.end());
    EXPECT_EQ(static_cast<std::int64_t>(all.size()), engine.verify_log().entries);
    std::map<std::string, std::int64_t> last;
    for (const std::string& entry : all) {
        const std::size_t colon = entry.find(':');
        EXPECT_EQ(std::stoll(entry.substr(colon + 1)), ++last[entry.substr(0, colon)]);
    }
}

TEST(ChangeFeed, RefusesCursorsThatAreNotItsOwn) {
    Engine engine(storage::open_storage("memory:"), MovingClock().options());
    FourLevels::found(engine, 1);
    for (const char* cursor :
         {"x", "[]", R"({"32":0})", R"({"32":"1"})", R"({"32":1000000})", R"({"nowhere":1})"}) {
        try {
            engine.changes(cursor);
            ADD_FAILURE() << "took " << cursor;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::argument_invalid) << cursor;
        }
    }
    EXPECT_THROW(engine.changes({}, 0), Error);
    EXPECT_THROW(engine.changes({}, 10'001), Error);
}

/// Many schools write at once; a follower in between misses none, and sees none twice.
TEST(ChangeFeed, HasNoGapsWhileManyCommit) {
    const ScratchFolder folder;
    const std::string url = "sqlite:" + folder.file("feed.db") + "?synchronous=off&journal=wal";
    Engine engine(storage::open_storage(url), MovingClock().options());
    constexpr int each = 40;
    const std::vector<std::string> schools{"SA", "SB", "SC", "SD"};
    FourLevels::found(engine, each);
    for (const std::string& school : schools)
        FourLevels::open_project(engine, "P" + school, school, each);
    std::string cursor;
    follow(engine, cursor, 1'000);
    std::atomic<std::size_t> writing = schools.size();
    std::vector<std::thread> writers;
    for (const std::string& school : schools)
        writers.emplace_back([&, school] {
            for (int number = 1; number <= each; ++number)
                must(engine, FourLevels::admin(school),
                     Enroll{"P" + school, {FourLevels::teacher(school, number)}, false});
            --writing;
        });
    std::map<std::string, int> seen;
    for (bool last = false; !last;) {
        last = writing == 0;
        for (const std::string& entry : follow(engine, cursor, 7))
            ++seen[entry];
    }
    for (std::thread& writer : writers)
        writer.join();
    EXPECT_EQ(seen.size(), schools.size() * each);
    for (const auto& [entry, times] : seen)
        EXPECT_EQ(times, 1) << entry;
}

/// When an entry was decided, as it says itself.
std::string instant_of(const LogView& view) {
    const auto entry = json::parse(view.entry);
    return *std::get<json::Value>(entry).find("at")->text();
}

/// The control: one that follows by the entries' time, as feeds are often made. What was decided
/// earlier and committed later lies behind its cursor and is never seen.
TEST(ChangeFeed, ByTimeWouldMissWhatCommittedLate) {
    MovingClock clock;
    Engine engine(storage::open_storage("memory:"), clock.options());
    FourLevels::found(engine, 2);
    FourLevels::open_project(engine, "PA", "SA", 2);
    FourLevels::open_project(engine, "PB", "SB", 2);
    std::string latest;
    const auto follow_by_time = [&] {
        std::size_t found = 0;
        std::string newest = latest;
        for (const LogView& view : engine.changes({}, 10'000).entries) {
            const std::string at = instant_of(view);
            if (at <= latest) continue;
            ++found;
            newest = std::max(newest, at);
        }
        latest = newest;
        return found;
    };
    std::string cursor;
    follow(engine, cursor);
    follow_by_time();
    clock.forward(std::chrono::seconds(1));
    const Instant early = clock.now();
    clock.forward(std::chrono::seconds(1));
    must(engine, FourLevels::admin("SA"), Enroll{"PA", {FourLevels::teacher("SA", 1)}, false});
    EXPECT_EQ(follow_by_time(), 1u);
    EXPECT_EQ(follow(engine, cursor).size(), 1u);
    clock.set(early);  // SB's server decided then, and commits only now
    must(engine, FourLevels::admin("SB"), Enroll{"PB", {FourLevels::teacher("SB", 1)}, false});
    EXPECT_EQ(follow_by_time(), 0u);
    EXPECT_EQ(follow(engine, cursor).size(), 1u);
}

}  // namespace
}  // namespace xueshi
