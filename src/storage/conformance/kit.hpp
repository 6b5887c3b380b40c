#pragma once
/// What the tests of the conformance kit share: small tables, rows of them, and a place to fail.

#include <optional>
#include <string>
#include <vector>

#include <xueshi/storage_conformance.hpp>

namespace xueshi::storage::conformance {

/// Thrown where a storage doesn't do what a clause says.
struct Failed {
    std::string what;
};

inline void expect(bool holds, const std::string& otherwise) {
    if (!holds) throw Failed{otherwise};
}

// The tables. `items` has an index that isn't unique, a unique one with nulls, and one whose first
// column may be null: what orders and collides differs in each.
inline constexpr Column item_columns[] = {{"county"},
                                          {"number", CellType::integer},
                                          {"name"},
                                          {"taken", CellType::integer},
                                          {"seats", CellType::integer},
                                          {"tag", CellType::text, true},
                                          {"note", CellType::blob, true}};
inline constexpr std::uint8_t by_name_columns[] = {2};
inline constexpr std::uint8_t by_tag_columns[] = {5};
inline constexpr std::uint8_t by_tag_and_seats_columns[] = {5, 4};
inline constexpr std::uint8_t by_county_and_seats_columns[] = {0, 4};
inline constexpr Index item_indexes[] = {{"by_name", by_name_columns},
                                         {"by_tag", by_tag_columns, true},
                                         {"by_tag_and_seats", by_tag_and_seats_columns},
                                         {"by_county_and_seats", by_county_and_seats_columns}};
inline constexpr std::size_t by_name = 0;
inline constexpr std::size_t by_tag = 1;
inline constexpr std::size_t by_tag_and_seats = 2;
inline constexpr std::size_t by_county_and_seats = 3;
inline constexpr Table items{"kit_items", item_columns, 2, item_indexes};

inline constexpr Column pair_columns[] = {
    {"county"}, {"number", CellType::integer}, {"value", CellType::integer}};
inline constexpr Table pairs{"kit_pairs", pair_columns, 2};

inline constexpr Column word_columns[] = {{"word"}, {"content", CellType::blob}};
inline constexpr Table words{"kit_words", word_columns, 1};

// Its rows have years, which a storage may keep apart.
inline constexpr Column dated_columns[] = {{"county"},
                                           {"number", CellType::integer},
                                           {"year", CellType::integer},
                                           {"taken", CellType::integer},
                                           {"seats", CellType::integer}};
inline constexpr std::uint8_t by_taken_columns[] = {3};
inline constexpr Index dated_indexes[] = {{"dated_by_taken", by_taken_columns}};
inline constexpr std::size_t by_taken = 0;
inline constexpr Table dated{"kit_dated", dated_columns, 2, dated_indexes, YearColumn{2}};

inline constexpr const Table* all_tables[] = {&items, &pairs, &words, &dated};
inline constexpr Schema schema{1, 1, 1, all_tables};

struct Item {
    std::int64_t number = 0;
    std::string name = "item";
    std::int64_t taken = 0;
    std::int64_t seats = 0;
    std::optional<std::string> tag{};
    std::optional<std::string> note{};
    std::string county = "320102";

    bool operator==(const Item&) const = default;
};

std::string row_of(const Item& item);
Item item_of(std::string_view row);
std::string item_key(std::int64_t number, std::string_view county = Item{}.county);
std::string pair_row(std::int64_t number, std::int64_t value);
std::string dated_row(std::int64_t number, std::int64_t year, std::int64_t taken = 0,
                      std::int64_t seats = 0);
std::string word_row(std::string_view word, std::string_view content);
std::string text_cell(std::string_view text);
std::string integer_cell(std::int64_t value);

/// What one test works on.
class Scene {
public:
    explicit Scene(const ConformanceSubject& tested);

    const ConformanceSubject& subject;
    std::unique_ptr<Storage> storage;  ///< prepared with `schema`

    static Deadline soon() { return Deadline::clock::now() + std::chrono::seconds(30); }
    static Deadline shortly() { return Deadline::clock::now() + std::chrono::milliseconds(150); }

    std::unique_ptr<Transaction> read() const { return storage->begin(Access::read, soon()); }
    std::unique_ptr<Transaction> write() const { return storage->begin(Access::write, soon()); }

    void append(const Table& table, std::vector<std::string> rows) const;
    void append(const Item& item) const { append(items, {row_of(item)}); }
    void put(const Item& item) const;
    std::optional<Item> stored(std::int64_t number) const;
    std::vector<std::string> all(const Table& table) const;
};

std::string get_one(Transaction& transaction, const Table& table, const std::string& key,
                    Guard guard = Guard::none);
std::vector<std::string> scan_all(Transaction& transaction, const Table& table,
                                  std::size_t index = storage::by_key,
                                  std::string_view prefix = {});
std::vector<std::int64_t> numbers(const std::vector<std::string>& item_rows);
BoundedAdd take(std::int64_t number, std::int64_t seats);

/// How an attempt ended.
enum class Ending { done, conflict, busy, error };

template <class Action>
Ending attempt(Action&& action) {
    try {
        action();
        return Ending::done;
    } catch (const Conflict&) {
        return Ending::conflict;
    } catch (const Error& error) {
        return error.code() == ErrorCode::storage_busy ? Ending::busy : Ending::error;
    }
}

struct Test {
    const char* clause;
    const char* title;
    void (*run)(Scene&);
};

// One function a file of tests.
std::vector<Test> row_tests();
std::vector<Test> year_tests();
std::vector<Test> scan_tests();
std::vector<Test> transaction_tests();
std::vector<Test> concurrency_tests();
std::vector<Test> schema_tests();

}  // namespace xueshi::storage::conformance
