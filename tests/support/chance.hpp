#pragma once
/// Chance that can be had again: everything random comes from one seed, which failures print.
///
/// XUESHI_TEST_SEED chooses another seed, XUESHI_TEST_SCALE multiplies the counts.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace xueshi::support {

inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr && *text != '\0' ? std::strtoull(text, nullptr, 10) : otherwise;
}

inline std::uint64_t test_seed() { return number_from_environment("XUESHI_TEST_SEED", 32); }

/// `count` times the scale, which is 1 unless the environment says otherwise.
inline int scaled(int count) {
    return count * static_cast<int>(number_from_environment("XUESHI_TEST_SCALE", 1));
}

/// For SCOPED_TRACE: how to have this run again.
inline std::string seed_note(std::uint64_t seed) {
    return "run again with XUESHI_TEST_SEED=" + std::to_string(seed);
}

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    /// 0 to `count` - 1. The distributions of the standard library differ between libraries.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least + 1)));
    }
    bool percent(std::size_t share) { return below(100) < share; }

    template <class T>
    const T& of(const std::vector<T>& list) {
        return list[below(list.size())];
    }
    template <class T>
    T of(std::initializer_list<T> list) {
        return *(list.begin() + below(list.size()));
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace xueshi::support
