#pragma once
/// What the engine's functions have in common: which word is meant is a number, its place in the
/// variant, and its fields come in their order.

#include <boost/mp11.hpp>

#include "codec/refusal_json.hpp"
#include "convert.hpp"
#include "outcome.hpp"

namespace xueshi::python {

/// What a call gives where its values are not as described.
inline py::tuple refused(const Misfit& misfit) {
    const Refusal refusal =
        codec::make_refusal(codec::shape_reason(misfit.fault), {}, std::nullopt);
    return py::make_tuple(py::none(), to_python(std::span(&refusal, 1)));
}

inline Actor read_actor(const py::object& given) {
    Actor actor;
    Reader("the actor", "/as").read(given.ptr(), actor);
    return actor;
}

/// `visit(value of the type at that place, already read)`
template <class Words, class Visit>
py::tuple with_word(std::size_t word, const py::tuple& fields, Visit&& visit) {
    constexpr std::size_t count = boost::mp11::mp_size<Words>::value;
    if (word >= count) throw py::index_error("no such word");
    return boost::mp11::mp_with_index<count>(word, [&](auto place) {
        using T = boost::mp11::mp_at<Words, decltype(place)>;
        T one{};
        Reader(about<T>::value.name).read_fields(fields.ptr(), one);
        return visit(std::move(one));
    });
}

}  // namespace xueshi::python
