#pragma once
/// Memory that runs out on demand, for the library and for SQLite alike. It serves the whole
/// program that links scarce_memory.cpp: `operator new` and SQLite's allocator are replaced there.

namespace xueshi::support {

/// While it lives, this thread's allocations are counted, from 1; one fails, or all from it on.
class ScarceMemory {
public:
    enum class Failure { once, for_good };

    ScarceMemory(Failure failure, int number) noexcept;
    ~ScarceMemory();
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

    int allocations() const noexcept;
};

}  // namespace xueshi::support
