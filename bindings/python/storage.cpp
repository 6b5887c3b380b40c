#include "storage.hpp"

#include <pybind11/stl.h>

#include "module.hpp"
#include "values.hpp"

namespace xueshi::python {

namespace {

using storage::Cell;
using storage::CellType;
using storage::Table;

std::string_view type_name(CellType type) {
    static constexpr std::string_view names[] = {"null", "integer", "text", "blob"};
    return names[static_cast<std::size_t>(type)];
}

py::tuple columns(const Table& table) {
    py::list all;
    for (const storage::Column& column : table.columns) {
        all.append(make("Column", to_python(column.name), to_python(type_name(column.type)),
                        column.nullable, column.erasable));
    }
    return py::tuple(all);
}

py::tuple indexes(const Table& table) {
    py::list all;
    for (const storage::Index& index : table.indexes) {
        py::list places;
        for (const std::uint8_t column : index.columns)
            places.append(int{column});
        all.append(make("Index", to_python(index.name), py::tuple(places), index.unique));
    }
    return py::tuple(all);
}

py::object cell_value(const Cell& cell) {
    switch (cell.type) {
        case CellType::integer:
            return py::int_(cell.integer);
        case CellType::text:
            return to_python(cell.bytes);
        case CellType::blob:
            return to_bytes(cell.bytes);
        case CellType::null:
            break;
    }
    return py::none();
}

py::tuple decode(const py::bytes& row) {
    const std::string_view bytes = row;
    storage::CellReader reader(bytes);
    py::list cells;
    while (!reader.done())
        cells.append(cell_value(reader.next()));
    return py::tuple(cells);
}

py::bytes encode(const py::iterable& cells) {
    std::string out;
    for (const py::handle cell : cells) {
        if (cell.is_none()) {
            storage::append_null(out);
        } else if (py::isinstance<py::str>(cell)) {
            storage::append_text(out, cell.cast<std::string>());
        } else if (py::isinstance<py::bytes>(cell)) {
            storage::append_blob(out, std::string(py::reinterpret_borrow<py::bytes>(cell)));
        } else if (py::isinstance<py::int_>(cell) && !py::isinstance<py::bool_>(cell)) {
            storage::append_integer(out, cell.cast<std::int64_t>());
        } else {
            throw py::type_error("a cell is None, int, str or bytes");
        }
    }
    return to_bytes(out);
}

py::bytes position_of(const Table& table, std::optional<std::size_t> index, const py::bytes& row) {
    if (index && *index >= table.indexes.size()) throw py::index_error("no such index");
    return to_bytes(storage::position_of(table, index.value_or(storage::by_key), row));
}

}  // namespace

py::object to_python(const storage::Info& info) {
    py::dict details;
    for (const auto& [name, text] : info.details)
        details[to_python(std::string_view(name))] = to_python(std::string_view(text));
    return make("Info", info.kind, info.location, info.durable, details,
                py::tuple(py::cast(info.warnings)));
}

std::shared_ptr<storage::Storage> storage_from(const py::object& given) {
    if (py::isinstance<storage::Storage>(given)) {
        return given.cast<std::shared_ptr<storage::Storage>>();
    }
    if (py::isinstance<py::str>(given)) {
        const auto url = given.cast<std::string>();
        const py::gil_scoped_release unlocked;
        return storage::open_storage(url);
    }
    if (!py::isinstance(given, class_named("Storage"))) {
        throw py::type_error(std::string("a storage is a URL or a xueshi.Storage, not ") +
                             Py_TYPE(given.ptr())->tp_name);
    }
    return python_storage(given);
}

void bind_storage(py::module_& module) {
    py::class_<Table>(module, "Table")
        .def_property_readonly("name", [](const Table& table) { return to_python(table.name); })
        .def_property_readonly("columns", &columns)
        .def_property_readonly("key_columns", [](const Table& table) { return table.key_columns; })
        .def_property_readonly("indexes", &indexes)
        .def("key_of",
             [](const Table& table, const py::bytes& row) {
                 return to_bytes(storage::key_of(table, std::string_view(row)));
             })
        .def("position_of", &position_of, py::arg("index").none(true), py::arg("row"));
    py::class_<storage::Storage, std::shared_ptr<storage::Storage>>(module, "OpenStorage")
        .def("info", [](const storage::Storage& storage) { return to_python(storage.info()); })
        .def("check", [](storage::Storage& storage) {
            const py::gil_scoped_release unlocked;
            return storage.check();
        });
    module.def("open_storage", &storage_from, py::arg("url"));
    module.def("decode", &decode, py::arg("row"));
    module.def("encode", &encode, py::arg("cells"));
}

}  // namespace xueshi::python
