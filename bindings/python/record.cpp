#include "record.hpp"

#include <map>
#include <set>

#include <boost/core/type_name.hpp>
#include <boost/mp11.hpp>

#include <xueshi/query_texts.hpp>
#include <xueshi/register_texts.hpp>
#include <xueshi/rules_texts.hpp>

namespace xueshi::python {

namespace {

using Take = void (*)(const py::type&);
using Takers = std::map<std::string, Take>;

template <class T>
void take(const py::type& type) {
    std::size_t position = 0;
    codec::for_each_field<T>([&](auto, const Field& field) {
        py::object slot = type.attr("__dict__")[python_name(field.name).c_str()];
        Record<T>::slots[position++] = slot.release().ptr();
    });
    Record<T>::type = reinterpret_cast<PyTypeObject*>(py::type(type).release().ptr());
}

/// All described structs that a type holds, itself among them.
template <class V>
void collect(Takers& takers) {
    if constexpr (codec::is_optional<V> || codec::is_vector<V>) {
        collect<typename V::value_type>(takers);
    } else if constexpr (codec::is_map<V>) {
        collect<typename V::mapped_type>(takers);
    } else if constexpr (std::is_pointer_v<V>) {
        collect<std::remove_const_t<std::remove_pointer_t<V>>>(takers);
    } else if constexpr (codec::Described<V>) {
        std::string name = boost::core::type_name<V>();
        name.erase(0, name.rfind(':') + 1);
        if (!takers.emplace(name, &take<V>).second) return;
        codec::for_each_field<V>([&](auto pointer, const Field&) {
            collect<std::decay_t<decltype(std::declval<V&>().*pointer)>>(takers);
        });
    }
}

template <class List>
using identities = boost::mp11::mp_transform<boost::mp11::mp_identity, List>;

Takers all_takers() {
    Takers takers;
    collect<Actor>(takers);
    collect<Receipt>(takers);
    // Of commands and queries themselves only what they hold: they are functions in Python.
    boost::mp11::mp_for_each<identities<boost::mp11::mp_append<Command, Query>>>([&](auto one) {
        using T = typename decltype(one)::type;
        codec::for_each_field<T>([&](auto pointer, const Field&) {
            collect<std::decay_t<decltype(std::declval<T&>().*pointer)>>(takers);
        });
        if constexpr (requires { typename T::Answer; }) collect<typename T::Answer>(takers);
    });
    boost::mp11::mp_for_each<identities<DescribedFacts>>(
        [&](auto one) { collect<typename decltype(one)::type>(takers); });
    return takers;
}

}  // namespace

std::string python_name(std::string_view field) {
    const py::object keyword = py::module_::import("keyword").attr("iskeyword");
    std::string name(field);
    return keyword(name).cast<bool>() ? name + "_" : name;
}

void use_record(const std::string& name, const py::type& type) {
    static const Takers takers = all_takers();
    const auto found = takers.find(name);
    if (found == takers.end()) throw py::key_error(name);
    found->second(type);
}

}  // namespace xueshi::python
