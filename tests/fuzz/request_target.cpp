// Requests in JSON, upon a province in the middle of an enrolment: each gets an answer, and none is
// an error of ours.

#include <xueshi/json.hpp>
#include <xueshi/protocol.hpp>

#include "fuzz/target.hpp"
#include "fuzz/world.hpp"

using namespace xueshi;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::World world("enr-7-reason");
    static Protocol protocol(world.engine());
    const std::string answer = protocol.call(fuzz::text_of(data, size));
    const auto parsed = json::parse(answer);
    fuzz::expect(parsed.index() == 0, "an answer that is no JSON: " + answer);
    const json::Value* ok = std::get<0>(parsed).find("ok");
    fuzz::expect(ok != nullptr && ok->boolean() != nullptr, "an answer without ok: " + answer);
    fuzz::expect(answer.find(R"("error":{"code":"internal")") == answer.npos, answer);
    return 0;
}
