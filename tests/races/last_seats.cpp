#include "races/last_seats.hpp"

#include <atomic>
#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "support/chance.hpp"
#include "support/four_levels.hpp"

namespace xueshi::races {

using namespace support;

namespace {

std::string round_code(int round) { return "P" + std::to_string(round); }

Outcome<Receipt> enroll(Engine& engine, int round, int number) {
    return engine.execute(FourLevels::admin("SA"),
                          Enroll{round_code(round), {FourLevels::teacher("SA", number)}, false});
}

}  // namespace

Rounds::Rounds(Engine& engine, int count, int askers) {
    Chance chance(test_seed());
    FourLevels::found(engine, askers);
    for (int i = 0; i < count; ++i) {
        seats_.push_back(chance.between(1, askers / 2));
        FourLevels::open_project(engine, round_code(i), "SA", seats_.back());
    }
}

EngineOptions patient() {
    EngineOptions options = MovingClock().options();
    options.patience = std::chrono::milliseconds(60'000);
    return options;
}

int race_threads(Engine& engine, int round, int askers) {
    std::atomic<int> entered = 0;
    std::barrier start(askers);
    std::vector<std::thread> all;
    for (int number = 1; number <= askers; ++number) {
        all.emplace_back([&, number] {
            start.arrive_and_wait();
            if (enroll(engine, round, number).ok()) ++entered;
        });
    }
    for (std::thread& thread : all)
        thread.join();
    return entered;
}

int enroll_when_told(std::unique_ptr<storage::Storage> storage, int number, Line& parent) {
    Engine engine(std::move(storage), patient());
    parent.tell("ready");
    while (const auto round = parent.hear())
        parent.tell(verdict_of(enroll(engine, std::stoi(*round), number)));
    return 0;
}

std::vector<Child> askers(const std::string& part, const std::string& url, int count) {
    std::vector<Child> children;
    for (int number = 1; number <= count; ++number)
        children.emplace_back(part, std::vector{url, std::to_string(number)});
    for (Child& child : children)
        EXPECT_EQ(child.line().hear(), "ready");
    return children;
}

void tell_all(std::vector<Child>& children, const std::string& text) {
    for (Child& child : children)
        child.line().tell(text);
}

int count_entered(std::vector<Child>& children) {
    int entered = 0;
    for (Child& child : children) {
        const std::string answer = child.line().hear().value_or("nothing");
        if (answer == "ok 1")
            ++entered;
        else
            EXPECT_EQ(answer, "refused quota.exhausted");
    }
    return entered;
}

}  // namespace xueshi::races
