#include "options.hpp"

#include "../url_options.hpp"

namespace xueshi::storage::postgresql {
namespace {

bool is_schema_name(std::string_view name) {
    return !name.empty() && name.size() <= 63 && name[0] >= 'a' && name[0] <= 'z' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos &&
           !name.starts_with("pg_");
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
        {schema, library,
         number("pool", 1, 10'000,
                [&](std::int64_t value) { options.pool = static_cast<std::size_t>(value); }),
         choice("isolation", {"read_committed", "repeatable_read", "serializable"},
                [&](const std::string& value) { options.isolation = value; }),
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
