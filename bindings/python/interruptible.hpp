#pragma once
/// A storage in whose calls Python's signals are heard: without it Ctrl-C would wait for the end of a call,
/// and a command be done whose receipt nobody gets.

#include <memory>

#include <xueshi/storage.hpp>

namespace xueshi::python {

/// Looks for signals when a transaction has begun, now and then while it reads, and before it commits. What
/// a signal's handler raises (KeyboardInterrupt) ends the call, and nothing was done. Only calls of
/// Python's main thread: no other hears signals.
std::shared_ptr<storage::Storage> interruptible(std::shared_ptr<storage::Storage> storage);

/// Looks now, without Python's lock held, where nothing is done yet that must not be left half done.
void hear_signals();

/// Which thread is the main one; once, when the module is loaded.
void note_main_thread();

}  // namespace xueshi::python
