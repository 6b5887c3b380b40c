#pragma once
/// What a decision comes to: refusals with their items, or events.

#include <optional>
#include <string>
#include <vector>

#include <xueshi/outcome.hpp>

#include "engine/events.hpp"

namespace xueshi::engine {

/// A refusal before its texts are made.
struct Refused {
    std::optional<std::int64_t> item;
    std::string subject;
    Reason reason;
};

class Verdict {
public:
    /// Adds reasons against an item of the list (from 0).
    void refuse(std::size_t item, const std::string& subject, Reasons reasons) {
        for (Reason& reason : reasons) {
            refused.push_back({static_cast<std::int64_t>(item), subject, std::move(reason)});
        }
    }
    void refuse(std::size_t item, const std::string& subject, Why why,
                std::vector<Fact> facts = {}) {
        refused.push_back({static_cast<std::int64_t>(item), subject, {why, std::move(facts), {}}});
    }
    /// Reasons against a command without list.
    void refuse_all(const std::string& subject, Reasons reasons) {
        for (Reason& reason : reasons) {
            refused.push_back({std::nullopt, subject, std::move(reason)});
        }
    }
    void refuse_all(const std::string& subject, Why why, std::vector<Fact> facts = {}) {
        refused.push_back({std::nullopt, subject, {why, std::move(facts), {}}});
    }

    std::vector<Refused> refused;
    std::vector<Event> events;
    std::int64_t done = 0;                ///< items accepted
    std::optional<std::int64_t> version;  ///< of the one thing changed
};

/// Refusals complete with texts, ordered by item and registry.
std::vector<Refusal> to_refusals(std::vector<Refused> refused);

}  // namespace xueshi::engine
