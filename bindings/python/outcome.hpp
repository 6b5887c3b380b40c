#pragma once
/// Refusals and failures as Python gets them.

#include <optional>
#include <pybind11/pybind11.h>
#include <span>

#include <xueshi/error.hpp>
#include <xueshi/outcome.hpp>

#include "classes.hpp"

namespace xueshi::python {

namespace py = pybind11;

/// A tuple of Refusal.
py::object to_python(std::span<const Refusal> refusals);
/// A tuple of Refusal, made complete with texts, about nobody in particular.
py::object to_python(const Reasons& reasons);

/// A failure that Python has the cause of: what a callback raised, with its traceback.
class CausedError : public Error {
public:
    CausedError(ErrorCode code, const std::string& message, Kept cause)
        : Error(code, message), cause_(std::move(cause)) {}

    const py::object& cause() const noexcept { return *cause_; }

private:
    Kept cause_;
};

/// KeyboardInterrupt, SystemExit: no failure of whatever ran, so nobody on the way may take it for
/// one. It reaches Python again as it is.
class Interruption {
public:
    explicit Interruption(Kept exception) : exception_(std::move(exception)) {}

    void restore() const;

private:
    Kept exception_;
};

/// An instance of Python's Error, not thrown.
py::object to_python(const Error& error);
/// What a callback threw, as the library's own exception where it is one in Python: Error or
/// Conflict. Otherwise it goes on as it is and reaches Python again with its traceback.
[[noreturn]] void rethrow(py::error_already_set& thrown);
/// The same where the library's own exceptions are the host's business too.
[[noreturn]] void rethrow_as_it_is(py::error_already_set& thrown);

}  // namespace xueshi::python
