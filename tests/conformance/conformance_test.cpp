#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include <xueshi/storage_conformance.hpp>

#include "broken_storages.hpp"
#include "optimistic_storage.hpp"
#include "support/scratch.hpp"

namespace xueshi::storage::tests {
namespace {

ConformanceSubject open_by(const std::string& url) {
    return {url, [url] { return open_storage(url); }};
}

/// A new file each time; the old one goes with the folder.
ConformanceSubject on_file(const std::string& options) {
    auto folder = std::make_shared<support::ScratchFolder>();
    auto count = std::make_shared<int>(0);
    const auto url = [=] {
        return "sqlite:" + folder->file("storage-" + std::to_string(*count) + ".db") + options;
    };
    ConformanceSubject subject;
    subject.name = "sqlite file " + options;
    subject.fresh = [=] {
        ++*count;
        return open_storage(url());
    };
    subject.reopen = [=] { return open_storage(url()); };
    return subject;
}

void expect_conforms(const ConformanceSubject& subject) {
    for (const ClauseResult& result : run_conformance(subject))
        EXPECT_TRUE(result.passed) << subject.name << ": " << result.clause << ", " << result.title
                                   << ": " << result.detail;
}

TEST(Conformance, Memory) { expect_conforms(open_by("memory:")); }
TEST(Conformance, SqliteInMemory) { expect_conforms(open_by("sqlite::memory:")); }
TEST(Conformance, SqliteFileWithRollbackJournal) { expect_conforms(on_file("?journal=truncate")); }
TEST(Conformance, SqliteFileWithWriteAheadLog) { expect_conforms(on_file("?journal=wal")); }

TEST(Conformance, AStorageWithoutLocksCanConform) {
    expect_conforms({"optimistic", [] {
                         return std::make_unique<OptimisticStorage>(open_storage("memory:"),
                                                                    LeftOut::nothing);
                     }});
}

TEST(Conformance, AFailedCommitMayBeProvoked) {
    ConformanceSubject subject{"failing",
                               [] { return wrap_failing(open_storage("memory:"), false); }};
    subject.fail_next_commit = fail_next_commit;
    expect_conforms(subject);
}

TEST(Conformance, EveryClauseHasATest) {
    std::set<std::string> tested;
    for (const ClauseResult& result : run_conformance(open_by("memory:")))
        tested.insert(result.clause);
    EXPECT_EQ(clauses().size(), 15U);
    for (const Clause& clause : clauses())
        EXPECT_TRUE(tested.contains(clause.id)) << clause.id;
}

TEST(Conformance, EveryClauseHasANegativeControl) {
    std::set<std::string> broken;
    for (const Broken& each : broken_storages("unused"))
        broken.insert(each.clause);
    for (const Clause& clause : clauses())
        EXPECT_TRUE(broken.contains(clause.id)) << clause.id;
}

class BrokenStorage : public testing::TestWithParam<std::string> {};

TEST_P(BrokenStorage, IsFoundByItsClauseAlone) {
    const support::ScratchFolder folder;
    for (const Broken& broken : broken_storages(folder.file("broken.db"))) {
        if (broken.name != GetParam()) continue;
        std::set<std::string> failed;
        std::string details;
        for (const ClauseResult& result : run_conformance(broken.subject)) {
            if (result.passed) continue;
            failed.insert(result.clause);
            details += result.clause + ", " + result.title + ": " + result.detail + "\n";
        }
        EXPECT_EQ(failed, std::set{broken.clause}) << details;
    }
}

std::vector<std::string> names_of_broken() {
    std::vector<std::string> names;
    for (const Broken& broken : broken_storages("unused"))
        names.push_back(broken.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Conformance, BrokenStorage, testing::ValuesIn(names_of_broken()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi::storage::tests
