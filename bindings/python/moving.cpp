/// Moving a storage, and copying an SQLite storage in use.

#include <algorithm>
#include <climits>
#include <pybind11/stl.h>

#include <xueshi/backup.hpp>
#include <xueshi/migration.hpp>

#include "classes.hpp"
#include "convert.hpp"
#include "engine_handle.hpp"
#include "interruptible.hpp"
#include "module.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "storage.hpp"

namespace xueshi::python {

namespace {

std::size_t number_from(const py::object& given, const char* of, const char* name) {
    std::int64_t number = 0;
    Reader(of, std::string("/") + name).read(given.ptr(), number);
    return static_cast<std::size_t>(std::max<std::int64_t>(number, 0));  // 0 is refused further in
}

Kept progress_from(const py::object& given) {
    return given.is_none() ? nullptr : keep_function(given, "progress");
}

py::object migrate(const py::object& from, const py::object& to, const py::object& progress,
                   const py::object& rows_together) {
    MigrationOptions options;
    options.rows_together = number_from(rows_together, "migrate", "rows_together");
    if (const Kept kept = progress_from(progress)) {
        options.progress = [kept](const MigrationProgress& now) {
            const py::gil_scoped_acquire lock;
            (*kept)(to_python(now.phase), now.rows);
        };
    }
    const auto source = storage_from(from);
    const auto target = storage_from(to);
    const auto heard = interruptible(source);
    const auto heard_target = source == target ? heard : interruptible(target);
    const MigrationReport report =
        unlocked([&] { return xueshi::migrate(heard, heard_target, options); });
    return make("MigrationReport", report.rows, report.copied, report.entries, report.state_digest,
                py::tuple(py::cast(report.faults)));
}

void back_up(const std::string& from, const std::string& to, const py::object& progress,
             const py::object& patience, const py::object& pages_together) {
    storage::BackupOptions options;
    options.patience = milliseconds_from(patience, "patience");
    const std::size_t pages = number_from(pages_together, "back_up", "pages_together");
    options.pages_together = static_cast<int>(std::min<std::size_t>(pages, INT_MAX));
    options.progress = [kept = progress_from(progress)](const storage::BackupProgress& now) {
        hear_signals();
        if (!kept) return;
        const py::gil_scoped_acquire lock;
        (*kept)(now.pages, now.of);
    };
    unlocked([&] { storage::back_up(from, to, options); });
}

}  // namespace

void bind_moving(py::module_& module) {
    module.def("migrate", &migrate);
    module.def("back_up", &back_up);
}

}  // namespace xueshi::python
