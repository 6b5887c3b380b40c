#pragma once
/// What counts as a code, a text, an identity number; and how names and numbers are masked.
///
/// Everything here works on UTF-8 bytes and never allocates, except the masks.

#include <cstddef>
#include <string>
#include <string_view>

namespace xueshi {

inline constexpr std::size_t code_limit = 64;  ///< bytes

/// Well-formed UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text) noexcept;
/// How many bytes from the start are well-formed UTF-8.
std::size_t utf8_prefix(std::string_view text) noexcept;

/// Shape::code: 1 to 64 bytes of UTF-8 without control character (C0, U+007F, C1), colon or
/// surrounding blank, and no valid identity number: codes stand in the log, which never forgets.
bool is_code(std::string_view text) noexcept;

/// Shape::text: 1 to `most` bytes of UTF-8, not only blanks, no control character.
bool is_text(std::string_view text, std::size_t most) noexcept;

/// Shape::free_text: 0 to `most` bytes of UTF-8, no control character but line feed and tab.
bool is_free_text(std::string_view text, std::size_t most) noexcept;

/// A citizen's number: 18 characters that GB 11643-1999 allows (province, birth date from 1900 to
/// 2099, check character by ISO 7064 MOD 11-2, lower-case x accepted), or the old form of 15
/// digits, which has no check character. Districts are not looked up: numbers outlive them.
bool is_identity_number(std::string_view text) noexcept;

/// Only characters that are not seen: nothing, or blanks in the sense of Unicode and zero-width
/// ones.
bool is_blank(std::string_view text) noexcept;

/// As much of a text as can be shown in a message: at most `most` characters, then "…". What is not
/// UTF-8 becomes U+FFFD.
std::string shortened(std::string_view text, std::size_t most = 40);

/// Keeps the surname: 王小明 → 王**, 欧阳修文 → 欧阳**, 阿依古丽·买买提 → 阿***·***.
std::string mask_name(std::string_view name);

/// Keeps the first `head` and the last `tail` characters (code points); where that would be all,
/// none.
std::string mask_tail(std::string_view text, std::size_t head, std::size_t tail);

}  // namespace xueshi
