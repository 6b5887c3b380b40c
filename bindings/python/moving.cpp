/// Moving a storage, and copying an SQLite storage in use.

#include <pybind11/stl.h>

#include <xueshi/backup.hpp>
#include <xueshi/migration.hpp>

#include "classes.hpp"
#include "engine_handle.hpp"
#include "module.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "storage.hpp"
#include "values.hpp"

namespace xueshi::python {

namespace {

py::object migrate(const py::object& from, const py::object& to, const py::object& progress,
                   std::size_t rows_together) {
    MigrationOptions options;
    options.rows_together = rows_together;
    if (!progress.is_none()) {
        options.progress = [kept = keep(progress)](const MigrationProgress& now) {
            const py::gil_scoped_acquire lock;
            (*kept)(to_python(now.phase), now.rows);
        };
    }
    const auto source = storage_from(from);
    const auto target = storage_from(to);
    const MigrationReport report =
        unlocked([&] { return xueshi::migrate(source, target, options); });
    return make("MigrationReport", report.rows, report.copied, report.entries, report.state_digest,
                py::tuple(py::cast(report.faults)));
}

void back_up(const std::string& from, const std::string& to, const py::object& progress,
             const py::object& patience, int pages_together) {
    storage::BackupOptions options;
    options.patience = milliseconds_from(patience, "patience");
    options.pages_together = pages_together;
    if (!progress.is_none()) {
        options.progress = [kept = keep(progress)](const storage::BackupProgress& now) {
            const py::gil_scoped_acquire lock;
            (*kept)(now.pages, now.of);
        };
    }
    unlocked([&] { storage::back_up(from, to, options); });
}

}  // namespace

void bind_moving(py::module_& module) {
    module.def("migrate", &migrate);
    module.def("back_up", &back_up);
}

}  // namespace xueshi::python
