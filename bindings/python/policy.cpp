#include "policy.hpp"

#include "classes.hpp"
#include "module.hpp"
#include "values.hpp"

namespace xueshi::python {

namespace {

PolicyPointer load(const std::string& text) {
    auto loaded = Policy::load(text);
    if (const auto* faults = std::get_if<std::vector<PolicyFault>>(&loaded)) {
        py::list all;
        for (const PolicyFault& fault : *faults)
            all.append(make("PolicyFault", fault.pointer, fault.expected, fault.found));
        const py::object error = make("PolicyInvalid", py::tuple(all));
        PyErr_SetObject(class_named("PolicyInvalid").ptr(), error.ptr());
        throw py::error_already_set();
    }
    return shared(std::get<std::shared_ptr<const Policy>>(std::move(loaded)));
}

}  // namespace

void bind_policy(py::module_& module) {
    py::class_<Policy, PolicyPointer>(module, "Policy")
        .def_static("load", &load, py::arg("text"))
        .def_static(
            "shipped", [](const std::string& name) { return load(Policy::shipped(name)); },
            py::arg("name"))
        .def_property_readonly("name", &Policy::name)
        .def_property_readonly("title",
                               [](const Policy& policy) {
                                   return make("Bilingual", policy.title().zh, policy.title().en);
                               })
        .def_property_readonly("zone",
                               [](const Policy& policy) { return zone_object(policy.zone()); })
        .def_property_readonly("digest", &Policy::digest)
        .def_property_readonly("content", &Policy::content)
        .def(
            "on", [](py::object self, py::object day) { return make("Parameters", self, day); },
            py::arg("day"));
}

}  // namespace xueshi::python
