#pragma once
/// Clocks, medians, and what a bench reports.

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

namespace xueshi::bench {

/// Seconds of the wall clock and of the processor (of the whole process) since it was made.
class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
    double processor_seconds() const { return processor_now() - processor_start_; }

private:
    using Clock = std::chrono::steady_clock;
    static double processor_now() {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    }
    Clock::time_point start_ = Clock::now();
    double processor_start_ = processor_now();
};

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Keeps the compiler from dropping a computation whose result nobody reads.
template <class T>
inline void keep(const T& value) {
    asm volatile("" : : "r,m"(value) : "memory");
}

/// One line of the table. What isn't measured against a floor has no `raw`.
struct Measurement {
    std::string bench;
    std::string keys;  ///< local, scattered or empty
    std::string unit;  ///< of `ours` and `raw`
    double ours = 0;
    std::optional<double> raw{};
    std::string compared;  ///< what is held against the target: "ours / raw", "ours"
    double value = 0;      ///< the compared number
    std::string target;    ///< ">= 0.5"
    bool met = false;
    std::string note{};  ///< sizes, and what else is worth knowing
};

/// How large the benches are.
struct Scale {
    bool large = false;  ///< the full sizes, minutes more
};

/// Each bench by name; the table is in the order of the run.
using Measurements = std::vector<Measurement>;
Measurements enrollment_batch(const Scale& scale);
Measurements enrollment_single(const Scale& scale);
Measurements memory_batch(const Scale& scale);
Measurements decision(const Scale& scale);
Measurements growth(const Scale& scale);
Measurements resident_memory(const Scale& scale);
Measurements slice(const Scale& scale);
// On a PostgreSQL server of the bench's own, where it was built with libpq.
Measurements postgresql_batch(const Scale& scale);
Measurements postgresql_single(const Scale& scale);
Measurements postgresql_16(const Scale& scale);
Measurements first_round(const Scale& scale);
Measurements three_designs(const Scale& scale);
/// What the child process of `resident_memory` does. Prints its peak in kilobytes.
int resident_memory_child(const std::string& teachers, const std::string& directory);

}  // namespace xueshi::bench
