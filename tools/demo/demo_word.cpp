/// demo [--teachers N] [--seed N] [--storage URL] [--json]: plays a project year of Jiangsu.

#include <csignal>
#include <filesystem>
#include <stdlib.h>
#include <sys/resource.h>

#include <fmt/format.h>

#include "demo/options.hpp"
#include "demo/summary.hpp"
#include "words.hpp"

namespace xueshi::tools {

namespace {

using namespace xueshi::demo;

/// A directory for the demo's own file, gone when the demo is.
class OwnDirectory {
public:
    OwnDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "xueshi-demo-XXXXXX");
        if (mkdtemp(pattern.data()) == nullptr) {
            throw Error(ErrorCode::storage_unavailable, "no temporary directory: " + pattern);
        }
        path_ = pattern;
    }
    ~OwnDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    OwnDirectory(const OwnDirectory&) = delete;
    OwnDirectory& operator=(const OwnDirectory&) = delete;

    /// Nobody needs a file after a power failure that is thrown away in the end.
    std::string url() const {
        return "sqlite:" + (path_ / "jiangsu.db").string() + "?synchronous=off";
    }

private:
    std::filesystem::path path_;
};

int refuse(const std::string& why) {
    fmt::print(stderr,
               "xueshi-tool demo: {}\nUsage: xueshi-tool demo [--teachers N] [--seed N] "
               "[--storage URL] [--json]\n",
               why);
    return misused;
}

std::shared_ptr<storage::Storage> open(const std::string& url, std::string& why) {
    try {
        return storage::open_storage(url);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::argument_invalid) throw;
        why = error.what();
        return nullptr;
    }
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::int64_t peak_kilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int play(const Options& options, const std::string& url) {
    std::string why;
    const auto storage = open(url, why);
    if (!storage) return refuse(why);
    Calendar calendar;
    calendar.go_to(1, 1);
    EngineOptions engine_options;
    engine_options.clock = calendar.clock();
    Engine engine(storage, std::move(engine_options));
    if (engine.policy()) {
        return refuse("the storage holds data already: the demo needs a new one");
    }
    Progress progress;
    progress.begin("generates the province  生成机构", 0);
    const Province province = Province::generate(options.teachers, options.seed);
    progress.advance(province.schools.size());
    Player player(engine, calendar, progress, province.cities.size());
    Year year(province, options.seed, player);
    const auto start = std::chrono::steady_clock::now();
    year.play();
    const double seconds = seconds_since(start);
    Summary summary = summarise(province, year, player);
    summary.seed = options.seed;
    summary.storage = options.storage.value_or(
        "sqlite, a temporary file with synchronous=off (--storage sqlite:FILE is durable)");
    summary.seconds = seconds;
    summary.all_seconds = seconds_since(start);
    summary.peak_kilobytes = peak_kilobytes();
    fmt::print("{}\n", options.json ? as_json(summary) : as_text(summary));
    return summary.sound() ? success : failure;
}

}  // namespace

int demo(Arguments arguments) {
    const auto parsed = parse_options(arguments);
    if (const auto* wrong = std::get_if<std::string>(&parsed)) return refuse(*wrong);
    const Options& options = std::get<Options>(parsed);
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    try {
        if (!options.storage) {
            const OwnDirectory directory;
            return play(options, directory.url());
        }
        if (const auto why = occupied(*options.storage)) return refuse(*why);
        return play(options, *options.storage);
    } catch (const Interrupted&) {
        fmt::print(stderr, "\nxueshi-tool demo: stopped\n");
        return 130;
    }
}

}  // namespace xueshi::tools
