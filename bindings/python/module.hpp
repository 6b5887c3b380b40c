#pragma once
/// What each topic adds to the module.

#include <pybind11/pybind11.h>

namespace xueshi::python {

namespace py = pybind11;

void bind_classes(py::module_& module);
void bind_errors(py::module_& module);
void bind_words(py::module_& module);
void bind_texts(py::module_& module);
void bind_policy(py::module_& module);
void bind_storage(py::module_& module);
void bind_joined(py::module_& module);
void bind_options(py::module_& module);
void bind_tables(py::module_& module);
void bind_engine(py::module_& module);
void bind_moving(py::module_& module);
void bind_conformance(py::module_& module);
void bind_scenario(py::module_& module);
void bind_rules(py::module_& module);

}  // namespace xueshi::python
