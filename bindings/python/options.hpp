#pragma once
/// A call's options, from the tuple that python/xueshi/_methods.py makes in the same order: the one
/// place for them on this side.

#include <pybind11/pybind11.h>

#include <xueshi/engine.hpp>

#include "convert.hpp"

namespace xueshi::python {

/// Seconds, as a float or an int.
inline std::chrono::milliseconds milliseconds_from(const py::handle& seconds) {
    const double value = seconds.cast<double>();
    if (!(value >= 0 && value <= 1e9)) throw py::value_error("patience is 0 seconds or more");
    return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
}

inline CallOptions call_options(const py::tuple& given) {
    enum Place : std::size_t { request_id, partial, expected_version, patience, size };
    if (given.size() != size) throw py::index_error("as many values as options");
    CallOptions options;
    const auto read = [&](const char* name, Place place, auto& to) {
        const py::object value = given[place];
        Reader("the call", std::string("/") + name).read(value.ptr(), to);
    };
    read("request_id", request_id, options.request_id);
    read("partial", partial, options.partial);
    read("expected_version", expected_version, options.expected_version);
    const py::object seconds = given[patience];
    if (!seconds.is_none()) {
        options.deadline = std::chrono::steady_clock::now() + milliseconds_from(seconds);
    }
    return options;
}

}  // namespace xueshi::python
