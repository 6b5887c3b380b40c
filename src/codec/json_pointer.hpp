#pragma once
/// JSON pointers (RFC 6901): where in a text a fault is.

#include <cstddef>
#include <string>
#include <string_view>

namespace xueshi::json {

/// Appends "/key", with ~ and / escaped.
void append_pointer(std::string& pointer, std::string_view key);
/// Appends "/3".
void append_pointer(std::string& pointer, std::size_t index);

/// The pointer of a member or an item of what `pointer` points to.
template <class Step>
std::string pointer_to(std::string pointer, Step step) {
    append_pointer(pointer, step);
    return pointer;
}

}  // namespace xueshi::json
