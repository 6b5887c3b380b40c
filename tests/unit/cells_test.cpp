#include <algorithm>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include <xueshi/cells.hpp>
#include <xueshi/error.hpp>

namespace xueshi::storage {
namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

std::string encoded(const Cell& cell) {
    std::string bytes;
    append_cell(bytes, cell);
    return bytes;
}

Cell integer(std::int64_t value) { return {CellType::integer, value, {}}; }
Cell text(std::string_view value) { return {CellType::text, 0, value}; }
Cell blob(std::string_view value) { return {CellType::blob, 0, value}; }

ErrorCode code_of_reading(std::string_view bytes) {
    try {
        CellReader reader(bytes);
        while (!reader.done())
            reader.next();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::internal;
}

TEST(Cells, TheBytesNeverChange) {
    // Digests of state are taken of these bytes: a difference here breaks every log ever written.
    const std::string_view none;
    EXPECT_EQ(encoded({}), std::string(1, '\0'));
    EXPECT_EQ(encoded(integer(0)), std::string("\x01\x80\0\0\0\0\0\0\0", 9));
    EXPECT_EQ(encoded(integer(-1)), std::string("\x01\x7f\xff\xff\xff\xff\xff\xff\xff", 9));
    EXPECT_EQ(encoded(integer(258)), std::string("\x01\x80\0\0\0\0\0\x01\x02", 9));
    EXPECT_EQ(encoded(text("学")), std::string("\x02\xe5\xad\xa6\0", 5));
    EXPECT_EQ(encoded(text(none)), std::string("\x02\0", 2));
    EXPECT_EQ(encoded(blob(std::string_view("\0a", 2))), std::string("\x03\0\0\0\x02\0a", 7));
}

TEST(Cells, OrderOfBytesIsOrderOfCells) {
    const std::vector<Cell> ordered = {
        {},           integer(least), integer(-256), integer(-1),   integer(0),
        integer(1),   integer(255),   integer(256),  integer(most), text(""),
        text("\x01"), text("a"),      text("a\x01"), text("ab"),    text("b"),
        text("江"),   blob("")};
    for (std::size_t i = 1; i < ordered.size(); ++i)
        EXPECT_LT(encoded(ordered[i - 1]), encoded(ordered[i])) << i;
}

TEST(Cells, WhatIsWrittenIsRead) {
    std::mt19937_64 random(20240701);
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::string> contents;
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < 8; ++i) {
            std::string& content = contents.emplace_back(random() % 40, '\0');
            for (char& each : content)
                each = static_cast<char>(random() % 255 + 1);
        }
        for (std::size_t i = 0; i < 8; ++i) {
            const auto type = static_cast<CellType>(random() % 4);
            Cell cell{type, 0, {}};
            if (type == CellType::integer) cell.integer = static_cast<std::int64_t>(random());
            if (type == CellType::text || type == CellType::blob) cell.bytes = contents[i];
            cells.push_back(cell);
        }
        std::string row;
        for (const Cell& cell : cells)
            append_cell(row, cell);
        CellReader reader(row);
        for (const Cell& cell : cells)
            EXPECT_EQ(reader.next(), cell);
        EXPECT_TRUE(reader.done());
        const std::string first = encoded(cells[0]) + encoded(cells[1]);
        EXPECT_EQ(leading_cells(row, 2), first);
    }
}

TEST(Cells, ATextWithNulIsRefused) {
    std::string out;
    EXPECT_THROW(append_text(out, std::string_view("a\0b", 3)), Error);
    EXPECT_TRUE(out.empty());
}

TEST(Cells, EveryCutAndEveryUnknownTypeIsDamage) {
    const std::string row = encoded(integer(7)) + encoded(text("abc")) + encoded(blob("abc"));
    const std::size_t whole[] = {0, 9, 14};
    for (std::size_t length = 0; length < row.size(); ++length) {
        if (std::ranges::find(whole, length) != std::end(whole)) continue;
        const std::string cut = row.substr(0, length);  // a copy: a read beyond it shows
        EXPECT_EQ(code_of_reading(cut), ErrorCode::storage_corrupt) << length;
    }
    for (int type = 4; type < 256; ++type)
        EXPECT_EQ(code_of_reading(std::string(20, static_cast<char>(type))),
                  ErrorCode::storage_corrupt);
    EXPECT_EQ(code_of_reading(std::string("\x03\xff\xff\xff\xff", 5)), ErrorCode::storage_corrupt);
    EXPECT_THROW(leading_cells(row, 4), Error);
}

TEST(Errors, NamesAreTheProtocols) {
    EXPECT_EQ(error_name(ErrorCode::storage_read_only), "storage.read_only");
    EXPECT_EQ(error_name(ErrorCode::storage_schema), "storage.schema");
    EXPECT_EQ(error_name(ErrorCode::policy_not_adopted), "policy.not_adopted");
    EXPECT_EQ(error_name(ErrorCode::internal), "internal");
}

}  // namespace
}  // namespace xueshi::storage
