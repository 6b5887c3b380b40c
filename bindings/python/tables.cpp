#include "tables.hpp"

#include <xueshi/query_texts.hpp>

#include "arrow/answers.hpp"
#include "calls.hpp"
#include "module.hpp"
#include "options.hpp"

namespace xueshi::python {

namespace {

struct ArrowTable {
    std::shared_ptr<const arrow::Table> table;
};

template <class Handed>
void end(PyObject* capsule) {
    auto* handed = static_cast<Handed*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (handed->release != nullptr)
        handed->release(handed);  // a consumer that took it has nulled it
    delete handed;
}

template <class Handed, class Fill>
py::object capsule(const char* name, Fill&& fill) {
    auto handed = std::make_unique<Handed>();
    fill(*handed);
    PyObject* made = PyCapsule_New(handed.get(), name, &end<Handed>);
    if (made == nullptr) {
        handed->release(handed.get());
        throw py::error_already_set();
    }
    handed.release();
    return py::reinterpret_steal<py::object>(made);
}

py::object schema(const ArrowTable& self) {
    return capsule<ArrowSchema>(
        "arrow_schema", [&](ArrowSchema& out) { arrow::hand_out_schema(self.table->rows, out); });
}

/// A consumer's wish for other types is left to the consumer, as the protocol allows.
py::object stream(const ArrowTable& self, const py::object&) {
    return capsule<ArrowArrayStream>("arrow_array_stream", [&](ArrowArrayStream& out) {
        arrow::hand_out_stream(self.table, out);
    });
}

py::tuple column_names(const ArrowTable& self) {
    const auto& columns = self.table->rows->children;
    py::tuple names(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        names[i] = to_python(std::string_view(columns[i].name));
    return names;
}

}  // namespace

py::tuple table(const EngineHandle& handle, std::size_t word, const py::object& as,
                const py::tuple& fields, const py::tuple& options_given) {
    const auto engine = handle.engine();
    // Anew for each page, because each has its own patience.
    const auto options = [&] {
        const py::gil_scoped_acquire lock;
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        return query_options(options_given);
    };
    const auto zone = [&] {
        const auto policy = engine->policy();
        return policy ? policy->zone() : ZoneOffset{};
    };
    try {
        const Actor actor = read_actor(as);
        return with_word<Query>(word, fields, [&](auto&& query) {
            const auto ask = [&](const auto& one) { return engine->ask(actor, one, options()); };
            auto outcome = unlocked([&] { return arrow::table_of_all(query, ask, zone); });
            py::object made = py::none();
            if (outcome.ok()) made = py::cast(ArrowTable{*std::move(outcome.result)});
            return py::make_tuple(std::move(made), to_python(std::span(outcome.refusals)));
        });
    } catch (const Misfit& misfit) {
        return refused(misfit);
    }
}

void bind_tables(py::module_& module) {
    py::class_<ArrowTable>(
        module, "ArrowTable",
        "Rows as Arrow columns, for pandas, polars, pyarrow, DuckDB and whatever takes an Arrow "
        "stream.\n\nIt is complete, never changes, and needs its engine no more. It can be read "
        "any "
        "number of times,\nand what reads it shares its memory.")
        .def("__arrow_c_schema__", &schema)
        .def("__arrow_c_stream__", &stream, py::arg("requested_schema") = py::none())
        .def("__len__", [](const ArrowTable& self) { return self.table->length(); })
        .def_property_readonly("column_names", &column_names)
        .def("__repr__", [](const ArrowTable& self) {
            return "<xueshi.ArrowTable, " + std::to_string(self.table->length()) + " rows of " +
                   std::to_string(self.table->rows->children.size()) + " columns>";
        });
}

}  // namespace xueshi::python
