#pragma once
/// What Python holds of an engine.

#include <memory>
#include <pybind11/pybind11.h>

#include <xueshi/engine.hpp>

#include "policy.hpp"

namespace xueshi::python {

namespace py = pybind11;

/// Runs without Python's lock: whatever waits for storages or other threads.
template <class Work>
auto unlocked(Work&& work) {
    const py::gil_scoped_release release;
    return work();
}

/// Until it is closed. A call that is going on keeps the engine until it ends; all members are used
/// under Python's lock.
class EngineHandle {
public:
    static EngineHandle open(const py::object& storage, const PolicyPointer& policy,
                             const py::object& external_register, const py::object& clock,
                             const py::object& observer, const py::object& person_key,
                             const py::object& patience);

    std::shared_ptr<Engine> engine() const;
    void close();
    bool closed() const { return engine_ == nullptr; }

private:
    std::shared_ptr<Engine> engine_;
};

/// What is for the host itself: the log, examinations, the feed.
void bind_host(py::class_<EngineHandle>& engine);

}  // namespace xueshi::python
