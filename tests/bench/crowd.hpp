#pragma once
/// Many connections at once, each with a thread of its own.

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace xueshi::bench {

inline constexpr std::size_t connections = 16;

/// Calls `work(member)` in a thread for each of so many members, all from one moment on. Seconds
/// until the last one is done; throws what one of them threw.
double together(std::size_t members, const std::function<void(std::size_t)>& work);

/// When each of so many askers comes: independently of each other (exponential gaps), `rate` a
/// second on average. Planned beforehand, so that whoever is kept waiting delays nobody's coming.
std::vector<std::chrono::nanoseconds> arrivals(std::size_t count, double rate);

/// The value below which `share` of them lie; sorts them.
double quantile(std::vector<double>& values, double share);

}  // namespace xueshi::bench
