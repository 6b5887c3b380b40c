// kill -9 in mid-command, again and again, on SQLite with full synchronisation: what was
// acknowledged is there, nothing is half done, the log verifies, the sums agree; and what nobody
// knows of is settled by asking again with the same request id.

#include <gtest/gtest.h>

#include "faults/killing.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi {

int support::play(const std::string&, const std::vector<std::string>& arguments, Line& parent) {
    return faults::work_until_killed(arguments, parent);
}

namespace faults {
namespace {

using namespace support;

std::string url_of(const std::string& file, const std::string& journal) {
    return "sqlite:" + file + "?synchronous=full&journal=" + journal;
}

class Crash : public testing::TestWithParam<std::tuple<const char*, int>> {};

TEST_P(Crash, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    SCOPED_TRACE(seed_note(test_seed()));
    const auto [journal, part] = GetParam();
    Chance chance(test_seed() + static_cast<std::uint64_t>(part));
    std::unique_ptr<ScratchFolder> folder;
    std::optional<Killing> killing;
    for (int i = 0; i < scaled(Killing::kills); ++i) {
        if (i % Killing::kills == 0) {
            folder = std::make_unique<ScratchFolder>();
            killing.emplace(url_of(folder->file("p.db"), journal));
        }
        const int child = part * 10'000 + i;
        ASSERT_EQ(joined(killing->somehow(child, chance)), "") << "child " << child;
    }
}

INSTANTIATE_TEST_SUITE_P(File, Crash,
                         testing::Combine(testing::Values("truncate", "wal"), testing::Range(1, 6)),
                         [](const auto& info) {
                             return std::string(std::get<0>(info.param)) + "_" +
                                    std::to_string(std::get<1>(info.param));
                         });

// The negative controls: the examination sees what such storages lose.
TEST(CrashOfAStorageThatCommitsLate, LosesWhatWasAcknowledged) {
    const ScratchFolder folder;
    Killing killing(url_of(folder.file("p.db"), "truncate"), "late");
    for (int i = 1; i <= 3; ++i) {
        const std::string wrong = joined(killing.at(i, {"acknowledged", 2 * i}));
        EXPECT_NE(wrong.find("acknowledged and lost"), std::string::npos) << wrong;
    }
}

TEST(CrashOfAStorageThatWritesPiecemeal, LeavesSomethingHalfDone) {
    int found = 0;
    for (int appends = 3; appends <= 8; ++appends) {
        const ScratchFolder folder;
        Killing killing(url_of(folder.file("p.db"), "truncate"), "piecemeal");
        // Some appends are the first write of their command: there nothing is half done.
        if (!killing.at(appends, {"append", appends}).empty()) ++found;
    }
    EXPECT_GE(found, 3);
}

}  // namespace
}  // namespace faults
}  // namespace xueshi
