#include <boost/core/type_name.hpp>
#include <boost/mp11.hpp>

#include <xueshi/command_texts.hpp>
#include <xueshi/query_texts.hpp>
#include <xueshi/rules_texts.hpp>
#include <xueshi/vocabulary.hpp>

#include "codec/struct_json.hpp"
#include "engine/roles.hpp"

namespace xueshi {

namespace {

using Kind = TypeInfo::Kind;

TypeInfo plain(Kind kind) { return {kind, {}, {}, {}}; }

/// Without its namespace.
template <class T>
std::string type_name() {
    const std::string name = boost::core::type_name<T>();
    const std::size_t colon = name.rfind(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

template <class V>
TypeInfo type_of();

/// What holds when a field of this type is left out; empty where it may not be, or nothing holds.
template <class V>
std::string initial_value(const V& value, const Field& field) {
    const bool list_or_flag = std::is_same_v<V, bool> || (codec::is_vector<V> && field.least <= 0);
    std::string text;
    if constexpr (!codec::is_optional<V> && !std::is_pointer_v<V>) {
        if (list_or_flag || field.defaulted) codec::Writer(text, ZoneOffset{}).write(value);
    }
    return text;
}

template <class T>
std::vector<FieldInfo> fields_in() {
    std::vector<FieldInfo> fields;
    const T initial{};
    codec::for_each_field<T>([&](auto pointer, const Field& field) {
        using V = std::decay_t<decltype(initial.*pointer)>;
        FieldInfo info{field, type_of<V>(), false, initial_value(initial.*pointer, field)};
        info.required = info.initial.empty() && !codec::is_optional<V> && !codec::is_map<V> &&
                        !std::is_pointer_v<V>;
        fields.push_back(std::move(info));
    });
    return fields;
}

template <class V>
TypeInfo type_of() {
    if constexpr (codec::is_optional<V>) {
        return type_of<typename V::value_type>();
    } else if constexpr (std::is_pointer_v<V>) {
        return type_of<std::remove_const_t<std::remove_pointer_t<V>>>();
    } else if constexpr (codec::is_vector<V>) {
        return {Kind::list, {}, {type_of<typename V::value_type>()}, {}};
    } else if constexpr (codec::is_map<V>) {
        return {Kind::map, {}, {type_of<typename V::mapped_type>()}, {}};
    } else if constexpr (codec::Enumerated<V>) {
        return {
            Kind::choice, {enum_names<V>().begin(), enum_names<V>().end()}, {}, {}, type_name<V>()};
    } else if constexpr (codec::Described<V>) {
        return {Kind::object, {}, {}, fields_in<V>(), type_name<V>()};
    } else if constexpr (std::is_same_v<V, bool>) {
        return plain(Kind::boolean);
    } else if constexpr (std::is_same_v<V, std::int64_t> || std::is_same_v<V, std::size_t>) {
        return plain(Kind::integer);
    } else if constexpr (std::is_same_v<V, Hours>) {
        return plain(Kind::hours);
    } else if constexpr (std::is_same_v<V, Date>) {
        return plain(Kind::date);
    } else if constexpr (std::is_same_v<V, Instant>) {
        return plain(Kind::instant);
    } else {
        static_assert(std::is_convertible_v<V, std::string_view>,
                      "a type that the vocabulary has no word for");
        return plain(Kind::text);
    }
}

/// In an answer every field that isn't optional is there.
template <class T>
std::vector<FieldInfo> answer_fields() {
    std::vector<FieldInfo> fields = fields_in<T>();
    const auto settle = [](auto& self, std::vector<FieldInfo>& those) -> void {
        for (FieldInfo& field : those) {
            field.required |= !field.initial.empty() || field.type.kind == Kind::map;
            field.initial.clear();
            self(self, field.type.fields);
            for (TypeInfo& item : field.type.item)
                self(self, item.fields);
        }
    };
    settle(settle, fields);
    return fields;
}

std::vector<Role> roles_for(const Command& command) {
    std::vector<Role> roles;
    for (const Role role : enum_values<Role>()) {
        Actor actor;
        actor.role = role;
        if (!engine::role_refuses(actor, command, false)) roles.push_back(role);
    }
    return roles;
}

/// A word that stands outside the variants, for it carries another one.
WordInfo explain_word() {
    WordInfo word{{"explain", "Decides a command as if it were given, and changes nothing.",
                   "办理预检", "REQ-1"},
                  true,
                  {},
                  {},
                  answer_fields<Receipt>(),
                  type_name<Receipt>()};
    word.fields = {
        {{"do", "the command's name"}, plain(Kind::text), true, {}},
        {{"with", "the command's own fields"}, plain(Kind::object), true, {}},
        {{"partial", "as in the command's request"}, plain(Kind::boolean), false, "false"},
        {{"expected_version", "as in the command's request"}, plain(Kind::integer), false, {}}};
    return word;
}

template <class List, class Visit>
void for_each_type(Visit&& visit) {
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, List>>(visit);
}

std::vector<WordInfo> all_words() {
    std::vector<WordInfo> words;
    for_each_type<Command>([&](auto identity) {
        using T = typename decltype(identity)::type;
        words.push_back({about<T>::value, false, roles_for(T{}), fields_in<T>(),
                         answer_fields<Receipt>(), type_name<Receipt>()});
    });
    for_each_type<Query>([&](auto identity) {
        using T = typename decltype(identity)::type;
        words.push_back({about<T>::value,
                         true,
                         {},
                         fields_in<T>(),
                         answer_fields<typename T::Answer>(),
                         type_name<typename T::Answer>()});
    });
    words.push_back(explain_word());
    return words;
}

}  // namespace

const std::vector<WordInfo>& vocabulary() {
    static const std::vector<WordInfo> words = all_words();
    return words;
}

const std::vector<TypeInfo>& fact_types() {
    static const std::vector<TypeInfo> types = [] {
        std::vector<TypeInfo> all;
        for_each_type<DescribedFacts>(
            [&](auto identity) { all.push_back(type_of<typename decltype(identity)::type>()); });
        return all;
    }();
    return types;
}

const TypeInfo& actor_type() {
    static const TypeInfo type = type_of<Actor>();
    return type;
}

const WordInfo* find_word(std::string_view name) {
    for (const WordInfo& word : vocabulary()) {
        if (word.about.name == name) return &word;
    }
    return nullptr;
}

}  // namespace xueshi
