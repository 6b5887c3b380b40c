#pragma once
// The scenario files of the project.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace xueshi::support {

/// All scenario files (without those that are only given to others), by name.
inline std::vector<std::filesystem::path> scenario_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(XUESHI_SCENARIOS_DIRECTORY)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// A file's name as a test's: letters, digits and underscores.
inline std::string test_name(const std::filesystem::path& file) {
    std::string name = file.stem().string();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

}  // namespace xueshi::support
