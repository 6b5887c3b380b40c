#include <algorithm>

#include "connection.hpp"

namespace xueshi::storage::postgresql {
namespace {

[[noreturn]] void unreadable(const char* why) {
    // Only this of its messages is safe: others repeat what may be a password.
    constexpr std::string_view about_a_name = "invalid URI query parameter:";
    std::string_view message = why == nullptr ? "" : why;
    message = message.substr(0, message.find('\n'));
    throw Error(ErrorCode::argument_invalid,
                "storage URL: " + (message.starts_with(about_a_name)
                                       ? std::string(message)
                                       : "postgresql: can't be read; it is postgresql://"
                                         "user:password@host:port/database?option=value&…, and "
                                         "other characters in its parts are written as %XX"));
}

std::string shown(const std::vector<std::pair<std::string, std::string>>& parameters) {
    const auto value = [&](std::string_view key) {
        const auto found = std::ranges::find(
            parameters, key, [](const auto& each) { return std::string_view(each.first); });
        return found == parameters.end() ? std::string() : found->second;
    };
    const std::string user = value("user");
    const std::string port = value("port");
    const std::string host = value("host").empty() ? value("hostaddr") : value("host");
    return "postgresql://" + (user.empty() ? "" : user + "@") + host +
           (port.empty() ? "" : ":" + port) + "/" + value("dbname");
}

}  // namespace

Address read_address(const Library& library, const std::string& url) {
    char* why = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(library.conninfo_free)> options(
        library.conninfo_parse(url.c_str(), &why), library.conninfo_free);
    const std::unique_ptr<char, decltype(library.free_memory)> message(why, library.free_memory);
    if (!options) unreadable(why);
    Address address;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) address.parameters.emplace_back(option->keyword, option->val);
    address.shown = shown(address.parameters);
    std::erase_if(address.parameters,
                  [](const auto& each) { return each.first == "client_encoding"; });
    address.parameters.emplace_back("client_encoding", "UTF8");
    address.parameters.emplace_back("fallback_application_name", "xueshi");
    return address;
}

Address at_hosts(const Address& address, const std::vector<Host>& hosts) {
    Address other = address;
    std::erase_if(other.parameters, [](const auto& each) {
        return each.first == "host" || each.first == "hostaddr" || each.first == "port" ||
               each.first == "target_session_attrs" || each.first == "load_balance_hosts";
    });
    std::string names;
    std::string ports;
    for (const Host& host : hosts) {
        const bool first = &host == &hosts.front();
        names += (first ? "" : ",") + host.name;
        ports += (first ? "" : ",") + host.port;
    }
    other.parameters.emplace_back("host", names);
    other.parameters.emplace_back("port", ports);
    other.shown = shown(other.parameters);
    return other;
}

}  // namespace xueshi::storage::postgresql
