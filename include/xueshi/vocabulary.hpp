#pragma once
/// The vocabulary at run time: every command and query with its fields, for bindings that make
/// functions of it, for forms, for reference pages; and as JSON Schema.
///
/// Everything here is made from the descriptions in command_texts.hpp and query_texts.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/model.hpp>

namespace xueshi {

struct FieldInfo;

/// What a field may hold.
struct TypeInfo {
    enum class Kind {
        boolean,
        integer,
        text,
        hours,    ///< a decimal text with at most two places
        date,     ///< "2026-04-05"
        instant,  ///< "2026-04-05T08:00:00+08:00"
        choice,   ///< one of `choices`
        list,     ///< of `item`
        map,      ///< from texts to `item`
        object,   ///< with `fields`
    };
    Kind kind = Kind::text;
    std::vector<std::string_view> choices;
    std::vector<TypeInfo> item;     ///< exactly one for a list or a map, otherwise none
    std::vector<FieldInfo> fields;  ///< of an object
    std::string name{};             ///< of an object's or a choice's type, as in C++: "OrgView"
};

struct FieldInfo {
    Field text;  ///< name, meaning, unit, shape, range
    TypeInfo type;
    bool required = false;
    std::string initial{};  ///< as JSON, what holds when it is left out; empty: nothing does
};

struct WordInfo {
    About about;
    bool query = false;
    /// Who may ever give it; a school reviews only where the policy's chain says so. Of queries not
    /// told.
    std::vector<Role> roles;
    std::vector<FieldInfo> fields;  ///< what stands in `with`
    std::vector<FieldInfo> answer;  ///< what stands in `result`
    std::string answer_type{};      ///< the name of its type: "Receipt"
};

/// All commands, then all queries, each in the order of the reference; `explain` is the last.
const std::vector<WordInfo>& vocabulary();
/// Who asks: what stands in `as`, the same for every word.
const TypeInfo& actor_type();
/// The structs that hosts meet beside these: the register's, and the facts of the pure rules.
const std::vector<TypeInfo>& fact_types();
/// A command or query by its name, or nullptr.
const WordInfo* find_word(std::string_view name);

/// JSON Schema (2020-12) of what stands in `with`, and of what stands in `result`. Throws `Error`
/// argument_invalid for a name that is neither a command's nor a query's. A schema allows a little
/// more than the door: what can't be said in it, such as lengths in bytes, only the door checks.
std::string schema_of(std::string_view name);
std::string answer_schema_of(std::string_view name);

}  // namespace xueshi
