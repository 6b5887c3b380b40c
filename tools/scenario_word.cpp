#include <string>
#include <vector>

#include <fmt/core.h>

#include <xueshi/error.hpp>
#include <xueshi/scenario.hpp>

#include "words.hpp"

namespace xueshi::tools {

namespace {

/// Prints the file's line; true where it is in order.
bool run_one(const std::string& file, const std::string& storage_url) {
    try {
        const ScenarioReport report = run_scenario(file, storage_url);
        if (report.ok()) {
            fmt::print("ok    {}  {} ({} steps)\n", file, report.title, report.steps);
            return true;
        }
        fmt::print("FAIL  {}  {}\n", file, report.title);
        if (report.difference) fmt::print("      {}\n", report.first_difference());
        for (const std::string& fault : report.faults)
            fmt::print("      {}\n", fault);
        if (report.storage.find(":memory:") == report.storage.npos && report.storage != "memory:") {
            fmt::print("      left for inspection: {}\n", report.storage);
        }
    } catch (const Error& error) {
        fmt::print("FAIL  {}\n      {}: {}\n", file, error_name(error.code()), error.what());
    }
    return false;
}

}  // namespace

int scenario(Arguments arguments) {
    std::string storage_url = "memory:";
    std::vector<std::string> files;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--storage") {
            if (++i == arguments.size()) {
                fmt::print(stderr, "xueshi-tool: --storage needs a URL\n");
                return misused;
            }
            storage_url = arguments[i];
        } else if (arguments[i].starts_with("-")) {
            fmt::print(stderr, "xueshi-tool: scenario does not know '{}'\n", arguments[i]);
            return misused;
        } else {
            files.emplace_back(arguments[i]);
        }
    }
    if (files.empty()) {
        fmt::print(stderr, "xueshi-tool: scenario needs a file\n");
        return misused;
    }
    std::size_t good = 0;
    for (const std::string& file : files)
        good += run_one(file, storage_url) ? 1 : 0;
    if (files.size() > 1) fmt::print("{} of {} scenarios in order\n", good, files.size());
    return good == files.size() ? success : failure;
}

}  // namespace xueshi::tools
