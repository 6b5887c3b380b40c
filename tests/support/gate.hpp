#pragma once
/// A gate before which threads wait until a test lets them all go.

#include <atomic>

namespace xueshi::support {

/// Opens once, and then stays open.
class Gate {
public:
    void open() {
        is_open_ = true;
        is_open_.notify_all();
    }
    void pass() { is_open_.wait(false); }

private:
    std::atomic<bool> is_open_ = false;
};

}  // namespace xueshi::support
