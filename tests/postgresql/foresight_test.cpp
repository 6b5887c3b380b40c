// What goes out to PostgreSQL before it is asked for, and what isn't waited for, is as if it were.

#include <gtest/gtest.h>

#include <xueshi/storage.hpp>

#include "support/postgresql.hpp"

namespace xueshi::storage {
namespace {

constexpr Column columns[] = {{"area"}, {"number", CellType::integer}};
constexpr Table table{"things", columns, 1};
constexpr const Table* tables[] = {&table};
constexpr Schema schema{1, 1, 1, tables};

std::string key(const std::string& area) {
    std::string bytes;
    append_text(bytes, area);
    return bytes;
}

std::string row(const std::string& area, std::int64_t number) {
    std::string bytes = key(area);
    append_integer(bytes, number);
    return bytes;
}

using Texts = std::vector<std::string>;

class PostgresqlForesight : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        storage->prepare(schema);
        const auto writer = begin();
        writer->append(table, Texts{row("a", 1), row("b", 2)});
        writer->commit();
    }

    std::unique_ptr<Transaction> begin(int milliseconds = 10'000) {
        return storage->begin(Access::write,
                              Deadline::clock::now() + std::chrono::milliseconds(milliseconds));
    }

    static Texts got(Transaction& transaction, const Texts& areas, Guard guard) {
        Texts keys;
        for (const std::string& area : areas)
            keys.push_back(key(area));
        Texts rows;
        transaction.get(table, keys, guard, rows);
        return rows;
    }

    /// Whether nobody else holds the row of "a".
    bool is_free() {
        try {
            got(*begin(100), {"a"}, Guard::exclusive);
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::storage_busy);
            return false;
        }
    }

    static BoundedAdd take(std::int64_t number) {
        BoundedAdd change;
        change.key = key("a");
        change.column = 1;
        change.delta = -number;
        return change;
    }

    support::PostgresqlSchema own;
    std::unique_ptr<Storage> storage = open_storage(own.url("&pool=3&" + GetParam()));
};

/// Its answers are under way when it ends: they have nowhere to go any more.
TEST_P(PostgresqlForesight, MayEndBeforeAnybodyAsks) {
    begin()->expect(table, Texts{key("a"), key("b")}, Guard::exclusive);
    EXPECT_TRUE(is_free());
}

TEST_P(PostgresqlForesight, ListensWhereItSpares) {
    EXPECT_EQ(begin()->listens(), GetParam() == "pipeline=on");
}

TEST_P(PostgresqlForesight, GivesExpectedRowsWithTheirGuard) {
    const auto transaction = begin();
    transaction->expect(table, Texts{key("a"), key("b"), key("c")}, Guard::shared);
    EXPECT_EQ(got(*transaction, {"a", "b", "c"}, Guard::shared),
              (Texts{row("a", 1), row("b", 2), ""}));
    EXPECT_FALSE(is_free());
    transaction->commit();
    EXPECT_TRUE(is_free());
}

TEST_P(PostgresqlForesight, HoldsNothingThatIsExpectedWithoutGuard) {
    const auto transaction = begin();
    transaction->expect(table, Texts{key("a")}, Guard::none);
    EXPECT_EQ(got(*transaction, {"a"}, Guard::none), Texts{row("a", 1)});
    EXPECT_TRUE(is_free());
}

TEST_P(PostgresqlForesight, ReadsOtherRowsAndGuardsThanExpectedAfresh) {
    const auto transaction = begin();
    transaction->expect(table, Texts{key("b")}, Guard::none);
    transaction->expect(table, Texts{key("a")}, Guard::none);
    EXPECT_EQ(got(*transaction, {"a", "b"}, Guard::none), (Texts{row("a", 1), row("b", 2)}));
    EXPECT_EQ(got(*transaction, {"a"}, Guard::exclusive), Texts{row("a", 1)});
    EXPECT_FALSE(is_free());
}

TEST_P(PostgresqlForesight, ReadsAfreshWhatWasGivenBefore) {
    const auto transaction = begin();
    transaction->expect(table, Texts{key("a")}, Guard::none);
    EXPECT_EQ(got(*transaction, {"a"}, Guard::none), Texts{row("a", 1)});
    transaction->put(table, Texts{row("a", 7)});
    EXPECT_EQ(got(*transaction, {"a"}, Guard::none), Texts{row("a", 7)});
}

TEST_P(PostgresqlForesight, FailsInTheNextOperationWhereAnExpectedRowIsHeldTooLong) {
    const auto holder = begin();
    got(*holder, {"a"}, Guard::exclusive);
    const auto transaction = begin(100);
    try {
        transaction->expect(table, Texts{key("a")}, Guard::exclusive);
        got(*transaction, {"a"}, Guard::exclusive);
        ADD_FAILURE() << "nothing failed";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::storage_busy);
    }
}

TEST_P(PostgresqlForesight, ConflictsWhereOthersHoldARowInAHurry) {
    const auto holder = begin();
    got(*holder, {"b"}, Guard::exclusive);
    const auto transaction = begin();
    transaction->wait_at_most(std::chrono::milliseconds(20));
    EXPECT_EQ(got(*transaction, {"a"}, Guard::exclusive), Texts{row("a", 1)});
    EXPECT_THROW(got(*transaction, {"b"}, Guard::exclusive), Conflict);
}

/// Reads of a hurried list go in pieces that look the last rows up twice.
TEST_P(PostgresqlForesight, GivesListsOfAnyLengthInAHurry) {
    for (std::size_t length = 1; length <= 40; ++length) {
        const auto transaction = begin();
        transaction->wait_at_most(std::chrono::milliseconds(5'000));
        Texts areas;
        Texts rows;
        for (std::size_t i = 0; i < length; ++i) {
            areas.push_back("list " + std::to_string(100 + i));
            rows.push_back(row(areas.back(), static_cast<std::int64_t>(i)));
        }
        transaction->append(table, rows);
        EXPECT_EQ(got(*transaction, areas, Guard::exclusive), rows) << length;
        for (std::size_t i = 0; i < length; ++i)
            rows[i] = row(areas[i], 1000);
        transaction->put(table, rows);
        EXPECT_EQ(got(*transaction, areas, Guard::shared), rows) << length;
    }
}

TEST_P(PostgresqlForesight, AddsWithinTheBounds) {
    const auto transaction = begin();
    transaction->add_or_conflict(table, take(1));
    transaction->commit();
    EXPECT_EQ(got(*begin(), {"a"}, Guard::none), Texts{row("a", 0)});
}

TEST_P(PostgresqlForesight, ConflictsBeyondTheBoundsAndLeavesNothing) {
    const auto transaction = begin();
    transaction->append(table, Texts{row("c", 3)});
    EXPECT_THROW(
        {
            transaction->add_or_conflict(table, take(2));
            transaction->append(table, Texts{row("d", 4)});
            transaction->commit();
        },
        Conflict);
    EXPECT_EQ(got(*begin(), {"a", "c", "d"}, Guard::none), (Texts{row("a", 1), "", ""}));
}

TEST_P(PostgresqlForesight, ConflictsWhereTheRowIsMissing) {
    const auto transaction = begin();
    BoundedAdd change = take(0);
    change.key = key("nowhere");
    EXPECT_THROW(
        {
            transaction->add_or_conflict(table, change);
            transaction->commit();
        },
        Conflict);
}

INSTANTIATE_TEST_SUITE_P(Pipeline, PostgresqlForesight,
                         testing::Values("pipeline=on", "pipeline=off"), [](const auto& info) {
                             return info.param.substr(info.param.find('=') + 1);
                         });

}  // namespace
}  // namespace xueshi::storage
