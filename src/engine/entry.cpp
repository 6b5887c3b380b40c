#include "engine/entry.hpp"

#include <limits>

#include <boost/mp11.hpp>

#include <xueshi/engine.hpp>

#include "codec/struct_json.hpp"
#include "values/sha256.hpp"

namespace xueshi::engine {

namespace {

using codec::Writer;

void write_member(std::string& out, std::string_view name, std::string_view text) {
    out += ",\"";
    out += name;
    out += "\":";
    json::append_string(out, text);
}

void write_events(std::string& out, const std::vector<Event>& events, ZoneOffset zone) {
    out += ",\"events\":[";
    for (const Event& event : events) {
        if (&event != events.data()) out += ',';
        out += "{\"event\":";
        json::append_string(out, event_names[event.index()]);
        out += ",\"data\":";
        std::visit([&](const auto& one) { Writer(out, zone, true).write(one); }, event);
        out += '}';
    }
    out += ']';
}

[[noreturn]] void broken(const std::string& what) {
    throw Error(ErrorCode::log_broken, "an entry of the log can't be read: " + what);
}

const json::Value& member(const json::Value& value, std::string_view name) {
    const json::Value* found = value.find(name);
    if (found == nullptr) broken(std::string(name) + " is missing");
    return *found;
}

template <class T>
void read_into(const json::Value& value, T& to) {
    codec::Reader reader(true);
    if (!reader.read(value, to)) {
        broken(reader.fault()->pointer + ": expected " + reader.fault()->expected);
    }
}

template <std::size_t I>
bool read_event_as(std::string_view name, const json::Value& data, Event& event) {
    if (event_names[I] != name) return false;
    read_into(data, event.emplace<I>());
    return true;
}

Event read_event(const json::Value& value) {
    std::string name;
    read_into(member(value, "event"), name);
    Event event;
    bool known = false;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<Event>>>([&](auto index) {
        known = known || read_event_as<index>(name, member(value, "data"), event);
    });
    if (!known) broken("event " + name + " is unknown to this version");
    return event;
}

}  // namespace

std::string write_entry(const Entry& entry) {
    std::string out = "{\"stream\":";
    out.reserve(1024 + entry.command.size() * 8);
    Writer writer(out, entry.zone);
    writer.write(entry.stream);
    out += ",\"number\":";
    writer.write(entry.number);
    out += ",\"at\":";
    writer.write(entry.at);
    out += ",\"actor\":";
    writer.write(entry.actor);
    if (entry.request_id) {
        write_member(out, "request_id", *entry.request_id);
        write_member(out, "request_content", entry.request_content);
    }
    out += ",\"command\":";
    out += entry.command;
    out += ",\"after\":{";
    for (bool first = true; const auto& [stream, number] : entry.after) {
        if (!first) out += ',';
        first = false;
        json::append_string(out, stream);
        out += ':';
        writer.write(number);
    }
    out += '}';
    write_events(out, entry.events, entry.zone);
    out += ",\"answer\":";
    out += entry.answer;
    write_member(out, "engine", version());
    write_member(out, "policy", entry.policy);
    write_member(out, "algorithm", hash_algorithm);
    write_member(out, "previous", entry.previous);
    out += '}';
    return out;
}

std::string hash_entry(std::string_view text) { return hex(sha256(text)); }

ReadEntry read_entry(const std::string& text) {
    constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
    const auto parsed = json::parse(text, {any, any});  // our own text, however long a list it has
    const json::Value* value = std::get_if<json::Value>(&parsed);
    if (value == nullptr) broken("no JSON");
    ReadEntry entry;
    read_into(member(*value, "stream"), entry.stream);
    read_into(member(*value, "number"), entry.number);
    read_into(member(*value, "at"), entry.at);
    read_into(member(*value, "actor"), entry.actor);
    read_into(member(*value, "previous"), entry.previous);
    read_into(member(*value, "policy"), entry.policy);
    if (const json::Value* id = value->find("request_id")) {
        read_into(*id, entry.request_id.emplace());
        read_into(member(*value, "request_content"), entry.request_content);
    }
    entry.command = member(*value, "command");
    entry.answer = member(*value, "answer");
    std::map<std::string, std::int64_t> after;
    read_into(member(*value, "after"), after);
    entry.after.insert(after.begin(), after.end());
    const json::Value& events = member(*value, "events");
    if (events.array() == nullptr) broken("events are no list");
    for (const json::Value& one : *events.array())
        entry.events.push_back(read_event(one));
    return entry;
}

std::string_view name_of(const Command& command) {
    return std::visit(
        [](const auto& one) { return about<std::decay_t<decltype(one)>>::value.name; }, command);
}

std::string write_command(const Command& command, bool partial,
                          std::optional<std::int64_t> expected_version, bool in_full) {
    std::string out = "{\"do\":";
    json::append_string(out, name_of(command));
    out += ",\"with\":";
    Writer writer(out, ZoneOffset{}, !in_full);
    std::visit([&](const auto& one) { writer.write(one); }, command);
    if (partial) out += ",\"partial\":true";
    if (expected_version) {
        out += ",\"expected_version\":";
        writer.write(*expected_version);
    }
    out += '}';
    return out;
}

namespace {

template <std::size_t I>
bool read_command_as(std::string_view name, const json::Value& with, bool from_log,
                     std::optional<codec::ShapeFault>& fault, std::optional<Command>& command) {
    using One = std::variant_alternative_t<I, Command>;
    if (about<One>::value.name != name) return false;
    One one{};
    codec::Reader reader(from_log);
    if (reader.read(with, one)) {
        command = std::move(one);
    } else {
        fault = reader.fault();
    }
    return true;
}

}  // namespace

std::optional<Command> read_command(std::string_view name, const json::Value& with, bool from_log,
                                    std::optional<codec::ShapeFault>& fault) {
    std::optional<Command> command;
    bool known = false;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<Command>>>([&](auto index) {
        known = known || read_command_as<index>(name, with, from_log, fault, command);
    });
    if (!known) {
        fault = codec::ShapeFault{"/do", "the name of a command", codec::shown_text(name)};
    }
    return command;
}

}  // namespace xueshi::engine
