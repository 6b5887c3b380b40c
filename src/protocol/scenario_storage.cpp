#include "protocol/scenario_storage.hpp"

#include <cerrno>
#include <cstdio>

#include <xueshi/error.hpp>

#include "storage/postgresql/postgresql_storage.hpp"

namespace xueshi::protocol {

namespace {

namespace files = std::filesystem;

/// Makes an empty file that wasn't there before; false if one was.
bool claim(const files::path& file) {
    std::FILE* made = std::fopen(file.c_str(), "wx");
    if (made != nullptr) {
        std::fclose(made);
        return true;
    }
    if (errno == EEXIST) return false;
    throw Error(ErrorCode::storage_unavailable, "can't make the file " + file.string());
}

files::path fresh_file(const std::string& beside, std::string_view name) {
    for (int number = 1;; ++number) {
        files::path file = beside + "-" + std::string(name) + "-" + std::to_string(number);
        if (claim(file)) return file;
    }
}

}  // namespace

FreshStorage::FreshStorage(std::string_view url, std::string_view name) : url_(url) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite) && !url.starts_with("sqlite::memory:")) {
        const std::size_t options = std::min(url.find('?'), url.size());
        const std::string path(url.substr(sqlite.size(), options - sqlite.size()));
        if (path.empty()) throw Error(ErrorCode::argument_invalid, "sqlite: needs a path");
        file_ = fresh_file(path, name);
        url_ = std::string(sqlite) + file_->string() + std::string(url.substr(options));
    }
    on_postgresql_ = url.starts_with("postgresql:") || url.starts_with("postgres:");
    if (on_postgresql_) url_ = storage::claim_postgresql_schema(url, name);
    storage_ = storage::open_storage(url_);
}

void FreshStorage::remove() {
    storage_.reset();
    if (on_postgresql_) storage::drop_postgresql_schema(url_);
    if (!file_) return;
    for (const char* companion : {"", "-journal", "-wal", "-shm"}) {
        std::error_code ignored;  // a file that can't be removed is no fault of the scenario
        files::remove(file_->string() + companion, ignored);
    }
}

}  // namespace xueshi::protocol
