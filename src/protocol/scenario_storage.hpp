#pragma once
/// A fresh storage for one scenario, beside the one that a URL names.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <xueshi/storage.hpp>

namespace xueshi::protocol {

/// An empty storage that nobody else has. Files that it made stay until remove().
class FreshStorage {
public:
    /// `name` becomes part of the suffix.
    FreshStorage(std::string_view url, std::string_view name);

    const std::shared_ptr<storage::Storage>& storage() const { return storage_; }
    const std::string& url() const { return url_; }
    /// Closes it (it must not be in use any more) and removes its files.
    void remove();

private:
    std::string url_;
    std::optional<std::filesystem::path> file_{};
    bool on_postgresql_ = false;
    std::shared_ptr<storage::Storage> storage_;
};

}  // namespace xueshi::protocol
