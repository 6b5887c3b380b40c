#include "support/scarce_memory.hpp"

#include <cstdlib>
#include <new>
#include <stdexcept>

#include <sqlite3.h>

namespace xueshi::support {
namespace {

struct Supply {
    bool counting = false;
    bool for_good = false;
    int fatal = 0;
    int allocations = 0;

    /// Counts an allocation, and tells whether it fails.
    bool fails() noexcept {
        if (!counting) return false;
        ++allocations;
        return fatal > 0 && (for_good ? allocations >= fatal : allocations == fatal);
    }
};

thread_local constinit Supply supply;

void* allocate(std::size_t size, std::size_t alignment) noexcept {
    if (supply.fails()) return nullptr;
    if (size == 0) size = 1;
    if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) return std::malloc(size);
    return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* allocate_or_throw(std::size_t size, std::size_t alignment = 1) {
    void* memory = allocate(size, alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

sqlite3_mem_methods sqlite_memory;  ///< SQLite's own allocator, once it is replaced

/// Small pieces otherwise come from a store of each connection's, and would not be counted.
[[maybe_unused]] const bool sqlite_is_scarce = [] {
    sqlite3_mem_methods scarce;
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory);
    scarce = sqlite_memory;
    scarce.xMalloc = [](int size) -> void* {
        return supply.fails() ? nullptr : sqlite_memory.xMalloc(size);
    };
    scarce.xRealloc = [](void* memory, int size) -> void* {
        return supply.fails() ? nullptr : sqlite_memory.xRealloc(memory, size);
    };
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
        throw std::logic_error("SQLite was used before its allocator could be replaced");
    return true;
}();

}  // namespace

ScarceMemory::ScarceMemory(Failure failure, int number) noexcept {
    supply = {true, failure == Failure::for_good, number, 0};
}

ScarceMemory::~ScarceMemory() { supply = {}; }

int ScarceMemory::allocations() const noexcept { return supply.allocations; }

}  // namespace xueshi::support

using xueshi::support::allocate;
using xueshi::support::allocate_or_throw;

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 1); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 1); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
