/// Joining the connections of Python's own database modules. How they are found stands in
/// python/xueshi/joined.py.
///
/// No function of Python's sqlite3 gives its handle. SQLite itself does: an extension that is
/// loaded into a connection gets it, and a table of the functions of the very library that the
/// connection is of.

#define SQLITE_CORE 1  // the functions by their names, not through that table
#include "joined.hpp"

#include <sqlite3ext.h>

#include <xueshi/joined.hpp>

#include "engine_handle.hpp"
#include "interruptible.hpp"
#include "module.hpp"

namespace xueshi::python {

namespace {

/// What the extension was last given in this thread.
struct Received {
    sqlite3* handle = nullptr;
    const char* version = nullptr;
};
thread_local Received received;

bool asked(const Kept& is_open) {
    const py::gil_scoped_acquire lock;
    try {
        return (*is_open)().cast<bool>();
    } catch (const py::error_already_set& error) {
        if (error.matches(PyExc_KeyboardInterrupt)) PyErr_SetInterrupt();  // it comes again
        return false;
    }
}

std::unique_ptr<Joined> join_sqlite(const py::object& connection, const py::function& load,
                                    const py::object& is_open) {
    received = {};
    load();
    const Received given = std::exchange(received, {});
    if (given.handle == nullptr) {
        throw Error(ErrorCode::argument_invalid, "sqlite: the connection loaded no extension");
    }
    // The text itself lies in the library: another address is another copy, whatever its version.
    if (given.version != sqlite3_libversion()) {
        throw Error(ErrorCode::argument_invalid,
                    std::string("sqlite: the connection is of another copy of SQLite (") +
                        given.version + ") than xueshi uses (" + sqlite3_libversion() + ")");
    }
    return std::make_unique<Joined>(interruptible(storage::join_sqlite(given.handle)), connection,
                                    keep(is_open));
}

std::unique_ptr<Joined> join_postgresql(const py::object& connection, std::uintptr_t handle,
                                        const std::string& library, const std::string& schema,
                                        const py::object& is_open) {
    storage::PostgresqlJoin how;
    how.library = library;
    how.schema = schema;
    const Kept kept = keep(is_open);
    how.is_open = [kept] { return asked(kept); };
    auto* given = reinterpret_cast<pg_conn*>(handle);  // NOLINT(performance-no-int-to-ptr)
    auto storage = unlocked([&] { return storage::join_postgresql(given, how); });
    return std::make_unique<Joined>(interruptible(std::move(storage)), connection, kept);
}

}  // namespace

Joined::~Joined() {
    unlocked([&] { storage_.reset(); });  // may speak to a server
}

std::shared_ptr<storage::Storage> Joined::storage() const {
    if (!asked(is_open_)) {
        throw Error(ErrorCode::argument_invalid,
                    "the joined connection is closed: open another, and join that");
    }
    return storage_;
}

void bind_joined(py::module_& module) {
    py::class_<Joined>(module, "Joined",
                       "A connection of the host's that calls can join: what `xueshi.join` gives.")
        .def("__repr__", [](const Joined&) { return "<xueshi.Joined>"; });
    module.def("join_sqlite", &join_sqlite);
    module.def("join_postgresql", &join_postgresql);
}

}  // namespace xueshi::python

/// SQLite calls it by this name when the module is loaded into a connection.
extern "C" __attribute__((visibility("default"))) int sqlite3_extension_init(
    sqlite3* handle, char**, const sqlite3_api_routines* library) {
    xueshi::python::received = {handle, library->libversion()};
    return SQLITE_OK;
}
