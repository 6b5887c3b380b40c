#pragma once
/// What a URL postgresql://… says, taken apart: our own options, and what belongs to the client
/// library.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace xueshi::storage::postgresql {

/// A server, as the client library takes it.
struct Host {
    std::string name;  ///< or the folder of a socket
    std::string port;  ///< empty: the library's usual one
};

struct Options {
    std::string address;            ///< the URL without our options: may hold a password
    std::string schema = "xueshi";  ///< where our tables are; created when missing
    bool by_years = false;          ///< new tables that have years are kept by years
    std::string isolation = "read_committed";
    std::string library = "libpq.so.5";
    std::size_t pool = 16;                           ///< most connections at once
    bool pipeline = true;                            ///< where the client library can
    std::chrono::milliseconds most_for_statement{};  ///< 0: until the deadline
    std::chrono::milliseconds most_for_lock{};       ///< 0: until the deadline
    std::chrono::milliseconds patience{10'000};      ///< for opening, preparing, checking
    std::vector<Host> read_from{};                   ///< where queries go; none: as all else
    std::chrono::milliseconds read_retry{5'000};  ///< how long a replica that failed is left alone
    std::chrono::milliseconds most_for_connecting{};  ///< 0: until the deadline
    std::vector<std::string> hidden_functions{};      ///< of the library, to take for missing
};

/// Throws argument_invalid for an option of ours with a bad value.
Options read_url(std::string_view url);

/// The same URL, but of another schema.
std::string with_schema(std::string_view url, const std::string& schema);

}  // namespace xueshi::storage::postgresql
