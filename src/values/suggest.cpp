#include "values/suggest.hpp"

#include <algorithm>
#include <array>

namespace xueshi {

namespace {

constexpr std::size_t longest = 64;  // nobody misspells longer words into ours

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right) {
    if (left.size() > longest || right.size() > longest) {
        return std::max(left.size(), right.size());
    }
    // Three rows of the table of distances between all beginnings: two back for swaps.
    std::array<std::array<std::size_t, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= right.size(); ++j) {
        rows[0][j] = j;
    }
    for (std::size_t i = 1; i <= left.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                row[j] = std::min(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[left.size() % 3][right.size()];
}

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
    std::string_view best;
    std::size_t least = std::max<std::size_t>(1, written.size() / 3) + 1;
    for (const std::string_view word : known) {
        if (const std::size_t distance = edit_distance(written, word); distance < least) {
            least = distance;
            best = word;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view written, std::span<const std::string_view> known) {
    const std::string_view word = nearest(written, known);
    return word.empty() ? "" : " (did you mean " + std::string(word) + "?)";
}

}  // namespace xueshi
