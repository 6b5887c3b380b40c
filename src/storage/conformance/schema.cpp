#include <functional>
#include <thread>

#include "kit.hpp"

namespace xueshi::storage::conformance {
namespace {

// The next version: items get a column and two indexes, and there is one table more.
constexpr Column newer_item_columns[] = {{"county"},
                                         {"number", CellType::integer},
                                         {"name"},
                                         {"taken", CellType::integer},
                                         {"seats", CellType::integer},
                                         {"tag", CellType::text, true},
                                         {"note", CellType::blob, true},
                                         {"extra", CellType::integer, true}};
constexpr std::uint8_t by_seats_columns[] = {4};
constexpr std::uint8_t by_extra_columns[] = {7};
constexpr Index newer_item_indexes[] = {item_indexes[0],
                                        item_indexes[1],
                                        item_indexes[2],
                                        item_indexes[3],
                                        {"by_seats", by_seats_columns},
                                        {"by_extra", by_extra_columns, true}};
constexpr std::size_t by_seats = 4;
constexpr Table newer_items{"kit_items", newer_item_columns, 2, newer_item_indexes};
constexpr Table more{"kit_more", pair_columns, 2};
constexpr const Table* newer_tables[] = {&newer_items, &pairs, &words, &dated, &more};
constexpr Schema newer_schema{2, 1, 1, newer_tables};

void again_keeps_data(Scene& scene) {
    scene.append(Item{.number = 1, .name = "kept", .tag = "t"});
    scene.storage->prepare(schema);
    expect(scene.stored(1).has_value(), "preparing again lost a row");
    if (scene.subject.reopen) {
        const auto other = scene.subject.reopen();
        other->prepare(schema);
        expect(scene.stored(1).has_value(), "preparing by another handle lost a row");
    }
    expect(scan_all(*scene.read(), items, by_name, text_cell("kept")).size() == 1,
           "preparing again lost an index");
}

void missing_is_added(Scene& scene) {
    scene.append(Item{.number = 1, .name = "old", .seats = 7, .tag = "t"});
    scene.append(Item{.number = 2, .name = "old", .seats = 3});
    scene.storage->prepare(newer_schema);
    std::string null;
    append_null(null);
    const std::string first = row_of({.number = 1, .name = "old", .seats = 7, .tag = "t"}) + null;
    const auto transaction = scene.write();
    expect(get_one(*transaction, newer_items, item_key(1)) == first,
           "an old row doesn't read as itself with null in the new column");
    expect(scan_all(*transaction, newer_items, by_seats, integer_cell(7)) == std::vector{first},
           "a new index doesn't find old rows");
    const std::string changed[] = {row_of({.number = 1, .tag = "t"}) + integer_cell(5)};
    const std::string rows[] = {pair_row(1, 1)};
    transaction->put(newer_items, changed);
    transaction->append(more, rows);
    transaction->commit();
    expect(get_one(*scene.read(), newer_items, item_key(1)) == changed[0] &&
               scan_all(*scene.read(), more).size() == 1,
           "a new column or table keeps nothing");
    expect(scan_all(*scene.read(), newer_items).size() == 2, "rows were lost");
}

ErrorCode code_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    throw Failed{"what a newer version reserved for itself was allowed"};
}

void reserved_reading_is_refused(Scene& scene) {
    scene.append(Item{.number = 1});
    scene.storage->prepare(Schema{3, 3, 3, all_tables});
    expect(code_of([&] {
               scene.storage->prepare(Schema{2, 1, 1, all_tables});
           }) == ErrorCode::storage_schema,
           "refused, but not as storage_schema");
    scene.storage->prepare(Schema{4, 3, 3, all_tables});
    expect(scene.stored(1).has_value(), "a refused prepare() lost a row");
}

void reserved_writing_is_refused(Scene& scene) {
    scene.append(Item{.number = 1});
    scene.storage->prepare(Schema{3, 2, 3, all_tables});
    const Schema older{2, 1, 1, all_tables};
    const auto write = [&] {
        scene.storage->prepare(older);  // this or the writing may refuse
        scene.append(Item{.number = 2});
    };
    expect(code_of(write) == ErrorCode::storage_schema, "refused, but not as storage_schema");
    scene.storage->prepare(Schema{3, 2, 3, all_tables});
    expect(scene.stored(1).has_value() && !scene.stored(2), "an older version changed rows");
}

void older_versions_stay_allowed(Scene& scene) {
    scene.storage->prepare(Schema{3, 1, 1, all_tables});
    scene.storage->prepare(Schema{2, 1, 1, all_tables});
    scene.append(Item{.number = 1});
    expect(code_of([&] {
               scene.storage->prepare(Schema{5, 5, 5, all_tables});
               scene.storage->prepare(Schema{3, 1, 1, all_tables});
           }) == ErrorCode::storage_schema,
           "refused, but not as storage_schema");
}

void starts_may_race(Scene& scene) {
    for (int round = 0; round < 3; ++round) {
        scene.storage.reset();
        scene.storage = scene.subject.fresh();
        constexpr int count = 4;
        std::vector<std::unique_ptr<Storage>> handles;
        handles.reserve(count);
        for (int i = 0; i < count; ++i)
            handles.push_back(scene.subject.reopen ? scene.subject.reopen() : nullptr);
        std::vector<std::string> failures(count);
        std::vector<std::thread> threads;
        threads.reserve(count);
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                const auto at = static_cast<std::size_t>(i);
                try {
                    Storage& storage = handles[at] ? *handles[at] : *scene.storage;
                    storage.prepare(schema);
                    const auto transaction = storage.begin(Access::write, Scene::soon());
                    const std::string row[] = {row_of({.number = i})};
                    transaction->append(items, row);
                    transaction->commit();
                } catch (const std::exception& error) {
                    failures[at] = error.what();
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        for (const std::string& failure : failures)
            expect(failure.empty(), "preparing at once failed: " + failure);
        scene.storage->prepare(schema);
        expect(scene.all(items).size() == count, "starting at once lost rows");
    }
}

}  // namespace

std::vector<Test> schema_tests() {
    return {
        {"S13", "prepare() again keeps all data", again_keeps_data},
        {"S13", "prepare() adds columns, indexes and tables", missing_is_added},
        {"S13", "reading that a newer version reserved is refused", reserved_reading_is_refused},
        {"S13", "writing that a newer version reserved is refused", reserved_writing_is_refused},
        {"S13", "the highest versions are remembered", older_versions_stay_allowed},
        {"S13", "prepare() may run in several places at once", starts_may_race}};
}

}  // namespace xueshi::storage::conformance
