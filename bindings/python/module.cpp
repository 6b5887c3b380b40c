/// The table of contents of xueshi._core. What users import stands in python/xueshi.

#include "module.hpp"

PYBIND11_MODULE(_core, module) {
    using namespace xueshi::python;
    py::options documented;
    documented.disable_function_signatures();  // the stubs have them, with better types
    module.doc() = "The compiled part of xueshi: import xueshi instead.";
    bind_classes(module);
    bind_errors(module);
    bind_words(module);
    bind_texts(module);
    bind_policy(module);
    bind_storage(module);
    bind_joined(module);
    bind_options(module);
    bind_tables(module);
    bind_engine(module);
    bind_moving(module);
    bind_conformance(module);
    bind_scenario(module);
    bind_rules(module);
}
