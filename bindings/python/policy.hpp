#pragma once
/// Policies are immutable: Python shares them with the engine.

#include <memory>

#include <xueshi/policy.hpp>

namespace xueshi::python {

/// pybind11's holders know no const; nothing that is bound changes a policy.
using PolicyPointer = std::shared_ptr<Policy>;

inline PolicyPointer shared(std::shared_ptr<const Policy> policy) {
    return std::const_pointer_cast<Policy>(std::move(policy));
}

}  // namespace xueshi::python
