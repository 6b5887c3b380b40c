#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include <xueshi/storage.hpp>

#include "storage/fair_lock.hpp"
#include "storage/memory/sorted_bytes.hpp"

namespace xueshi::storage {
namespace {

std::string random_entry(std::mt19937_64& random, std::uint64_t range) {
    std::string entry;  // cells: none is the beginning of another
    append_integer(entry, static_cast<std::int64_t>(random() % range));
    return entry;
}

std::vector<std::string> entries_of(const SortedBytes& sorted) {
    std::vector<std::string> entries;
    SortedBytes::Cursor cursor;
    for (; const Bytes::Block* entry = sorted.entry(cursor); SortedBytes::next(cursor))
        entries.emplace_back(entry->view());
    return entries;
}

// The container against std::set, with one cursor kept through everything.
TEST(SortedBytes, BehavesAsASet) {
    for (const std::uint64_t range : {50U, 5'000U, 1'000'000U}) {
        std::mt19937_64 random(range);
        SortedBytes sorted;
        std::set<std::string> plain;
        SortedBytes::Cursor cursor;
        for (int step = 0; step < 60'000; ++step) {
            // Mostly growing at first, mostly shrinking later: leaves and branches come and go.
            const bool grows = random() % 10 < (step < 40'000 ? 8U : 1U);
            const std::string entry = random_entry(random, range);
            const bool there = sorted.find(entry, cursor) != nullptr;
            ASSERT_EQ(there, plain.contains(entry));
            if (grows && !there) {
                sorted.insert(cursor, Bytes(entry));
                plain.insert(entry);
            } else if (!grows && there) {
                EXPECT_EQ(sorted.remove(cursor).view(), entry);
                plain.erase(entry);
            }
        }
        EXPECT_EQ(entries_of(sorted), std::vector<std::string>(plain.begin(), plain.end()));
        for (const std::string& entry : std::vector(plain.begin(), plain.end())) {
            ASSERT_NE(sorted.find(entry, cursor), nullptr);
            sorted.remove(cursor);
        }
        EXPECT_TRUE(entries_of(sorted).empty());
    }
}

TEST(SortedBytes, RunsInOrderAndBackwardsStayWhole) {
    SortedBytes sorted;
    SortedBytes::Cursor cursor;
    std::vector<std::string> expected;
    const auto insert = [&](std::int64_t number) {
        std::string entry;
        append_integer(entry, number);
        ASSERT_EQ(sorted.find(entry, cursor), nullptr);
        sorted.insert(cursor, Bytes(entry));
        expected.push_back(entry);
    };
    for (std::int64_t i = 0; i < 40'000; ++i)
        insert(i);
    for (std::int64_t i = -1; i > -40'000; --i)
        insert(i);
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(entries_of(sorted), expected);
}

Deadline in(int milliseconds) {
    return Deadline::clock::now() + std::chrono::milliseconds(milliseconds);
}

TEST(FairLock, WritersGoInOrderOfArrival) {
    FairLock lock;
    ASSERT_TRUE(lock.lock(Access::write, Deadline::max()));
    std::vector<int> order;
    std::vector<std::thread> threads;
    for (int i = 0; i < 5; ++i) {
        threads.emplace_back([&, i] {
            const FairLockHold hold(lock, Access::write, Deadline::max());
            order.push_back(i);
        });
        while (lock.waiting() <= static_cast<std::size_t>(i))
            std::this_thread::yield();
    }
    lock.unlock(Access::write);
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(FairLock, AWaiterThatGivesUpLetsTheNextPass) {
    FairLock lock;
    ASSERT_TRUE(lock.lock(Access::read, Deadline::max()));
    std::thread writer([&] { EXPECT_FALSE(lock.lock(Access::write, in(100))); });
    while (lock.waiting() == 0)
        std::this_thread::yield();
    // Behind the waiting writer, served as soon as that has given up.
    EXPECT_TRUE(lock.lock(Access::read, in(5000)));
    writer.join();
    EXPECT_TRUE(lock.lock(Access::read, in(0))) << "a free lock is given after the deadline too";
}

constexpr Column columns[] = {{"id", CellType::integer}, {"value", CellType::integer}};
constexpr Table table{"numbers", columns, 1};
constexpr const Table* tables[] = {&table};
constexpr Schema schema{1, 1, 1, tables};

TEST(MemoryStorage, BusyComesWithinTheDeadline) {
    const auto storage = open_storage("memory:");
    storage->prepare(schema);
    const auto writer = storage->begin(Access::write, Deadline::max());
    for (const Access access : {Access::read, Access::write}) {
        const auto start = Deadline::clock::now();
        try {
            storage->begin(access, in(50));
            FAIL() << "two at once";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::storage_busy);
            EXPECT_TRUE(error.retry());
        }
        const auto took = Deadline::clock::now() - start;
        EXPECT_GE(took, std::chrono::milliseconds(50));
        EXPECT_LT(took, std::chrono::milliseconds(1000));
    }
}

TEST(MemoryStorage, UnpreparedTablesAreRefused) {
    const auto storage = open_storage("memory:");
    std::vector<std::string> rows;
    EXPECT_THROW(storage->begin(Access::read, in(0))->scan(table, by_key, {}, {}, 1, rows), Error);
}

TEST(Schema, WhatStoragesCannotKeepAlikeIsRefused) {
    const Column blob_key[] = {{"id", CellType::blob}};
    const Column null_key[] = {{"id", CellType::integer, true}};
    const Column twice[] = {{"id", CellType::integer}, {"id", CellType::integer}};
    const Column quoted[] = {{"i\"d", CellType::integer}};
    const std::uint8_t beyond[] = {2};
    const Index index[] = {{"beyond", beyond}};
    const Table bad[] = {{"t", blob_key, 1}, {"t", null_key, 1},   {"t", twice, 1},
                         {"t", quoted, 1},   {"meta", columns, 1}, {"T", columns, 1},
                         {"t", columns, 0},  {"t", columns, 3},    {"t", columns, 1, index}};
    for (const char* url : {"memory:", "sqlite::memory:"})
        for (const Table& each : bad) {
            const Table* const only[] = {&each};
            try {
                open_storage(url)->prepare(Schema{1, 1, 1, only});
                ADD_FAILURE() << url << ": table " << &each - bad << " was accepted";
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::argument_invalid);
            }
        }
}

}  // namespace
}  // namespace xueshi::storage
