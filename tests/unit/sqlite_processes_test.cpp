#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <xueshi/storage.hpp>

#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

// Several processes on one file.

namespace xueshi::storage {
namespace {

using support::RawSqlite;
using support::ScratchFolder;

constexpr Column columns[] = {{"id", CellType::integer},
                              {"taken", CellType::integer},
                              {"seats", CellType::integer},
                              {"note", CellType::blob, true}};
constexpr Table table{"seats", columns, 1};
constexpr const Table* tables[] = {&table};
constexpr Schema schema{1, 1, 1, tables};

Deadline in(int milliseconds) {
    return Deadline::clock::now() + std::chrono::milliseconds(milliseconds);
}

std::string key_of_seats(std::int64_t id) {
    std::string key;
    append_integer(key, id);
    return key;
}

std::string row_of(std::int64_t id, std::int64_t seats, std::size_t note = 0) {
    std::string row = key_of_seats(id);
    append_integer(row, 0);
    append_integer(row, seats);
    append_blob(row, std::string(note, 'n'));
    return row;
}

void append(Storage& storage, const std::string& row) {
    const auto transaction = storage.begin(Access::write, in(30'000));
    transaction->append(table, std::span(&row, 1));
    transaction->commit();
}

BoundedAdd take_one() {
    BoundedAdd change;
    change.key = key_of_seats(1);
    change.column = 1;
    change.delta = 1;
    change.at_most_column = 2;
    return change;
}

std::size_t count(Storage& storage) {
    std::vector<std::string> rows;
    storage.begin(Access::read, in(10'000))->scan(table, by_key, {}, {}, 1000, rows);
    return rows.size();
}

/// Runs `work` in processes of its own; their results, from 0 to 255. 255 is an exception.
std::vector<int> in_processes(int count, const std::function<int(int)>& work) {
    std::vector<pid_t> children;
    for (int i = 0; i < count; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            int result = 255;
            try {
                result = work(i);
            } catch (const std::exception& error) {
                (void)!::write(2, error.what(), std::string(error.what()).size());
            }
            ::_exit(result);
        }
        children.push_back(child);
    }
    std::vector<int> results;
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        results.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : 254);
    }
    return results;
}

class SqliteProcesses : public testing::TestWithParam<std::string> {
protected:
    std::string url() const { return "sqlite:" + folder_.file("x.db") + GetParam(); }
    ScratchFolder folder_;
};

TEST_P(SqliteProcesses, StartTogetherOnAnEmptyPlace) {
    const auto results = in_processes(6, [&](int i) {
        const auto storage = open_storage(url() + "&busy_ms=20000");
        storage->prepare(schema);
        append(*storage, row_of(i, 1));
        return 0;
    });
    EXPECT_EQ(results, std::vector<int>(6, 0));
    const auto storage = open_storage(url());
    storage->prepare(schema);
    EXPECT_EQ(count(*storage), 6U);
    EXPECT_TRUE(storage->check().empty());
}

TEST_P(SqliteProcesses, TakeExactlyTheSeatsThereAre) {
    {
        const auto storage = open_storage(url());
        storage->prepare(schema);
        append(*storage, row_of(1, 50));
    }
    const auto results = in_processes(4, [&](int) {
        const auto storage = open_storage(url());
        storage->prepare(schema);
        int taken = 0;
        for (int i = 0; i < 20; ++i) {
            const auto transaction = storage->begin(Access::write, in(30'000));
            if (!transaction->add(table, take_one())) continue;
            transaction->commit();
            ++taken;
        }
        return taken;
    });
    int taken = 0;
    for (const int each : results)
        taken += each;
    EXPECT_EQ(taken, 50);
}

TEST_P(SqliteProcesses, AWriterElsewhereIsBusyWithinTheDeadline) {
    const auto storage = open_storage(url());
    storage->prepare(schema);
    RawSqlite other(folder_.file("x.db"));
    other.run("BEGIN IMMEDIATE");
    const auto start = Deadline::clock::now();
    try {
        storage->begin(Access::write, in(100));
        FAIL() << "two writers at once";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_busy);
    }
    const auto took = Deadline::clock::now() - start;
    EXPECT_GE(took, std::chrono::milliseconds(95));
    EXPECT_LT(took, std::chrono::milliseconds(1500));
    other.run("ROLLBACK");
    append(*storage, row_of(1, 1));
}

TEST_P(SqliteProcesses, AReaderElsewhereDelaysACommitAtMostToTheDeadline) {
    const auto storage = open_storage(url());
    storage->prepare(schema);
    RawSqlite other(folder_.file("x.db"));
    other.run("BEGIN");
    other.ask("SELECT count(*) FROM xueshi_seats");
    bool committed = false;
    const auto start = Deadline::clock::now();
    try {
        const std::string row = row_of(1, 1);
        const auto transaction = storage->begin(Access::write, in(100));
        transaction->append(table, std::span(&row, 1));
        transaction->commit();
        committed = true;
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_busy);
    }
    EXPECT_LT(Deadline::clock::now() - start, std::chrono::milliseconds(1500));
    EXPECT_EQ(committed, GetParam().starts_with("?journal=wal"));
    other.run("ROLLBACK");
    EXPECT_EQ(count(*storage), committed ? 1U : 0U);
}

TEST_P(SqliteProcesses, AMediumThatFailsLeavesNothingHalfDone) {
    {
        const auto storage = open_storage(url());
        storage->prepare(schema);
        append(*storage, row_of(1, 1));
    }
    const auto results = in_processes(1, [&](int) {
        const auto storage = open_storage(url());
        storage->prepare(schema);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{200'000, 200'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            append(*storage, row_of(2, 1, 1'000'000));
        } catch (const Error& error) {
            const bool expected = error.code() == ErrorCode::storage_unavailable ||
                                  error.code() == ErrorCode::storage_full;
            append(*storage, row_of(3, 1));  // and the storage goes on
            return expected ? 7 : 8;
        }
        return 9;
    });
    EXPECT_EQ(results, std::vector<int>{7});
    const auto storage = open_storage(url());
    storage->prepare(schema);
    EXPECT_EQ(count(*storage), 2U);
    EXPECT_TRUE(storage->check().empty());
}

TEST_P(SqliteProcesses, WhatAKilledProcessDidNotCommitIsGone) {
    {
        const auto storage = open_storage(url());
        storage->prepare(schema);
        append(*storage, row_of(1, 1));
    }
    in_processes(1, [&](int) -> int {
        const auto storage = open_storage(url() + "&cache_mb=1");
        storage->prepare(schema);
        append(*storage, row_of(2, 1));
        const auto transaction = storage->begin(Access::write, in(10'000));
        for (std::int64_t i = 3; i < 100; ++i) {  // more than the cache holds: pages reach the file
            const std::string row = row_of(i, 1, 100'000);
            transaction->append(table, std::span(&row, 1));
        }
        ::kill(::getpid(), SIGKILL);
        return 0;
    });
    const auto storage = open_storage(url());
    storage->prepare(schema);
    EXPECT_EQ(count(*storage), 2U);
    EXPECT_TRUE(storage->check().empty());
}

INSTANTIATE_TEST_SUITE_P(Journals, SqliteProcesses,
                         testing::Values("?journal=truncate", "?journal=wal"),
                         [](const auto& info) {
                             return info.index == 0 ? std::string("truncate") : std::string("wal");
                         });

}  // namespace
}  // namespace xueshi::storage
