#include "classes.hpp"

#include <string>

#include "module.hpp"
#include "record.hpp"

namespace xueshi::python {

namespace {

/// Never given up: there is no good moment for it while Python ends.
py::dict& classes() {
    static auto* all = new py::dict();
    return *all;
}

}  // namespace

py::handle class_named(const char* name) {
    PyObject* found = PyDict_GetItemString(classes().ptr(), name);
    if (found == nullptr) throw py::import_error(std::string(name) + ": import xueshi instead");
    return found;
}

void bind_classes(py::module_& module) {
    module.def(
        "use_class", [](const std::string& name, py::type type) { classes()[name.c_str()] = type; },
        py::arg("name"), py::arg("type"));
    module.def("use_record", &use_record, py::arg("name"), py::arg("type"));
}

}  // namespace xueshi::python
