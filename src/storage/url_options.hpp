#pragma once
/// The options of a storage URL: name=value&name=value after the question mark.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/storage.hpp>

namespace xueshi::storage {

[[noreturn]] void invalid_url(const std::string& what);

/// An option's name and what takes its value; the taker answers with what it would have accepted,
/// or nothing if it did.
struct UrlOption {
    std::string_view name;
    std::function<std::string(const std::string&)> take;
};

UrlOption choice(std::string_view name, const std::vector<std::string>& values,
                 const std::function<void(const std::string&)>& set);
UrlOption number(std::string_view name, std::int64_t least, std::int64_t most,
                 const std::function<void(std::int64_t)>& set);

/// Throws argument_invalid for an option that isn't among them, has no value, or is there twice.
void take_options(std::string_view text, const std::vector<UrlOption>& options);

/// The same, but what isn't among the options is left, as it is, for whoever knows it.
std::string take_known_options(std::string_view text, const std::vector<UrlOption>& options);

}  // namespace xueshi::storage
