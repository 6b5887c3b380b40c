#include "convert.hpp"

namespace xueshi::python {

void Reader::read(PyObject* from, bool& to) {
    if (!PyBool_Check(from)) wrong_type("bool", from);
    to = from == Py_True;
}

void Reader::read(PyObject* from, std::int64_t& to) {
    if (PyBool_Check(from) || !PyIndex_Check(from)) wrong_type("int", from);
    const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(from));
    if (!number) throw py::error_already_set();
    int overflow = 0;
    to = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
    if (overflow != 0) misfit("a number of 64 bits", shown(number.ptr()));
}

void Reader::read(PyObject* from, std::size_t& to) {
    std::int64_t number = 0;
    read(from, number);
    if (number < 0) misfit("a number from 0", std::to_string(number));
    to = static_cast<std::size_t>(number);
}

bool Reader::read_text(PyObject* from, std::string& to) {
    if (!PyUnicode_Check(from)) return false;
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(from, &size);
    if (bytes == nullptr) {
        PyErr_Clear();
        return false;
    }
    to.assign(bytes, static_cast<std::size_t>(size));
    return true;
}

void Reader::read(PyObject* from, std::string& to) {
    if (read_text(from, to)) return;
    if (!PyUnicode_Check(from)) wrong_type("str", from);
    misfit("a text in UTF-8", "a lone surrogate");
}

void Reader::read(PyObject* from, std::string_view& to) {
    if (!PyUnicode_Check(from)) wrong_type("str", from);
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(from, &size);
    if (bytes == nullptr) {
        PyErr_Clear();
        misfit("a text in UTF-8", "a lone surrogate");
    }
    to = {bytes, static_cast<std::size_t>(size)};
}

void Reader::read(PyObject* from, Hours& to) {
    if (!is_hours(from)) wrong_type("decimal.Decimal or int", from);
    const auto value = hours_from(from);
    if (!value) misfit("hours with at most two decimal places, up to 1,000,000", shown(from));
    to = *value;
}

void Reader::read(PyObject* from, Date& to) {
    if (!is_date(from)) wrong_type("datetime.date", from);
    const auto value = date_from(from);
    if (!value) misfit("a date of the years 1900 to 2999", shown(from));
    to = *value;
}

void Reader::read(PyObject* from, Instant& to) {
    if (!is_instant(from)) wrong_type("an aware datetime.datetime", from);
    const auto value = instant_from(from);
    if (!value) misfit("an instant of the years 1900 to 2999", shown(from));
    to = *value;
}

py::object Reader::sequence(PyObject* from) {
    const bool other = PyUnicode_Check(from) || PyBytes_Check(from) || PyByteArray_Check(from) ||
                       PyDict_Check(from);
    if (other || PySequence_Check(from) == 0) wrong_type("a list", from);
    const Py_ssize_t size = PySequence_Size(from);
    if (size < 0) throw py::error_already_set();
    if (static_cast<std::size_t>(size) > codec::items_most) {  // before anything is copied
        misfit("at most " + std::to_string(codec::items_most), std::to_string(size),
               codec::items_most);
    }
    // A tuple, so that nobody changes the items while they are read.
    const auto items = py::reinterpret_steal<py::object>(PySequence_Tuple(from));
    if (!items) throw py::error_already_set();
    return items;
}

py::dict Reader::mapping(PyObject* from, std::string_view expected) {
    if (PyDict_Check(from)) return py::reinterpret_borrow<py::dict>(from);
    if (PyMapping_Check(from) == 0 || PyObject_HasAttrString(from, "keys") == 0) {
        wrong_type(expected, from);
    }
    const auto items = std::make_shared<py::dict>();
    held_.push_back(items);  // texts that are only looked at live in it
    if (PyDict_Update(items->ptr(), from) != 0) throw py::error_already_set();
    return *items;
}

void Reader::misfit(std::string expected, std::string found, std::size_t limit) {
    throw Misfit({pointer_, std::move(expected), std::move(found), limit});
}

void Reader::wrong_type(std::string_view expected, PyObject* found) const {
    std::string message(of_);
    message.append(": ").append(pointer_.empty() ? "the value" : pointer_);
    message.append(" must be ").append(expected);
    throw py::type_error(message + ", not " + Py_TYPE(found)->tp_name);
}

}  // namespace xueshi::python
