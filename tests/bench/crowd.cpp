#include "bench/crowd.hpp"

#include <algorithm>
#include <barrier>
#include <exception>
#include <random>
#include <thread>

#include "bench/measuring.hpp"

namespace xueshi::bench {

double together(std::size_t members, const std::function<void(std::size_t)>& work) {
    std::barrier start(static_cast<std::ptrdiff_t>(members) + 1);
    std::vector<std::exception_ptr> failures(members);
    std::vector<std::thread> threads;
    for (std::size_t member = 0; member < members; ++member) {
        threads.emplace_back([&, member] {
            start.arrive_and_wait();
            try {
                work(member);
            } catch (...) {
                failures[member] = std::current_exception();
            }
        });
    }
    start.arrive_and_wait();
    const Stopwatch watch;
    for (std::thread& thread : threads)
        thread.join();
    const double seconds = watch.seconds();
    for (const std::exception_ptr& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
    return seconds;
}

std::vector<std::chrono::nanoseconds> arrivals(std::size_t count, double rate) {
    std::mt19937_64 random(3000);
    std::exponential_distribution<double> gap(rate);
    std::vector<std::chrono::nanoseconds> moments(count);
    double at = 0;
    for (auto& moment : moments) {
        at += gap(random);
        moment = std::chrono::nanoseconds(static_cast<std::int64_t>(at * 1e9));
    }
    return moments;
}

double quantile(std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(last * share)];
}

}  // namespace xueshi::bench
