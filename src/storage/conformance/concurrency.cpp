#include <atomic>
#include <functional>
#include <limits>
#include <thread>

#include "kit.hpp"

namespace xueshi::storage::conformance {
namespace {

using Clock = Deadline::clock;

constexpr int thread_count = 8;

/// Runs `work` in many threads at once; the first failure of any becomes the test's.
void in_threads(int count, const std::function<void(int)>& work) {
    std::vector<std::string> failures(static_cast<std::size_t>(count));
    std::atomic<int> waiting{count};
    std::vector<std::thread> threads;
    threads.reserve(failures.size());
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] {
            for (--waiting; waiting > 0;)
                std::this_thread::yield();
            try {
                work(i);
            } catch (const Failed& failed) {
                failures[static_cast<std::size_t>(i)] = failed.what;
            } catch (const std::exception& error) {
                failures[static_cast<std::size_t>(i)] = std::string("in a thread: ") + error.what();
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& failure : failures)
        expect(failure.empty(), failure);
}

/// One addition in a transaction of its own, again while others are in the way.
bool add_alone(Scene& scene, const BoundedAdd& change) {
    for (;;) {
        bool done = false;
        const Ending ending = attempt([&] {
            const auto transaction = scene.write();
            done = transaction->add(items, change);
            if (done) transaction->commit();
        });
        expect(ending != Ending::error, "add() threw an Error");
        expect(ending != Ending::busy, "add() was still busy at a far deadline");
        if (ending == Ending::done) return done;
    }
}

void exactly_the_seats_are_taken(Scene& scene) {
    constexpr int each = 15;
    for (const int seats : {thread_count * each, 37}) {
        scene.put(Item{.number = 1, .seats = seats});
        std::atomic<int> taken{0};
        in_threads(thread_count, [&](int) {
            for (int i = 0; i < each; ++i)
                taken += add_alone(scene, take(1, 1)) ? 1 : 0;
        });
        expect(taken == seats,
               std::to_string(taken) + " got in, there are " + std::to_string(seats) + " seats");
        expect(scene.stored(1)->taken == seats, "the row tells another number than got in");
    }
}

void releases_are_never_lost(Scene& scene) {
    scene.append(Item{.number = 1, .taken = 50, .seats = 1000});
    in_threads(thread_count, [&](int thread) {
        for (int i = 0; i < 10; ++i)
            expect(add_alone(scene, take(1, thread % 2 == 0 ? 3 : -1)),
                   "add() within bounds refused");
    });
    expect(scene.stored(1)->taken == 50 + thread_count / 2 * 10 * (3 - 1),
           "an addition or a release was lost");
}

void bounds_refuse(Scene& scene) {
    scene.append(Item{.number = 1, .taken = 3, .seats = 5});
    const auto transaction = scene.write();
    const auto taken_after = [&](const BoundedAdd& change, bool done) {
        expect(transaction->add(items, change) == done,
               done ? "add() within bounds was refused" : "add() beyond a bound was done");
        return item_of(get_one(*transaction, items, item_key(1))).taken;
    };
    expect(taken_after(take(1, 3), false) == 3, "a refused add() changed the row");
    expect(taken_after(take(1, 2), true) == 5, "add() made another row");
    expect(taken_after(take(1, 1), false) == 5, "a full row took more");
    expect(taken_after(take(1, -6), false) == 5, "less than nothing was left");
    expect(taken_after(take(1, -5), true) == 0, "a row can't be emptied");
    BoundedAdd seats = take(1, -4);  // seats may shrink to what is taken, 2 now
    seats.column = 4;
    seats.at_most_column.reset();
    seats.at_least_column = 3;
    taken_after(take(1, 2), true);
    taken_after(seats, false);
    seats.delta = -3;
    expect(transaction->add(items, seats), "a bound of another column is wrong");
    transaction->commit();
    expect(scene.stored(1) == Item{.number = 1, .taken = 2, .seats = 2}, "add() left another row");
}

void bounds_are_numbers_too(Scene& scene) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    scene.append(Item{.number = 1, .taken = most - 5});
    const auto transaction = scene.write();
    BoundedAdd change = take(1, 6);
    change.at_most_column.reset();
    expect(!transaction->add(items, change), "add() went beyond the largest number");
    change.delta = 5;
    expect(transaction->add(items, change), "the largest number can't be reached");
    change.delta = -10;
    change.at_least = most - 9;
    expect(!transaction->add(items, change), "a lower bound that is a number is ignored");
    change.delta = -9;
    expect(transaction->add(items, change), "a lower bound can't be reached");
    change.delta = 1;
    change.at_most = most - 9;
    expect(!transaction->add(items, change), "an upper bound that is a number is ignored");
    change.key = item_key(2);
    expect(!transaction->add(items, change), "add() to a row that isn't there was done");
}

void add_judges_committed_changes(Scene& scene) {
    scene.append(Item{.number = 1, .seats = 2});
    add_alone(scene, take(1, 2));
    const auto transaction = scene.write();
    expect(!transaction->add(items, take(1, 1)), "add() went by a row that is no longer so");
}

void within_time(const char* what, const std::function<void()>& wait) {
    const auto start = Clock::now();
    const Ending ending = attempt(wait);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    expect(took < std::chrono::milliseconds(1150),
           std::string(what) + " went on long after the deadline: " + std::to_string(took.count()) +
               " ms instead of 150");
    expect(ending != Ending::error,
           std::string(what) + " ended with another Error than storage_busy");
}

void waits_end(Scene& scene) {
    scene.append(Item{.number = 1, .seats = 5});
    const auto in_the_way = scene.write();
    in_the_way->add(items, take(1, 1));
    within_time("a writer behind a writer", [&] {
        const auto writer = scene.storage->begin(Access::write, Scene::shortly());
        get_one(*writer, items, item_key(1), Guard::exclusive);
        writer->add(items, take(1, 1));
        writer->commit();
    });
    within_time("a reader beside a writer", [&] {
        const auto reader = scene.storage->begin(Access::read, Scene::shortly());
        get_one(*reader, items, item_key(1));
    });
}

void commits_end(Scene& scene) {
    scene.append(Item{.number = 1, .seats = 5});
    const auto reader = scene.read();
    get_one(*reader, items, item_key(1));
    within_time("a commit beside a reader", [&] {
        const auto writer = scene.storage->begin(Access::write, Scene::shortly());
        writer->add(items, take(1, 1));
        writer->commit();
    });
}

void many_read_at_once(Scene& scene) {
    scene.append(Item{.number = 1, .name = "one"});
    std::vector<std::unique_ptr<Transaction>> readers;
    for (int i = 0; i < 5; ++i) {
        readers.push_back(scene.read());
        expect(!get_one(*readers.back(), items, item_key(1)).empty(), "a reader misses a row");
    }
    for (const auto& reader : readers)
        expect(scan_all(*reader, items, by_name).size() == 1,
               "a reader beside others misses a row");
}

void transactions_may_change_threads(Scene& scene) {
    const auto transaction = scene.write();
    in_threads(1, [&](int) {
        const std::string row[] = {row_of({.number = 1})};
        transaction->append(items, row);
    });
    transaction->commit();
    expect(scene.stored(1).has_value(), "writes from another thread are lost");
}

void threads_mix(Scene& scene) {
    in_threads(thread_count, [&](int thread) {
        for (int i = 0; i < 10; ++i) {
            const std::int64_t number = thread * 100 + i;
            Ending ending = Ending::conflict;
            while (ending == Ending::conflict)
                ending = attempt([&] { scene.append(Item{.number = number}); });
            expect(ending == Ending::done, "a writer among others failed");
            expect(scene.stored(number).has_value(), "a row is missing beside other writers");
        }
    });
    expect(scene.all(items).size() == std::size_t{thread_count} * 10,
           "rows of several writers are missing");
}

struct SetAtEnd {
    std::atomic<bool>& flag;
    ~SetAtEnd() { flag = true; }
};

void no_writer_starves(Scene& scene) {
    scene.append(Item{.number = 1, .seats = 1'000'000'000});
    std::atomic<bool> stop{false};
    std::atomic<int> served{0};
    in_threads(4, [&](int thread) {
        if (thread > 0) {  // greedy: no pause between two transactions
            do {
                expect(add_alone(scene, take(1, 1)), "add() within bounds was refused");
            } while (!stop);
            ++served;
            return;
        }
        const SetAtEnd stopping{stop};
        for (int i = 0; i < 10; ++i) {
            const auto deadline = Clock::now() + std::chrono::seconds(5);
            Ending ending = Ending::conflict;
            while (ending == Ending::conflict)
                ending = attempt([&] {
                    const auto transaction = scene.storage->begin(Access::write, deadline);
                    transaction->add(items, take(1, 1));
                    transaction->commit();
                });
            expect(ending == Ending::done, "a writer waited 5 s while others were served");
        }
        ++served;
    });
    expect(served == 4, "a writer was never served");
}

}  // namespace

std::vector<Test> concurrency_tests() {
    return {
        {"S9", "of N seats exactly N are taken", exactly_the_seats_are_taken},
        {"S9", "releases beside takings are never lost", releases_are_never_lost},
        {"S10", "bounds of other columns refuse and tell the row", bounds_refuse},
        {"S10", "bounds are numbers too, and sums never overflow", bounds_are_numbers_too},
        {"S10", "add() judges what others committed", add_judges_committed_changes},
        {"S11", "begin and operations end at the deadline", waits_end},
        {"S11", "commit ends at the deadline", commits_end},
        {"S12", "several readers are open at once", many_read_at_once},
        {"S12", "a transaction may be handed to another thread", transactions_may_change_threads},
        {"S12", "many threads write and read", threads_mix},
        {"S12", "no writer starves", no_writer_starves}};
}

}  // namespace xueshi::storage::conformance
