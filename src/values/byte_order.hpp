#pragma once
/// Comparing byte strings that begin alike: the few bytes that tell them apart, as numbers.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace xueshi {

/// How many bytes two strings begin with alike.
inline std::size_t shared_by(std::string_view left, std::string_view right) noexcept {
    const auto end = std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first;
    return static_cast<std::size_t>(end - left.begin());
}

/// The eight bytes from `start` on as a number that sorts as they do, zeros where there are none.
/// Of two strings that begin with `start` equal bytes, the one with the smaller head comes first;
/// with equal heads, what stands behind them decides.
inline std::uint64_t head_of(std::string_view bytes, std::size_t start) noexcept {
    std::uint64_t head = 0;
    if (bytes.size() > start)
        std::memcpy(&head, bytes.data() + start, std::min(bytes.size() - start, sizeof head));
    if constexpr (std::endian::native == std::endian::little) head = __builtin_bswap64(head);
    return head;
}

}  // namespace xueshi
