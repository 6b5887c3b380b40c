#pragma once
/// A register written in Python, over the host's own tables.

#include <memory>

#include <xueshi/register.hpp>

#include "classes.hpp"

namespace xueshi::python {

/// Over an object with the methods of xueshi.Register.
std::shared_ptr<Register> register_from(const py::object& given);

}  // namespace xueshi::python
