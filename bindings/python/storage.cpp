#include "storage.hpp"

#include <pybind11/stl.h>

#include "convert.hpp"
#include "module.hpp"

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

std::string_view bytes_from(const py::object& given, const char* of, const char* name) {
    if (!PyBytes_Check(given.ptr())) {
        Reader(of, std::string("/") + name).wrong_type("bytes", given.ptr());
    }
    return {PyBytes_AS_STRING(given.ptr()),
            static_cast<std::size_t>(PyBytes_GET_SIZE(given.ptr()))};
}

py::tuple decode(const py::object& row) {
    storage::CellReader reader(bytes_from(row, "decode", "row"));
    py::list cells;
    while (!reader.done())
        cells.append(cell_value(reader.next()));
    return py::tuple(cells);
}

void append_cell(std::string& out, const py::handle& cell) {
    PyObject* value = cell.ptr();
    if (cell.is_none()) {
        storage::append_null(out);
    } else if (PyUnicode_Check(value)) {
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(value, &size);
        if (text == nullptr) throw py::error_already_set();  // a lone surrogate
        storage::append_text(out, {text, static_cast<std::size_t>(size)});
    } else if (PyBytes_Check(value)) {
        storage::append_blob(out, std::string(py::reinterpret_borrow<py::bytes>(cell)));
    } else if (PyLong_Check(value) && !PyBool_Check(value)) {
        const std::int64_t number = PyLong_AsLongLong(value);
        if (number == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
        storage::append_integer(out, number);
    } else {
        throw py::type_error("a cell is None, int, str or bytes");
    }
}

/// A text is iterable too, but no row.
py::bytes encode(const py::object& cells) {
    const bool one = PyUnicode_Check(cells.ptr()) || PyBytes_Check(cells.ptr());
    if (one || !py::isinstance<py::iterable>(cells)) {
        Reader("encode", "/cells").wrong_type("a list of cells", cells.ptr());
    }
    std::string out;
    for (const py::handle cell : py::reinterpret_borrow<py::iterable>(cells))
        append_cell(out, cell);
    return to_bytes(out);
}

py::bytes key_of(const Table& table, const py::object& row) {
    return to_bytes(storage::key_of(table, bytes_from(row, "key_of", "row")));
}

py::bytes position_of(const Table& table, const py::object& index, const py::object& row) {
    std::optional<std::int64_t> place;
    Reader("position_of", "/index").read(index.ptr(), place);
    const auto count = static_cast<std::int64_t>(table.indexes.size());
    if (place && (*place < 0 || *place >= count)) throw py::index_error("no such index");
    const std::size_t used = place ? static_cast<std::size_t>(*place) : storage::by_key;
    return to_bytes(storage::position_of(table, used, bytes_from(row, "position_of", "row")));
}

py::str shown_storage(const storage::Storage& storage) {
    const storage::Info info = storage.info();
    return py::str("<xueshi.OpenStorage " + info.kind + ":" + info.location + ">");
}

py::str shown_table(const Table& table) {
    return py::str("<xueshi.storage.Table " + std::string(table.name) + ", " +
                   std::to_string(table.columns.size()) + " columns>");
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
        throw py::type_error(
            std::string(
                "a storage is a URL such as \"sqlite:county.db\" or a xueshi.Storage, not ") +
            Py_TYPE(given.ptr())->tp_name);
    }
    return python_storage(given);
}

void require_instance(const py::object& given, const char* type, const char* giver) {
    if (py::isinstance(given, class_named(type))) return;
    throw py::type_error(std::string(giver) + " must give a xueshi.storage." + type + ", not " +
                         Py_TYPE(given.ptr())->tp_name);
}

void bind_storage(py::module_& module) {
    py::class_<Table>(module, "Table",
                      "A described table. The first `key_columns` columns are the key.")
        .def_property_readonly("name", [](const Table& table) { return to_python(table.name); })
        .def_property_readonly("columns", &columns)
        .def_property_readonly("key_columns", [](const Table& table) { return table.key_columns; })
        .def_property_readonly("indexes", &indexes)
        .def("key_of", &key_of, py::arg("row"), "The key of a row, encoded.")
        .def("position_of", &position_of, py::arg("index"), py::arg("row"),
             "Where a row stands in an index, or by its key where that is None: for `scan`.")
        .def("__repr__", &shown_table);
    py::class_<storage::Storage, std::shared_ptr<storage::Storage>>(
        module, "OpenStorage", "A storage of the library's own, as `open_storage` gives it.")
        .def(
            "info", [](const storage::Storage& storage) { return to_python(storage.info()); },
            "Kind, place without secrets, whether durable.")
        .def(
            "check",
            [](storage::Storage& storage) {
                const py::gil_scoped_release unlocked;
                return storage.check();
            },
            "Looks for damage of the medium: one line a fault.")
        .def("__repr__", &shown_storage);
    module.def("open_storage", &storage_from, py::arg("url"));
    module.def("decode", &decode, py::arg("row"));
    module.def("encode", &encode, py::arg("cells"));
}

}  // namespace xueshi::python
