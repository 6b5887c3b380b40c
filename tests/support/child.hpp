#pragma once
/// Processes of a test's own: this program again, playing a named part. Parent and child talk in
/// lines, and wait for each other's words instead of sleeping.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace xueshi::support {

/// One end of a conversation over a socket.
class Line {
public:
    Line(int input, int output) : input_(input), output_(output) {}

    /// False when nobody listens any more.
    bool tell(std::string_view text);
    /// The next line; nothing when the other side is gone, or silent for longer than `patience`.
    std::optional<std::string> hear(
        std::chrono::milliseconds patience = std::chrono::milliseconds(120'000));

private:
    int input_;
    int output_;
    std::string heard_;
};

class Child {
public:
    Child(const std::string& part, std::vector<std::string> arguments);
    ~Child();  ///< kills what still runs
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;

    Line& line() { return line_; }
    /// kill -9, and waits for the end. What the child said before can still be heard.
    void kill();
    /// Waits for the end: the exit code, or minus the signal that ended it.
    int wait();

private:
    int socket_ = -1;
    pid_t process_ = -1;
    Line line_{-1, -1};
};

/// The parts that children of a test program can play; each program that links program.cpp has its
/// own.
int play(const std::string& part, const std::vector<std::string>& arguments, Line& parent);

}  // namespace xueshi::support
