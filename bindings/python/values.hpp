#pragma once
/// Single values between Python and C++: hours are decimal.Decimal, dates datetime.date, instants
/// aware datetime.datetime.

#include <optional>
#include <pybind11/pybind11.h>
#include <string>
#include <string_view>

#include <xueshi/hours.hpp>
#include <xueshi/time.hpp>

namespace xueshi::python {

namespace py = pybind11;

py::object to_python(Hours value);
py::object to_python(Date value);
py::object to_python(Instant value, ZoneOffset zone);
/// The tzinfo of a fixed offset; the same object each time.
py::object zone_object(ZoneOffset zone);

inline py::object to_python(std::string_view value) {
    PyObject* text =
        PyUnicode_FromStringAndSize(value.data(), static_cast<Py_ssize_t>(value.size()));
    if (text == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(text);
}

inline py::bytes to_bytes(std::string_view value) { return {value.data(), value.size()}; }

/// Whether Python's type is one that is taken for such a value. A float is never taken for hours, a
/// naive datetime never for an instant, a datetime never for a date.
bool is_hours(PyObject* value);
bool is_date(PyObject* value);
bool is_instant(PyObject* value);

/// Nothing where the value is outside the range.
std::optional<Hours> hours_from(PyObject* value);
std::optional<Date> date_from(PyObject* value);
std::optional<Instant> instant_from(PyObject* value);

/// `str(value)`, shortened, for messages.
std::string shown(PyObject* value);

}  // namespace xueshi::python
