/// Reads scenario files, strictly: a misspelt key would be a test that proves nothing.

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <xueshi/error.hpp>
#include <xueshi/policy.hpp>
#include <xueshi/scenario.hpp>

#include "codec/json_pointer.hpp"
#include "values/suggest.hpp"

namespace xueshi {

namespace {

namespace files = std::filesystem;
using json::pointer_to;
using json::Value;
using Keys = std::vector<std::string_view>;

[[noreturn]] void invalid(const files::path& file, const std::string& pointer,
                          const std::string& what) {
    throw Error(ErrorCode::scenario_invalid,
                file.string() + (pointer.empty() ? "" : ", " + pointer) + ": " + what);
}

std::string content_of(const files::path& file, const files::path& named_in) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) invalid(named_in, "", "can't read " + file.string());
    std::ostringstream content;
    content << stream.rdbuf();
    if (stream.bad()) invalid(named_in, "", "can't read " + file.string());
    return std::move(content).str();
}

/// A file being read: everything is said with its name.
class File {
public:
    File(const files::path& path, const files::path& named_in) : path_(path) {
        const auto parsed = json::parse(content_of(path, named_in));
        if (const auto* fault = std::get_if<json::Fault>(&parsed)) {
            invalid(path, fault->pointer,
                    "expected " + fault->expected + ", found " + fault->found + " at byte " +
                        std::to_string(fault->offset));
        }
        root_ = std::get<Value>(parsed);
        known_keys(root_, "", {"title", "rules", "policy", "given", "steps"});
    }

    const files::path& path() const { return path_; }

    void known_keys(const Value& value, const std::string& pointer, const Keys& known) const {
        if (value.object() == nullptr) {
            invalid(path_, pointer, "expected an object, found " + value.shown());
        }
        for (const auto& member : *value.object()) {
            const std::string& key = member.first;
            if (std::find(known.begin(), known.end(), key) != known.end()) continue;
            invalid(path_, pointer_to(pointer, key), "unknown key" + did_you_mean(key, known));
        }
    }

    std::string text(std::string_view key) const {
        const Value* value = root_.find(key);
        if (value == nullptr || value->text() == nullptr) {
            invalid(path_, pointer_to("", key), "expected a text");
        }
        return *value->text();
    }

    std::string optional_text(std::string_view key) const {
        return root_.find(key) == nullptr ? std::string() : text(key);
    }

    const json::Array& array(std::string_view key) const {
        static const json::Array none;
        const Value* value = root_.find(key);
        if (value == nullptr) return none;
        if (value->array() == nullptr) invalid(path_, pointer_to("", key), "expected an array");
        return *value->array();
    }

    std::vector<std::string> texts(std::string_view key) const {
        std::vector<std::string> texts;
        for (const Value& one : array(key)) {
            if (one.text() == nullptr) {
                invalid(path_, pointer_to(pointer_to("", key), texts.size()), "expected a text");
            }
            texts.push_back(*one.text());
        }
        return texts;
    }

private:
    files::path path_;
    Value root_;
};

/// Collects the steps of a file and of all that it is given.
class Collector {
public:
    std::vector<ScenarioStep> steps;

    void collect(const File& file) {
        const files::path place = files::weakly_canonical(file.path());
        if (std::find(open_.begin(), open_.end(), place) != open_.end()) {
            invalid(file.path(), "/given", "given files name each other in a circle");
        }
        if (!done_.insert(place).second) return;  // given twice: its steps run once
        open_.push_back(place);
        for (const std::string& given : file.texts("given")) {
            collect(File(file.path().parent_path() / given, file.path()));
        }
        open_.pop_back();
        for (const Value& step : file.array("steps"))
            add(file, step);
    }

private:
    void add(const File& file, const Value& value) {
        const auto& all = file.array("steps");
        const auto place = static_cast<std::size_t>(&value - all.data());
        const std::string pointer = pointer_to("/steps", place);
        file.known_keys(value, pointer,
                        {"at", "as", "do", "ask", "with", "expect", "request_id", "partial",
                         "expected_version"});
        if ((value.find("do") == nullptr) == (value.find("ask") == nullptr)) {
            invalid(file.path(), pointer, "expected either do or ask");
        }
        ScenarioStep step{
            file.path().string(), place + 1, instant_of(file, value, pointer), {}, {}};
        json::Object request;
        json::Object accepted{{"ok", Value{true}}};
        step.expect = Value{std::move(accepted)};
        for (const auto& [key, member] : *value.object()) {
            if (key == "expect") {
                step.expect = member;
            } else if (key != "at") {
                request.emplace_back(key, member);
            }
        }
        if (step.expect.object() == nullptr) {
            invalid(file.path(), pointer + "/expect", "expected an object");
        }
        step.request = Value{std::move(request)};
        steps.push_back(std::move(step));
    }

    Instant instant_of(const File& file, const Value& step, const std::string& pointer) const {
        const Value* at = step.find("at");
        if (at == nullptr) {
            if (steps.empty()) invalid(file.path(), pointer, "the first step needs an `at`");
            return steps.back().at;
        }
        const auto instant = at->text() ? Instant::parse(*at->text()) : std::nullopt;
        if (!instant) {
            invalid(
                file.path(), pointer + "/at",
                "expected an instant such as \"2026-04-05T08:00:00+08:00\", found " + at->shown());
        }
        if (!steps.empty() && *instant < steps.back().at) {
            invalid(file.path(), pointer + "/at", "earlier than the step before");
        }
        return *instant;
    }

    std::vector<files::path> open_;
    std::set<files::path> done_;
};

/// A shipped policy's name, or a path relative to the file.
std::string policy_content(const File& file) {
    const std::string named = file.optional_text("policy");
    if (named.empty()) return {};
    const bool is_path = named.find('/') != named.npos || named.ends_with(".json");
    if (is_path) return content_of(file.path().parent_path() / named, file.path());
    try {
        return Policy::shipped(named);
    } catch (const Error& error) {
        invalid(file.path(), "/policy", error.what());
    }
}

}  // namespace

Scenario read_scenario(const files::path& path) {
    const File file(path, path);
    Collector collector;
    collector.collect(file);
    if (file.array("steps").empty()) invalid(path, "/steps", "expected at least one step");
    return {path.string(), file.text("title"), file.texts("rules"), policy_content(file),
            std::move(collector.steps)};
}

}  // namespace xueshi
