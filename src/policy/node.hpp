#pragma once
/// A value of a policy file together with its place: readers refuse it and go on, so that one
/// reading finds all faults.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/json.hpp>
#include <xueshi/policy.hpp>

namespace xueshi::policy {

/// The faults found so far; those beyond the first hundred help nobody.
class Faults {
public:
    static constexpr std::size_t most = 100;

    void add(PolicyFault fault);
    bool none() const { return faults_.empty(); }
    std::vector<PolicyFault> take() { return std::move(faults_); }

private:
    std::vector<PolicyFault> faults_;
};

class Node {
public:
    Node(const json::Value& value, std::string pointer, Faults& faults)
        : value_(&value), pointer_(std::move(pointer)), faults_(&faults) {}

    const json::Value& value() const { return *value_; }

    /// Reports a fault here; always false, so that readers can return it.
    bool refuse(std::string expected) const;
    bool refuse(std::string expected, std::string found) const;
    /// Reports a name that is none of `known`.
    bool refuse_name(std::string_view written, std::span<const std::string_view> known) const;

    /// Checks that this is an object with all required and no unknown keys. Its good members can be
    /// read in either case.
    bool has_keys(std::span<const std::string_view> required,
                  std::span<const std::string_view> optional = {}) const;
    std::optional<Node> member(std::string_view key) const;
    /// The items of an array; reports anything else, and fewer than `least` or more than `most`.
    std::optional<std::vector<Node>> items(std::size_t least, std::size_t most) const;
    /// The text; reports anything else.
    const std::string* text(std::string_view expected) const;

private:
    const json::Value* value_;
    std::string pointer_;
    Faults* faults_;
};

}  // namespace xueshi::policy
