/// The engine's functions for the host itself.

#include <pybind11/stl.h>

#include <xueshi/answer_texts.hpp>

#include "classes.hpp"
#include "convert.hpp"
#include "engine_handle.hpp"
#include "storage.hpp"

namespace xueshi::python {

namespace {

py::tuple found(const std::vector<LogReport::Fault>& faults) {
    py::list all;
    for (const LogReport::Fault& fault : faults)
        all.append(make("LogFault", fault.stream, fault.number, fault.what));
    return py::tuple(all);
}

py::object examined(const LogReport& report) {
    return make("LogReport", report.streams, report.entries, found(report.faults),
                found(report.differences));
}

py::object verify_log(const EngineHandle& handle, const std::optional<std::string>& anchor) {
    const auto engine = handle.engine();
    const auto given = anchor ? std::optional(Anchor{*anchor}) : std::nullopt;
    return examined(unlocked([&] { return engine->verify_log(given); }));
}

py::object replay(const EngineHandle& handle, const py::object& onto, bool decide) {
    const auto engine = handle.engine();
    const auto storage = storage_from(onto);
    return examined(unlocked([&] { return engine->replay(*storage, decide); }));
}

std::string checkpoint(const EngineHandle& handle) {
    const auto engine = handle.engine();
    return unlocked([&] { return engine->checkpoint().text; });
}

std::string state_digest(const EngineHandle& handle) {
    const auto engine = handle.engine();
    return unlocked([&] { return engine->state_digest(); });
}

py::tuple check(const EngineHandle& handle) {
    const auto engine = handle.engine();
    return py::tuple(py::cast(unlocked([&] { return engine->check(); })));
}

py::object feed(const EngineHandle& handle, const std::string& cursor, std::size_t limit) {
    const auto engine = handle.engine();
    const ChangeBatch batch = unlocked([&] { return engine->changes(cursor, limit); });
    return make("ChangeBatch", Writer(ZoneOffset{}).write(batch.entries), batch.cursor, batch.more);
}

py::object info(const EngineHandle& handle) {
    const auto engine = handle.engine();
    return to_python(unlocked([&] { return engine->info(); }));
}

}  // namespace

void bind_host(py::class_<EngineHandle>& engine) {
    engine.def("verify_log", &verify_log)
        .def("replay", &replay)
        .def("checkpoint", &checkpoint)
        .def("state_digest", &state_digest)
        .def("check", &check)
        .def("feed", &feed)
        .def("info", &info);
}

}  // namespace xueshi::python
