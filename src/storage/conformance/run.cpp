#include <algorithm>

#include "kit.hpp"

namespace xueshi::storage {
namespace {

ClauseResult run_test(const conformance::Test& test, const ConformanceSubject& subject) {
    ClauseResult result{test.clause, test.title, false, {}};
    try {
        conformance::Scene scene(subject);
        test.run(scene);
        result.passed = true;
    } catch (const conformance::Failed& failed) {
        result.detail = failed.what;
    } catch (const Error& error) {
        result.detail = std::string(error_name(error.code())) + ": " + error.what();
    } catch (const Conflict& conflict) {
        result.detail = std::string("conflict: ") + conflict.what();
    } catch (const std::exception& other) {
        result.detail = std::string("an exception that is no Error: ") + other.what();
    }
    return result;
}

}  // namespace

std::vector<Clause> clauses() {
    return {{"S1", "a transaction sees its own writes"},
            {"S2", "commit is all, lasting; no commit is nothing"},
            {"S3", "others see nothing uncommitted"},
            {"S4", "a failed operation ends the transaction"},
            {"S5", "keys and unique indexes collide"},
            {"S6", "put replaces or creates, erase is content with nothing"},
            {"S7", "scans are in order, whole, each row once"},
            {"S8", "a guarded row stays or the transaction conflicts"},
            {"S9", "add is indivisible"},
            {"S10", "add says so where a bound forbids"},
            {"S11", "waits end at the deadline"},
            {"S12", "many transactions, no writer starves"},
            {"S13", "prepare can be repeated and raced, keeps data, refuses newer versions"},
            {"S14", "texts and blobs are kept byte by byte"},
            {"S15", "a failed commit leaves nothing"}};
}

std::vector<ClauseResult> run_conformance(const ConformanceSubject& subject) {
    std::vector<conformance::Test> tests;
    for (const auto& group : {conformance::row_tests(), conformance::year_tests(),
                              conformance::scan_tests(), conformance::transaction_tests(),
                              conformance::concurrency_tests(), conformance::schema_tests()})
        tests.insert(tests.end(), group.begin(), group.end());
    std::vector<ClauseResult> results;
    for (const Clause& clause : clauses())
        for (const conformance::Test& test : tests)
            if (clause.id == test.clause) results.push_back(run_test(test, subject));
    return results;
}

}  // namespace xueshi::storage
