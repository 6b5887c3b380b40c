#pragma once
/// The invariants of the rules as users see them, through queries alone: another opinion than
/// Engine::check, which reads the rows.

#include <string>
#include <vector>

#include <xueshi/engine.hpp>

namespace xueshi::property {

/// One line a fault: more handed out than held, seats that don't agree with the living enrolments,
/// a trainee in a class who isn't approved, a class that counts wrongly, hours without approval.
/// `rejected_may_be_free`: policies were in force under which a rejection frees the seat.
std::vector<std::string> broken_invariants(Engine& engine, bool rejected_may_be_free);

}  // namespace xueshi::property
