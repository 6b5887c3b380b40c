#include <algorithm>
#include <vector>

#include <xueshi/storage.hpp>

#include "memory/memory_storage.hpp"
#include "postgresql/postgresql_storage.hpp"
#include "sqlite/sqlite_storage.hpp"
#include "url_options.hpp"

namespace xueshi::storage {
namespace {

std::unique_ptr<Storage> open_sqlite_url(std::string_view path, std::string_view options) {
    if (path.empty()) invalid_url("sqlite: needs a path, or :memory:");
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
        invalid_url("a database in memory has neither journal nor access");
    return open_sqlite(std::move(chosen));
}

}  // namespace

std::unique_ptr<Storage> open_storage(std::string_view url) {
    if (url.find('\0') != url.npos) invalid_url("contains the character NUL");
    const std::size_t colon = url.find(':');
    const std::string kind(url.substr(0, colon));
    const std::size_t question = std::min(url.find('?'), url.size());
    if (colon != url.npos && colon < question) {
        const std::string_view place = url.substr(colon + 1, question - colon - 1);
        const std::string_view options = url.substr(std::min(question + 1, url.size()));
        if (kind == "memory") {
            if (!place.empty())
                invalid_url("memory: has no place, but '" + std::string(place) + "'");
            take_options(options, {});
            return open_memory();
        }
        if (kind == "sqlite") return open_sqlite_url(place, options);
        if (kind == "postgresql" || kind == "postgres") return open_postgresql(url);
    }
    // Only the kind: what follows may hold a password.
    invalid_url("unknown kind of storage '" + (colon < question ? kind : std::string()) +
                "'; known: memory:, sqlite:PATH, sqlite::memory:, postgresql:");
}

}  // namespace xueshi::storage
