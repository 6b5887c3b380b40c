#pragma once
/// The storage in memory: for tests, for trying out, for what needs no durability.
///
/// One writer at a time and readers beside each other, served in order of arrival. A read
/// transaction holds its share of the lock for its life: keep it short, and never begin a write
/// transaction while the same thread has one open.

#include <xueshi/storage.hpp>

namespace xueshi::storage {

std::unique_ptr<Storage> open_memory();

}  // namespace xueshi::storage
