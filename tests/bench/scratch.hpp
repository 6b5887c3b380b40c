#pragma once
/// A directory for database files, removed in the end. Under TMPDIR: on a memory file system
/// durable writes would cost nothing and prove nothing, so the report names the place.

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace xueshi::bench {

class Scratch {
public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "xueshi-bench-XXXXXX");
        if (mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error("no temporary directory can be made: " + pattern);
        }
        path_ = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

}  // namespace xueshi::bench
