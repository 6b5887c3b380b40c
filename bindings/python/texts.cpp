/// Texts against the description of their field, many at once: what a sheet needs to name every
/// fault, where a request stops at its first.

#include "codec/shape.hpp"
#include "module.hpp"
#include "words.hpp"

namespace xueshi::python {

namespace {

/// The places of those that don't fit; None is left alone.
py::tuple misfits(const py::tuple& texts, std::string_view shape, std::int64_t least,
                  std::int64_t most) {
    const Field field{"", "", "", shape_of(shape), least, most};
    py::list places;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        PyObject* text = PyTuple_GET_ITEM(texts.ptr(), static_cast<Py_ssize_t>(i));
        if (text == Py_None) continue;
        Py_ssize_t size = 0;
        const char* bytes = PyUnicode_AsUTF8AndSize(text, &size);
        if (bytes == nullptr) {
            if (PyErr_ExceptionMatches(PyExc_UnicodeError) == 0) throw py::error_already_set();
            PyErr_Clear();  // a lone surrogate fits nowhere
        } else if (!codec::text_fault({bytes, static_cast<std::size_t>(size)}, field)) {
            continue;
        }
        places.append(i);
    }
    return py::tuple(places);
}

}  // namespace

void bind_texts(py::module_& module) { module.def("misfits", &misfits); }

}  // namespace xueshi::python
