#pragma once
/// A described struct and the Python class made from its description: frozen, with a slot a field.
///
/// The slots are written through their descriptors, which passes over the frozen class's own
/// `__setattr__`, and read the same way: no name is looked up.

#include <array>
#include <pybind11/pybind11.h>
#include <string>

#include "codec/struct_json.hpp"

namespace xueshi::python {

namespace py = pybind11;

template <codec::Described T>
struct Record {
    static constexpr std::size_t size = boost::mp11::mp_size<codec::members_of<T>>::value;
    static inline PyTypeObject* type = nullptr;  ///< kept for ever, like the slots
    static inline std::array<PyObject*, size> slots{};

    static PyTypeObject* made() {
        if (type == nullptr) throw py::import_error("import xueshi instead");
        return type;
    }
    static bool is(PyObject* object) {
        return type != nullptr && PyObject_TypeCheck(object, type) != 0;
    }
    static py::object get(PyObject* object, std::size_t position) {
        PyObject* slot = slots[position];
        PyObject* value = Py_TYPE(slot)->tp_descr_get(slot, object, nullptr);
        if (value == nullptr) throw py::error_already_set();
        return py::reinterpret_steal<py::object>(value);
    }
    static void set(PyObject* object, std::size_t position, const py::object& value) {
        PyObject* slot = slots[position];
        if (Py_TYPE(slot)->tp_descr_set(slot, object, value.ptr()) != 0) {
            throw py::error_already_set();
        }
    }
};

/// Python's name of a field: "class" can't be one there.
std::string python_name(std::string_view field);

/// Takes the class of the struct of that name, such as "OrgView".
void use_record(const std::string& name, const py::type& type);

}  // namespace xueshi::python
