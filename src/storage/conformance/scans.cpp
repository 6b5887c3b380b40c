#include <algorithm>

#include "kit.hpp"

namespace xueshi::storage::conformance {
namespace {

/// Rows whose order differs by key and by each index, with equal values and nulls among them.
std::vector<std::string> fill(Scene& scene) {
    std::vector<std::string> rows;
    const char* names[] = {"b", "a", "ab", "", "江"};
    for (std::int64_t i = 0; i < 60; ++i) {
        Item item{.number = (i * 37) % 60 - 30, .name = names[i % 5], .seats = (i * 7) % 4 - 2};
        if (i % 3 != 0) item.tag = "tag" + std::to_string((i * 11) % 60);
        item.county = i % 2 == 0 ? "320102" : "320104";
        rows.push_back(row_of(item));
    }
    std::sort(rows.begin(), rows.end());
    scene.append(items, rows);
    return rows;
}

std::vector<std::string> in_order(std::vector<std::string> rows, std::size_t index,
                                  std::string_view prefix = {}) {
    std::erase_if(rows, [&](const std::string& row) {
        return !position_of(items, index, row).starts_with(prefix);
    });
    std::sort(rows.begin(), rows.end(), [&](const std::string& a, const std::string& b) {
        return position_of(items, index, a) < position_of(items, index, b);
    });
    return rows;
}

constexpr std::size_t every_index[] = {storage::by_key, by_name, by_tag, by_tag_and_seats,
                                       by_county_and_seats};

std::string index_title(std::size_t index) {
    return index == storage::by_key ? "the key" : std::string(items.indexes[index].name);
}

void order_is_that_of_positions(Scene& scene) {
    const auto rows = fill(scene);
    const auto transaction = scene.read();
    for (const std::size_t index : every_index)
        expect(scan_all(*transaction, items, index) == in_order(rows, index),
               "wrong order or rows by " + index_title(index));
}

void prefix_limits(Scene& scene) {
    const auto rows = fill(scene);
    const auto transaction = scene.read();
    std::string null;
    append_null(null);
    const std::pair<std::size_t, std::string> cases[] = {
        {storage::by_key, text_cell("320104")},
        {storage::by_key, item_key(7)},
        {by_name, text_cell("a")},
        {by_name, text_cell("")},
        {by_name, text_cell("a") + text_cell("320102")},
        {by_tag, null},
        {by_tag_and_seats, null},
        {by_tag_and_seats, null + integer_cell(-2)},
        {by_tag_and_seats, text_cell("tag1")},
        {by_county_and_seats, text_cell("320102") + integer_cell(1)},
        {by_county_and_seats, text_cell("320102") + integer_cell(9)}};
    for (const auto& [index, prefix] : cases)
        expect(scan_all(*transaction, items, index, prefix) == in_order(rows, index, prefix),
               "a prefix by " + index_title(index) + " gives other rows");
}

void page(Transaction& transaction, const std::vector<std::string>& expected, std::size_t index,
          std::string_view prefix, std::size_t size) {
    std::vector<std::string> rows;
    std::string after;
    for (;;) {
        const std::size_t before = rows.size();
        transaction.scan(items, index, prefix, after, size, rows);
        expect(rows.size() <= before + size, "scan() gave more rows than its limit");
        if (rows.size() < before + size) break;
        after = position_of(items, index, rows.back());
        expect(rows.size() <= expected.size(), "pages by " + index_title(index) + " repeat rows");
    }
    expect(rows == expected, "pages of " + std::to_string(size) + " by " + index_title(index) +
                                 " lose, repeat or reorder rows");
}

void pages_join(Scene& scene) {
    const auto rows = fill(scene);
    const auto transaction = scene.read();
    for (const std::size_t index : every_index)
        for (const std::size_t size : {1, 2, 7})
            page(*transaction, in_order(rows, index), index, {}, size);
    const std::string county = text_cell("320104");
    page(*transaction, in_order(rows, storage::by_key, county), storage::by_key, county, 4);
    page(*transaction, in_order(rows, by_county_and_seats, county), by_county_and_seats, county, 4);
}

void position_need_not_exist(Scene& scene) {
    const auto rows = fill(scene);
    const std::string gone[] = {item_key(0)};
    const std::string after = gone[0];
    const auto transaction = scene.write();
    transaction->erase(items, gone);
    std::vector<std::string> rest;
    transaction->scan(items, storage::by_key, {}, after, 1000, rest);
    const auto first = std::upper_bound(rows.begin(), rows.end(), after + '\xff');
    expect(rest == std::vector<std::string>(first, rows.end()),
           "a scan after the position of an erased row gives other rows");
}

void limit_and_appending(Scene& scene) {
    const auto rows = fill(scene);
    std::vector<std::string> got{"kept"};
    const auto transaction = scene.read();
    transaction->scan(items, storage::by_key, {}, {}, 0, got);
    transaction->scan(items, storage::by_key, {}, {}, 3, got);
    expect(got.size() == 4 && got[0] == "kept" && got[1] == rows[0],
           "scan() must append to the rows, at most `limit`");
}

}  // namespace

std::vector<Test> scan_tests() {
    return {{"S7", "rows come in the order of their positions", order_is_that_of_positions},
            {"S7", "a prefix names its rows and no others", prefix_limits},
            {"S7", "pages join to the whole", pages_join},
            {"S7", "the position to go on after need not exist", position_need_not_exist},
            {"S7", "a limit is kept, earlier results stay", limit_and_appending}};
}

}  // namespace xueshi::storage::conformance
