/// xueshi-bench [NAME] [--json] [--long]: measures, prints a table. It asserts nothing: a machine's
/// mood is no test.

#include <array>
#include <cstdio>
#include <exception>
#include <string_view>

#include <fmt/format.h>

#include "bench/measuring.hpp"
#include "bench/report.hpp"

namespace {

using namespace xueshi::bench;

struct Bench {
    std::string_view name;
    Measurements (*run)(const Scale&);
};

constexpr std::array benches{
    Bench{"enrollment-batch", enrollment_batch},
    Bench{"enrollment-single", enrollment_single},
    Bench{"memory-batch", memory_batch},
    Bench{"decision", decision},
    Bench{"growth", growth},
    Bench{"memory", resident_memory},
    Bench{"slice", slice},
#ifdef XUESHI_POSTGRESQL_SERVER
    Bench{"postgresql-batch", postgresql_batch},
    Bench{"postgresql-single", postgresql_single},
    Bench{"postgresql-16", postgresql_16},
    Bench{"first-round", first_round},
    Bench{"three-designs", three_designs},
#endif
};

int usage(const std::string& what) {
    fmt::print(stderr,
               "xueshi-bench: {}\nUsage: xueshi-bench [NAME] [--json] [--long]\nNames:", what);
    for (const Bench& bench : benches)
        fmt::print(stderr, " {}", bench.name);
    fmt::print(stderr, "\n");
    return 2;
}

int run(std::string_view wanted, const Scale& scale, bool json) {
    Measurements all;
    for (const Bench& bench : benches) {
        if (!wanted.empty() && bench.name != wanted) continue;
        fmt::print(stderr, "{} …\n", bench.name);
        for (Measurement& one : bench.run(scale))
            all.push_back(std::move(one));
    }
    const std::string report = json ? as_json(all, scale) : as_table(all, scale);
    fmt::print("{}\n", report);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count == 4 && std::string_view(arguments[1]) == "--memory-child") {
            return resident_memory_child(arguments[2], arguments[3]);
        }
        std::string_view wanted;
        Scale scale;
        bool json = false;
        for (int i = 1; i < count; ++i) {
            const std::string_view argument = arguments[i];
            const bool known = std::any_of(benches.begin(), benches.end(),
                                           [&](const Bench& b) { return b.name == argument; });
            if (argument == "--json") {
                json = true;
            } else if (argument == "--long") {
                scale.large = true;
            } else if (!known) {
                return usage(fmt::format("there is no bench '{}'", argument));
            } else if (!wanted.empty()) {
                return usage("one name at most");
            } else {
                wanted = argument;
            }
        }
        return run(wanted, scale, json);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "xueshi-bench: {}\n", failure.what());
        return 1;
    }
}
