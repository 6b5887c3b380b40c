// Codes, texts, identity numbers, masks, hours, fractions, dates: what is taken keeps its promises.

#include <xueshi/hours.hpp>
#include <xueshi/time.hpp>

#include "fuzz/target.hpp"
#include "values/text.hpp"

using namespace xueshi;

namespace {

void try_texts(std::string_view text) {
    fuzz::expect((utf8_prefix(text) == text.size()) == is_utf8(text), "two opinions on UTF-8");
    if (is_code(text)) {
        fuzz::expect(is_utf8(text) && is_text(text, code_limit), "a code that is no text");
        fuzz::expect(!is_identity_number(text), "a code that is an identity number");
        fuzz::expect(text.find(':') == text.npos, "a code with a colon");
    }
    if (is_text(text, 200)) fuzz::expect(is_free_text(text, 200), "a text that is no free text");
    if (is_identity_number(text))
        fuzz::expect(text.size() == 18 || text.size() == 15, "an identity number's length");
    fuzz::expect(is_utf8(shortened(text)), "shortened to no UTF-8");
    is_blank(text);
    if (!is_utf8(text)) return;
    fuzz::expect(is_utf8(mask_name(text)), "a name masked to no UTF-8");
    fuzz::expect(is_utf8(mask_tail(text, 3, 4)), "a number masked to no UTF-8");
}

/// A value's text gives the value again.
template <class T, class Text>
void try_value(std::string_view text, Text&& text_of) {
    const auto value = T::parse(text);
    if (!value) return;
    const auto again = T::parse(text_of(*value));
    fuzz::expect(again && *again == *value, "another value from its own text");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto plain = [](const auto& value) { return value.text(); };
    try_texts(text);
    try_value<Hours>(text, plain);
    try_value<Date>(text, plain);
    try_value<ZoneOffset>(text, plain);
    try_value<Instant>(text, [](Instant value) { return value.text(ZoneOffset{}); });
    const auto fraction = Fraction::parse(text);
    if (fraction && fraction->numerator() < 1'000'000)
        Hours::hundredths(4000).scaled(*fraction, Rounding{50, RoundingMode::half_up});
    return 0;
}
