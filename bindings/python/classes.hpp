#pragma once
/// The Python classes of which the core makes instances. They are written, or made from the
/// vocabulary, in python/xueshi, which hands them over when it is imported.

#include <memory>
#include <pybind11/pybind11.h>
#include <string>

namespace xueshi::python {

namespace py = pybind11;

/// A class that was handed over, by its name.
py::handle class_named(const char* name);

/// An instance of it.
template <class... Arguments>
py::object make(const char* name, Arguments&&... arguments) {
    return class_named(name)(std::forward<Arguments>(arguments)...);
}

/// An object that C++ keeps: it may be given up by any thread, with or without the lock of Python.
using Kept = std::shared_ptr<py::object>;

inline Kept keep(py::object object) {
    return Kept(new py::object(std::move(object)), [](py::object* kept) {
        const py::gil_scoped_acquire lock;
        delete kept;
    });
}

/// The same of a function that the host gives; TypeError for what can't be called.
inline Kept keep_function(const py::object& given, const char* name) {
    if (PyCallable_Check(given.ptr()) == 0) {
        throw py::type_error(std::string(name) + " must be callable, not " +
                             Py_TYPE(given.ptr())->tp_name);
    }
    return keep(given);
}

}  // namespace xueshi::python
