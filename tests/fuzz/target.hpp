#pragma once
/// What a fuzzer tries: a function that must bear every input. Each target is a program of its own,
/// linked either with libFuzzer or with our driver (driver.cpp).

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace xueshi::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// What the target promises. Nobody catches this: it ends the program, as a crash would.
inline void expect(bool holds, const std::string& what) {
    if (!holds) throw std::logic_error(what);
}

}  // namespace xueshi::fuzz
