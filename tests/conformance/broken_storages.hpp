#pragma once
/// Storages that each break one clause, the negative controls of the conformance kit.

#include <functional>
#include <string>
#include <vector>

#include <xueshi/storage_conformance.hpp>

namespace xueshi::storage::tests {

struct Broken {
    std::string name;
    std::string clause;  ///< the only one that the kit must find broken
    ConformanceSubject subject;
};

/// `scratch_file` names a file that may be created, for those that need a database.
std::vector<Broken> broken_storages(const std::string& scratch_file);

/// Makes the next commit of a storage that `wrap_failing` made fail, truly or only in words.
std::unique_ptr<Storage> wrap_failing(std::unique_ptr<Storage> inner, bool keeps_the_writes);
void fail_next_commit(Storage& storage);

}  // namespace xueshi::storage::tests
