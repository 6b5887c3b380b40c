#pragma once
/// Refusals as JSON, and back from the log.

#include <span>
#include <string>

#include <xueshi/json.hpp>
#include <xueshi/outcome.hpp>

#include "codec/shape.hpp"

namespace xueshi::codec {

void write_fact_value(std::string& out, const Fact& fact);
/// Complete, as users get it; `in_log` without the texts, which the registry makes again.
void write_refusals(std::string& out, std::span<const Refusal> refusals, bool in_log = false);

/// REQ-1: what a request that isn't as agreed is refused with.
Reason shape_reason(const ShapeFault& fault);
/// A refusal with the texts of the registry, facts filled in.
Refusal make_refusal(Reason reason, std::string subject, std::optional<std::int64_t> item);
/// Reads what write_refusals wrote; texts are made afresh. Throws `Error` log_broken.
std::vector<Refusal> read_refusals(const json::Value& value);

}  // namespace xueshi::codec
