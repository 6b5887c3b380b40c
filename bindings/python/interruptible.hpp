#pragma once
/// A storage in whose calls Python's signals are heard: without it Ctrl-C would wait for the end of
/// a call, and a command be done whose receipt nobody gets.

#include <exception>
#include <memory>

#include <xueshi/storage.hpp>

namespace xueshi::python {

/// Looks for signals when a transaction has begun, now and then while it reads, and before it
/// commits. What a signal's handler raises (KeyboardInterrupt) ends the call, and nothing was done.
/// Only calls of Python's main thread: no other hears signals.
std::shared_ptr<storage::Storage> interruptible(std::shared_ptr<storage::Storage> storage);

/// Looks now, without Python's lock held, where nothing is done yet that must not be left half
/// done.
void hear_signals();

/// For whoever called into Python's callback and is going to throw what ended it: no answer is made
/// of it.
void keep_for_caller(std::exception_ptr interruption) noexcept;

/// Keeps what was heard in this thread while it lives: for calls that make an answer of every
/// exception.
class HeardSignals {
public:
    HeardSignals();
    ~HeardSignals();
    HeardSignals(const HeardSignals&) = delete;
    HeardSignals& operator=(const HeardSignals&) = delete;

    /// Throws it, if there was one; with Python's lock held.
    void rethrow() const;

private:
    HeardSignals* outer_;  ///< a callback may call again
    std::exception_ptr heard_;
    friend void keep_for_caller(std::exception_ptr interruption) noexcept;
};

/// Which thread is the main one; once, when the module is loaded.
void note_main_thread();

}  // namespace xueshi::python
