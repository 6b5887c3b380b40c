#include "options.hpp"

#include <algorithm>
#include <cmath>

#include "convert.hpp"
#include "joined.hpp"
#include "module.hpp"

namespace xueshi::python {

namespace {

struct Cancel {
    std::stop_source source;
};

constexpr double longest = 1e9;  // seconds: thirty years, and far from overflowing

double seconds_from(const py::handle& given, const char* name) {
    const bool number = PyFloat_Check(given.ptr()) || PyIndex_Check(given.ptr());
    if (!number || PyBool_Check(given.ptr())) {
        throw py::type_error(std::string(name) + " must be a number of seconds, not " +
                             Py_TYPE(given.ptr())->tp_name);
    }
    const double value = PyFloat_AsDouble(given.ptr());
    if (value == -1.0 && PyErr_Occurred() != nullptr) throw py::error_already_set();
    return value;
}

std::chrono::nanoseconds nanoseconds(double seconds) {
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

/// A moment of time.monotonic(): how far away it is, for its zero may be another than our clock's.
storage::Deadline moment(const py::handle& given) {
    const double wanted = seconds_from(given, "deadline");
    if (!std::isfinite(wanted)) {
        throw py::value_error("deadline is a moment of time.monotonic()");
    }
    const double now = py::module_::import("time").attr("monotonic")().cast<double>();
    const double left = std::clamp(wanted - now, -longest, longest);
    return storage::Deadline::clock::now() + nanoseconds(left);
}

/// The earlier of the two, where both are given.
std::optional<storage::Deadline> deadline_from(const py::handle& patience,
                                               const py::handle& deadline) {
    std::optional<storage::Deadline> until;
    if (!patience.is_none()) {
        until = storage::Deadline::clock::now() + milliseconds_from(patience, "patience");
    }
    if (!deadline.is_none()) {
        const storage::Deadline given = moment(deadline);
        until = until ? std::min(*until, given) : given;
    }
    return until;
}

std::stop_token token_from(const py::handle& given) {
    if (given.is_none()) return {};
    if (!py::isinstance<Cancel>(given)) {
        throw py::type_error(std::string("cancel must be a xueshi.Cancel, not ") +
                             Py_TYPE(given.ptr())->tp_name);
    }
    return given.cast<const Cancel&>().source.get_token();
}

std::shared_ptr<storage::Storage> joined_from(const py::handle& given) {
    if (given.is_none()) return nullptr;
    if (!py::isinstance<Joined>(given)) {
        throw py::type_error(std::string("inside must be what xueshi.join gave, not ") +
                             Py_TYPE(given.ptr())->tp_name);
    }
    return given.cast<const Joined&>().storage();
}

}  // namespace

std::chrono::milliseconds milliseconds_from(const py::handle& seconds, const char* name) {
    const double value = seconds_from(seconds, name);
    if (!(value >= 0 && value <= longest)) {
        throw py::value_error(std::string(name) + " is 0 seconds or more");
    }
    return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
}

CallOptions call_options(const py::tuple& given) {
    enum Place : std::size_t {
        request_id,
        partial,
        expected_version,
        patience,
        deadline,
        cancel,
        inside,
        size
    };
    if (given.size() != size) throw py::index_error("as many values as options");
    CallOptions options;
    const auto read = [&](const char* name, Place place, auto& to) {
        const py::object value = given[place];
        Reader("the call", std::string("/") + name).read(value.ptr(), to);
    };
    read("request_id", request_id, options.request_id);
    read("partial", partial, options.partial);
    read("expected_version", expected_version, options.expected_version);
    options.deadline = deadline_from(py::object(given[patience]), py::object(given[deadline]));
    options.cancel = token_from(py::object(given[cancel]));
    options.inside = joined_from(py::object(given[inside]));
    return options;
}

QueryOptions query_options(const py::tuple& given) {
    enum Place : std::size_t { patience, deadline, inside, size };
    if (given.size() != size) throw py::index_error("as many values as options");
    return {deadline_from(py::object(given[patience]), py::object(given[deadline])),
            joined_from(py::object(given[inside]))};
}

void bind_options(py::module_& module) {
    py::class_<Cancel>(
        module, "Cancel",
        "Ends calls that were given it as `cancel`, from another thread or a signal's handler.\n\n"
        "It is looked at before each attempt and before the commit: then the call ends with "
        "`Error`\n"
        "deadline.exceeded, and nothing was done. Once the commit has begun it comes too late. A "
        "wait "
        "in\nbetween ends by the deadline.")
        .def(py::init())
        .def(
            "cancel", [](Cancel& self) { self.source.request_stop(); },
            "For good: a call that is given it later ends too.")
        .def_property_readonly("cancelled",
                               [](const Cancel& self) { return self.source.stop_requested(); })
        .def("__repr__", [](const Cancel& self) {
            return self.source.stop_requested() ? "<xueshi.Cancel, cancelled>" : "<xueshi.Cancel>";
        });
}

}  // namespace xueshi::python
