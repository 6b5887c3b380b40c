#pragma once
/// A disk that knows what has been written through and what a loss of power may still take.

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "support/chance.hpp"
#include "support/disk.hpp"

namespace xueshi::faults {

/// Remembers the files of one folder: what is safe, and every change since. After a loss of power
/// each sector of an unsafe write is kept, dropped or torn; room that a file grew by may hold
/// anything; truncations, new names and removals may or may not have come through. Order means
/// nothing.
class ForgetfulDisk final : public support::DiskWatcher {
public:
    explicit ForgetfulDisk(std::string folder) : folder_(std::move(folder)) {}

    /// Runs before each call that concerns the folder.
    std::function<void()> on_call{};
    /// The negative control: reports what it has not written through as safe.
    bool lies = false;

    /// Files by name, as the machine may find them when it has power again.
    using Image = std::map<std::string, std::string>;
    Image after_loss_of_power(support::Chance& chance) const;

    int before(support::DiskCall call, const std::string& path) override;
    void opened(const std::string& path) override;
    void removed(const std::string& path, bool through) override;
    void written(const std::string& path, std::size_t offset, std::string_view bytes) override;
    void truncated(const std::string& path, std::size_t size) override;
    void synced(const std::string& path) override;

private:
    struct Change {
        std::size_t offset = 0;  ///< of a truncation: the new size
        std::string bytes{};
        bool truncates = false;
    };
    struct File {
        bool there = true;
        bool name_is_safe = false;  ///< otherwise `earlier` may come back, or nothing
        std::string safe{};
        std::vector<Change> unsafe{};
        std::shared_ptr<const File> earlier{};
    };

    static std::optional<std::string> left_of(const File& file, support::Chance& chance);

    bool is_ours(const std::string& path) const { return path.starts_with(folder_); }
    std::string name_of(const std::string& path) const { return path.substr(folder_.size() + 1); }

    std::string folder_;
    std::map<std::string, File> files_;
};

}  // namespace xueshi::faults
