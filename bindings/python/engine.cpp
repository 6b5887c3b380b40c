/// The engine: one function for all commands, one for all queries. Which one is meant is a number,
/// its place in the variant; python/xueshi makes a method of each.

#include <pybind11/stl.h>

#include <xueshi/query_texts.hpp>

#include "codec/refusal_json.hpp"
#include "convert.hpp"
#include "engine_handle.hpp"
#include "module.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "policy.hpp"
#include "storage.hpp"

namespace xueshi::python {

namespace {

/// What every call gives: the result or None, and the refusals.
template <class T>
py::tuple answered(const Outcome<T>& outcome, const Engine& engine) {
    py::object result = py::none();
    if (outcome.ok()) {
        const auto policy = engine.policy();  // asked afterwards: the call may have adopted one
        result = Writer(policy ? policy->zone() : ZoneOffset{}).write(*outcome.result);
    }
    return py::make_tuple(std::move(result), to_python(std::span(outcome.refusals)));
}

py::tuple refused(const Misfit& misfit) {
    const Refusal refusal =
        codec::make_refusal(codec::shape_reason(misfit.fault), {}, std::nullopt);
    return py::make_tuple(py::none(), to_python(std::span(&refusal, 1)));
}

Actor read_actor(const py::object& given) {
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

using Call = Outcome<Receipt> (Engine::*)(const Actor&, const Command&, const CallOptions&);

template <Call call>
py::tuple command(const EngineHandle& handle, std::size_t word, const py::object& as,
                  const py::tuple& fields, const py::tuple& options_given) {
    const auto engine = handle.engine();
    try {
        const CallOptions options = call_options(options_given);
        const Actor actor = read_actor(as);
        return with_word<Command>(word, fields, [&](auto&& one) {
            const Command order(std::forward<decltype(one)>(one));
            const auto outcome = unlocked([&] { return ((*engine).*call)(actor, order, options); });
            return answered(outcome, *engine);
        });
    } catch (const Misfit& misfit) {
        return refused(misfit);
    }
}

py::tuple ask(const EngineHandle& handle, std::size_t word, const py::object& as,
              const py::tuple& fields) {
    const auto engine = handle.engine();
    try {
        const Actor actor = read_actor(as);
        return with_word<Query>(word, fields, [&](auto&& query) {
            const auto outcome = unlocked([&] { return engine->ask(actor, query); });
            return answered(outcome, *engine);
        });
    } catch (const Misfit& misfit) {
        return refused(misfit);
    }
}

py::object policy(const EngineHandle& handle) {
    return py::cast(shared(handle.engine()->policy()));
}

}  // namespace

void bind_engine(py::module_& module) {
    py::class_<EngineHandle> engine(module, "Engine");
    engine
        .def(py::init(&EngineHandle::open), py::arg("storage"), py::kw_only(),
             py::arg("policy").none(true), py::arg("register"), py::arg("clock"),
             py::arg("observer"), py::arg("person_key"), py::arg("patience"))
        .def("close", &EngineHandle::close)
        .def_property_readonly("closed", &EngineHandle::closed)
        .def("execute", &command<&Engine::execute>)
        .def("explain", &command<&Engine::explain>)
        .def("ask", &ask)
        .def_property_readonly("policy", &policy);
    bind_host(engine);
}

}  // namespace xueshi::python
