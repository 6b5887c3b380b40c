#pragma once
/// The layer between SQLite and the system (its VFS), ours as long as a `Disk` lives: every call of
/// SQLite's to its files is told to a watcher, who may let it fail. Real files lie below.

#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace xueshi::support {

enum class DiskCall {
    open,
    remove,
    access,
    read,
    write,
    truncate,
    sync,
    size,
    lock,
    unlock,
    ask_lock,
    map_shared,  ///< the index of a WAL, that connections share
    lock_shared,
};

/// SQLite's own error for a call that failed.
int failure_of(DiskCall call) noexcept;

/// What a watcher answers for a write that shall be left out and reported as done.
inline constexpr int left_out = -1;

/// Sees each call before it is done, and each change of a file after it. Files are named by path;
/// temporary ones have no name.
class DiskWatcher {
public:
    virtual ~DiskWatcher() = default;

    /// Anything but SQLITE_OK is what the call answers instead of being done. (A write that fails
    /// has written half.)
    virtual int before(DiskCall, const std::string&) { return SQLITE_OK; }
    virtual void opened(const std::string&) {}
    /// `through`: and the folder was written through.
    virtual void removed(const std::string&, bool /*through*/) {}
    virtual void written(const std::string&, std::size_t, std::string_view) {}
    virtual void truncated(const std::string&, std::size_t) {}
    virtual void synced(const std::string&) {}
};

/// SQLite's disk for every connection opened in its lifetime, and by default. Connections must be
/// closed before its end. Nothing is written through to the real disk: no real power is lost here.
class Disk {
public:
    explicit Disk(DiskWatcher& watcher);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

private:
    struct Layer;

    std::unique_ptr<Layer> layer_;
};

}  // namespace xueshi::support
