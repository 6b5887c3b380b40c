#pragma once
/// A call's options, from the tuple that python/xueshi/_functions.py makes of OPTIONS there, in the
/// same order: the one place for them on this side.

#include <pybind11/pybind11.h>

#include <xueshi/engine.hpp>

namespace xueshi::python {

namespace py = pybind11;

/// `seconds`, an int or a float from 0; `name` is for messages. TypeError or ValueError otherwise.
std::chrono::milliseconds milliseconds_from(const py::handle& seconds, const char* name);

/// Of commands and explanations: all of them. May throw Misfit.
CallOptions call_options(const py::tuple& given);
/// Of queries: those that QUERY_OPTIONS names.
QueryOptions query_options(const py::tuple& given);

}  // namespace xueshi::python
