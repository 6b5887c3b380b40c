#pragma once
/// A request with JSON, read.

#include <variant>

#include <xueshi/engine.hpp>
#include <xueshi/json.hpp>

#include "codec/shape.hpp"

namespace xueshi::protocol {

struct Explain {
    Command command;
};

struct Request {
    Actor actor;
    std::variant<Command, Query, Explain> content;
    CallOptions options{};
};

/// The request, or the first thing that isn't as agreed.
std::variant<Request, codec::ShapeFault> read_request(std::string_view text);

}  // namespace xueshi::protocol
