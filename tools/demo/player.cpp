#include "demo/player.hpp"

#include <stdexcept>

namespace xueshi::demo {

volatile std::sig_atomic_t interrupted = 0;

void Calendar::go_to(unsigned month, unsigned day) {
    constexpr ZoneOffset china{};
    constexpr std::int64_t nine_hours = std::int64_t{9} * 3600 * 1'000'000;
    const Instant morning =
        Instant::midnight(Date::of(2026, month, day).value(), china).plus_micros(nine_hours);
    *now_ = std::max(*now_, morning);
}

Clock Calendar::clock() const {
    return [now = now_] { return *now; };
}

Outcome<Receipt> Player::execute(const Actor& actor, const Command& command, bool partial) {
    if (interrupted != 0) throw Interrupted{};
    calendar_.tick();
    CallOptions options;
    options.partial = partial;
    ++commands_;
    return engine_.execute(actor, command, options);
}

void Player::must(const Actor& actor, const Command& command) {
    const auto outcome = execute(actor, command, false);
    if (!outcome.ok()) {
        const Refusal& first = outcome.refusals.front();
        throw std::runtime_error("the demo's own story was refused: " + std::string(first.code) +
                                 " (" + first.subject + "): " + first.message.en);
    }
    items_ += outcome->done;
}

std::vector<bool> Player::try_list(const Actor& actor, const Command& command,
                                   const std::vector<std::size_t>& cities) {
    const auto outcome = execute(actor, command, true);
    std::vector<bool> done(cities.size(), true);
    for (const Refusal& refusal : outcome.refusals) {
        const auto item = static_cast<std::size_t>(refusal.item.value_or(0));
        ++refused_[cities[item]][std::string(refusal.code)];
        done[item] = false;
        if (!refusal.item) done.assign(cities.size(), false);
    }
    items_ += static_cast<std::int64_t>(cities.size());
    return done;
}

}  // namespace xueshi::demo
