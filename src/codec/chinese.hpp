#pragma once
/// What was expected and what was found, in Chinese. Facts carry it in English, as programs read
/// it.

#include <string>
#include <string_view>

namespace xueshi::codec {

/// The phrase in Chinese; what is no phrase of ours (a code, a number, a quoted text) stays as it
/// is.
std::string in_chinese(std::string_view phrase);

/// The same for what was expected where `found` was: the meaning of a field that is missing says
/// less in English than that it must be there.
std::string expected_in_chinese(std::string_view expected, std::string_view found);

}  // namespace xueshi::codec
