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

LogWatcher watcher_from(const py::object& progress) {
    if (progress.is_none()) return {};
    return [kept = keep_function(progress, "progress")](const LogProgress& now) {
        const py::gil_scoped_acquire lock;
        (*kept)(now.entries, now.of);
    };
}

py::object verify_log(const EngineHandle& handle, const py::object& anchor,
                      const py::object& progress) {
    const auto engine = handle.engine();
    std::optional<std::string> text;
    Reader("verify_log", "/anchor").read(anchor.ptr(), text);
    const auto given = text ? std::optional(Anchor{*text}) : std::nullopt;
    const auto watcher = watcher_from(progress);
    return examined(unlocked([&] { return engine->verify_log(given, watcher); }));
}

py::object replay(const EngineHandle& handle, const py::object& onto, const py::object& decide,
                  const py::object& progress) {
    const auto engine = handle.engine();
    bool again = false;
    Reader("replay", "/decide").read(decide.ptr(), again);
    const auto storage = storage_from(onto);
    const auto watcher = watcher_from(progress);
    return examined(unlocked([&] { return engine->replay(*storage, again, watcher); }));
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

py::object feed(const EngineHandle& handle, const py::object& cursor, const py::object& limit) {
    const auto engine = handle.engine();
    std::string after;
    std::int64_t most = 0;
    Reader("feed", "/cursor").read(cursor.ptr(), after);
    Reader("feed", "/limit").read(limit.ptr(), most);
    const auto entries = static_cast<std::size_t>(std::max<std::int64_t>(most, 0));
    const ChangeBatch batch = unlocked([&] { return engine->changes(after, entries); });
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
