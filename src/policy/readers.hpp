#pragma once
/// One reader for each type that a parameter can have. A reader reports all faults of its value and
/// tells whether there were none.

#include "policy/node.hpp"
#include "values/enums.hpp"

namespace xueshi::policy {

bool read(const Node& node, bool& out);
bool read(const Node& node, Date& out);
bool read(const Node& node, ZoneOffset& out);
bool read(const Node& node, Bilingual& out);
bool read(const Node& node, Rounding& out);
bool read(const Node& node, std::vector<ReviewStep>& out);
bool read(const Node& node, std::vector<GradeShare>& out);
bool read(const Node& node, std::vector<ProjectLevel>& out);

/// A name of a policy or a grade: 1 to 32 bytes, lower-case letters, digits and _, a letter first.
bool read_name(const Node& node, std::string& out);
/// A text for people that is not blank.
bool read_text(const Node& node, std::size_t most, std::string_view expected, std::string& out);

template <class E>
requires std::is_enum_v<E>
bool read(const Node& node, E& out) {
    const std::string* name = node.text("one of " + enum_list<E>());
    if (name == nullptr) {
        return false;
    }
    const std::optional<E> value = enum_of<E>(*name);
    out = value.value_or(out);
    return value.has_value() || node.refuse_name(*name, enum_names<E>());
}

}  // namespace xueshi::policy
