#pragma once
/// Storages: our own, opened by URL, and those that a host writes in Python.

#include <memory>

#include <xueshi/storage.hpp>

#include "classes.hpp"

namespace xueshi::python {

/// From a URL, a storage that `open_storage` gave, or an object with the methods of xueshi.Storage.
std::shared_ptr<storage::Storage> storage_from(const py::object& given);

/// The object behind a storage written in Python; none of another storage.
py::object python_of(storage::Storage& storage);

/// A storage over an object with the methods of xueshi.Storage.
std::unique_ptr<storage::Storage> python_storage(py::object object);

/// TypeError where what a host's function gave is no instance of a class that was handed over.
void require_instance(const py::object& given, const char* type, const char* giver);

py::object to_python(const storage::Info& info);

}  // namespace xueshi::python
