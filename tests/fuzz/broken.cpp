// The control: a target that doesn't bear every input, for the driver to find it and keep it.

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = xueshi::fuzz::text_of(data, size);
    xueshi::fuzz::expect(text.find("breaks") == text.npos, "one word too many");
    return 0;
}
