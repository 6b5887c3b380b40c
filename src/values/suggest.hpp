#pragma once
/// "Did you mean": the known word that is nearest to a misspelt one.

#include <span>
#include <string>
#include <string_view>

namespace xueshi {

/// How many characters (bytes) must be put in, left out, replaced or swapped with their neighbour
/// to turn one word into the other. Words of over 64 bytes are as far apart as the longer one is
/// long.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The nearest known word, if it is near enough to be meant; otherwise nothing.
std::string_view nearest(std::string_view written, std::span<const std::string_view> known);

/// " (did you mean window_end?)", or nothing.
std::string did_you_mean(std::string_view written, std::span<const std::string_view> known);

}  // namespace xueshi
