#include "support/disk.hpp"

#include <stdexcept>

namespace xueshi::support {
namespace {

/// An open file; the system's own lies behind it in the memory that SQLite gave.
struct WatchedFile {
    sqlite3_file base;
    DiskWatcher* watcher;
    const char* path;  ///< SQLite keeps it until the file is closed; null: a temporary file

    sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    std::string name() const { return path != nullptr ? path : ""; }
    int before(DiskCall call) { return watcher->before(call, name()); }
};

WatchedFile& watched(sqlite3_file* file) { return *reinterpret_cast<WatchedFile*>(file); }

/// Does the call on the system's file unless the watcher lets it fail.
template <class Do>
int unless_failed(sqlite3_file* file, DiskCall call, Do&& act) {
    const int failure = watched(file).before(call);
    return failure != SQLITE_OK ? failure : act(watched(file).system());
}

int close(sqlite3_file* file) {
    sqlite3_file* system = watched(file).system();
    return system->pMethods->xClose(system);
}

int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    return unless_failed(file, DiskCall::read, [&](sqlite3_file* system) {
        return system->pMethods->xRead(system, into, size, offset);
    });
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    WatchedFile& watched_file = watched(file);
    sqlite3_file* system = watched_file.system();
    const int failure = watched_file.before(DiskCall::write);
    if (failure == left_out) return SQLITE_OK;
    const int written = failure == SQLITE_OK ? size : size / 2;
    const int result = system->pMethods->xWrite(system, bytes, written, offset);
    if (result != SQLITE_OK) return result;
    watched_file.watcher->written(
        watched_file.name(), static_cast<std::size_t>(offset),
        {static_cast<const char*>(bytes), static_cast<std::size_t>(written)});
    return failure;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return unless_failed(file, DiskCall::truncate, [&](sqlite3_file* system) {
        const int result = system->pMethods->xTruncate(system, size);
        if (result == SQLITE_OK)
            watched(file).watcher->truncated(watched(file).name(), static_cast<std::size_t>(size));
        return result;
    });
}

int sync(sqlite3_file* file, int) {
    return unless_failed(file, DiskCall::sync, [&](sqlite3_file*) {
        watched(file).watcher->synced(watched(file).name());
        return SQLITE_OK;
    });
}

int size_of(sqlite3_file* file, sqlite3_int64* size) {
    return unless_failed(file, DiskCall::size, [&](sqlite3_file* system) {
        return system->pMethods->xFileSize(system, size);
    });
}

int lock(sqlite3_file* file, int level) {
    return unless_failed(file, DiskCall::lock, [&](sqlite3_file* system) {
        return system->pMethods->xLock(system, level);
    });
}

int unlock(sqlite3_file* file, int level) {
    return unless_failed(file, DiskCall::unlock, [&](sqlite3_file* system) {
        return system->pMethods->xUnlock(system, level);
    });
}

int ask_lock(sqlite3_file* file, int* answer) {
    return unless_failed(file, DiskCall::ask_lock, [&](sqlite3_file* system) {
        return system->pMethods->xCheckReservedLock(system, answer);
    });
}

int control(sqlite3_file* file, int word, void* argument) {
    sqlite3_file* system = watched(file).system();
    return system->pMethods->xFileControl(system, word, argument);
}

int sector_size(sqlite3_file* file) {
    sqlite3_file* system = watched(file).system();
    return system->pMethods->xSectorSize(system);
}

int characteristics(sqlite3_file* file) {
    sqlite3_file* system = watched(file).system();
    return system->pMethods->xDeviceCharacteristics(system);
}

int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return unless_failed(file, DiskCall::map_shared, [&](sqlite3_file* system) {
        return system->pMethods->xShmMap(system, page, size, extend, memory);
    });
}

/// An unlocking is done even where it is said to have failed: SQLite doesn't look at the answer, so
/// a lock that stays would be nothing but busy until its connection is closed.
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    sqlite3_file* system = watched(file).system();
    const int failure = watched(file).before(DiskCall::lock_shared);
    if (failure != SQLITE_OK && (flags & SQLITE_SHM_UNLOCK) == 0) return failure;
    const int result = system->pMethods->xShmLock(system, offset, count, flags);
    return failure != SQLITE_OK ? failure : result;
}

void shared_barrier(sqlite3_file* file) {
    sqlite3_file* system = watched(file).system();
    system->pMethods->xShmBarrier(system);
}

int unmap_shared(sqlite3_file* file, int remove) {
    sqlite3_file* system = watched(file).system();
    return system->pMethods->xShmUnmap(system, remove);
}

/// Version 2: with a shared index, without mapping the file itself into memory.
constexpr sqlite3_io_methods methods{2,
                                     close,
                                     read,
                                     write,
                                     truncate,
                                     sync,
                                     size_of,
                                     lock,
                                     unlock,
                                     ask_lock,
                                     control,
                                     sector_size,
                                     characteristics,
                                     map_shared,
                                     lock_shared,
                                     shared_barrier,
                                     unmap_shared,
                                     nullptr,
                                     nullptr};

}  // namespace

/// What SQLite knows the disk by.
struct Disk::Layer {
    sqlite3_vfs* system;
    DiskWatcher& watcher;
    sqlite3_vfs registered;

    static Layer& of(sqlite3_vfs* disk) { return *static_cast<Layer*>(disk->pAppData); }

    static int open(sqlite3_vfs* disk, const char* path, sqlite3_file* file, int flags,
                    int* flags_given) {
        Layer& layer = of(disk);
        WatchedFile& opening = watched(file);
        opening = {{nullptr}, &layer.watcher, path};
        if (const int failure = opening.before(DiskCall::open); failure != SQLITE_OK)
            return failure;
        const int result =
            layer.system->xOpen(layer.system, path, opening.system(), flags, flags_given);
        if (result != SQLITE_OK) return result;
        opening.base.pMethods = &methods;
        layer.watcher.opened(opening.name());
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* disk, const char* path, int through) {
        Layer& layer = of(disk);
        if (const int failure = layer.watcher.before(DiskCall::remove, path); failure != SQLITE_OK)
            return failure;
        const int result = layer.system->xDelete(layer.system, path, 0);
        if (result == SQLITE_OK) layer.watcher.removed(path, through != 0);
        return result;
    }

    static int access(sqlite3_vfs* disk, const char* path, int flags, int* answer) {
        Layer& layer = of(disk);
        if (const int failure = layer.watcher.before(DiskCall::access, path); failure != SQLITE_OK)
            return failure;
        return layer.system->xAccess(layer.system, path, flags, answer);
    }
};

int failure_of(DiskCall call) noexcept {
    switch (call) {
        case DiskCall::open:
            return SQLITE_CANTOPEN;
        case DiskCall::remove:
            return SQLITE_IOERR_DELETE;
        case DiskCall::access:
            return SQLITE_IOERR_ACCESS;
        case DiskCall::read:
            return SQLITE_IOERR_READ;
        case DiskCall::write:
            return SQLITE_IOERR_WRITE;
        case DiskCall::truncate:
            return SQLITE_IOERR_TRUNCATE;
        case DiskCall::sync:
            return SQLITE_IOERR_FSYNC;
        case DiskCall::size:
            return SQLITE_IOERR_FSTAT;
        case DiskCall::lock:
            return SQLITE_IOERR_LOCK;
        case DiskCall::unlock:
            return SQLITE_IOERR_UNLOCK;
        case DiskCall::ask_lock:
            return SQLITE_IOERR_CHECKRESERVEDLOCK;
        case DiskCall::map_shared:
            return SQLITE_IOERR_SHMMAP;
        case DiskCall::lock_shared:
            return SQLITE_IOERR_SHMLOCK;
    }
    return SQLITE_IOERR;
}

Disk::Disk(DiskWatcher& watcher) {
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    layer_ = std::make_unique<Layer>(Layer{system, watcher, *system});
    sqlite3_vfs& registered = layer_->registered;
    registered.zName = "watched";
    registered.pNext = nullptr;
    registered.szOsFile = static_cast<int>(sizeof(WatchedFile)) + system->szOsFile;
    registered.pAppData = layer_.get();
    registered.xOpen = Layer::open;
    registered.xDelete = Layer::remove;
    registered.xAccess = Layer::access;
    if (sqlite3_vfs_register(&registered, 1) != SQLITE_OK)
        throw std::runtime_error("the watched disk can't be registered");
}

Disk::~Disk() {
    sqlite3_vfs_unregister(&layer_->registered);
    sqlite3_vfs_register(layer_->system, 1);
}

}  // namespace xueshi::support
