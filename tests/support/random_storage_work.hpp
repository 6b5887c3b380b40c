#pragma once
/// Random transactions for two storages that must answer alike.

#include <functional>
#include <limits>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include <xueshi/storage.hpp>

namespace xueshi::storage::differential {

inline constexpr Column columns[] = {{"area"},
                                     {"number", CellType::integer},
                                     {"group"},
                                     {"taken", CellType::integer},
                                     {"seats", CellType::integer, true},
                                     {"tag", CellType::text, true}};
inline constexpr std::uint8_t by_group[] = {2, 4};
inline constexpr std::uint8_t by_tag[] = {5};
inline constexpr std::uint8_t by_area[] = {0, 5, 3};
inline constexpr Index indexes[] = {
    {"by_group", by_group}, {"by_tag", by_tag, true}, {"by_area", by_area}};
inline constexpr Table table{"order", columns, 2, indexes};  // "order", "group": words of SQL
inline constexpr const Table* tables[] = {&table};
inline constexpr Schema schema{1, 1, 1, tables};

class RandomWork {
public:
    explicit RandomWork(std::uint64_t seed) : random_(seed) {}

    std::uint64_t pick(std::uint64_t below) { return random_() % below; }

    std::string random_key() {
        std::string key;
        append_text(key, std::string(1 + pick(2), static_cast<char>('a' + pick(2))));
        append_integer(key, static_cast<std::int64_t>(pick(12)) - 6);
        return key;
    }

    std::string random_row() {
        std::string row = random_key();
        append_text(row, pick(2) == 0 ? "g" : "h");
        append_integer(row, static_cast<std::int64_t>(pick(4)));
        pick(3) == 0 ? append_null(row) : append_integer(row, static_cast<std::int64_t>(pick(5)));
        pick(2) == 0 ? append_null(row) : append_text(row, "t" + std::to_string(pick(40)));
        return row;
    }

    template <class Make>
    std::vector<std::string> sorted(std::size_t count, Make make) {
        std::map<std::string, std::string> by_key_of;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string each = make();
            by_key_of.emplace(key_of(table, each), each);
        }
        std::vector<std::string> result;
        for (auto& [key, row] : by_key_of)
            result.push_back(row);
        return result;
    }

    BoundedAdd random_add() {
        BoundedAdd change;
        change.key = random_key();
        change.column = pick(4) == 0 ? 4 : 3;
        change.delta = static_cast<std::int64_t>(pick(7)) - 3;
        if (pick(2) == 0) change.at_most_column = change.column == 3 ? 4 : 3;
        if (pick(3) == 0) change.at_least_column = change.column == 3 ? 4 : 3;
        if (pick(8) == 0) change.delta = std::numeric_limits<std::int64_t>::max() - 1;
        if (pick(8) == 0) change.at_least = std::numeric_limits<std::int64_t>::min();
        if (pick(8) == 0) change.delta = std::numeric_limits<std::int64_t>::min();
        return change;
    }

    /// One operation on one storage; what it answers, conflicts included.
    using Operation = std::function<std::vector<std::string>(Transaction&)>;

    Operation random_operation() {
        switch (pick(7)) {
            case 0:
                return [rows = sorted(pick(3) + 1, [&] { return random_row(); })](Transaction& on) {
                    on.append(table, rows);
                    return std::vector<std::string>();
                };
            case 1:
                return [rows = sorted(pick(4) + 1, [&] { return random_row(); })](Transaction& on) {
                    on.put(table, rows);
                    return std::vector<std::string>();
                };
            case 2:
                return [keys = sorted(pick(3), [&] { return random_key(); })](Transaction& on) {
                    on.erase(table, keys);
                    return std::vector<std::string>();
                };
            case 3:
                return [keys = sorted(pick(9), [&] { return random_key(); })](Transaction& on) {
                    std::vector<std::string> rows;
                    on.get(table, keys, Guard::exclusive, rows);
                    return rows;
                };
            case 4:
                return [change = random_add()](Transaction& on) {
                    return std::vector<std::string>{on.add(table, change) ? "done" : "not"};
                };
            default:
                return random_scan();
        }
    }

    Operation random_scan() {
        const std::size_t index = pick(4) == 3 ? by_key : pick(3);
        const std::string shape = random_row();
        const std::string position = position_of(table, index, shape);
        const std::size_t most = index == by_key ? 2 : table.indexes[index].columns.size() + 2;
        const std::string prefix(leading_cells(position, pick(most + 1)));
        std::string after;
        if (pick(2) == 0) after = position_of(table, index, pick(2) == 0 ? shape : random_row());
        return [=, limit = pick(20)](Transaction& on) {
            std::vector<std::string> rows;
            on.scan(table, index, prefix, after, limit, rows);
            return rows;
        };
    }

private:
    std::mt19937_64 random_;
};

/// What an operation answers, conflicts included. A conflict may show later than its write (S5): so
/// every operation is followed by a question.
inline std::vector<std::string> answer_of(Transaction& transaction,
                                          const RandomWork::Operation& operation, bool& alive) {
    try {
        auto answer = operation(transaction);
        std::vector<std::string> rows;
        transaction.scan(table, by_key, {}, {}, 1, rows);
        return answer;
    } catch (const Conflict&) {
        alive = false;
        return {"conflict"};
    }
}

/// Random transactions on both: the same answers, the same conflicts, the same rows.
inline void expect_alike(Storage& first, Storage& second, std::uint64_t seed, int rounds) {
    first.prepare(schema);
    second.prepare(schema);
    RandomWork work(seed);
    for (int round = 0; round < rounds; ++round) {
        const auto one = first.begin(Access::write, Deadline::max());
        const auto other = second.begin(Access::write, Deadline::max());
        bool alive = true;
        for (std::size_t step = work.pick(6) + 1; alive && step > 0; --step) {
            const auto operation = work.random_operation();
            bool other_alive = true;
            const auto expected = answer_of(*one, operation, alive);
            ASSERT_EQ(answer_of(*other, operation, other_alive), expected) << "round " << round;
        }
        if (alive && work.pick(4) != 0) {
            one->commit();
            other->commit();
        }
    }
    for (const std::size_t index : {by_key, std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        std::vector<std::string> rows[2];
        first.begin(Access::read, Deadline::max())->scan(table, index, {}, {}, 1000, rows[0]);
        second.begin(Access::read, Deadline::max())->scan(table, index, {}, {}, 1000, rows[1]);
        EXPECT_EQ(rows[0], rows[1]);
    }
}

}  // namespace xueshi::storage::differential
