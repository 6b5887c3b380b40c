#pragma once
/// Checks a described struct against its description; the first fault, or nothing.

#include "codec/struct_json.hpp"

namespace xueshi::codec {

class Checker {
public:
    std::optional<ShapeFault> fault;

    /// Counts the bytes of all texts it sees: more of them than a request may have are too many
    /// here too.
    template <Described T>
    bool check(const T& value) {
        bool good = true;
        for_each_field<T>([&](auto pointer, const Field& field) {
            if (good) good = part(value.*pointer, field, field.name);
        });
        return good;
    }

private:
    template <class V>
    bool part(const V& value, const Field& field, std::string_view key) {
        if constexpr (is_optional<V>) {
            return !value || part(*value, field, key);
        } else if constexpr (is_vector<V>) {
            if (value.size() > items_most) return fail_large(key, items_most, value.size());
            const auto count = static_cast<std::int64_t>(value.size());
            if (count < (field.least < 0 ? 0 : field.least)) {
                return fail(key, "at least " + std::to_string(field.least) + " items",
                            std::to_string(count));
            }
            const bool texts = std::is_same_v<typename V::value_type, std::string>;
            if (!texts && field.most < count) {
                return fail(key, "at most " + std::to_string(field.most) + " items",
                            std::to_string(count));
            }
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (!item(value[i], field)) {
                    fault->pointer = "/" + std::to_string(i) + fault->pointer;
                    prefix(key);
                    return false;
                }
            }
            return bytes_ <= json::size_limit || fail_large(key, json::size_limit, bytes_);
        } else if constexpr (std::is_same_v<V, std::string>) {
            bytes_ += value.size();
            if (bytes_ > json::size_limit) return fail_large(key, json::size_limit, bytes_);
            if (auto expected = text_fault(value, field)) {
                return fail(key, *expected, shown_text(value));
            }
            return true;
        } else if constexpr (std::is_same_v<V, std::int64_t>) {
            if (value >= field.least && value <= field.most) return true;
            return fail(key,
                        "a number from " + std::to_string(field.least) + " to " +
                            std::to_string(field.most),
                        std::to_string(value));
        } else if constexpr (Described<V>) {
            if (check(value)) return true;
            prefix(key);
            return false;
        } else {
            return true;
        }
    }
    template <class V>
    bool item(const V& value, const Field& field) {
        if constexpr (Described<V>) {
            return check(value);
        } else if constexpr (std::is_same_v<V, std::string>) {
            bytes_ += value.size();
            if (auto expected = text_fault(value, field)) {
                fault = ShapeFault{"", *expected, shown_text(value)};
                return false;
            }
            return true;
        } else {
            return true;
        }
    }
    bool fail(std::string_view key, std::string expected, std::string found) {
        fault = ShapeFault{"", std::move(expected), std::move(found)};
        prefix(key);
        return false;
    }
    bool fail_large(std::string_view key, std::size_t limit, std::size_t size) {
        fail(key, "at most " + std::to_string(limit), std::to_string(size));
        fault->limit = limit;
        return false;
    }
    void prefix(std::string_view key) {
        std::string pointer;
        append_pointer(pointer, key);
        fault->pointer = pointer + fault->pointer;
    }

    std::size_t bytes_ = 0;
};

}  // namespace xueshi::codec
