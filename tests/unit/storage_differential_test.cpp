#include <gtest/gtest.h>

#include "support/random_storage_work.hpp"

// Random transactions on memory and on SQLite: the same answers, the same conflicts, the same rows.

namespace xueshi::storage {
namespace {

class Differential : public testing::TestWithParam<int> {};

TEST_P(Differential, MemoryAndSqliteAnswerAlike) {
    const auto memory = open_storage("memory:");
    const auto sqlite = open_storage("sqlite::memory:");
    differential::expect_alike(*memory, *sqlite, static_cast<std::uint64_t>(GetParam()), 400);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Differential, testing::Range(1, 13));

}  // namespace
}  // namespace xueshi::storage
