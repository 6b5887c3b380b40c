#pragma once
/// Python's names of types, as annotations write them.

#include <string>

#include <boost/core/type_name.hpp>

#include <xueshi/rules.hpp>

#include "codec/struct_json.hpp"

namespace xueshi::python {

/// `given` by a caller: then a mapping is taken for a struct, and an int for hours.
template <class T, bool given>
std::string annotation() {
    if constexpr (codec::is_optional<T>) {
        return annotation<typename T::value_type, given>() + " | None";
    } else if constexpr (std::is_same_v<T, Reasons>) {
        return "tuple[Refusal, ...]";
    } else if constexpr (codec::is_vector<T>) {
        const std::string item = annotation<typename T::value_type, given>();
        return given ? "Sequence[" + item + "]" : "tuple[" + item + ", ...]";
    } else if constexpr (std::is_same_v<T, Reason>) {
        return "Refusal";
    } else if constexpr (std::is_same_v<T, Parameters>) {
        return "Parameters";
    } else if constexpr (std::is_same_v<T, Interval>) {
        return "tuple[datetime.datetime, datetime.datetime]";
    } else if constexpr (std::is_same_v<T, bool>) {
        return "bool";
    } else if constexpr (std::is_integral_v<T>) {
        return "int";
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return "str";
    } else if constexpr (std::is_same_v<T, Hours>) {
        return given ? "Decimal | int" : "Decimal";
    } else if constexpr (std::is_same_v<T, Date>) {
        return "datetime.date";
    } else if constexpr (std::is_same_v<T, Instant>) {
        return "datetime.datetime";
    } else {
        static_assert(codec::Described<T> || codec::Enumerated<T>);
        const std::string name = boost::core::type_name<T>();
        const bool record = given && codec::Described<T>;
        return name.substr(name.rfind(':') + 1) + (record ? " | Mapping[str, object]" : "");
    }
}

}  // namespace xueshi::python
