#include "values.hpp"

#include <datetime.h>
#include <map>

#include "values/text.hpp"

namespace xueshi::python {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day = 86'400 * second;
constexpr std::size_t shown_most = 80;

/// The C interface of Python's datetime module is a table that each file must fetch for itself.
bool fetch_datetime() {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    if (PyDateTimeAPI == nullptr) throw py::error_already_set();
    return true;
}

py::object stolen(PyObject* object) {
    if (object == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(object);
}

const py::object& decimal_class() {
    static const auto* type = new py::object(py::module_::import("decimal").attr("Decimal"));
    return *type;
}

}  // namespace

py::object to_python(Hours value) { return decimal_class()(to_python(value.text())); }

py::object to_python(Date value) {
    fetch_datetime();
    return stolen(PyDate_FromDate(value.year(), static_cast<int>(value.month()),
                                  static_cast<int>(value.day())));
}

py::object zone_object(ZoneOffset zone) {
    static auto* zones = new std::map<std::int32_t, py::object>();
    const auto found = zones->find(zone.minutes);
    if (found != zones->end()) return found->second;
    fetch_datetime();
    const py::object offset = stolen(PyDelta_FromDSU(0, zone.minutes * 60, 0));
    return zones->emplace(zone.minutes, stolen(PyTimeZone_FromOffset(offset.ptr()))).first->second;
}

py::object to_python(Instant value, ZoneOffset zone) {
    fetch_datetime();
    const Date date = value.date(zone);
    const std::int64_t micros =
        value.micros() - Instant::midnight(date, zone).micros();  // since local midnight
    const auto seconds = static_cast<int>(micros / second);
    return stolen(PyDateTimeAPI->DateTime_FromDateAndTime(
        date.year(), static_cast<int>(date.month()), static_cast<int>(date.day()), seconds / 3600,
        seconds / 60 % 60, seconds % 60, static_cast<int>(micros % second), zone_object(zone).ptr(),
        PyDateTimeAPI->DateTimeType));
}

bool is_hours(PyObject* value) {
    if (PyBool_Check(value)) return false;
    return PyLong_Check(value) || py::isinstance(value, decimal_class());
}

bool is_date(PyObject* value) {
    return fetch_datetime() && PyDate_Check(value) && !PyDateTime_Check(value);
}

bool is_instant(PyObject* value) {
    if (!fetch_datetime() || !PyDateTime_Check(value)) return false;
    return !py::handle(value).attr("utcoffset")().is_none();
}

std::optional<Hours> hours_from(PyObject* value) {
    // Decimal("7.50") and Decimal("1E+1") are as good as 7.5 and 10.
    py::object text;
    if (PyLong_Check(value)) {
        text = py::str(py::handle(value));
    } else {
        if (!py::handle(value).attr("is_finite")().cast<bool>()) return std::nullopt;
        // A huge exponent would be written out: nothing of it can be in the range.
        if (std::abs(py::handle(value).attr("adjusted")().cast<std::int64_t>()) > 12 &&
            py::handle(value).attr("__bool__")().cast<bool>()) {
            return std::nullopt;
        }
        text = py::handle(value).attr("__format__")("f");
    }
    std::string digits = text.cast<std::string>();
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.ends_with('.')) digits.pop_back();
    }
    return Hours::parse(digits);
}

std::optional<Date> date_from(PyObject* value) {
    return Date::of(PyDateTime_GET_YEAR(value), static_cast<unsigned>(PyDateTime_GET_MONTH(value)),
                    static_cast<unsigned>(PyDateTime_GET_DAY(value)));
}

std::optional<Instant> instant_from(PyObject* value) {
    const auto date = date_from(value);
    if (!date) return std::nullopt;
    const py::object offset = py::handle(value).attr("utcoffset")();
    const std::int64_t local =
        std::int64_t{date->days()} * day +
        (PyDateTime_DATE_GET_HOUR(value) * std::int64_t{3600} +
         PyDateTime_DATE_GET_MINUTE(value) * std::int64_t{60} + PyDateTime_DATE_GET_SECOND(value)) *
            second +
        PyDateTime_DATE_GET_MICROSECOND(value);
    const std::int64_t east = PyDateTime_DELTA_GET_DAYS(offset.ptr()) * day +
                              PyDateTime_DELTA_GET_SECONDS(offset.ptr()) * second +
                              PyDateTime_DELTA_GET_MICROSECONDS(offset.ptr());
    return Instant::from_micros(local - east);
}

std::string shown(PyObject* value) {
    PyObject* text = PyObject_Str(value);
    if (text != nullptr) {
        const auto owner = py::reinterpret_steal<py::object>(text);
        Py_ssize_t size = 0;
        const char* bytes = PyUnicode_AsUTF8AndSize(text, &size);
        if (bytes != nullptr) {
            return shortened({bytes, static_cast<std::size_t>(size)}, shown_most);
        }
    }
    PyErr_Clear();  // a number of too many digits, a text that is no UTF-8
    return std::string("a ") + Py_TYPE(value)->tp_name;
}

}  // namespace xueshi::python
