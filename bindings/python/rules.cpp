/// The pure rules as functions, made from their description. `parameters` are, in Python, a policy
/// and the day whose values hold.

#include <deque>

#include <xueshi/rules_texts.hpp>

#include "convert.hpp"
#include "module.hpp"
#include "outcome.hpp"
#include "policy.hpp"
#include "rules_types.hpp"

namespace xueshi::python {

namespace {

/// Holds an argument while the rule runs.
template <class T>
struct Argument {
    T value{};
    void take(Reader& reader, const py::object& given) { reader.read(given.ptr(), value); }
    const T& get() const { return value; }
};

template <>
struct Argument<Parameters> {
    PolicyPointer policy{};
    const Parameters* value = nullptr;
    void take(Reader& reader, const py::object& given) {
        const auto wrong = [&] { reader.wrong_type("what policy.on(day) gives", given.ptr()); };
        if (!py::isinstance<py::tuple>(given)) wrong();
        const auto pair = py::reinterpret_borrow<py::tuple>(given);
        if (pair.size() != 2 || !py::isinstance<Policy>(pair[0])) wrong();
        policy = py::object(pair[0]).cast<PolicyPointer>();
        Date day;
        reader.read(py::object(pair[1]).ptr(), day);
        value = &policy->on(day);
    }
    const Parameters& get() const { return *value; }
};

template <class R, class... P, std::size_t... places>
py::object call(R (*function)(P...), std::string_view name, const auto& parameters,
                const py::tuple& given, std::index_sequence<places...>) {
    if (given.size() != sizeof...(P)) throw py::index_error("as many values as parameters");
    std::tuple<Argument<std::decay_t<P>>...> arguments;
    // Facts may point to what their reader holds: the readers live until the rule has run.
    std::deque<Reader> readers;
    (std::get<places>(arguments).take(
         readers.emplace_back(name, "/" + std::string(parameters[places])),
         py::object(given[places])),
     ...);
    ZoneOffset zone;
    const auto look = [&](const auto& argument) {
        if constexpr (requires { argument.policy; }) zone = argument.policy->zone();
    };
    (look(std::get<places>(arguments)), ...);
    const auto result = function(std::get<places>(arguments).get()...);
    if constexpr (std::is_same_v<R, Reasons>) {
        return to_python(result);
    } else if constexpr (std::is_same_v<R, Reason>) {
        return to_python(Reasons{result})[py::int_(0)];
    } else {
        return Writer(zone).write(result);
    }
}

template <class R, class... P>
py::tuple parameters_of(R (*)(P...), const auto& names) {
    py::list all;
    std::size_t place = 0;
    (all.append(py::make_tuple(to_python(names[place++]),
                               to_python(std::string_view(annotation<std::decay_t<P>, true>())))),
     ...);
    return py::tuple(all);
}

template <class R, class... P>
std::string answer_of(R (*)(P...)) {
    return annotation<R, false>();
}

template <class R, class... P>
std::index_sequence_for<P...> places_of(R (*)(P...)) {
    return {};
}

}  // namespace

/// A list of (name, meaning, parameters, answer, function of a tuple).
void bind_rules(py::module_& module) {
    py::list all;
    std::apply(
        [&](const auto&... rule) {
            const auto add = [&](const auto& one) {
                all.append(py::make_tuple(
                    to_python(one.name), to_python(one.meaning),
                    parameters_of(one.call, one.parameters), answer_of(one.call),
                    py::cpp_function([one](const py::tuple& given) {
                        return call(one.call, one.name, one.parameters, given, places_of(one.call));
                    })));
            };
            (add(rule), ...);
        },
        rules::all_described);
    module.attr("pure_rules") = py::tuple(all);
}

}  // namespace xueshi::python
