#pragma once
/// The names by which Python knows the words of a description.

#include <string_view>

#include <xueshi/describe.hpp>

namespace xueshi::python {

/// "code" for Shape::code and so on; throws ValueError for a name that is none.
Shape shape_of(std::string_view name);

}  // namespace xueshi::python
