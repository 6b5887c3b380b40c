#pragma once
/// A child of fork() as a host has them: with all that its parent had. (child.hpp starts a program
/// afresh.)

#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace xueshi::support {

/// Runs `part` in a child, which ends without running anything of the parent's: what it returns.
inline int in_child(const std::function<int()>& part) {
    const pid_t child = ::fork();
    if (child == 0) {
        int result = 99;
        try {
            result = part();
        } catch (...) {
        }
        ::_exit(result);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace xueshi::support
