/// The engine: one function for all commands, one for all queries. Which one is meant is a number,
/// its place in the variant; python/xueshi makes a method of each.

#include <pybind11/stl.h>

#include <xueshi/query_texts.hpp>

#include "calls.hpp"
#include "engine_handle.hpp"
#include "interruptible.hpp"
#include "module.hpp"
#include "options.hpp"
#include "policy.hpp"
#include "storage.hpp"
#include "tables.hpp"

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
              const py::tuple& fields, const py::tuple& options_given) {
    const auto engine = handle.engine();
    try {
        const QueryOptions options = query_options(options_given);
        const Actor actor = read_actor(as);
        return with_word<Query>(word, fields, [&](auto&& query) {
            const auto outcome = unlocked([&] { return engine->ask(actor, query, options); });
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
    note_main_thread();
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
        .def("table", &table)
        .def_property_readonly("policy", &policy);
    bind_host(engine);
}

}  // namespace xueshi::python
