#pragma once
/// A query's rows as an Arrow table.

#include "engine_handle.hpp"

namespace xueshi::python {

/// Asks for all pages; like Engine.ask, but what it gives is an ArrowTable.
py::tuple table(const EngineHandle& handle, std::size_t word, const py::object& as,
                const py::tuple& fields, const py::tuple& options_given);

}  // namespace xueshi::python
