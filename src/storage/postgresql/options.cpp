#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "../url_options.hpp"

namespace xueshi::storage::postgresql {
namespace {

bool is_schema_name(std::string_view name) {
    return !name.empty() && name.size() <= 63 && name[0] >= 'a' && name[0] <= 'z' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos &&
           !name.starts_with("pg_");
}

/// Text with %XX for some characters, or nothing where a percent sign begins something else.
std::optional<std::string> decoded(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (text[0] != '%') {
            result += text[0];
            text.remove_prefix(1);
            continue;
        }
        unsigned value = 0;
        if (text.size() < 3) return std::nullopt;
        const auto [end, failure] = std::from_chars(text.data() + 1, text.data() + 3, value, 16);
        if (failure != std::errc() || end != text.data() + 3 || value == 0) return std::nullopt;
        result += static_cast<char>(value);
        text.remove_prefix(3);
    }
    return result;
}

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
    return failure == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

/// "name", "name:port", "[address]:port".
std::optional<Host> read_host(std::string_view text) {
    Host host;
    std::string_view name = text;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == text.npos) return std::nullopt;
        name = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (!text.empty() && text[0] != ':') return std::nullopt;
    } else {
        name = text.substr(0, text.find(':'));
        text.remove_prefix(name.size());
    }
    if (!text.empty()) {
        host.port = std::string(text.substr(1));
        if (!is_port(host.port)) return std::nullopt;
    }
    const auto plain = decoded(name);
    // The client library takes lists of names apart by itself.
    if (!plain || plain->empty() || plain->find(',') != plain->npos) return std::nullopt;
    host.name = *plain;
    return host;
}

UrlOption read_from(Options& options) {
    return {"read_from", [&options](const std::string& value) {
                options.read_from.clear();
                for (std::size_t from = 0; from <= value.size();) {
                    const std::size_t end = std::min(value.find(',', from), value.size());
                    const auto host = read_host(std::string_view(value).substr(from, end - from));
                    if (!host)
                        return "servers, as in a.example,b.example:5433, with %XX for other "
                               "characters in their names";
                    options.read_from.push_back(*host);
                    from = end + 1;
                }
                return "";
            }};
}

}  // namespace

Options read_url(std::string_view url) {
    constexpr std::int64_t day = 86'400'000;
    const std::size_t question = std::min(url.find('?'), url.size());
    Options options;
    const UrlOption schema{"schema", [&](const std::string& value) {
                               if (!is_schema_name(value))
                                   return "a lower-case word of at most 63 characters that doesn't "
                                          "begin with pg_";
                               options.schema = value;
                               return "";
                           }};
    const UrlOption library{"library", [&](const std::string& value) {
                                if (value.empty()) return "a file name";
                                options.library = value;
                                return "";
                            }};
    const std::string others = take_known_options(
        url.substr(std::min(question + 1, url.size())),
        {schema, library, read_from(options),
         number("read_retry_ms", 1, day,
                [&](std::int64_t value) { options.read_retry = std::chrono::milliseconds(value); }),
         number("pool", 1, 10'000,
                [&](std::int64_t value) { options.pool = static_cast<std::size_t>(value); }),
         choice("isolation", {"read_committed", "repeatable_read", "serializable"},
                [&](const std::string& value) { options.isolation = value; }),
         choice("partition", {"none", "year"},
                [&](const std::string& value) { options.by_years = value == "year"; }),
         choice("pipeline", {"on", "off"},
                [&](const std::string& value) { options.pipeline = value == "on"; }),
         number("statement_ms", 1, day,
                [&](std::int64_t value) {
                    options.most_for_statement = std::chrono::milliseconds(value);
                }),
         number("lock_ms", 1, day, [&](std::int64_t value) {
             options.most_for_lock = std::chrono::milliseconds(value);
         })});
    options.address = std::string(url.substr(0, question)) + (others.empty() ? "" : "?" + others);
    return options;
}

std::string with_schema(std::string_view url, const std::string& schema) {
    const std::size_t question = std::min(url.find('?'), url.size());
    const UrlOption any{"schema", [](const std::string&) { return ""; }};
    const std::string others =
        take_known_options(url.substr(std::min(question + 1, url.size())), {any});
    return std::string(url.substr(0, question)) + "?schema=" + schema +
           (others.empty() ? "" : "&" + others);
}

}  // namespace xueshi::storage::postgresql
