/// JSON Schema (2020-12) from the vocabulary.

#include <xueshi/error.hpp>
#include <xueshi/json.hpp>
#include <xueshi/vocabulary.hpp>

namespace xueshi {

namespace {

using Kind = TypeInfo::Kind;
using json::Array;
using json::Object;
using json::Value;

constexpr auto no_least = std::numeric_limits<std::int64_t>::min();
constexpr auto no_most = std::numeric_limits<std::int64_t>::max();

Value text(std::string_view value) { return {std::string(value)}; }

Object object_schema(const std::vector<FieldInfo>& fields);

void add_bounds(Object& schema, std::string_view least, std::string_view most, const Field& field) {
    if (field.least != no_least) schema.emplace_back(least, Value{field.least});
    if (field.most != no_most) schema.emplace_back(most, Value{field.most});
}

/// A text's own shape. A text of n bytes has at most n characters, so the bounds hold, if loosely.
void add_shape(Object& schema, const Field& field) {
    constexpr std::string_view code = R"(^[^:\u0000-\u001f\u007f-\u009f]+$)";
    switch (field.shape) {
        case Shape::code:
            schema.emplace_back("minLength", Value{std::int64_t{1}});
            schema.emplace_back("maxLength", Value{std::int64_t{64}});
            schema.emplace_back("pattern", text(code));
            return;
        case Shape::record:
            schema.emplace_back("minLength", Value{std::int64_t{1}});
            schema.emplace_back("maxLength", Value{std::int64_t{256}});
            return;
        case Shape::text:
            schema.emplace_back("minLength", Value{std::int64_t{1}});
            [[fallthrough]];
        case Shape::any:
        case Shape::free_text:
            if (field.most != no_most) schema.emplace_back("maxLength", Value{field.most});
            return;
    }
}

Object type_schema(const TypeInfo& type, const Field& field, bool in_list) {
    switch (type.kind) {
        case Kind::boolean:
            return {{"type", text("boolean")}};
        case Kind::integer: {
            Object schema{{"type", text("integer")}};
            add_bounds(schema, "minimum", "maximum", field);
            return schema;
        }
        case Kind::text: {
            Object schema{{"type", text("string")}};
            add_shape(schema, field);
            return schema;
        }
        case Kind::hours:
            return {{"type", text("string")}, {"pattern", text(R"(^[0-9]{1,7}(\.[0-9]{1,2})?$)")}};
        case Kind::date:
            return {{"type", text("string")}, {"format", text("date")}};
        case Kind::instant:
            return {{"type", text("string")}, {"format", text("date-time")}};
        case Kind::choice: {
            Array choices;
            for (const std::string_view choice : type.choices)
                choices.push_back(text(choice));
            return {{"type", text("string")}, {"enum", Value{std::move(choices)}}};
        }
        case Kind::list: {
            const TypeInfo& item = type.item.front();
            Object schema{{"type", text("array")},
                          {"items", Value{type_schema(item, field, true)}}};
            if (field.least > 0 && !in_list) schema.emplace_back("minItems", Value{field.least});
            // The upper bound of a list of texts is the texts'.
            const bool of_texts = item.kind == Kind::text;
            const std::int64_t most = of_texts || field.most == no_most ? 100'000 : field.most;
            schema.emplace_back("maxItems", Value{most});
            return schema;
        }
        case Kind::map:
            return {{"type", text("object")},
                    {"additionalProperties", Value{type_schema(type.item.front(), {}, true)}}};
        case Kind::object:
            if (type.fields.empty()) return {{"type", text("object")}};
            return object_schema(type.fields);
    }
    return {};
}

Value described(const FieldInfo& field) {
    Object schema{{"description", text(field.text.meaning)}};
    for (auto& member : type_schema(field.type, field.text, false)) {
        schema.push_back(std::move(member));
    }
    if (!field.initial.empty()) {
        schema.emplace_back("default", std::get<Value>(json::parse(field.initial)));
    }
    return {std::move(schema)};
}

Object object_schema(const std::vector<FieldInfo>& fields) {
    Object properties;
    Array required;
    for (const FieldInfo& field : fields) {
        properties.emplace_back(field.text.name, described(field));
        if (field.required) required.push_back(text(field.text.name));
    }
    return {{"type", text("object")},
            {"properties", Value{std::move(properties)}},
            {"required", Value{std::move(required)}},
            {"additionalProperties", Value{false}}};
}

std::string schema_text(const WordInfo& word, const std::vector<FieldInfo>& fields,
                        std::string_view description) {
    Object schema{{"$schema", text("https://json-schema.org/draft/2020-12/schema")},
                  {"title", text(word.about.name)},
                  {"description", text(description)}};
    for (auto& member : object_schema(fields))
        schema.push_back(std::move(member));
    return json::write(Value{std::move(schema)});
}

const WordInfo& word_named(std::string_view name) {
    if (const WordInfo* word = find_word(name)) return *word;
    throw Error(ErrorCode::argument_invalid,
                "there is no command or query named '" + std::string(name) + "'");
}

}  // namespace

std::string schema_of(std::string_view name) {
    const WordInfo& word = word_named(name);
    return schema_text(word, word.fields, word.about.meaning);
}

std::string answer_schema_of(std::string_view name) {
    const WordInfo& word = word_named(name);
    return schema_text(word, word.answer, "What it answers.");
}

}  // namespace xueshi
