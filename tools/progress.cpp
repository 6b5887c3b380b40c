#include "progress.hpp"

#include <unistd.h>

#include <fmt/format.h>

namespace xueshi::tools {

Progress::Progress() : watched_(isatty(STDERR_FILENO) == 1) {}

void Progress::begin(std::string phase, std::size_t steps) {
    end();
    phase_ = std::move(phase);
    steps_ = steps;
    done_ = 0;
    began_ = drawn_ = Clock::now();
    if (watched_) draw();
}

void Progress::advance(std::size_t steps) {
    done_ += steps;
    const auto now = Clock::now();
    if (!watched_ || now - drawn_ < std::chrono::milliseconds(100)) return;
    drawn_ = now;
    draw();
}

void Progress::end() {
    if (phase_.empty()) return;
    const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    fmt::print(stderr, "{}{:<34} {:>9}  {:>6.1f} s\n", watched_ ? "\r\x1b[K" : "", phase_, done_,
               seconds);
    phase_.clear();
}

void Progress::draw() const {
    constexpr std::size_t width = 30;
    const std::size_t filled = steps_ == 0 ? 0 : std::min(width, done_ * width / steps_);
    fmt::print(stderr, "\r\x1b[K{:<34} {:>9}  [{:#<{}}{:.<{}}]", phase_, done_, "", filled, "",
               width - filled);
    std::fflush(stderr);
}

}  // namespace xueshi::tools
