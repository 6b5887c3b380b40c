#pragma once
/// Proves a storage against the numbered clauses of storage.hpp. Link `xueshi::conformance`.
///
/// A program that tests your storage:
///
///     xueshi::storage::ConformanceSubject subject;
///     subject.name = "mine";
///     subject.fresh = [] { return std::make_unique<MyStorage>(empty_database()); };
///     for (const auto& result : xueshi::storage::run_conformance(subject))
///         if (!result.passed)
///             std::cerr << result.clause << ' ' << result.title << ": " << result.detail << '\n';
///
/// The kit writes nothing anywhere but into the storages it is given, uses threads, and takes some
/// seconds. What a storage can't do is not skipped: see `reopen`.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

struct ConformanceSubject {
    std::string name;

    /// An empty storage, not prepared. Called once a test; the earlier one is gone by then.
    std::function<std::unique_ptr<Storage>()> fresh;

    /// Another handle on what the last `fresh` gave, as a second process would open it; the first
    /// may be alive or gone. Leave it empty only for a storage whose `info()` says it isn't
    /// durable.
    std::function<std::unique_ptr<Storage>()> reopen{};

    /// Makes the next commit() of this storage fail, if you can. Without it S15 is tested by those
    /// failures only that the kit can cause itself: a deadline that passes.
    std::function<void(Storage&)> fail_next_commit{};
};

struct Clause {
    std::string id;  ///< "S1" … "S15"
    std::string title;
};

/// All clauses, in order. Each has at least one test.
std::vector<Clause> clauses();

struct ClauseResult {
    std::string clause;  ///< "S1" … "S15"
    std::string title;   ///< what this test of the clause expects
    bool passed = false;
    std::string detail;  ///< what happened instead
};

/// One result a test, in the order of the clauses.
std::vector<ClauseResult> run_conformance(const ConformanceSubject& subject);

}  // namespace xueshi::storage
