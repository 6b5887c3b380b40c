#include <algorithm>
#include <charconv>
#include <functional>
#include <vector>

#include <xueshi/storage.hpp>

#include "memory/memory_storage.hpp"
#include "sqlite/sqlite_storage.hpp"

namespace xueshi::storage {
namespace {

[[noreturn]] void invalid(const std::string& what) {
    throw Error(ErrorCode::argument_invalid, "storage URL: " + what);
}

/// An option's name and what takes its value; the taker answers with what it would have accepted,
/// or nothing if it did.
struct Option {
    std::string_view name;
    std::function<std::string(const std::string&)> take;
};

Option choice(std::string_view name, std::vector<std::string> values,
              std::function<void(const std::string&)> set) {
    return {name, [values, set](const std::string& value) {
                if (std::ranges::find(values, value) != values.end()) {
                    set(value);
                    return std::string();
                }
                std::string known;
                for (const std::string& each : values)
                    known += (known.empty() ? "" : ", ") + each;
                return known;
            }};
}

Option number(std::string_view name, std::int64_t least, std::int64_t most,
              std::function<void(std::int64_t)> set) {
    return {name, [=](const std::string& text) {
                std::int64_t value = 0;
                const char* end = text.data() + text.size();
                const auto [rest, failure] = std::from_chars(text.data(), end, value);
                if (failure == std::errc() && rest == end && value >= least && value <= most) {
                    set(value);
                    return std::string();
                }
                return "a number from " + std::to_string(least) + " to " + std::to_string(most);
            }};
}

std::string names_of(const std::vector<Option>& options) {
    if (options.empty()) return "none";
    std::string names;
    for (const Option& option : options)
        names += (names.empty() ? "" : ", ") + std::string(option.name);
    return names;
}

/// `text` is what follows the question mark: name=value&name=value.
void take_options(std::string_view text, const std::vector<Option>& options) {
    std::vector<std::string_view> seen;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        const std::string name(pair.substr(0, pair.find('=')));
        const auto option = std::ranges::find(options, std::string_view(name), &Option::name);
        if (option == options.end())
            invalid("unknown option '" + name + "'; known: " + names_of(options));
        if (pair.size() == name.size()) invalid("option " + name + " has no value");
        if (std::ranges::find(seen, option->name) != seen.end())
            invalid("option " + name + " is given twice");
        seen.push_back(option->name);
        const std::string accepted = option->take(std::string(pair.substr(name.size() + 1)));
        if (!accepted.empty())
            invalid("option " + name + " must be: " + accepted + "; not '" +
                    std::string(pair.substr(name.size() + 1)) + "'");
    }
}

std::unique_ptr<Storage> open_sqlite_url(std::string_view path, std::string_view options) {
    if (path.empty()) invalid("sqlite: needs a path, or :memory:");
    SqliteOptions chosen;
    chosen.path = std::string(path);
    take_options(
        options,
        {choice("journal", {"truncate", "wal"},
                [&](const std::string& value) {
                    chosen.journal = value == "wal" ? SqliteJournal::wal : SqliteJournal::truncate;
                }),
         choice("synchronous", {"full", "normal", "off"},
                [&](const std::string& value) { chosen.synchronous = value; }),
         choice("access", {"write", "read"},
                [&](const std::string& value) { chosen.read_only = value == "read"; }),
         number("busy_ms", 0, 3'600'000,
                [&](std::int64_t value) { chosen.busy = std::chrono::milliseconds(value); }),
         number("cache_mb", 1, 65'536, [&](std::int64_t value) { chosen.cache_mb = value; })});
    if (path == ":memory:" && (chosen.journal || chosen.read_only))
        invalid("a database in memory has neither journal nor access");
    return open_sqlite(std::move(chosen));
}

}  // namespace

std::unique_ptr<Storage> open_storage(std::string_view url) {
    if (url.find('\0') != url.npos) invalid("contains the character NUL");
    const std::size_t colon = url.find(':');
    const std::string kind(url.substr(0, colon));
    const std::size_t question = std::min(url.find('?'), url.size());
    if (colon != url.npos && colon < question) {
        const std::string_view place = url.substr(colon + 1, question - colon - 1);
        const std::string_view options = url.substr(std::min(question + 1, url.size()));
        if (kind == "memory") {
            if (!place.empty()) invalid("memory: has no place, but '" + std::string(place) + "'");
            take_options(options, {});
            return open_memory();
        }
        if (kind == "sqlite") return open_sqlite_url(place, options);
    }
    // Only the kind: what follows may hold a password.
    invalid("unknown kind of storage '" + (colon < question ? kind : std::string()) +
            "'; known: memory:, sqlite:PATH, sqlite::memory:");
}

}  // namespace xueshi::storage
