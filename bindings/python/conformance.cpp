/// The conformance kit, run on storages written in Python.

#include <xueshi/storage_conformance.hpp>

#include "callback.hpp"
#include "classes.hpp"
#include "engine_handle.hpp"
#include "module.hpp"
#include "storage.hpp"

namespace xueshi::python {

namespace {

/// Each test begins with it: after an interruption none does.
std::function<std::unique_ptr<storage::Storage>()> maker(const py::object& given, const char* name,
                                                         const HeardSignals& heard) {
    return [kept = keep_function(given, name), name, &heard] {
        return call_back([&] {
            heard.rethrow();
            py::object made = (*kept)();
            require_instance(made, "Storage", name);
            return python_storage(std::move(made));
        });
    };
}

py::tuple run(const py::str& name, const py::object& fresh, const py::object& reopen,
              const py::object& fail_next_commit) {
    const HeardSignals heard;
    storage::ConformanceSubject subject;
    subject.name = name;
    subject.fresh = maker(fresh, "fresh", heard);
    if (!reopen.is_none()) subject.reopen = maker(reopen, "reopen", heard);
    if (!fail_next_commit.is_none()) {
        subject.fail_next_commit = [kept = keep_function(fail_next_commit, "fail_next_commit")](
                                       storage::Storage& storage) {
            call_back([&] { (*kept)(python_of(storage)); });
        };
    }
    const auto results = unlocked([&] { return storage::run_conformance(subject); });
    heard.rethrow();
    py::list all;
    for (const storage::ClauseResult& result : results) {
        all.append(make("ClauseResult", result.clause, result.title, result.passed, result.detail));
    }
    return py::tuple(all);
}

}  // namespace

void bind_conformance(py::module_& module) {
    module.def("run_conformance", &run, py::arg("name"), py::arg("fresh"), py::arg("reopen"),
               py::arg("fail_next_commit"));
    module.def("clauses", [] {
        py::list all;
        for (const storage::Clause& clause : storage::clauses())
            all.append(py::make_tuple(clause.id, clause.title));
        return py::tuple(all);
    });
}

}  // namespace xueshi::python
