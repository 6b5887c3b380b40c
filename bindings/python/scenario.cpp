#include <pybind11/stl.h>

#include <xueshi/protocol.hpp>
#include <xueshi/scenario.hpp>

#include "classes.hpp"
#include "convert.hpp"
#include "engine_handle.hpp"
#include "interruptible.hpp"
#include "module.hpp"
#include "values.hpp"

namespace xueshi::python {

namespace {

py::object run(const std::string& file, const std::string& storage) {
    const ScenarioReport report = unlocked([&] { return run_scenario(file, storage); });
    return make("ScenarioReport", report.title, report.steps, report.ok(),
                report.first_difference(), py::tuple(py::cast(report.faults)), report.storage);
}

/// The steps of a file and its given files, each request and expectation as JSON: for those who
/// take them through another door than the protocol's.
py::object read(const std::string& file) {
    const Scenario scenario = read_scenario(file);
    py::list steps;
    for (const ScenarioStep& step : scenario.steps) {
        steps.append(make("ScenarioStep", step.file, step.number, to_python(step.at, ZoneOffset{}),
                          json::write(step.request), json::write(step.expect)));
    }
    return make("Scenario", scenario.file, scenario.title, py::tuple(py::cast(scenario.rules)),
                scenario.policy, py::tuple(steps));
}

std::string call(const EngineHandle& handle, const py::object& request) {
    const auto engine = handle.engine();
    std::string text;
    Reader("call", "/request").read(request.ptr(), text);
    const HeardSignals heard;
    std::string answer = unlocked([&] { return Protocol(*engine).call(text); });
    heard.rethrow();
    return answer;
}

}  // namespace

void bind_scenario(py::module_& module) {
    module.def("run_scenario", &run, py::arg("file"), py::arg("storage"));
    module.def("read_scenario", &read, py::arg("file"));
    module.def("call", &call, py::arg("engine"), py::arg("request"));
    module.def("difference_of", [](const std::string& expected, const std::string& got) {
        const auto read_text = [](const std::string& text) {
            auto value = json::parse(text);
            if (const auto* fault = std::get_if<json::Fault>(&value)) {
                throw py::value_error("no JSON: " + fault->expected);
            }
            return std::get<json::Value>(std::move(value));
        };
        const auto found = difference_of(read_text(expected), read_text(got));
        if (!found) return py::object(py::none());
        return py::object(
            py::str(found->pointer + ": expected " + found->expected + ", got " + found->got));
    });
}

}  // namespace xueshi::python
