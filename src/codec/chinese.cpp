#include "codec/chinese.hpp"

#include <array>
#include <optional>
#include <vector>

namespace xueshi::codec {

namespace {

/// "{}" stands for whatever is there: a number, a date, a list of words.
struct Phrase {
    std::string_view english;
    std::string_view chinese;
};

constexpr std::string_view hole = "{}";
constexpr std::string_view missing = "nothing";

// The first that fits holds. A test provokes each fault of shape, and finds no English in its text.
constexpr std::array phrases{
    // Kinds of values
    Phrase{"true or false", "true 或 false"},
    Phrase{"a whole number", "整数"},
    Phrase{"a text", "文本"},
    Phrase{"a value", "一个值"},
    Phrase{"an object", "对象"},
    Phrase{"an object of {}", "有 {} 项的对象"},
    Phrase{"an array", "数组"},
    Phrase{"an array of {} to {}", "有 {} 至 {} 项的数组"},
    Phrase{"an array of {}", "有 {} 项的数组"},
    Phrase{"hours as a decimal text with at most two places, such as {}",
           "最多两位小数的学时文本，例如 {}"},
    Phrase{"hours with at most two decimal places, up to {}", "最多两位小数的学时，不超过 {}"},
    Phrase{"a date such as {}", "日期，例如 {}"},
    Phrase{"a date of the years {} to {}", "{} 至 {} 年的日期"},
    Phrase{"a date not before {}", "不早于 {} 的日期"},
    Phrase{"an instant with its offset, such as {}", "带时差的时刻，例如 {}"},
    Phrase{"an instant of the years {} to {}", "{} 至 {} 年的时刻"},
    // Ranges and shapes
    Phrase{"a number from {} to {}", "{} 至 {} 之间的数"},
    Phrase{"a number from {}", "不小于 {} 的数"},
    Phrase{"a number of {} bits", "{} 位以内的整数"},
    Phrase{"at least {} items", "至少 {} 项"},
    Phrase{"at most {} items", "最多 {} 项"},
    Phrase{"at most {} values", "最多 {} 个值"},
    Phrase{"at most {} levels", "最多 {} 层"},
    Phrase{"at most {} bytes", "最多 {} 字节"},
    Phrase{"at most {}", "最多 {}"},
    Phrase{"at least one base", "至少一个培训基地"},
    Phrase{"at least {}", "至少 {}"},
    Phrase{"more than {}", "大于 {}"},
    Phrase{"one of {}", "{} 之一"},
    Phrase{"only the keys {}", "只能有 {} 这些键"},
    Phrase{"the key {}", "键 {}"},
    Phrase{"a code: 1 to 64 bytes of UTF-8 without control characters, colon or blanks around it, "
           "and no identity number",
           "代码：1 至 64 字节的 UTF-8，不含控制字符和冒号，首尾无空白，且不是身份证件号码"},
    Phrase{"the code of an hour record, such as {}", "学时记录代码，例如 {}"},
    Phrase{"text of UTF-8 without control characters, at most {} bytes",
           "不含控制字符的 UTF-8 文本，最多 {} 字节"},
    Phrase{"text of {} to {} bytes without control characters",
           "{} 至 {} 字节的文本，不含控制字符"},
    Phrase{"text of at most {} bytes", "最多 {} 字节的文本"},
    Phrase{"a text in UTF-8", "UTF-8 文本"},
    Phrase{"a lone surrogate", "不成对的代理字符"},
    // Requests
    Phrase{"nothing for this role", "此角色不填"},
    Phrase{"only on commands about one project or class", "仅用于针对一个项目或培训班的指令"},
    Phrase{"the name of a query", "查询名"},
    Phrase{"the name of a command", "指令名"},
    Phrase{"the `next` of an earlier answer", "先前答复中的 next"},
    Phrase{"either do or ask", "do 或 ask 其中之一"},
    Phrase{"both", "两者都有"},
    Phrase{"neither", "两者都没有"},
    // Texts that are no JSON
    Phrase{"a key in quotes", "带引号的键"},
    Phrase{"the end of the text", "文本结尾"},
    Phrase{"a number that a computer can hold", "计算机可表示的数"},
    Phrase{"JSON: {}", "合法的 JSON"},  // what the parser says is English
    Phrase{"each key once", "每个键只出现一次"},
    Phrase{"each of them once", "各只出现一次"},
    Phrase{"{} again", "重复的 {}"},
    Phrase{"a string without the character NUL", "不含 NUL 字符的字符串"},
    Phrase{"a text without the character NUL", "不含 NUL 字符的文本"},
    Phrase{"a byte that is not", "不合 UTF-8 的字节"},
    Phrase{"a deeper one", "更深的嵌套"},
    Phrase{"more", "更多"},
    // Projects and organisations
    Phrase{"a window", "报名时段"},
    Phrase{"none", "没有"},
    Phrase{"each base once", "每个培训基地只出现一次"},
    Phrase{"each region once", "每个地区只出现一次"},
    Phrase{"from not after to", "起始日不晚于截止日"},
    Phrase{"from before to", "起始日早于截止日"},
    Phrase{"a registered base", "已登记的培训基地"},
    Phrase{"a registered authority or school as region", "已登记的行政部门或学校（作为地区）"},
    Phrase{"an authority", "教育行政部门"},
    Phrase{"the province", "省级部门"},
    Phrase{"a city", "市级部门"},
    Phrase{"no parent: the province is the root", "没有上级：省级为根"},
    // Policies
    Phrase{"a code of 1 to 64 bytes", "1 至 64 字节的代码"},
    Phrase{"a person's identity number", "身份证件号码"},
    Phrase{"a share from 0 to 1: {}", "0 至 1 的比例：{}"},
    Phrase{"a name of 1 to 32 lower-case letters, digits and _, a letter first",
           "1 至 32 个小写字母、数字或下划线组成的名称，以字母开头"},
    Phrase{"a date from {} to {}, as {}", "{} 至 {} 之间的日期，例如 {}"},
    Phrase{"a distance from UTC, as {}", "与 UTC 的时差，例如 {}"},
    Phrase{"a text of {} to {} bytes, not blank", "{} 至 {} 字节的文本，不能为空白"},
    Phrase{"where this is decided, a text of {} to {} bytes, not blank",
           "出处：{} 至 {} 字节的文本，不能为空白"},
    Phrase{"a day after {}, until which the value before holds",
           "晚于 {} 的日期（前一项值到该日为止）"},
    Phrase{"a day after {}", "晚于 {} 的日期"},
    Phrase{"no day before {}", "不早于 {} 的日期"},
    Phrase{"nothing: the last value holds until changed", "不填：最后一项值在变更前一直有效"},
    Phrase{"{}, the day before the next value, or nothing", "{}（下一项值的前一日），或不填"},
    Phrase{missing, "缺失"},
};

/// What stands in the holes, where the phrase fits; the last hole takes all that is left.
std::optional<std::vector<std::string_view>> held(std::string_view text, std::string_view phrase) {
    std::vector<std::string_view> holes;
    while (true) {
        const std::size_t open = phrase.find(hole);
        if (!text.starts_with(phrase.substr(0, open))) return std::nullopt;
        if (open == std::string_view::npos) {
            return text.size() == phrase.size() ? std::optional(holes) : std::nullopt;
        }
        text.remove_prefix(open);
        phrase.remove_prefix(open + hole.size());
        const std::string_view next = phrase.substr(0, phrase.find(hole));
        const std::size_t end = next.empty() ? text.size() : text.find(next);
        if (end == std::string_view::npos) return std::nullopt;
        holes.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::string filled(std::string_view chinese, const std::vector<std::string_view>& holes) {
    std::string out;
    for (const std::string_view one : holes) {
        const std::size_t open = chinese.find(hole);
        if (open == std::string_view::npos) break;
        out.append(chinese.substr(0, open)).append(one);
        chinese.remove_prefix(open + hole.size());
    }
    return out.append(chinese);
}

std::optional<std::string> known(std::string_view phrase) {
    for (const auto& [english, chinese] : phrases) {
        if (const auto holes = held(phrase, english)) return filled(chinese, *holes);
    }
    return std::nullopt;
}

/// What was found in a policy's text: "the end of the text in line 3".
std::optional<std::string> with_line(std::string_view phrase) {
    constexpr std::string_view line = " in line ";
    const std::size_t at = phrase.rfind(line);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view number = phrase.substr(at + line.size());
    if (number.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return "第 " + std::string(number) + " 行的 " + in_chinese(phrase.substr(0, at));
}

std::optional<std::string> translated(std::string_view phrase) {
    if (auto text = with_line(phrase)) return text;
    constexpr std::string_view guess = " (did you mean ";
    const std::size_t at = phrase.rfind(guess);
    if (at == std::string_view::npos || !phrase.ends_with("?)")) return known(phrase);
    std::string_view meant = phrase.substr(at + guess.size());
    meant.remove_suffix(2);
    const std::string_view before = phrase.substr(0, at);
    return known(before).value_or(std::string(before)) + "（是否指 " + std::string(meant) + "？）";
}

}  // namespace

std::string in_chinese(std::string_view phrase) {
    return translated(phrase).value_or(std::string(phrase));
}

std::string expected_in_chinese(std::string_view expected, std::string_view found) {
    if (auto text = translated(expected)) return *std::move(text);
    return found == missing ? "必填项" : std::string(expected);
}

}  // namespace xueshi::codec
