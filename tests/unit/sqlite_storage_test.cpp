#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <xueshi/storage.hpp>

#include "storage/sqlite/library.hpp"
#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

namespace xueshi::storage {
namespace {

using support::RawSqlite;
using support::ScratchFolder;

constexpr Column columns[] = {{"county"}, {"number", CellType::integer}, {"order"}};
constexpr Table table{"items", columns, 2};
constexpr const Table* tables[] = {&table};
constexpr Schema schema{1, 1, 1, tables};

Deadline soon() { return Deadline::clock::now() + std::chrono::seconds(10); }

std::string row_of(std::int64_t number, const std::string& order = "first") {
    std::string row;
    append_text(row, "320102");
    append_integer(row, number);
    append_text(row, order);
    return row;
}

void append(Storage& storage, const Table& into, std::vector<std::string> rows) {
    const auto transaction = storage.begin(Access::write, soon());
    transaction->append(into, rows);
    transaction->commit();
}

std::size_t count(Storage& storage) {
    std::vector<std::string> rows;
    storage.begin(Access::read, soon())->scan(table, by_key, {}, {}, 1'000'000, rows);
    return rows.size();
}

std::string contents(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

template <class Action>
ErrorCode code_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()), "");
        return error.code();
    }
    return ErrorCode::internal;
}

std::string detail(const Info& info, const std::string& name) {
    for (const auto& [key, value] : info.details)
        if (key == name) return value;
    return {};
}

TEST(SqliteStorage, AHostReadsTheRowsWithPlainSql) {
    const ScratchFolder folder;
    const auto storage = open_storage("sqlite:" + folder.file("x.db"));
    storage->prepare(schema);
    append(*storage, table, {row_of(-5, "江苏"), row_of(7)});
    RawSqlite raw(folder.file("x.db"));
    EXPECT_EQ(raw.ask("SELECT group_concat(typeof(number) || number || \"order\", '|') "
                      "FROM xueshi_items WHERE county = '320102'"),
              "integer-5江苏|integer7first");
}

TEST(SqliteStorage, LivesInAHostsFileBesideItsTables) {
    const ScratchFolder folder;
    RawSqlite raw(folder.file("host.db"));
    raw.run("CREATE TABLE items (id INTEGER PRIMARY KEY, county TEXT)");
    raw.run("INSERT INTO items VALUES (1, 'host')");
    const auto storage = open_storage("sqlite:" + folder.file("host.db"));
    storage->prepare(schema);
    append(*storage, table, {row_of(1)});
    EXPECT_EQ(raw.ask("SELECT county FROM items"), "host");
    EXPECT_EQ(count(*storage), 1U);
}

TEST(SqliteStorage, WhatIsNoDatabaseIsRefusedUnharmed) {
    const ScratchFolder folder;
    const std::string text(5000, 'x');
    write_file(folder.file("text.db"), text);
    const auto open = [&](const std::string& name) {
        return code_of([&] { open_storage("sqlite:" + folder.file(name)); });
    };
    EXPECT_EQ(open("text.db"), ErrorCode::storage_corrupt);
    EXPECT_EQ(contents(folder.file("text.db")), text);
    EXPECT_EQ(open(""), ErrorCode::storage_unavailable) << "a folder";
    EXPECT_EQ(open("missing/x.db"), ErrorCode::storage_unavailable);
    EXPECT_EQ(open("missing.db?access=read"), ErrorCode::storage_unavailable);
    EXPECT_FALSE(std::filesystem::exists(folder.file("missing.db")));
}

TEST(SqliteStorage, AFileNameHasNoMeaning) {
    const ScratchFolder folder;
    const auto old = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    open_storage("sqlite:file:x.db")->prepare(schema);
    std::filesystem::current_path(old);
    EXPECT_TRUE(std::filesystem::exists(folder.file("file:x.db")));
}

TEST(SqliteStorage, DamageIsFoundByCheck) {
    const ScratchFolder folder;
    const std::string file = folder.file("x.db");
    {
        const auto storage = open_storage("sqlite:" + file);
        storage->prepare(schema);
        std::vector<std::string> rows;
        for (int i = 0; i < 5000; ++i)
            rows.push_back(row_of(i, std::string(40, 'x')));
        append(*storage, table, rows);
        EXPECT_TRUE(storage->check().empty());
    }
    std::string bytes = contents(file);
    for (std::size_t page = 4; page < 8; ++page)
        bytes.replace(page * 4096 + 8, 64, 64, '\x7f');
    write_file(file, bytes);
    const auto storage = open_storage("sqlite:" + file);
    EXPECT_FALSE(storage->check().empty());
    storage->prepare(schema);
    EXPECT_EQ(code_of([&] { count(*storage); }), ErrorCode::storage_corrupt);
}

TEST(SqliteStorage, ReadingOnlyIsKept) {
    const ScratchFolder folder;
    const std::string url = "sqlite:" + folder.file("x.db");
    {
        const auto storage = open_storage(url);
        EXPECT_EQ(code_of([&] { open_storage(url + "?access=read")->prepare(schema); }),
                  ErrorCode::storage_schema)
            << "there are no tables yet, and a reader makes none";
        storage->prepare(schema);
        append(*storage, table, {row_of(1)});
    }
    const auto reader = open_storage(url + "?access=read");
    reader->prepare(schema);
    EXPECT_EQ(count(*reader), 1U);
    EXPECT_EQ(code_of([&] { append(*reader, table, {row_of(2)}); }), ErrorCode::storage_read_only);
}

TEST(SqliteSchema, ChangedTablesAreRefused) {
    const Column other_type[] = {
        {"county"}, {"number", CellType::integer}, {"order", CellType::integer}};
    const Column one_more[] = {{"county"}, {"number", CellType::integer}, {"order"}, {"more"}};
    const Column nullable[] = {
        {"county"}, {"number", CellType::integer}, {"order", CellType::text, true}};
    const Column fewer[] = {{"county"}, {"number", CellType::integer}};
    const Table changed[] = {{"items", other_type, 2}, {"items", one_more, 2},
                             {"items", nullable, 2},   {"items", fewer, 2},
                             {"items", columns, 1},    {"items", columns, 3}};
    for (const Table& each : changed) {
        const auto storage = open_storage("sqlite::memory:");
        storage->prepare(schema);
        append(*storage, table, {row_of(1)});
        const Table* const only[] = {&each};
        EXPECT_EQ(code_of([&] {
                      storage->prepare(Schema{2, 1, 1, only});
                  }),
                  ErrorCode::storage_schema)
            << &each - changed;
        EXPECT_EQ(count(*storage), 1U);
    }
}

TEST(SqliteSchema, ChangedIndexesAreRefused) {
    const std::uint8_t by_order[] = {2};
    const std::uint8_t by_county[] = {0};
    const Index before[] = {{"i", by_order}};
    const Index after[] = {{"i", by_order, true}};
    const Index other[] = {{"i", by_county}};
    const Table first{"items", columns, 2, before};
    const Table* const only[] = {&first};
    const auto storage = open_storage("sqlite::memory:");
    storage->prepare(Schema{1, 1, 1, only});
    for (const auto& indexes : {after, other}) {
        const Table changed{"items", columns, 2, std::span(indexes, 1)};
        const Table* const changed_only[] = {&changed};
        EXPECT_EQ(code_of([&] {
                      storage->prepare(Schema{2, 1, 1, changed_only});
                  }),
                  ErrorCode::storage_schema);
    }
}

TEST(SqliteSchema, AnIndexThatRowsContradictIsRefused) {
    const std::uint8_t by_order[] = {2};
    const Index unique[] = {{"i", by_order, true}};
    const Table changed{"items", columns, 2, unique};
    const Table* const only[] = {&changed};
    for (const char* url : {"sqlite::memory:", "memory:"}) {
        const auto storage = open_storage(url);
        storage->prepare(schema);
        append(*storage, table, {row_of(1), row_of(2)});
        EXPECT_EQ(code_of([&] {
                      storage->prepare(Schema{2, 1, 1, only});
                  }),
                  ErrorCode::storage_schema);
        EXPECT_EQ(count(*storage), 2U);
    }
}

TEST(SqliteSchema, AnOlderVersionWorksBesideAddedColumns) {
    const ScratchFolder folder;
    const std::string url = "sqlite:" + folder.file("x.db");
    const Column more[] = {
        {"county"}, {"number", CellType::integer}, {"between", CellType::integer, true}, {"order"}};
    const Table newer_table{"items", more, 2};
    const Table* const newer_tables[] = {&newer_table};
    const auto older = open_storage(url);
    older->prepare(schema);
    const auto newer = open_storage(url);
    newer->prepare(Schema{2, 1, 1, newer_tables});
    append(*older, table, {row_of(1)});
    const std::string key[] = {key_of(table, row_of(1))};
    std::vector<std::string> rows;
    newer->begin(Access::read, soon())->get(newer_table, key, Guard::none, rows);
    std::string expected = key[0];
    append_null(expected);
    append_text(expected, "first");
    EXPECT_EQ(rows[0], expected);
    older->prepare(schema);
    EXPECT_EQ(count(*older), 1U);
}

TEST(SqliteSchema, AVersionThatCameLaterIsRespected) {
    const ScratchFolder folder;
    const std::string url = "sqlite:" + folder.file("x.db");
    const auto older = open_storage(url);
    older->prepare(schema);
    append(*older, table, {row_of(1)});
    const auto newer = open_storage(url);
    newer->prepare(Schema{2, 1, 2, tables});
    EXPECT_EQ(code_of([&] { append(*older, table, {row_of(2)}); }), ErrorCode::storage_schema);
    EXPECT_EQ(count(*older), 1U) << "reading stays allowed";
    newer->prepare(Schema{3, 3, 3, tables});
    EXPECT_EQ(code_of([&] { count(*older); }), ErrorCode::storage_schema);
}

TEST(SqliteJournal, VersionsThatLoseCommitsAreKnown) {
    using sqlite::loses_commits_in_wal;
    for (const int version : {3007000, 3040001, 3044005, 3045000, 3050006, 3051000, 3051002})
        EXPECT_TRUE(loses_commits_in_wal(version)) << version;
    for (const int version : {3044006, 3044009, 3050007, 3050012, 3051003, 3052000, 3053004})
        EXPECT_FALSE(loses_commits_in_wal(version)) << version;
}

TEST(SqliteJournal, TheDefaultIsTheSafeOneAndInfoTells) {
    const ScratchFolder folder;
    const bool risky = sqlite::loses_commits_in_wal(sqlite3_libversion_number());
    const Info usual = open_storage("sqlite:" + folder.file("a.db"))->info();
    EXPECT_EQ(detail(usual, "journal"), risky ? "truncate" : "wal");
    EXPECT_EQ(detail(usual, "version"), sqlite3_libversion());
    EXPECT_EQ(detail(usual, "synchronous"), "full");
    EXPECT_TRUE(usual.warnings.empty());
    const Info wal = open_storage("sqlite:" + folder.file("b.db") + "?journal=wal")->info();
    EXPECT_EQ(detail(wal, "journal"), "wal");
    EXPECT_EQ(wal.warnings.size(), risky ? 1U : 0U);
    const Info off = open_storage("sqlite:" + folder.file("c.db") + "?synchronous=off")->info();
    EXPECT_EQ(off.warnings.size(), 1U);
}

TEST(SqliteJournal, AFileInUseKeepsItsJournalAndInfoWarns) {
    const bool risky = sqlite::loses_commits_in_wal(sqlite3_libversion_number());
    const ScratchFolder folder;
    const std::string url = "sqlite:" + folder.file("x.db");
    {
        const auto first = open_storage(url + "?journal=wal");
        first->prepare(schema);
        const auto second = open_storage(url);
        second->prepare(schema);
        EXPECT_EQ(detail(second->info(), "journal"), "wal");
        EXPECT_EQ(second->info().warnings.size(), risky ? 1U : 0U);
        EXPECT_EQ(code_of([&] { open_storage(url + "?journal=truncate&busy_ms=100"); }),
                  ErrorCode::storage_busy);
        append(*second, table, {row_of(1)});
        EXPECT_EQ(count(*first), 1U);
    }
    const auto alone = open_storage(url);
    EXPECT_EQ(detail(alone->info(), "journal"), risky ? "truncate" : "wal");
    alone->prepare(schema);
    EXPECT_EQ(count(*alone), 1U);
}

TEST(SqliteErrors, EveryResultHasItsCode) {
    using sqlite::error_code;
    EXPECT_EQ(error_code(SQLITE_FULL), ErrorCode::storage_full);
    EXPECT_EQ(error_code(SQLITE_CORRUPT_INDEX), ErrorCode::storage_corrupt);
    EXPECT_EQ(error_code(SQLITE_NOTADB), ErrorCode::storage_corrupt);
    EXPECT_EQ(error_code(SQLITE_IOERR_CORRUPTFS), ErrorCode::storage_corrupt);
    EXPECT_EQ(error_code(SQLITE_BUSY_SNAPSHOT), ErrorCode::storage_busy);
    EXPECT_EQ(error_code(SQLITE_READONLY_DBMOVED), ErrorCode::storage_read_only);
    EXPECT_EQ(error_code(SQLITE_CANTOPEN_ISDIR), ErrorCode::storage_unavailable);
    EXPECT_EQ(error_code(SQLITE_IOERR_FSYNC), ErrorCode::storage_unavailable);
    EXPECT_EQ(error_code(SQLITE_NOMEM), ErrorCode::storage_unavailable);
    EXPECT_THROW(sqlite::fail(SQLITE_CONSTRAINT_PRIMARYKEY, "key"), Conflict);
    EXPECT_THROW(sqlite::fail(SQLITE_CONSTRAINT_UNIQUE, "index"), Conflict);
    EXPECT_THROW(sqlite::fail(SQLITE_CONSTRAINT_NOTNULL, "null"), Error);
}

}  // namespace
}  // namespace xueshi::storage
