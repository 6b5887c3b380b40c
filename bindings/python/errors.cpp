/// The library's exceptions and Python's: there and back.

#include <algorithm>
#include <string>

#include <xueshi/storage.hpp>

#include "classes.hpp"
#include "interruptible.hpp"
#include "module.hpp"
#include "outcome.hpp"
#include "values.hpp"

namespace xueshi::python {

namespace {

constexpr int last_code = static_cast<int>(ErrorCode::internal);

ErrorCode code_named(const std::string& name) {
    for (int i = 0; i <= last_code; ++i) {
        const auto code = static_cast<ErrorCode>(i);
        if (error_name(code) == name) return code;
    }
    return ErrorCode::internal;
}

void raise(const char* type, const py::object& instance) {
    PyErr_SetObject(class_named(type).ptr(), instance.ptr());
}

}  // namespace

py::object to_python(const Error& error) {
    py::object made = make("Error", to_python(error_name(error.code())),
                           to_python(std::string_view(error.what())), py::bool_(error.retry()));
    if (const auto* caused = dynamic_cast<const CausedError*>(&error)) {
        made.attr("__cause__") = caused->cause();
    }
    return made;
}

void Interruption::restore() const {
    PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception_->ptr())), exception_->ptr());
}

void rethrow(py::error_already_set& thrown) {
    if (thrown.matches(class_named("Error"))) {
        throw Error(code_named(py::str(thrown.value().attr("code"))),
                    py::str(thrown.value().attr("message")));
    }
    if (thrown.matches(class_named("Conflict"))) {
        throw storage::Conflict(py::str(thrown.value()));
    }
    rethrow_as_it_is(thrown);
}

void rethrow_as_it_is(py::error_already_set& thrown) {
    if (!thrown.matches(PyExc_Exception)) keep_for_caller(std::make_exception_ptr(thrown));
    throw thrown;
}

void bind_errors(py::module_& module) {
    py::register_exception_translator([](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const Error& error) {
            raise("Error", to_python(error));
        } catch (const Interruption& interruption) {
            interruption.restore();
        } catch (const storage::Conflict& conflict) {
            raise("Conflict", make("Conflict", conflict.what()));
        }
    });
    module.def("error_codes", [] {
        py::dict codes;  // of each, whether asking again may help
        for (int i = 0; i <= last_code; ++i) {
            const auto code = static_cast<ErrorCode>(i);
            codes[to_python(error_name(code))] = Error(code, {}).retry();
        }
        return codes;
    });
}

}  // namespace xueshi::python
