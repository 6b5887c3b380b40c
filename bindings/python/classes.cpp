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

/// The classes that are handed over are kept once in a process.
void require_main_interpreter() {
    if (PyInterpreterState_Get() == PyInterpreterState_Main()) return;
    throw py::import_error("xueshi works in a process's main interpreter only");
}

}  // namespace

py::handle class_named(const char* name) {
    PyObject* found = PyDict_GetItemString(classes().ptr(), name);
    if (found == nullptr) throw py::import_error(std::string(name) + ": import xueshi instead");
    return found;
}

void bind_classes(py::module_& module) {
    require_main_interpreter();
    module.def(
        "use_class",
        [](const std::string& name, py::type type) {
            require_main_interpreter();  // another's import doesn't come by the module's beginning
            classes()[name.c_str()] = type;
        },
        py::arg("name"), py::arg("type"));
    module.def("use_record", &use_record, py::arg("name"), py::arg("type"));
}

}  // namespace xueshi::python
