// Whoever changes the log behind the engine's back is found out. What can't be found without an
// anchor from outside is shown as well, so that nobody promises more.

#include <functional>

#include <gtest/gtest.h>

#include "engine/entry.hpp"
#include "support/four_levels.hpp"
#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;

/// A file with a log of a few streams, to be tampered with while no engine has it open.
class LogOfAProvince : public testing::Test {
protected:
    LogOfAProvince() {
        Engine engine = open();
        FourLevels::found(engine, 4);
        FourLevels::open_project(engine, "P", "SA", 4);
        for (int i = 1; i <= 3; ++i)
            must(engine, FourLevels::admin("SA"), Enroll{"P", {FourLevels::teacher("SA", i)}});
    }

    Engine open() {
        return Engine(storage::open_storage("sqlite:" + file() + "?synchronous=off"),
                      MovingClock().options());
    }
    std::string file() const { return folder_.file("p.db"); }

    std::string run(const std::string& sql) {
        RawSqlite raw(file());
        return raw.ask(sql);
    }

    /// "stream:number what", one line a fault.
    std::string faults(const std::optional<Anchor>& anchor = {}) {
        std::string text;
        for (const LogReport::Fault& fault : open().verify_log(anchor).faults)
            text += fault.stream + ":" + std::to_string(fault.number) + " " + fault.what + "\n";
        return text;
    }
    Anchor anchor() { return open().checkpoint(); }

    /// Cuts the last entry of a stream off and makes its head fit again.
    void cut_off_the_tail() {
        run("DELETE FROM xueshi_log WHERE stream = 'SA' AND number = 3");
        run("UPDATE xueshi_stream SET number = 2, hash = "
            "(SELECT hash FROM xueshi_log WHERE stream = 'SA' AND number = 2) "
            "WHERE stream = 'SA'");
    }

    /// Writes another text into an entry, with the hash that belongs to it.
    void rewrite(int number, const std::string& from, const std::string& to) {
        std::string entry = run("SELECT entry FROM xueshi_log WHERE stream = 'SA' AND number = " +
                                std::to_string(number));
        const std::size_t place = entry.find(from);
        ASSERT_NE(place, std::string::npos);
        entry.replace(place, from.size(), to);
        run("UPDATE xueshi_log SET entry = '" + entry + "', hash = '" + engine::hash_entry(entry) +
            "' WHERE stream = 'SA' AND number = " + std::to_string(number));
    }

    const ScratchFolder folder_;
};

TEST_F(LogOfAProvince, IsSoundAsLongAsNobodyTouchesIt) {
    EXPECT_EQ(faults(), "");
    const Anchor outside = anchor();
    EXPECT_EQ(faults(outside), "");
    const LogReport report = open().verify_log();
    EXPECT_GE(report.streams, 4);
    EXPECT_EQ(std::to_string(report.entries), run("SELECT count(*) FROM xueshi_log"));
}

TEST_F(LogOfAProvince, ShowsAChangedText) {
    run("UPDATE xueshi_log SET entry = replace(entry, 'SA-2', 'SA-9') "
        "WHERE stream = 'SA' AND number = 2");
    EXPECT_EQ(faults(), "SA:2 the text doesn't have the hash stored with it\n");
}

TEST_F(LogOfAProvince, ShowsAChangedHash) {
    run("UPDATE xueshi_log SET hash = replace(hash, substr(hash, 1, 1), 'x') "
        "WHERE stream = 'SA' AND number = 2");
    EXPECT_EQ(faults(), "SA:2 the text doesn't have the hash stored with it\n");
}

TEST_F(LogOfAProvince, ShowsATextThatWasChangedWithItsHash) {
    rewrite(2, "SA-2", "SA-9");
    EXPECT_EQ(faults(), "SA:3 the chain from the entry before is broken\n");
}

TEST_F(LogOfAProvince, ShowsAChangedInstantBesideTheText) {
    run("UPDATE xueshi_log SET at = at + 1 WHERE stream = 'SA' AND number = 2");
    EXPECT_EQ(faults(), "SA:2 the entry stands in a foreign place\n");
}

TEST_F(LogOfAProvince, ShowsAMissingEntry) {
    run("DELETE FROM xueshi_log WHERE stream = 'SA' AND number = 2");
    EXPECT_EQ(faults(), "SA:2 the entry is missing\n");
}

TEST_F(LogOfAProvince, ShowsAMissingFirstEntry) {
    run("DELETE FROM xueshi_log WHERE stream = 'SA' AND number = 1");
    EXPECT_EQ(faults(), "SA:1 the entry is missing\n");
}

TEST_F(LogOfAProvince, ShowsSwappedEntries) {
    run("UPDATE xueshi_log SET number = 20 WHERE stream = 'SA' AND number = 2");
    run("UPDATE xueshi_log SET number = 2 WHERE stream = 'SA' AND number = 3");
    run("UPDATE xueshi_log SET number = 3 WHERE stream = 'SA' AND number = 20");
    EXPECT_EQ(faults(), "SA:2 the entry stands in a foreign place\n");
}

TEST_F(LogOfAProvince, ShowsAnEntryTakenFromAnotherStream) {
    run("DELETE FROM xueshi_log WHERE stream = 'SA' AND number = 1");
    run("UPDATE xueshi_log SET stream = 'SA', number = 1 "
        "WHERE stream = '3201' AND number = 1");
    EXPECT_NE(faults().find("SA:1 the entry stands in a foreign place\n"), std::string::npos);
    EXPECT_NE(faults().find("3201:1"), std::string::npos);
}

TEST_F(LogOfAProvince, ShowsAStreamThatNobodyLeads) {
    run("UPDATE xueshi_log SET stream = 'SZ' WHERE stream = 'SA'");
    const std::string found = faults();
    EXPECT_NE(found.find("SZ:1 the stream has no head\n"), std::string::npos);
    EXPECT_NE(found.find("SA:1"), std::string::npos);
}

TEST_F(LogOfAProvince, ShowsACutOffTailByItsHead) {
    run("DELETE FROM xueshi_log WHERE stream = 'SA' AND number = 3");
    EXPECT_EQ(faults(), "SA:3 the stream ends before its head, which is entry 3\n");
}

// The documentation says so: without something from outside nobody can know.
TEST_F(LogOfAProvince, ShowsATailCutOffWithItsHeadOnlyToWhoHasAnAnchor) {
    cut_off_the_tail();
    EXPECT_EQ(faults(), "");
}

TEST_F(LogOfAProvince, IsHeldByAnAnchorFromOutside) {
    const Anchor outside = anchor();
    // Who cuts a tail off takes the checkpoint away as well.
    cut_off_the_tail();
    const std::string last = "(SELECT max(number) FROM xueshi_log WHERE stream = '32')";
    run("DELETE FROM xueshi_log WHERE stream = '32' AND number = " + last);
    run("UPDATE xueshi_stream SET number = " + last +
        ", hash = (SELECT hash FROM xueshi_log WHERE stream = '32' AND number = " + last +
        ") WHERE stream = '32'");
    EXPECT_EQ(faults(), "");
    const std::string found = faults(outside);
    EXPECT_NE(found.find("SA:3 the anchor names this entry, and it is gone\n"), std::string::npos);
    EXPECT_NE(found.find("32:"), std::string::npos);
}

TEST_F(LogOfAProvince, IsHeldByItsOwnCheckpointsUntilTheyAreCutOffToo) {
    anchor();
    cut_off_the_tail();
    EXPECT_EQ(faults(), "SA:3 a checkpoint names this entry, and it is gone\n");
}

TEST_F(LogOfAProvince, ShowsAWholeStreamWrittenAnewToWhoHasAnAnchor) {
    const Anchor outside = anchor();
    rewrite(3, "SA-3", "SA-4");
    run("UPDATE xueshi_stream SET hash = "
        "(SELECT hash FROM xueshi_log WHERE stream = 'SA' AND number = 3) WHERE stream = 'SA'");
    EXPECT_NE(faults(outside).find("SA:3 the anchor names another hash for this entry\n"),
              std::string::npos);
}

TEST_F(LogOfAProvince, GoesOnBehindAnAnchor) {
    const Anchor outside = anchor();
    Engine engine = open();
    must(engine, FourLevels::admin("SA"), Enroll{"P", {"SA-4"}});
    EXPECT_EQ(faults(outside), "");
    EXPECT_EQ(faults(anchor()), "");
    EXPECT_EQ(joined(faults_of(engine)), "");
}

TEST_F(LogOfAProvince, IsNotVerifiedAgainstWhatIsNoAnchor) {
    for (const std::string text : {"", "{}", "[]", R"({"algorithm":"md5","at":"","heads":[]})"}) {
        try {
            open().verify_log(Anchor{text});
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::argument_invalid);
        }
    }
}

// The state is what the log says: rows that were changed behind its back are found by a replay.
TEST_F(LogOfAProvince, TellsOfRowsThatItDoesNotKnow) {
    run("UPDATE xueshi_enrollment SET subject = '数学' WHERE teacher = 'SA-2'");
    Engine engine = open();
    EXPECT_EQ(faults(), "");
    EXPECT_EQ(joined(engine.check()), "");
    EXPECT_EQ(joined(faults_of(engine)), "a replay of the log comes to another state\n");
}

}  // namespace
}  // namespace xueshi
