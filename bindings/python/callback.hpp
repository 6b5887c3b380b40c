#pragma once
/// Calls of the library into what a host wrote in Python.

#include "interruptible.hpp"
#include "outcome.hpp"

namespace xueshi::python {

/// Runs `call` under Python's lock; what it raises goes on as `rethrow` says. Of an interruption
/// that it heard in calls of its own and handled, the caller outside learns nothing.
template <class Call>
auto call_back(Call&& call) {
    const py::gil_scoped_acquire lock;
    try {
        const HeardSignals own;
        return call();
    } catch (py::error_already_set& thrown) {
        rethrow(thrown);
    }
}

}  // namespace xueshi::python
