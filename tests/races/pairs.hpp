#pragma once
/// Pairs of commands of which each changes what the other decides upon.

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>

namespace xueshi::races {

struct Act {
    Actor actor;
    Command command;
};

struct Pair {
    std::string name;  ///< "CancelAndAssign"
    std::function<void(Engine&)> prepare;
    Act first;
    Act second;
};
inline void PrintTo(const Pair& pair, std::ostream* out) { *out << pair.name; }

/// What two commands came to: their verdicts, and all rows but the log's.
struct Ending {
    std::string first;
    std::string second;
    std::string rows;
    std::vector<std::string> faults{};  ///< of the state, see faults_of

    bool operator==(const Ending& other) const {
        return first == other.first && second == other.second && rows == other.rows;
    }
};

struct Endings {
    Ending first_wins;
    Ending second_wins;
};

/// Each reads what the other writes: without guards both go through.
std::vector<Pair> pairs();
/// One reads what the other writes, but not the other way round: both going through is as good as
/// one order, so nothing can be shown by leaving the guards out.
std::vector<Pair> pairs_without_a_skew();
/// One after the other, in both orders.
Endings serial_endings(const Pair& pair);
/// All rows without the log, and without the names of the entries that wrote them.
std::string rows_of(storage::Storage& storage);

}  // namespace xueshi::races
