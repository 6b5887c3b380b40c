#include "policy.hpp"

#include "classes.hpp"
#include "convert.hpp"
#include "module.hpp"

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

PolicyPointer load_given(const py::object& text) {
    std::string content;
    Reader("Policy.load", "/text").read(text.ptr(), content);
    return load(content);
}

PolicyPointer shipped(const py::object& name) {
    std::string known;
    Reader("Policy.shipped", "/name").read(name.ptr(), known);
    return load(Policy::shipped(known));
}

py::object on(const py::object& self, const py::object& day) {
    Date read;
    Reader("Policy.on", "/day").read(day.ptr(), read);
    return make("Parameters", self, day);
}

bool equal(const Policy& policy, const py::object& other) {
    return py::isinstance<Policy>(other) && other.cast<const Policy&>().digest() == policy.digest();
}

py::str shown_policy(const Policy& policy) {
    return py::str("<xueshi.Policy " + policy.name() + " " + policy.digest() + ">");
}

}  // namespace

void bind_policy(py::module_& module) {
    py::class_<Policy, PolicyPointer>(
        module, "Policy",
        "Everything in which provinces differ, as dated values that cite their source. Immutable.")
        .def_static("load", &load_given, py::arg("text"),
                    "Checks a policy file whole; raises `PolicyInvalid` with all faults at once.")
        .def_static("shipped", &shipped, py::arg("name"),
                    "One of the policies that the library ships: \"jiangsu\".")
        .def_property_readonly("name", &Policy::name)
        .def_property_readonly("title",
                               [](const Policy& policy) {
                                   return make("Bilingual", policy.title().zh, policy.title().en);
                               })
        .def_property_readonly("zone",
                               [](const Policy& policy) { return zone_object(policy.zone()); })
        .def_property_readonly("digest", &Policy::digest, "\"sha256:<hex>\"")
        .def_property_readonly("content", &Policy::content, "The file's text as it was loaded.")
        .def("on", &on, py::arg("day"), "The values in force on a day.")
        .def("__eq__", &equal)
        .def("__hash__", [](const Policy& policy) { return py::hash(to_python(policy.digest())); })
        .def("__repr__", &shown_policy)
        .def(py::pickle([](const Policy& policy) { return py::str(policy.content()); },
                        [](const py::str& content) { return load(content); }));
}

}  // namespace xueshi::python
