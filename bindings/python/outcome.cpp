#include "outcome.hpp"

#include "classes.hpp"
#include "codec/refusal_json.hpp"
#include "convert.hpp"

namespace xueshi::python {

namespace {

py::object bilingual(const Bilingual& text) {
    return make("Bilingual", to_python(std::string_view(text.zh)),
                to_python(std::string_view(text.en)));
}

py::dict named(const std::vector<Fact>& facts) {
    py::dict made;
    for (const Fact& fact : facts) {
        made[to_python(std::string_view(fact.name))] = std::visit(
            [](const auto& value) { return Writer(ZoneOffset{}).write(value); }, fact.value);
    }
    return made;
}

py::object complete(const Refusal& refusal) {
    const Writer writer{ZoneOffset{}};
    return make("Refusal", writer.write(refusal.rule), writer.write(refusal.code),
                writer.write(refusal.subject), writer.write(refusal.item), named(refusal.facts),
                bilingual(refusal.message), bilingual(refusal.remedy),
                writer.write(refusal.source));
}

}  // namespace

py::object to_python(std::span<const Refusal> refusals) {
    py::tuple all(refusals.size());
    for (std::size_t i = 0; i < refusals.size(); ++i)
        all[i] = complete(refusals[i]);
    return all;
}

py::object to_python(const Reasons& reasons) {
    std::vector<Refusal> refusals;
    for (const Reason& reason : reasons)
        refusals.push_back(codec::make_refusal(reason, {}, std::nullopt));
    return to_python(refusals);
}

}  // namespace xueshi::python
