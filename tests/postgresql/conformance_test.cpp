// The conformance kit on PostgreSQL, at every isolation level, with and without pipeline, in a
// hurry.

#include <gtest/gtest.h>

#include <xueshi/storage_conformance.hpp>
#include <xueshi/storage_decorator.hpp>

#include "support/postgresql.hpp"

namespace xueshi::storage {
namespace {

/// Every transaction waits little for others, as those that several commands share: lists go in
/// pieces.
class InAHurry final : public ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<Transaction> begin(Access access, Deadline deadline) override {
        auto transaction = inner().begin(access, deadline);
        transaction->wait_at_most(std::chrono::milliseconds(50));
        return transaction;
    }
};

TEST(PostgresqlInAHurry, ConformsToEveryClause) {
    std::unique_ptr<support::PostgresqlSchema> schema;
    ConformanceSubject subject;
    subject.name = "postgresql in a hurry";
    subject.reopen = [&] { return std::make_unique<InAHurry>(open_storage(schema->url())); };
    subject.fresh = [&] {
        schema = std::make_unique<support::PostgresqlSchema>();
        return subject.reopen();
    };
    for (const ClauseResult& result : run_conformance(subject))
        EXPECT_TRUE(result.passed)
            << result.clause << ", " << result.title << ": " << result.detail;
}

class PostgresqlConforms : public testing::TestWithParam<std::string> {};

TEST_P(PostgresqlConforms, ToEveryClause) {
    std::unique_ptr<support::PostgresqlSchema> schema;
    ConformanceSubject subject;
    subject.name = GetParam();
    subject.reopen = [&] { return open_storage(schema->url("&" + GetParam())); };
    subject.fresh = [&] {
        schema = std::make_unique<support::PostgresqlSchema>();
        return subject.reopen();
    };
    for (const ClauseResult& result : run_conformance(subject))
        EXPECT_TRUE(result.passed)
            << result.clause << ", " << result.title << ": " << result.detail;
}

INSTANTIATE_TEST_SUITE_P(Postgresql, PostgresqlConforms,
                         testing::Values("isolation=read_committed", "isolation=repeatable_read",
                                         "isolation=serializable", "pipeline=off",
                                         "partition=year"),
                         [](const auto& info) {
                             return info.param.substr(info.param.find('=') + 1);
                         });

}  // namespace
}  // namespace xueshi::storage
