#pragma once
/// A connection of the host's that calls can join.

#include <functional>
#include <memory>
#include <pybind11/pybind11.h>

#include <xueshi/storage.hpp>

#include "classes.hpp"

namespace xueshi::python {

/// Keeps the connection too: whatever the host drops first.
class Joined {
public:
    /// `is_open`: a function that tells of the connection. Asked before each call and at the end,
    /// because a handle that was closed leads nowhere.
    Joined(std::shared_ptr<storage::Storage> storage, py::object connection, Kept is_open)
        : storage_(std::move(storage)),
          connection_(std::move(connection)),
          is_open_(std::move(is_open)) {}
    ~Joined();
    Joined(const Joined&) = delete;
    Joined& operator=(const Joined&) = delete;

    /// Throws `Error` argument_invalid where the connection was closed.
    std::shared_ptr<storage::Storage> storage() const;

private:
    std::shared_ptr<storage::Storage> storage_;
    py::object connection_;
    Kept is_open_;
};

}  // namespace xueshi::python
