#include "bench/report.hpp"

#include <filesystem>
#include <fstream>
#include <sys/utsname.h>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

namespace xueshi::bench {

namespace {

struct Machine {
    std::string processor = "unknown";
    unsigned processors = std::thread::hardware_concurrency();
    std::string system;
    std::string compiler;
    std::string sqlite = sqlite3_libversion();
    std::string directory = std::filesystem::temp_directory_path().string();
};

Machine this_machine() {
    Machine machine;
    std::ifstream information("/proc/cpuinfo");
    for (std::string line; std::getline(information, line);) {
        if (line.starts_with("model name")) {
            machine.processor = line.substr(line.find(':') + 2);
            break;
        }
    }
    utsname name{};
    if (uname(&name) == 0) machine.system = fmt::format("{} {}", name.sysname, name.release);
#ifdef __clang__
    machine.compiler = fmt::format("Clang {}.{}", __clang_major__, __clang_minor__);
#else
    machine.compiler = fmt::format("GCC {}.{}", __GNUC__, __GNUC_MINOR__);
#endif
    return machine;
}

/// As many digits as are worth reading.
std::string shown(double number) {
    if (number >= 1000) return fmt::format("{:.0f}", number);
    if (number >= 10) return fmt::format("{:.1f}", number);
    return fmt::format("{:.2f}", number);
}

}  // namespace

std::string as_table(const Measurements& measurements, const Scale& scale) {
    const Machine machine = this_machine();
    std::string table =
        fmt::format("{} x {}, {}, {}, SQLite {}, files in {}, {} sizes\n\n", machine.processors,
                    machine.processor, machine.system, machine.compiler, machine.sqlite,
                    machine.directory, scale.large ? "full" : "quick");
    constexpr auto line = "{:<18} {:<10} {:>10} {:>10} {:<13} {:<11} {:>8} {:>10}  {}\n";
    table += fmt::format(line, "bench", "keys", "ours", "raw floor", "", "compared", "is",
                         "should be", "");
    for (const Measurement& one : measurements) {
        table += fmt::format(line, one.bench, one.keys, shown(one.ours),
                             one.raw ? shown(*one.raw) : "-", one.unit, one.compared,
                             shown(one.value), one.target, one.met ? "" : "MISSED");
        table += fmt::format("{:<18} {}\n", "", one.note);
    }
    return table;
}

std::string as_json(const Measurements& measurements, const Scale& scale) {
    const Machine machine = this_machine();
    nlohmann::ordered_json report;
    report["machine"] = {{"processor", machine.processor}, {"processors", machine.processors},
                         {"system", machine.system},       {"compiler", machine.compiler},
                         {"sqlite", machine.sqlite},       {"directory", machine.directory}};
    report["sizes"] = scale.large ? "full" : "quick";
    report["measurements"] = nlohmann::ordered_json::array();
    for (const Measurement& one : measurements) {
        nlohmann::ordered_json row{{"bench", one.bench}, {"unit", one.unit}, {"ours", one.ours}};
        if (!one.keys.empty()) row["keys"] = one.keys;
        if (one.raw) row["raw"] = *one.raw;
        row["compared"] = one.compared;
        row["value"] = one.value;
        row["target"] = one.target;
        row["met"] = one.met;
        row["note"] = one.note;
        report["measurements"].push_back(std::move(row));
    }
    return report.dump();
}

}  // namespace xueshi::bench
