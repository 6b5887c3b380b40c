/// The vocabulary: what python/xueshi makes classes and functions of.

#include "words.hpp"

#include <limits>

#include <xueshi/engine.hpp>
#include <xueshi/vocabulary.hpp>

#include "convert.hpp"
#include "module.hpp"
#include "values/enums.hpp"

namespace xueshi::python {

namespace {

using Kind = TypeInfo::Kind;

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::boolean:
            return "boolean";
        case Kind::integer:
            return "integer";
        case Kind::text:
            return "text";
        case Kind::hours:
            return "hours";
        case Kind::date:
            return "date";
        case Kind::instant:
            return "instant";
        case Kind::choice:
            return "choice";
        case Kind::list:
            return "list";
        case Kind::map:
            return "map";
        case Kind::object:
            return "object";
    }
    throw py::value_error("a kind without a name");
}

constexpr std::pair<Shape, std::string_view> shapes[] = {{Shape::any, "any"},
                                                         {Shape::code, "code"},
                                                         {Shape::text, "text"},
                                                         {Shape::free_text, "free_text"},
                                                         {Shape::record, "record"}};

std::string_view shape_name(Shape shape) {
    for (const auto& [value, name] : shapes) {
        if (value == shape) return name;
    }
    throw py::value_error("a shape without a name");
}

py::object bound(std::int64_t value) {
    using Limits = std::numeric_limits<std::int64_t>;
    if (value == Limits::min() || value == Limits::max()) return py::none();
    return py::int_(value);
}

py::dict type_info(const TypeInfo& type);

py::tuple field_infos(const std::vector<FieldInfo>& fields) {
    py::list all;
    for (const FieldInfo& field : fields) {
        py::dict one;
        one["name"] = to_python(field.text.name);
        one["meaning"] = to_python(field.text.meaning);
        one["unit"] = to_python(field.text.unit);
        one["shape"] = to_python(shape_name(field.text.shape));
        one["least"] = bound(field.text.least);
        one["most"] = bound(field.text.most);
        one["personal"] = field.text.personal;
        one["type"] = type_info(field.type);
        one["required"] = field.required;
        one["initial"] = to_python(std::string_view(field.initial));
        all.append(one);
    }
    return py::tuple(all);
}

py::dict type_info(const TypeInfo& type) {
    py::list choices;
    for (const auto choice : type.choices)
        choices.append(to_python(choice));
    py::dict one;
    one["kind"] = to_python(kind_name(type.kind));
    one["name"] = to_python(std::string_view(type.name));
    one["choices"] = py::tuple(choices);
    one["item"] = type.item.empty() ? py::object(py::none()) : type_info(type.item.front());
    one["fields"] = field_infos(type.fields);
    return one;
}

/// Their numbers are their places in the variants: how the engine's functions are called.
py::tuple words() {
    py::list all;
    for (const WordInfo& word : vocabulary()) {
        py::list roles;
        for (const Role role : word.roles)
            roles.append(to_python(enum_name(role)));
        py::dict one;
        one["name"] = to_python(word.about.name);
        one["meaning"] = to_python(word.about.meaning);
        one["title"] = to_python(word.about.title);
        one["rules"] = to_python(word.about.rules).attr("split")();
        one["query"] = word.query;
        one["roles"] = py::tuple(roles);
        one["fields"] = field_infos(word.fields);
        one["answer"] = field_infos(word.answer);
        one["answer_type"] = to_python(std::string_view(word.answer_type));
        all.append(one);
    }
    return py::tuple(all);
}

py::tuple facts() {
    py::list all;
    for (const TypeInfo& type : fact_types())
        all.append(type_info(type));
    return py::tuple(all);
}

py::tuple rules() {
    py::list all;
    for (const RuleText& rule : rule_titles()) {
        all.append(py::make_tuple(to_python(rule.rule), to_python(rule.title_zh),
                                  to_python(rule.title_en), to_python(rule.source)));
    }
    return py::tuple(all);
}

py::tuple reasons() {
    py::list all;
    for (const ReasonText& row : registry())
        all.append(py::make_tuple(to_python(row.rule), to_python(row.code)));
    return py::tuple(all);
}

std::string name_from(const py::object& given, const char* of) {
    std::string name;
    Reader(of, "/name").read(given.ptr(), name);
    return name;
}

}  // namespace

Shape shape_of(std::string_view name) {
    for (const auto& [value, known] : shapes) {
        if (known == name) return value;
    }
    throw py::value_error("a shape that is none");
}

void bind_words(py::module_& module) {
    module.def("version", [] { return to_python(version()); });
    module.def("words", &words);
    module.def("actor", [] { return type_info(actor_type()); });
    module.def("facts", &facts);
    module.def("rules", &rules);
    module.def("reasons", &reasons);
    module.def("schema_of",
               [](const py::object& name) { return schema_of(name_from(name, "schema_of")); });
    module.def("answer_schema_of", [](const py::object& name) {
        return answer_schema_of(name_from(name, "answer_schema_of"));
    });
}

}  // namespace xueshi::python
