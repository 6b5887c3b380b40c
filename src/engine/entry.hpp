#pragma once
/// An entry of the log: one JSON text, hashed together with the hash of the entry before it.

#include <string>

#include <xueshi/json.hpp>

#include "codec/shape.hpp"
#include "engine/events.hpp"
#include "engine/work.hpp"

namespace xueshi::engine {

inline constexpr std::string_view hash_algorithm = "sha256";

/// What an entry says. `command` and `answer` are JSON already.
struct Entry {
    std::string stream;
    std::int64_t number = 0;
    Instant at;
    ZoneOffset zone;
    Actor actor;
    std::optional<std::string> request_id{};
    std::string request_content{};  ///< digest of what the request id stands for
    std::string command;            ///< {"do":…,"with":…,…}, without personal content
    Dependencies after;             ///< entries of other streams that must be applied before
    std::vector<Event> events;
    std::string answer;    ///< {"done":…,…}
    std::string policy;    ///< digest of the policy in force
    std::string previous;  ///< hash of the stream's entry before, empty for the first
};

std::string write_entry(const Entry& entry);
std::string hash_entry(std::string_view text);

/// An entry read back. Throws `Error` log_broken for a text that is none.
struct ReadEntry {
    std::string stream;
    std::int64_t number = 0;
    Instant at;
    Actor actor;
    std::string previous;
    std::string policy;
    Dependencies after;
    std::vector<Event> events;
    std::optional<std::string> request_id{};
    std::string request_content{};
    json::Value command;
    json::Value answer;
};
ReadEntry read_entry(const std::string& text);

/// {"do":"enroll","with":{…},"partial":true,"expected_version":3}; personal content only `in_full`.
std::string write_command(const Command& command, bool partial,
                          std::optional<std::int64_t> expected_version, bool in_full);
/// Reads `with` of a command by name; from the log personal fields may lack.
std::optional<Command> read_command(std::string_view name, const json::Value& with, bool from_log,
                                    std::optional<codec::ShapeFault>& fault);
std::string_view name_of(const Command& command);

}  // namespace xueshi::engine
