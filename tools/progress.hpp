#pragma once
/// What a word is doing, on standard error: a bar where somebody watches, otherwise a line a phase.

#include <chrono>
#include <cstdint>
#include <string>

namespace xueshi::tools {

class Progress {
public:
    Progress();

    /// Begins a phase of so many steps (0: unknown); ends the one before.
    void begin(std::string phase, std::size_t steps);
    void advance(std::size_t steps = 1);
    void end();

private:
    using Clock = std::chrono::steady_clock;
    void draw() const;

    bool watched_;
    std::string phase_;
    std::size_t steps_ = 0;
    std::size_t done_ = 0;
    Clock::time_point began_;
    Clock::time_point drawn_;
};

}  // namespace xueshi::tools
