// A table whose rows have years behaves like any other, whether a storage keeps the years apart or
// not.

#include "kit.hpp"

namespace xueshi::storage::conformance {
namespace {

constexpr std::int64_t years[] = {2031, 1987, 2026, 2999, 2025, 2026, 1900, 2027};

/// One row a number, from 1, each in another year than its neighbours.
std::vector<std::string> rows_of_all_years() {
    std::vector<std::string> rows;
    for (const std::int64_t year : years)
        rows.push_back(dated_row(static_cast<std::int64_t>(rows.size()) + 1, year, year % 7, 9));
    return rows;
}

void own_rows_of_any_year(Scene& scene) {
    const std::vector<std::string> rows = rows_of_all_years();
    const auto transaction = scene.write();
    transaction->append(dated, rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
        expect(get_one(*transaction, dated, item_key(static_cast<std::int64_t>(i) + 1)) == rows[i],
               "get() misses an own row of the year " + std::to_string(years[i]));
    expect(scan_all(*transaction, dated) == rows, "scan() misses own rows of some years");
}

void existing_key_of_any_year_conflicts(Scene& scene) {
    const std::vector<std::string> rows = rows_of_all_years();
    scene.append(dated, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i) + 1;
        const auto again = [&] { scene.append(dated, {dated_row(number, years[i], 5)}); };
        expect(attempt(again) == Ending::conflict, "append() of an existing key of the year " +
                                                       std::to_string(years[i]) +
                                                       " didn't throw Conflict");
    }
    expect(scene.all(dated) == rows, "a refused row was stored");
}

void rows_are_replaced_and_erased(Scene& scene) {
    std::vector<std::string> rows = rows_of_all_years();
    scene.append(dated, rows);
    rows[0] = dated_row(1, years[0], 100);
    rows[6] = dated_row(7, years[6], 100);
    rows.push_back(dated_row(9, 2500, 100));
    const auto transaction = scene.write();
    const std::string changed[] = {rows[0], rows[6], rows[8]};
    transaction->put(dated, changed);
    const std::string gone[] = {item_key(2), item_key(3)};
    transaction->erase(dated, gone);
    transaction->commit();
    rows.erase(rows.begin() + 1, rows.begin() + 3);
    expect(scene.all(dated) == rows, "put() or erase() took other rows than those of its keys");
}

void scans_go_through_the_years(Scene& scene) {
    const std::vector<std::string> rows = rows_of_all_years();
    scene.append(dated, rows);
    const auto reading = scene.read();
    std::vector<std::string> found;
    while (found.size() < rows.size()) {
        const std::size_t before = found.size();
        const std::string after = before == 0 ? "" : key_of(dated, found.back());
        reading->scan(dated, storage::by_key, text_cell(Item{}.county), after, 3, found);
        expect(found.size() > before, "a scan ended before the last row");
    }
    expect(found == rows, "pages of a scan are not in the order of keys");
    found = scan_all(*reading, dated, by_taken);
    expect(found.size() == rows.size(), "an index misses rows of some years");
    for (std::size_t i = 1; i < found.size(); ++i)
        expect(position_of(dated, by_taken, found[i - 1]) < position_of(dated, by_taken, found[i]),
               "an index is not in its order from year to year");
}

void guarded_rows_stay(Scene& scene) {
    scene.append(dated, rows_of_all_years());
    for (const std::int64_t number : {1, 7}) {
        const auto year = years[number - 1];
        const auto guarding = scene.storage->begin(Access::write, Scene::soon());
        get_one(*guarding, dated, item_key(number), Guard::exclusive);
        const Ending other = attempt([&] {
            const auto changing = scene.storage->begin(Access::write, Scene::shortly());
            const std::string row[] = {dated_row(number, year, 77)};
            changing->put(dated, row);
            changing->commit();
        });
        const Ending own = attempt([&] { guarding->commit(); });
        expect(other != Ending::done || own == Ending::conflict,
               "a guarded row of the year " + std::to_string(year) + " was changed");
    }
}

void additions_keep_their_bounds(Scene& scene) {
    scene.append(dated, rows_of_all_years());
    for (std::int64_t number = 1; number <= 8; ++number) {
        BoundedAdd change;
        change.key = item_key(number);
        change.column = 3;
        change.delta = 1;
        change.at_most_column = 4;
        const std::int64_t free = 9 - years[number - 1] % 7;
        std::int64_t taken = 0;
        const auto transaction = scene.write();
        while (taken <= free && transaction->add(dated, change))
            ++taken;
        transaction->commit();
        expect(taken == free, "add() took " + std::to_string(taken) + " of " +
                                  std::to_string(free) + " in another year");
    }
}

}  // namespace

std::vector<Test> year_tests() {
    return {{"S1", "own rows of any year are seen", own_rows_of_any_year},
            {"S5", "append() of an existing key of any year conflicts",
             existing_key_of_any_year_conflicts},
            {"S6", "rows of any year are replaced and erased", rows_are_replaced_and_erased},
            {"S7", "scans go through the years in order", scans_go_through_the_years},
            {"S8", "a guarded row of any year stays", guarded_rows_stay},
            {"S9", "add() counts in any year", additions_keep_their_bounds}};
}

}  // namespace xueshi::storage::conformance
