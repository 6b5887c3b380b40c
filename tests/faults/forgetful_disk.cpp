#include "faults/forgetful_disk.hpp"

#include <algorithm>

namespace xueshi::faults {

using support::Chance;
using support::DiskCall;

namespace {

constexpr std::size_t sector = 512;

/// How a disk behaves when its power goes: the same for all changes of one file.
struct Mood {
    std::size_t kept;  ///< percent of the sectors
    bool garbage;      ///< whether new room holds anything else than zeros

    explicit Mood(Chance& chance)
        : kept(chance.of({0, 10, 50, 90, 100})), garbage(chance.percent(30)) {}
};

void grow(std::string& content, std::size_t size, const Mood& mood, Chance& chance) {
    while (content.size() < size)
        content.push_back(mood.garbage ? static_cast<char>(chance.below(256)) : '\0');
}

/// A part of a write that lies within one sector. A torn one has been written from one of its ends.
void write_sector(std::string& content, std::size_t offset, std::string_view bytes,
                  const Mood& mood, Chance& chance) {
    if (!chance.percent(mood.kept)) {
        if (!chance.percent(25)) return;
        const std::size_t torn_off = chance.below(bytes.size());
        if (chance.percent(50)) {
            bytes.remove_suffix(torn_off);
        } else {
            bytes.remove_prefix(torn_off);
            offset += torn_off;
        }
    }
    grow(content, offset + bytes.size(), mood, chance);
    content.replace(offset, bytes.size(), bytes);
}

void write_sectors(std::string& content, std::size_t offset, std::string_view bytes,
                   const Mood& mood, Chance& chance) {
    if (chance.percent(50)) grow(content, offset + bytes.size(), mood, chance);
    while (!bytes.empty()) {
        const std::size_t here = std::min(bytes.size(), sector - offset % sector);
        write_sector(content, offset, bytes.substr(0, here), mood, chance);
        bytes.remove_prefix(here);
        offset += here;
    }
}

}  // namespace

ForgetfulDisk::Image ForgetfulDisk::after_loss_of_power(Chance& chance) const {
    Image image;
    for (const auto& [name, file] : files_)
        if (auto content = left_of(file, chance)) image.emplace(name, *std::move(content));
    return image;
}

std::optional<std::string> ForgetfulDisk::left_of(const File& file, Chance& chance) {
    if (!file.name_is_safe && chance.percent(50))
        return file.earlier ? left_of(*file.earlier, chance) : std::nullopt;
    if (!file.there) return std::nullopt;
    const Mood mood(chance);
    // Half of the disks at least keep to the order: all changes up to one, and part of that.
    const bool in_order = chance.percent(50);
    const std::size_t last = chance.below(file.unsafe.size() + 1);
    std::string content = file.safe;
    for (std::size_t i = 0; i < file.unsafe.size() && !(in_order && i > last); ++i) {
        const Change& change = file.unsafe[i];
        Mood now = mood;
        if (in_order && i < last) now.kept = 100;
        if (!change.truncates)
            write_sectors(content, change.offset, change.bytes, now, chance);
        else if (chance.percent(now.kept))
            content.resize(change.offset, '\0');
    }
    return content;
}

int ForgetfulDisk::before(DiskCall, const std::string& path) {
    if (on_call && is_ours(path)) on_call();
    return SQLITE_OK;
}

void ForgetfulDisk::opened(const std::string& path) {
    if (!is_ours(path)) return;
    File& file = files_[name_of(path)];
    file.there = true;
}

void ForgetfulDisk::removed(const std::string& path, bool through) {
    if (!is_ours(path)) return;
    File& file = files_[name_of(path)];
    auto earlier = std::make_shared<const File>(std::move(file));
    file = File{};
    file.there = false;
    file.name_is_safe = through && !lies;
    if (!file.name_is_safe) file.earlier = std::move(earlier);
}

void ForgetfulDisk::written(const std::string& path, std::size_t offset, std::string_view bytes) {
    if (is_ours(path)) files_[name_of(path)].unsafe.push_back({offset, std::string(bytes)});
}

void ForgetfulDisk::truncated(const std::string& path, std::size_t size) {
    if (is_ours(path)) files_[name_of(path)].unsafe.push_back({size, {}, true});
}

void ForgetfulDisk::synced(const std::string& path) {
    if (lies || !is_ours(path)) return;
    File& file = files_[name_of(path)];
    for (const Change& change : file.unsafe) {
        const std::size_t end = change.offset + change.bytes.size();
        if (change.truncates || file.safe.size() < end) file.safe.resize(end, '\0');
        file.safe.replace(change.offset, change.bytes.size(), change.bytes);
    }
    file.unsafe.clear();
    file.name_is_safe = true;
    file.earlier.reset();
}

}  // namespace xueshi::faults
