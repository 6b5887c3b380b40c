#pragma once
/// The one description of every struct that users meet: what each field means, its unit and its
/// range.
///
/// Codec, log, JSON Schema, bindings and reference pages are made from it, so nobody writes a field
/// twice. A struct is described by BOOST_DESCRIBE_STRUCT (its fields) and by a specialisation of
/// `fields_of` (their texts, in the same order; a test fails where one lacks).

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

#include <boost/describe.hpp>

namespace xueshi {

/// What may stand in a field beyond its C++ type. Texts count bytes of UTF-8, integers their value,
/// lists their items.
enum class Shape : std::uint8_t {
    any,   ///< whatever the type allows
    code,  ///< a caller's own code: 1–64 bytes, no control character, colon, surrounding blank, no
           ///< valid identity number
    text,       ///< 1 to `most` bytes, not only blanks, no control character
    free_text,  ///< 0 to `most` bytes, no control character but line feed and tab
    record,     ///< a derived code of an hour record: `project:P1:T1`
};

struct Field {
    std::string_view name;  ///< as in JSON: a trailing underscore of the C++ name is not part of it
    std::string_view meaning;    ///< one sentence, English
    std::string_view unit = {};  ///< "" where there is none
    Shape shape = Shape::any;
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    bool personal = false;   ///< belongs to a person: never in the log
    bool defaulted = false;  ///< may be left out: the struct's own initial value then holds
};

/// What a command or query is: its title and who may give it (reference pages, help).
struct About {
    std::string_view name;     ///< in the protocol: "enroll"
    std::string_view meaning;  ///< what it does, English
    std::string_view title;    ///< the Chinese term
    std::string_view rules;    ///< rule ids, blank-separated
};

/// Specialised for each described struct: `static constexpr std::array fields{Field{…}, …};`
template <class T>
struct fields_of;

/// Specialised for each command and query: `static constexpr About value{…};`
template <class T>
struct about;

}  // namespace xueshi
