#pragma once
/// What the year came to, for people (in columns) and for programs (one JSON object).

#include <string>
#include <vector>

#include "demo/player.hpp"
#include "demo/year.hpp"

namespace xueshi::demo {

struct CityLine {
    std::string code;
    std::string name;
    std::int64_t seats = 0;
    std::int64_t enrolled = 0;  ///< living enrolments at the year's end
    std::int64_t approved = 0;
    std::map<std::string, std::int64_t, std::less<>> refused;  ///< by code
    Hours verified;
};

struct Summary {
    std::size_t teachers = 0;
    std::size_t schools = 0;
    std::uint64_t seed = 0;
    std::string storage;
    std::vector<CityLine> cities;
    StatementAnswer statement;
    std::string refused_school;
    Enroll refused_command;
    Refusal refusal;
    LogReport log;
    std::vector<std::string> faults;  ///< of the rules' invariants and the medium
    std::int64_t commands = 0;
    std::int64_t items = 0;
    double seconds = 0;      ///< of the year itself
    double all_seconds = 0;  ///< with the examinations afterwards
    std::int64_t peak_kilobytes = 0;

    bool sound() const { return log.faults.empty() && faults.empty(); }
};

/// Asks the engine for all that the summary tells.
Summary summarise(const Province& province, const Year& year, Player& player);

std::string as_text(const Summary& summary);
std::string as_json(const Summary& summary);

}  // namespace xueshi::demo
