#include "policy/node.hpp"

#include <algorithm>

#include "codec/json_pointer.hpp"
#include "values/suggest.hpp"

namespace xueshi::policy {

namespace {

bool contains(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string list_of(std::span<const std::string_view> names) {
    std::string list;
    for (const std::string_view name : names) {
        list.append(list.empty() ? "" : ", ").append(name);
    }
    return list;
}

}  // namespace

void Faults::add(PolicyFault fault) {
    if (faults_.size() < most) {
        faults_.push_back(std::move(fault));
    }
}

bool Node::refuse(std::string expected) const {
    return refuse(std::move(expected), value_->shown());
}

bool Node::refuse(std::string expected, std::string found) const {
    faults_->add({pointer_, std::move(expected), std::move(found)});
    return false;
}

bool Node::refuse_name(std::string_view written, std::span<const std::string_view> known) const {
    return refuse("one of " + list_of(known),
                  json::Value{std::string(written)}.shown() + did_you_mean(written, known));
}

bool Node::has_keys(std::span<const std::string_view> required,
                    std::span<const std::string_view> optional) const {
    const json::Object* members = value_->object();
    if (members == nullptr) {
        return refuse("an object");
    }
    std::vector<std::string_view> known(required.begin(), required.end());
    known.insert(known.end(), optional.begin(), optional.end());
    std::vector<std::string_view> meant;
    for (const auto& [key, value] : *members) {
        if (!contains(known, key)) {
            Node(value, json::pointer_to(pointer_, std::string_view(key)), *faults_)
                .refuse_name(key, known);
            meant.push_back(nearest(key, known));
        }
    }
    bool complete = meant.empty();
    for (const std::string_view key : required) {
        // A misspelt key is one fault, not two.
        if (value_->find(key) == nullptr && !contains(meant, key)) {
            faults_->add({json::pointer_to(pointer_, key), "a value", "nothing"});
            complete = false;
        }
    }
    return complete;
}

std::optional<Node> Node::member(std::string_view key) const {
    const json::Value* found = value_->find(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    return Node(*found, json::pointer_to(pointer_, key), *faults_);
}

std::optional<std::vector<Node>> Node::items(std::size_t least, std::size_t most) const {
    const json::Array* items = value_->array();
    if (items == nullptr || items->size() < least || items->size() > most) {
        refuse("an array of " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    std::vector<Node> nodes;
    nodes.reserve(items->size());
    for (std::size_t i = 0; i < items->size(); ++i) {
        nodes.emplace_back((*items)[i], json::pointer_to(pointer_, i), *faults_);
    }
    return nodes;
}

const std::string* Node::text(std::string_view expected) const {
    const std::string* text = value_->text();
    if (text == nullptr) {
        refuse(std::string(expected));
    }
    return text;
}

}  // namespace xueshi::policy
