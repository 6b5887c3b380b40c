#pragma once
/// What a user's request comes to: the result, or every reason why not.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <xueshi/reasons.hpp>

namespace xueshi {

/// A fact's value, a variant but for its copies: where memory runs out while libstdc++ (12, at
/// least) copies one of such types alone, it destroys a value that was never made. So what is held
/// is copied first, then moved in, which can't fail.
struct FactValue : std::variant<std::int64_t, std::string, std::vector<std::string>> {
    using variant::variant;
    FactValue() = default;
    FactValue(variant given) noexcept : variant(std::move(given)) {}
    FactValue(const FactValue& other) : variant(copy_of(other)) {}
    FactValue(FactValue&&) noexcept = default;
    FactValue& operator=(const FactValue& other) { return *this = FactValue(other); }
    FactValue& operator=(FactValue&&) noexcept = default;
    ~FactValue() = default;

private:
    static variant copy_of(const variant& given) {
        return std::visit([](auto held) { return variant(std::move(held)); }, given);
    }
};

/// A named fact behind a decision: a date, a count, a state, a list of names.
struct Fact {
    std::string name;
    FactValue value;
    bool operator==(const Fact&) const = default;
};

/// Why a rule says no. `why` names the row of the registry: rule, code, texts, source.
struct Reason {
    Why why{};
    std::vector<Fact> facts{};
    std::string source{};  ///< the policy's citation, where a policy's value decided
    bool operator==(const Reason&) const = default;
};

/// A pure rule's answer: empty means yes.
using Reasons = std::vector<Reason>;

/// A text in both languages.
struct Bilingual {
    std::string zh;
    std::string en;
    bool operator==(const Bilingual&) const = default;
};

/// A reason as users get it: about whom, complete with texts.
struct Refusal {
    std::string_view rule;             ///< "ENR-1"
    std::string_view code;             ///< "enrollment.window_closed"
    std::string subject;               ///< the item's code, or the code of the thing
    std::optional<std::int64_t> item;  ///< the item's place in the list, from 0
    std::vector<Fact> facts;
    Bilingual message;
    Bilingual remedy;
    std::string source;
};

/// The result, or all refusals. With `partial` both: the good items done, the bad ones named.
template <class T>
struct Outcome {
    std::optional<T> result;
    std::vector<Refusal> refusals;

    bool ok() const noexcept { return result.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    const T& value() const { return result.value(); }
    const T* operator->() const { return &result.value(); }
};

}  // namespace xueshi
