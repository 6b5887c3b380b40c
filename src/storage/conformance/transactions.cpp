#include <functional>
#include <thread>
#include <utility>

#include "kit.hpp"

namespace xueshi::storage::conformance {
namespace {

/// Writes into three tables, by every kind of write, uncommitted.
void write_everywhere(Transaction& transaction) {
    const std::string item[] = {row_of({.number = 2, .name = "new", .tag = "new"})};
    const std::string changed[] = {
        row_of({.number = 1, .name = "changed", .seats = 9, .tag = "uno"})};
    const std::string pair[] = {pair_row(1, 1), pair_row(2, 2)};
    const std::string word[] = {word_row("word", "content")};
    const std::string gone[] = {item_key(3)};
    transaction.put(items, changed);
    transaction.append(items, item);
    transaction.erase(items, gone);
    transaction.add(items, take(1, 4));
    transaction.append(pairs, pair);
    transaction.put(words, word);
}

void lay_ground(Scene& scene) {
    scene.append(items, {row_of({.number = 1, .name = "old", .seats = 2, .tag = "one"}),
                         row_of({.number = 3, .name = "old"})});
}

/// 0: nothing of `write_everywhere` is there, 1: all; anything else is a failure.
int state_of(Scene& scene) {
    const auto transaction = scene.read();
    const auto items_now = scan_all(*transaction, items);
    const auto by_names = scan_all(*transaction, items, by_name, text_cell("old"));
    const auto by_tags = scan_all(*transaction, items, by_tag, text_cell("new"));
    const auto count = [&](const Table& table) { return scan_all(*transaction, table).size(); };
    if (items_now == std::vector{row_of({.number = 1, .name = "old", .seats = 2, .tag = "one"}),
                                 row_of({.number = 3, .name = "old"})} &&
        by_names.size() == 2 && by_tags.empty() && count(pairs) == 0 && count(words) == 0)
        return 0;
    if (items_now ==
            std::vector{
                row_of({.number = 1, .name = "changed", .taken = 4, .seats = 9, .tag = "uno"}),
                row_of({.number = 2, .name = "new", .tag = "new"})} &&
        by_names.empty() && by_tags.size() == 1 && count(pairs) == 2 && count(words) == 1)
        return 1;
    throw Failed{"only a part of a transaction's writes is there"};
}

/// The same with one table, for the clauses that are about something else.
void change_and_add(Transaction& transaction) {
    const std::string changed[] = {row_of({.number = 1, .name = "changed", .tag = "one"})};
    const std::string item[] = {row_of({.number = 2, .name = "new"})};
    transaction.put(items, changed);
    transaction.append(items, item);
}

int state_of_items(Scene& scene) {
    const bool changed = scene.stored(1)->name == "changed";
    const bool added = scene.stored(2).has_value();
    expect(changed == added, "only a part of a transaction's writes is there");
    return changed ? 1 : 0;
}

void commit_is_all(Scene& scene) {
    lay_ground(scene);
    const auto transaction = scene.write();
    write_everywhere(*transaction);
    transaction->commit();
    expect(state_of(scene) == 1, "nothing of a committed transaction is there");
}

void no_commit_is_nothing(Scene& scene) {
    lay_ground(scene);
    write_everywhere(*scene.write());
    expect(state_of(scene) == 0, "a transaction destroyed without commit() left its writes");
    const auto transaction = scene.write();
    write_everywhere(*transaction);
    transaction->commit();
    expect(state_of(scene) == 1, "after a rollback the same writes don't succeed");
}

void commit_lasts(Scene& scene) {
    if (!scene.subject.reopen) {
        expect(!scene.storage->info().durable, "durable, but the subject can't reopen it");
        return;
    }
    lay_ground(scene);
    {
        const auto transaction = scene.write();
        write_everywhere(*transaction);
        transaction->commit();
    }
    const auto first = std::exchange(scene.storage, scene.subject.reopen());
    scene.storage->prepare(schema);
    expect(state_of(scene) == 1, "another handle doesn't see what was committed");
    scene.storage.reset();
    scene.storage = scene.subject.reopen();
    scene.storage->prepare(schema);
    expect(state_of(scene) == 1, "what was committed is gone after reopening");
}

void commits_are_seen_together(Scene& scene) {
    scene.append(pairs, {pair_row(1, 0), pair_row(2, 0)});
    std::string failure;
    std::jthread writer([&] {  // it ends too where reading throws
        try {
            for (std::int64_t i = 1; i <= 100; ++i) {
                const auto transaction = scene.write();
                const std::string first[] = {pair_row(1, i)};
                const std::string second[] = {pair_row(2, i)};
                transaction->put(pairs, first);
                transaction->put(pairs, second);
                transaction->commit();
            }
        } catch (const std::exception& error) {
            failure = error.what();
        }
    });
    bool torn = false;
    const std::string keys[] = {item_key(1), item_key(2)};
    std::vector<std::string> rows;
    for (int i = 0; i < 100; ++i) {
        scene.read()->get(pairs, keys, Guard::none, rows);
        torn = torn || rows[0].substr(keys[0].size()) != rows[1].substr(keys[1].size());
        std::this_thread::yield();
    }
    writer.join();
    expect(failure.empty(), "writing beside a reader failed: " + failure);
    expect(!torn, "a reader saw one half of a transaction");
}

void uncommitted_is_unseen(Scene& scene) {
    lay_ground(scene);
    const auto writer = scene.write();
    change_and_add(*writer);
    std::vector<std::string> rows;
    std::string changed;
    std::string added;
    const Ending ending = attempt([&] {
        const auto reader = scene.storage->begin(Access::read, Scene::shortly());
        changed = get_one(*reader, items, item_key(1));
        added = get_one(*reader, items, item_key(2));
        reader->scan(items, by_name, {}, {}, 100, rows);
    });
    expect(ending == Ending::done || ending == Ending::busy,
           "a reader beside a writer must see the old rows, or wait until storage_busy");
    if (ending == Ending::done)
        expect(added.empty() && item_of(changed).name == "old" &&
                   numbers(rows) == std::vector<std::int64_t>{1, 3},
               "a reader saw what another transaction hadn't committed");
}

void reading_changes_nothing(Scene& scene) {
    lay_ground(scene);
    const std::string rows[] = {row_of({.number = 1, .name = "changed"})};
    const std::string keys[] = {item_key(1)};
    const std::vector<std::function<void(Transaction&)>> writes = {
        [&](Transaction& transaction) { transaction.put(items, rows); },
        [&](Transaction& transaction) { transaction.erase(items, keys); },
        [&](Transaction& transaction) { transaction.add(items, take(1, 1)); },
        [&](Transaction& transaction) {
            const std::string row[] = {row_of({.number = 9})};
            transaction.append(items, row);
        }};
    for (const auto& write : writes)
        expect(attempt([&] { write(*scene.read()); }) == Ending::error,
               "a change in a transaction begun for reading didn't throw Error");
    expect(state_of_items(scene) == 0, "a transaction begun for reading changed rows");
}

void misfit_rows_are_errors(Scene& scene) {
    lay_ground(scene);
    const std::string too_short[] = {item_key(7)};
    const std::string too_long[] = {row_of({.number = 7}) + integer_cell(1)};
    const std::string wrong_type[] = {item_key(7) + text_cell("text for a number")};
    const auto append = [&](const Table& table, std::span<const std::string> rows) {
        return attempt([&] {
            const auto transaction = scene.write();
            transaction->append(table, rows);
            transaction->commit();
        });
    };
    expect(append(items, too_short) == Ending::error, "a row with too few cells is no Error");
    expect(append(items, too_long) == Ending::error, "a row with too many cells is no Error");
    expect(append(pairs, wrong_type) == Ending::error, "a cell of another type is no Error");
    expect(state_of_items(scene) == 0, "a misfit row was stored");
}

void failure_ends_all(Scene& scene) {
    lay_ground(scene);
    const std::string misfit[] = {item_key(7)};
    {
        const auto transaction = scene.write();
        change_and_add(*transaction);
        expect(attempt([&] { transaction->append(items, misfit); }) != Ending::done,
               "append() of a misfit row succeeded");
        expect(attempt([&] { transaction->commit(); }) != Ending::done,
               "commit() after a failed operation succeeded");
    }
    expect(state_of_items(scene) == 0, "a failed transaction left writes");
    const auto transaction = scene.write();
    change_and_add(*transaction);
    transaction->commit();
    expect(state_of_items(scene) == 1, "after a failed transaction the next one doesn't work");
}

/// `intrude` changes the guarded row in another transaction, if the storage lets it.
void guard_holds(Scene& scene, Guard guard, const std::function<void(Transaction&)>& intrude) {
    scene.put({.number = 1, .name = "guarded", .seats = 5});
    const std::string before = row_of({.number = 1, .name = "guarded", .seats = 5});
    const auto transaction = scene.write();
    expect(get_one(*transaction, items, item_key(1), guard) == before, "get() gives another row");
    const Ending intruder = attempt([&] {
        const auto other = scene.storage->begin(Access::write, Scene::shortly());
        intrude(*other);
        other->commit();
    });
    expect(intruder != Ending::error, "changing a guarded row fails with another Error than busy");
    const Ending ending = attempt([&] {
        const std::string row[] = {row_of({.number = 2, .name = "decided on row 1"})};
        transaction->put(items, row);
        transaction->commit();
    });
    if (intruder == Ending::done)
        expect(ending == Ending::conflict,
               "a guarded row was changed meanwhile, and the transaction committed");
    else
        expect(ending == Ending::done, "the guarding transaction failed though nothing changed");
}

void guards_hold(Scene& scene) {
    const std::string changed[] = {row_of({.number = 1, .name = "intruder", .seats = 5})};
    const std::string keys[] = {item_key(1)};
    for (const Guard guard : {Guard::shared, Guard::exclusive}) {
        guard_holds(scene, guard, [&](Transaction& other) { other.put(items, changed); });
        guard_holds(scene, guard, [&](Transaction& other) { other.erase(items, keys); });
        guard_holds(scene, guard, [&](Transaction& other) { other.add(items, take(1, 1)); });
    }
}

void guarded_changes_add_up(Scene& scene) {
    scene.append(Item{.number = 1});
    constexpr int rounds = 20;
    std::vector<std::string> failures(4);
    std::vector<std::thread> threads;
    threads.reserve(failures.size());
    for (std::string& failure : failures)
        threads.emplace_back([&] {
            try {
                for (int done = 0; done < rounds;) {
                    const Ending ending = attempt([&] {
                        const auto transaction = scene.write();
                        Item item =
                            item_of(get_one(*transaction, items, item_key(1), Guard::exclusive));
                        ++item.taken;
                        const std::string row[] = {row_of(item)};
                        std::this_thread::yield();
                        transaction->put(items, row);
                        transaction->commit();
                    });
                    expect(ending == Ending::done || ending == Ending::conflict,
                           "a guarded change failed with an Error");
                    if (ending == Ending::done) ++done;
                }
            } catch (const Failed& failed) {
                failure = failed.what;
            } catch (const std::exception& error) {
                failure = error.what();
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& failure : failures)
        expect(failure.empty(), failure);
    expect(scene.stored(1)->taken == std::int64_t{4} * rounds, "guarded changes were lost");
}

void commit_in_the_way_is_all_or_nothing(Scene& scene) {
    lay_ground(scene);
    Ending ending = Ending::error;
    {
        const auto reader = scene.read();
        get_one(*reader, items, item_key(1));
        ending = attempt([&] {
            const auto writer = scene.storage->begin(Access::write, Scene::shortly());
            change_and_add(*writer);
            writer->commit();
        });
    }
    expect(ending == Ending::done || ending == Ending::busy, "a commit beside a reader failed");
    expect(state_of_items(scene) == (ending == Ending::done ? 1 : 0),
           "the outcome of a commit isn't what it said");
}

void failed_commit_is_nothing(Scene& scene) {
    if (!scene.subject.fail_next_commit) return;
    lay_ground(scene);
    scene.subject.fail_next_commit(*scene.storage);
    bool unknown = false;
    try {
        const auto transaction = scene.write();
        change_and_add(*transaction);
        transaction->commit();
        throw Failed{"fail_next_commit() had no effect"};
    } catch (const Error& error) {
        unknown = error.code() == ErrorCode::storage_unavailable;
    } catch (const Conflict&) {
    }
    const int state = state_of_items(scene);
    expect(state == 0 || unknown, "a failed commit left the transaction's writes");
    if (state == 1) return;
    const auto transaction = scene.write();
    change_and_add(*transaction);
    transaction->commit();
    expect(state_of_items(scene) == 1, "after a failed commit the next one doesn't work");
}

}  // namespace

std::vector<Test> transaction_tests() {
    return {
        {"S2", "commit() makes all writes visible", commit_is_all},
        {"S2", "without commit() nothing is left", no_commit_is_nothing},
        {"S2", "commits survive reopening", commit_lasts},
        {"S2", "readers never see half a commit", commits_are_seen_together},
        {"S3", "nothing uncommitted is seen", uncommitted_is_unseen},
        {"S4", "a change in a reading transaction is an error", reading_changes_nothing},
        {"S4", "rows that don't fit their table are errors", misfit_rows_are_errors},
        {"S4", "after a failure nothing commits", failure_ends_all},
        {"S8", "a guarded row stays, or the transaction conflicts", guards_hold},
        {"S8", "guarded changes of many threads add up", guarded_changes_add_up},
        {"S15", "a commit that waits in vain leaves nothing", commit_in_the_way_is_all_or_nothing},
        {"S15", "a commit that fails leaves nothing", failed_commit_is_nothing}};
}

}  // namespace xueshi::storage::conformance
