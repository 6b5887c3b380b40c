// Every scenario file on every storage.

#include <tuple>

#include <gtest/gtest.h>

#include <xueshi/error.hpp>
#include <xueshi/scenario.hpp>

#include "scenario/scenario_files.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using Case = std::tuple<std::filesystem::path, std::string>;

class ScenarioFile : public testing::TestWithParam<Case> {};

TEST_P(ScenarioFile, ComesOutAsExpected) {
    const auto& [file, kind] = GetParam();
    const support::ScratchFolder scratch;
    const std::string url = kind == "memory"          ? "memory:"
                            : kind == "sqlite_memory" ? "sqlite::memory:"
                                                      : "sqlite:" + scratch.file("scenario.db");
    const ScenarioReport report = run_scenario(file, url);
    EXPECT_TRUE(report.ok()) << report.first_difference();
    for (const std::string& fault : report.faults)
        ADD_FAILURE() << fault;
    EXPECT_TRUE(std::filesystem::is_empty(scratch.path())) << "nothing is left after success";
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ScenarioFile,
                         testing::Combine(testing::ValuesIn(support::scenario_files()),
                                          testing::Values("memory", "sqlite_file",
                                                          "sqlite_memory")),
                         [](const auto& one) {
                             return support::test_name(std::get<0>(one.param)) + "__on_" +
                                    std::get<1>(one.param);
                         });

}  // namespace
}  // namespace xueshi
