#include "protocol/request.hpp"

#include <algorithm>

#include <boost/mp11.hpp>

#include <xueshi/query_texts.hpp>

#include "codec/struct_json.hpp"
#include "engine/entry.hpp"
#include "values/suggest.hpp"

namespace xueshi::protocol {

namespace {

using codec::ShapeFault;
using json::Value;
using Keys = std::vector<std::string_view>;

const Value nothing_given{json::Object{}};

/// More items in one list than any command takes: told before anything is copied. Values are at
/// most 32 levels deep, so recursion is harmless.
std::optional<ShapeFault> too_many_items(const Value& value) {
    if (const json::Array* array = value.array()) {
        if (array->size() > codec::items_most) {
            return ShapeFault{"", "", std::to_string(array->size()), codec::items_most};
        }
        for (const Value& item : *array) {
            if (auto fault = too_many_items(item)) return fault;
        }
    } else if (const json::Object* object = value.object()) {
        for (const auto& member : *object) {
            if (auto fault = too_many_items(member.second)) return fault;
        }
    }
    return std::nullopt;
}

std::optional<ShapeFault> unknown_key(const Value& value, const Keys& known) {
    if (value.object() == nullptr) return ShapeFault{"", "an object", value.shown()};
    for (const auto& [key, member] : *value.object()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            std::string pointer;
            codec::append_pointer(pointer, key);
            return ShapeFault{pointer, codec::expected_keys(known) + did_you_mean(key, known),
                              member.shown()};
        }
    }
    return std::nullopt;
}

/// Reads a member of the envelope; false where it lacks or doesn't fit, which `fault` then tells.
template <class T>
bool read_member(const Value& from, std::string_view key, T& to, std::optional<ShapeFault>& fault) {
    const Value* value = from.find(key);
    const std::string pointer = "/" + std::string(key);
    if (value == nullptr) {
        fault = ShapeFault{pointer, "the key " + std::string(key), "nothing"};
        return false;
    }
    codec::Reader reader;
    if (reader.read(*value, to)) return true;
    fault = reader.fault();
    fault->pointer = pointer + fault->pointer;
    return false;
}

template <class T>
bool read_optional(const Value& from, std::string_view key, T& to,
                   std::optional<ShapeFault>& fault) {
    return from.find(key) == nullptr || read_member(from, key, to, fault);
}

template <class List>
Keys names_in() {
    Keys names;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, List>>(
        [&](auto identity) {
            names.push_back(about<typename decltype(identity)::type>::value.name);
        });
    return names;
}

const Value& with_of(const Value& request) {
    const Value* with = request.find("with");
    return with == nullptr ? nothing_given : *with;
}

/// do, with, partial, expected_version: in a request, and in what explain explains.
std::optional<Command> read_order(const Value& from, CallOptions& options,
                                  std::optional<ShapeFault>& fault) {
    std::string name;
    if (!read_member(from, "do", name, fault)) return std::nullopt;
    if (!read_optional(from, "partial", options.partial, fault)) return std::nullopt;
    if (!read_optional(from, "expected_version", options.expected_version, fault)) {
        return std::nullopt;
    }
    auto command = engine::read_command(name, with_of(from), false, fault);
    if (!command && fault->pointer == "/do") {
        fault->found += did_you_mean(name, names_in<Command>());
    }
    return command;
}

std::optional<Query> read_query(std::string_view name, const Value& with,
                                std::optional<ShapeFault>& fault) {
    std::optional<Query> query;
    bool known = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Query>>(
        [&](auto identity) {
            using One = typename decltype(identity)::type;
            if (known || about<One>::value.name != name) return;
            known = true;
            One one{};
            codec::Reader reader;
            if (reader.read(with, one)) {
                query = std::move(one);
            } else {
                fault = reader.fault();
            }
        });
    if (!known) {
        Keys names = names_in<Query>();
        names.push_back("explain");
        fault = ShapeFault{"/ask", "the name of a query",
                           codec::shown_text(name) + did_you_mean(name, names)};
    }
    return query;
}

std::optional<ShapeFault> read_question(const Value& from, Request& request) {
    std::optional<ShapeFault> fault;
    std::string name;
    if (!read_member(from, "ask", name, fault)) return fault;
    const Value& with = with_of(from);
    if (name != "explain") {
        if (auto query = read_query(name, with, fault)) request.content = *std::move(query);
        return fault;
    }
    fault = unknown_key(with, {"do", "with", "partial", "expected_version"});
    if (fault) return fault;
    if (auto command = read_order(with, request.options, fault)) {
        request.content = Explain{*std::move(command)};
    }
    return fault;
}

std::optional<ShapeFault> read_content(const Value& from, Request& request) {
    const bool orders = from.find("do") != nullptr;
    if (orders == (from.find("ask") != nullptr)) {
        return ShapeFault{"", "either do or ask", orders ? "both" : "neither"};
    }
    if (!orders) {
        if (auto fault = unknown_key(from, {"as", "ask", "with"})) return fault;
        return read_question(from, request);
    }
    std::optional<ShapeFault> fault;
    if (!read_optional(from, "request_id", request.options.request_id, fault)) return fault;
    if (auto command = read_order(from, request.options, fault)) {
        request.content = *std::move(command);
    }
    return fault;
}

}  // namespace

std::variant<Request, ShapeFault> read_request(std::string_view text) {
    const auto parsed = json::parse(text);
    if (const auto* fault = std::get_if<json::Fault>(&parsed)) {
        return ShapeFault{fault->pointer, fault->expected, fault->found,
                          fault->too_large ? json::node_limit : 0};
    }
    const Value& value = std::get<Value>(parsed);
    auto fault = unknown_key(
        value, {"as", "do", "ask", "with", "request_id", "partial", "expected_version"});
    if (!fault) fault = too_many_items(value);
    Request request{{}, Query{}, {}};
    if (!fault && read_member(value, "as", request.actor, fault)) {
        fault = read_content(value, request);
    }
    if (fault) return *std::move(fault);
    return request;
}

}  // namespace xueshi::protocol
