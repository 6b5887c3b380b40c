#include "values/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <xueshi/time.hpp>

namespace xueshi {

namespace {

constexpr char32_t invalid = 0xFFFF'FFFF;

/// What an ASCII character is. Values are bits, so that a text's classes can be or-ed together.
enum Class : std::uint8_t {
    ordinary = 1,
    blank = 2,
    colon = 4,
    line_or_tab = 8,
    control = 16,  ///< the other control characters
    beyond_ascii = 32,
};

constexpr std::array<std::uint8_t, 256> classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        table[byte] = byte >= 0x80                  ? beyond_ascii
                      : byte < 0x20 || byte == 0x7F ? control
                                                    : ordinary;
    }
    table[' '] = blank;
    table[':'] = colon;
    table['\n'] = table['\t'] = line_or_tab;
    return table;
}();

std::uint8_t class_of(char byte) noexcept { return classes[static_cast<unsigned char>(byte)]; }

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

char32_t continuation(char byte) noexcept {
    const auto bits = static_cast<unsigned char>(byte);
    return (bits & 0xC0) == 0x80 ? bits & 0x3Fu : invalid;
}

/// Reads one character and moves `at` behind it; `invalid` moves it by one byte. `at <
/// text.size()`.
char32_t next_character(std::string_view text, std::size_t& at) noexcept {
    static constexpr char32_t least_of_length[] = {0, 0, 0x80, 0x800, 0x10000};
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t start = at++;
    if (lead < 0x80) {
        return lead;
    }
    const std::size_t length = lead >= 0xF8   ? 0
                               : lead >= 0xF0 ? 4
                               : lead >= 0xE0 ? 3
                               : lead >= 0xC0 ? 2
                                              : 0;
    if (length == 0 || text.size() - start < length) {
        return invalid;
    }
    char32_t character = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const char32_t bits = continuation(text[start + i]);
        if (bits == invalid) {
            return invalid;
        }
        character = character << 6 | bits;
    }
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < least_of_length[length] || surrogate || character > 0x10FFFF) {
        return invalid;
    }
    at = start + length;
    return character;
}

/// White space of Unicode and characters without width: at the ends of a code nobody sees them.
bool is_blank_character(char32_t c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/// What a whole text consists of.
struct Survey {
    std::uint8_t found = 0;  ///< classes or-ed; valid UTF-8 beyond ASCII adds nothing
    bool valid = true;
    bool only_blank = true;
    bool blank_ends = false;
};

Survey survey(std::string_view text) noexcept {
    Survey result;
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        if (character == invalid) {
            result.valid = false;
            return result;
        }
        const bool unseen = is_blank_character(character);
        result.only_blank = result.only_blank && unseen;
        result.blank_ends = result.blank_ends || (unseen && (first || at == text.size()));
        first = false;
        if (character < 0x80) {
            result.found |= class_of(static_cast<char>(character));
        } else if (character < 0xA0) {
            result.found |= control;
        }
    }
    return result;
}

/// All classes of the bytes, or-ed.
std::uint8_t classes_in(std::string_view text) noexcept {
    std::uint8_t found = 0;
    for (const char byte : text) {
        found |= class_of(byte);
    }
    return found;
}

int two_digits(const char* digits) noexcept { return (digits[0] - '0') * 10 + (digits[1] - '0'); }

/// The provinces of GB/T 2260 (their first two digits never changed hands) and, from 91, foreigners
/// with permanent residence, whose numbers have the same form: 9, then the province's digits.
bool is_province(int code) noexcept {
    static constexpr std::array<std::uint8_t, 10> last_of_tens = {0, 5, 3, 7, 6, 4, 5, 1, 3, 8};
    const int last = code % 10;
    return last >= (code / 10 == 5 ? 0 : 1) && last <= last_of_tens[code / 10] && code >= 11;
}

bool checks_by_mod_11_2(std::string_view number) noexcept {
    // Doubling before each digit gives every place its weight 2^k; the whole must leave 1.
    int sum = 0;
    for (const char c : number.substr(0, 17)) {
        sum = sum * 2 + (c - '0');
    }
    const char last = number[17];
    const int check = last == 'X' || last == 'x' ? 10 : last - '0';
    return (sum * 2 + check) % 11 == 1;
}

bool is_birth_date(int year, const char* month_and_day) noexcept {
    return year >= 1900 && year <= 2099 &&
           Date::of(year, static_cast<unsigned>(two_digits(month_and_day)),
                    static_cast<unsigned>(two_digits(month_and_day + 2)))
               .has_value();
}

/// Surnames of two characters, as they are used today.
constexpr std::string_view compound_surnames =
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 尉迟 尉遲 公孙 公孫 慕容 令狐 皇甫 "
    "宇文 长孙 長孫 司徒 夏侯 轩辕 軒轅 端木 独孤 獨孤 南宫 南宮 百里 呼延 东郭 東郭 "
    "西门 西門 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 单于 太叔 申屠 仲孙 仲孫 钟离 鍾離 "
    "鲜于 鮮于 闾丘 閭丘 司空 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 "
    "赫连 赫連 段干 东门 公羊 左丘 梁丘 第五 宰父 谷梁 夹谷 完颜 完顏 纳兰 納蘭 叶赫 "
    "侍其";

bool is_name_dot(char32_t c) noexcept {
    return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF0E || c == '.';
}

/// The characters of a text; what is not UTF-8 counts byte by byte.
std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        next_character(text, at);
    }
    return count;
}

bool begins_with_compound_surname(std::string_view name, std::size_t characters) noexcept {
    constexpr std::size_t bytes_of_two = 6;
    return characters > 2 && name.size() > bytes_of_two &&
           compound_surnames.find(name.substr(0, bytes_of_two)) != std::string_view::npos &&
           name.substr(0, bytes_of_two).find(' ') == std::string_view::npos;
}

}  // namespace

std::size_t utf8_prefix(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (text.size() - at >= sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080'8080'8080'8080u) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const std::size_t start = at;
        if (next_character(text, at) == invalid) {
            return start;
        }
    }
    return at;
}

bool is_utf8(std::string_view text) noexcept { return utf8_prefix(text) == text.size(); }

bool is_code(std::string_view text) noexcept {
    if (text.empty() || text.size() > code_limit) {
        return false;
    }
    const std::uint8_t found = classes_in(text);
    if ((found & (control | line_or_tab | colon)) != 0) {
        return false;
    }
    if ((found & beyond_ascii) != 0) {
        const Survey whole = survey(text);
        return whole.valid && (whole.found & control) == 0 && !whole.blank_ends;
    }
    return text.front() != ' ' && text.back() != ' ' && !is_identity_number(text);
}

bool is_text(std::string_view text, std::size_t most) noexcept {
    if (text.empty() || text.size() > most) {
        return false;
    }
    const std::uint8_t found = classes_in(text);
    if ((found & beyond_ascii) == 0) {
        return (found & (control | line_or_tab)) == 0 && (found & (ordinary | colon)) != 0;
    }
    const Survey whole = survey(text);
    return whole.valid && !whole.only_blank && (whole.found & (control | line_or_tab)) == 0;
}

bool is_free_text(std::string_view text, std::size_t most) noexcept {
    if (text.size() > most) {
        return false;
    }
    const std::uint8_t found = classes_in(text);
    if ((found & beyond_ascii) == 0) {
        return (found & control) == 0;
    }
    const Survey whole = survey(text);
    return whole.valid && (whole.found & control) == 0;
}

bool is_blank(std::string_view text) noexcept {
    const Survey whole = survey(text);
    return whole.valid && whole.only_blank;
}

bool is_identity_number(std::string_view text) noexcept {
    if (text.size() != 18 && text.size() != 15) {
        return false;
    }
    const std::string_view digits = text.substr(0, text.size() == 18 ? 17 : 15);
    if (!std::all_of(digits.begin(), digits.end(), is_digit) ||
        !is_province(two_digits(text.data()))) {
        return false;
    }
    if (text.size() == 15) {
        return is_birth_date(1900 + two_digits(text.data() + 6), text.data() + 8);
    }
    const char last = text.back();
    const int year = two_digits(text.data() + 6) * 100 + two_digits(text.data() + 8);
    return (is_digit(last) || last == 'X' || last == 'x') &&
           is_birth_date(year, text.data() + 10) && checks_by_mod_11_2(text);
}

std::string shortened(std::string_view text, std::size_t most) {
    std::string shown;
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < most; ++count) {
        const std::size_t start = at;
        if (next_character(text, at) == invalid) {
            shown.append("\uFFFD");
        } else {
            shown.append(text.substr(start, at - start));
        }
    }
    return at < text.size() ? shown + "…" : shown;
}

std::string mask_name(std::string_view name) {
    const std::size_t characters = count_characters(name);
    const std::size_t kept = characters < 2                                   ? 0
                             : begins_with_compound_surname(name, characters) ? 2
                                                                              : 1;
    std::string masked;
    std::size_t index = 0;
    for (std::size_t at = 0; at < name.size(); ++index) {
        const std::size_t start = at;
        const char32_t character = next_character(name, at);
        const bool separates = is_name_dot(character) || is_blank_character(character);
        if (index < kept || separates) {
            masked.append(name.substr(start, at - start));
        } else {
            masked.push_back('*');
        }
    }
    return masked;
}

std::string mask_tail(std::string_view text, std::size_t head, std::size_t tail) {
    const std::size_t characters = count_characters(text);
    const bool hides = head < characters && tail < characters - head;
    std::string masked;
    std::size_t index = 0;
    for (std::size_t at = 0; at < text.size(); ++index) {
        const std::size_t start = at;
        next_character(text, at);
        if (hides && (index < head || index >= characters - tail)) {
            masked.append(text.substr(start, at - start));
        } else {
            masked.push_back('*');
        }
    }
    return masked;
}

}  // namespace xueshi
