// What the soak judges by: whether memory and handles grew.

#include <fstream>

#include <gtest/gtest.h>

#include "soak/usage.hpp"
#include "support/scratch.hpp"

namespace xueshi::soak {
namespace {

constexpr std::size_t mebibyte = 1 << 20;

TEST(SoakUsage, MemoryMayGrowByEightMebibytesOrATenth) {
    EXPECT_EQ(growth({60 * mebibyte, 9}, {68 * mebibyte, 9}), "");
    EXPECT_NE(growth({60 * mebibyte, 9}, {68 * mebibyte + 1, 9}), "");
    EXPECT_EQ(growth({200 * mebibyte, 9}, {220 * mebibyte, 9}), "");
    EXPECT_NE(growth({200 * mebibyte, 9}, {220 * mebibyte + 1, 9}), "");
    EXPECT_EQ(growth({60 * mebibyte, 9}, {10 * mebibyte, 3}), "");
}

TEST(SoakUsage, NoHandleMayBeLeftOpen) {
    const support::ScratchFolder folder;
    const Usage before = usage_now();
    EXPECT_GT(before.memory, mebibyte);
    {
        const std::ofstream left_open(folder.file("x"));
        EXPECT_EQ(usage_now().handles, before.handles + 1);
        EXPECT_NE(growth(before, {before.memory, usage_now().handles}), "");
    }
    EXPECT_EQ(growth(before, {before.memory, usage_now().handles}), "");
}

}  // namespace
}  // namespace xueshi::soak
