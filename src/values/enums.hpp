#pragma once
/// Names of enumerators, from their Boost.Describe description: an enumerator is spelled the same
/// in C++, JSON, policies and documentation.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <boost/describe.hpp>

namespace xueshi {

namespace detail {

template <class List>
struct Enumerators;

template <template <class...> class List, class... Described>
struct Enumerators<List<Described...>> {
    static constexpr std::array<std::string_view, sizeof...(Described)> names{Described::name...};
    static constexpr std::array values{Described::value...};
};

template <class E>
using enumerators_of = Enumerators<boost::describe::describe_enumerators<E>>;

}  // namespace detail

/// All names, in the order of the declaration.
template <class E>
constexpr const auto& enum_names() noexcept {
    return detail::enumerators_of<E>::names;
}

/// All values, in the same order.
template <class E>
constexpr const auto& enum_values() noexcept {
    return detail::enumerators_of<E>::values;
}

/// The name of a value; empty for a number that no enumerator has.
template <class E>
constexpr std::string_view enum_name(E value) noexcept {
    for (std::size_t i = 0; i < enum_values<E>().size(); ++i) {
        if (enum_values<E>()[i] == value) {
            return enum_names<E>()[i];
        }
    }
    return {};
}

template <class E>
constexpr std::optional<E> enum_of(std::string_view name) noexcept {
    for (std::size_t i = 0; i < enum_names<E>().size(); ++i) {
        if (enum_names<E>()[i] == name) {
            return enum_values<E>()[i];
        }
    }
    return std::nullopt;
}

/// "exclusive_midnight, inclusive_day": what might have been written, for messages.
template <class E>
std::string enum_list() {
    std::string list;
    for (const std::string_view name : enum_names<E>()) {
        list.append(list.empty() ? "" : ", ").append(name);
    }
    return list;
}

}  // namespace xueshi
