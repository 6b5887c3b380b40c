#pragma once
/// The door's second stage: which role may give which command or ask which query (ACC-1).

#include <optional>

#include <xueshi/queries.hpp>

#include "engine/session.hpp"

namespace xueshi::engine {

/// Nothing where the role may give the command; else the reason.
std::optional<Reason> role_refuses(const Actor& actor, const Command& command, bool with_schools);
/// Whether some day's review chain has a step for schools: they then may review.
bool schools_review(const Policy& policy);
std::optional<Reason> role_refuses(const Actor& actor, std::string_view query_name, bool teachers,
                                   bool bases);
/// Whether the actor's organisation is of the kind that its role says; nothing where it is.
std::optional<Reason> actor_is_wrong(const Actor& actor, const std::optional<Org>& org);

}  // namespace xueshi::engine
