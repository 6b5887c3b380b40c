#include <algorithm>
#include <limits>

#include "kit.hpp"

namespace xueshi::storage::conformance {
namespace {

void sees_own_rows_by_key(Scene& scene) {
    scene.append(Item{.number = 1});
    const auto transaction = scene.write();
    const std::string rows[] = {row_of({.number = 2, .name = "new"})};
    transaction->append(items, rows);
    expect(!get_one(*transaction, items, item_key(2)).empty(), "get() misses an appended row");
    const std::string changed[] = {row_of({.number = 1, .name = "changed"})};
    transaction->put(items, changed);
    expect(get_one(*transaction, items, item_key(1)) == changed[0], "get() misses a put");
    expect(scan_all(*transaction, items).size() == 2, "scan() by key misses own rows");
    const std::string gone[] = {item_key(1)};
    transaction->erase(items, gone);
    expect(get_one(*transaction, items, item_key(1)).empty(), "get() still gives an erased row");
    expect(numbers(scan_all(*transaction, items)) == std::vector<std::int64_t>{2},
           "scan() by key still gives an erased row");
}

void sees_own_rows_in_indexes(Scene& scene) {
    scene.append(Item{.number = 1, .name = "old", .tag = "t"});
    const auto transaction = scene.write();
    const std::string changed[] = {row_of({.number = 1, .name = "new", .tag = "u"})};
    transaction->put(items, changed);
    const auto count = [&](std::size_t index, const std::string& prefix) {
        return scan_all(*transaction, items, index, prefix).size();
    };
    expect(count(by_name, text_cell("new")) == 1, "an index misses a put row");
    expect(count(by_name, text_cell("old")) == 0, "an index keeps a replaced row");
    expect(count(by_tag, text_cell("t")) == 0, "a unique index keeps a replaced row");
    const std::string more[] = {row_of({.number = 2, .name = "new", .tag = "t"})};
    transaction->append(items, more);  // the tag is free again
    expect(count(by_name, text_cell("new")) == 2, "an index misses an appended row");
    const std::string gone[] = {item_key(1)};
    transaction->erase(items, gone);
    expect(count(by_name, text_cell("new")) == 1, "an index keeps an erased row");
}

void sees_own_additions(Scene& scene) {
    scene.append(Item{.number = 1, .seats = 5});
    const auto transaction = scene.write();
    transaction->add(items, take(1, 3));
    expect(item_of(get_one(*transaction, items, item_key(1))).taken == 3, "get() misses add()");
    expect(transaction->add(items, take(1, 2)), "add() misses add()");
    expect(!transaction->add(items, take(1, 1)), "add() misses what was added before");
}

void existing_key_conflicts(Scene& scene) {
    scene.append(Item{.number = 1, .name = "first"});
    const Ending ending = attempt([&] { scene.append(Item{.number = 1, .name = "second"}); });
    expect(ending == Ending::conflict, "append() of an existing key didn't throw Conflict");
    expect(scene.stored(1)->name == "first", "the first row was changed");
}

void existing_key_of_own_conflicts(Scene& scene) {
    const std::string row[] = {row_of({.number = 1})};
    const auto transaction = scene.write();
    transaction->append(items, row);
    const auto again = [&] {
        transaction->append(items, row);
        transaction->commit();  // at the latest
    };
    expect(attempt(again) == Ending::conflict,
           "append() of a key appended in the same transaction didn't throw Conflict");
}

void unique_index_conflicts(Scene& scene) {
    scene.append(Item{.number = 1, .tag = "one"});
    scene.append(Item{.number = 2, .tag = "two"});
    expect(attempt([&] { scene.append(Item{.number = 3, .tag = "one"}); }) == Ending::conflict,
           "append() of a value that a unique index has didn't throw Conflict");
    expect(attempt([&] { scene.put(Item{.number = 2, .tag = "one"}); }) == Ending::conflict,
           "put() of a value that a unique index has didn't throw Conflict");
    expect(!scene.stored(3) && scene.stored(2)->tag == "two", "a refused row was stored");
    scene.put(Item{.number = 1, .name = "same tag", .tag = "one"});
}

void nulls_never_collide(Scene& scene) {
    scene.append(Item{.number = 1});
    scene.append(Item{.number = 2});
    expect(scene.all(items).size() == 2, "rows with null in a unique index collide");
}

void put_creates_and_replaces(Scene& scene) {
    scene.put(Item{.number = 1, .name = "one", .taken = 1, .seats = 2, .tag = "t", .note = "n"});
    scene.append(Item{.number = 2, .name = "two"});
    scene.put(Item{.number = 1, .name = "uno"});
    expect(scene.stored(1) == Item{.number = 1, .name = "uno"},
           "put() left something of the row it replaced");
    expect(scene.stored(2) == Item{.number = 2, .name = "two"}, "put() changed another row");
}

void erase_takes_only_what_is_there(Scene& scene) {
    scene.append(Item{.number = 1});
    scene.append(Item{.number = 3});
    const auto transaction = scene.write();
    const std::string keys[] = {item_key(1), item_key(2)};
    transaction->erase(items, keys);
    transaction->commit();
    expect(numbers(scene.all(items)) == std::vector<std::int64_t>{3},
           "erase() took too little or too much");
}

void get_tells_absent_rows(Scene& scene) {
    scene.append(Item{.number = 2});
    const std::string keys[] = {item_key(1), item_key(2), item_key(3)};
    std::vector<std::string> rows{"left over"};
    scene.read()->get(items, keys, Guard::none, rows);
    expect(rows.size() == 3 && rows[0].empty() && !rows[1].empty() && rows[2].empty(),
           "get() must give an empty row where there is none, and the others in their places");
}

void contents_come_back(Scene& scene) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte)
        every_byte.push_back(static_cast<char>(byte));
    const std::vector<std::string> contents = {"", std::string(3, '\0'), every_byte,
                                               std::string(1 << 20, '\xff')};
    for (std::size_t i = 0; i < contents.size(); ++i)
        scene.append(words, {word_row("w" + std::to_string(i), contents[i])});
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const std::string word = "w" + std::to_string(i);
        expect(get_one(*scene.read(), words, text_cell(word)) == word_row(word, contents[i]),
               "a blob came back changed: number " + std::to_string(i));
    }
    const Item empty{.number = 1, .name = "", .tag = "", .note = ""};
    scene.append(empty);
    expect(scene.stored(1) == empty, "an empty text or blob came back as something else");
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const Item extreme{.number = 2, .name = " 江苏 Ω\t'\"%_\\ ", .taken = -most - 1, .seats = most};
    scene.append(extreme);
    expect(scene.stored(2) == extreme, "a text or an extreme number came back changed");
}

void text_keys_are_bytes(Scene& scene) {
    // In the order of their bytes; some databases take neighbours here for equal, or turn them.
    const std::vector<std::string> ordered = {"",
                                              " ",
                                              "A",
                                              "A ",
                                              "B",
                                              "a",
                                              "a ",
                                              "a\tb",
                                              "ab",
                                              "e\xcc\x81",
                                              "\xc3\xa9",
                                              "ß",
                                              "江",
                                              "江苏",
                                              "苏",
                                              "ｑ",
                                              "\xf0\x9f\x98\x80"};
    std::vector<std::string> rows;
    rows.reserve(std::size(ordered));
    for (const std::string& word : ordered)
        rows.push_back(word_row(word, "x"));
    const auto byte_order = [](std::string_view a, std::string_view b) { return a < b; };
    std::vector<std::string> expected = rows;
    std::sort(expected.begin(), expected.end(), byte_order);
    scene.append(words, expected);
    expect(scene.all(words) == expected, "text keys are not ordered byte by byte");
}

}  // namespace

std::vector<Test> row_tests() {
    return {{"S1", "get() and scans by key see own writes", sees_own_rows_by_key},
            {"S1", "scans of every index see own writes", sees_own_rows_in_indexes},
            {"S1", "add() and get() see own additions", sees_own_additions},
            {"S5", "append() of an existing key conflicts", existing_key_conflicts},
            {"S5", "append() of an own key conflicts", existing_key_of_own_conflicts},
            {"S5", "a value twice in a unique index conflicts", unique_index_conflicts},
            {"S5", "nulls in a unique index don't collide", nulls_never_collide},
            {"S6", "put() creates a row or replaces it whole", put_creates_and_replaces},
            {"S6", "erase() of an absent row does nothing", erase_takes_only_what_is_there},
            {"S6", "get() gives empty rows for absent ones", get_tells_absent_rows},
            {"S14", "texts, blobs and numbers come back as put", contents_come_back},
            {"S14", "text keys compare byte by byte", text_keys_are_bytes}};
}

}  // namespace xueshi::storage::conformance
