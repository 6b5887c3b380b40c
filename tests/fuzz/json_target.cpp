// The JSON reader: what it takes, it writes so that the same comes of it.

#include <xueshi/json.hpp>

#include "fuzz/target.hpp"
#include "values/text.hpp"

using namespace xueshi;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto parsed = json::parse(text);
    if (const auto* fault = std::get_if<json::Fault>(&parsed)) {
        fuzz::expect(fault->offset <= size, "a fault behind the end");
        fuzz::expect(!fault->expected.empty(), "a fault that says nothing");
        fuzz::expect(is_utf8(fault->found) && is_utf8(fault->pointer), "a fault in no UTF-8");
        fuzz::expect(fault->pointer.find('\0') == std::string::npos, "a pointer with NUL");
        return 0;
    }
    const json::Value& value = std::get<json::Value>(parsed);
    fuzz::expect(is_utf8(value.shown()), "shown in no UTF-8");
    const std::string written = json::write(value);
    const auto again = json::parse(written);
    fuzz::expect(again.index() == 0, "what was written can't be read");
    fuzz::expect(json::write(std::get<0>(again)) == written, "written otherwise");
    fuzz::expect(json::write_canonical(std::get<0>(again)) == json::write_canonical(value),
                 "another canonical form");
    return 0;
}
