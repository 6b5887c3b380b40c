#include <algorithm>
#include <array>

#include <xueshi/reasons.hpp>

#include "rules/texts/enrollment.hpp"
#include "rules/texts/projects.hpp"
#include "rules/texts/requests.hpp"
#include "rules/texts/training.hpp"

namespace xueshi {
namespace {

constexpr auto count = static_cast<std::size_t>(Why::count_);

constexpr std::array<ReasonText, count> assembled() {
    std::array<ReasonText, count> rows{};
    auto next = rows.begin();
    next = std::copy(texts::requests.begin(), texts::requests.end(), next);
    next = std::copy(texts::projects.begin(), texts::projects.end(), next);
    next = std::copy(texts::enrollment.begin(), texts::enrollment.end(), next);
    std::copy(texts::training.begin(), texts::training.end(), next);
    return rows;
}

constexpr std::array<ReasonText, count> rows = assembled();

constexpr bool in_order() {
    for (std::size_t place = 0; place < count; ++place) {
        if (rows[place].why != static_cast<Why>(place)) {
            return false;
        }
    }
    return true;
}

static_assert(texts::requests.size() + texts::projects.size() + texts::enrollment.size() +
                      texts::training.size() ==
                  count,
              "every reason has its texts");
static_assert(in_order(), "the texts stand in the order of the reasons");

}  // namespace

std::span<const ReasonText> registry() noexcept { return rows; }

const ReasonText& text_of(Why why) noexcept { return rows[static_cast<std::size_t>(why)]; }

}  // namespace xueshi
