// Runs a target without libFuzzer: over its corpus, and over mutations that a seed makes of it.
//
//     xueshi-fuzz-NAME CORPUS FINDING COUNT
//
// An input that ends the program is left in the file FINDING.

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#ifdef XUESHI_SANITIZED
#include <sanitizer/common_interface_defs.h>
#endif

#include "fuzz/target.hpp"
#include "support/chance.hpp"

namespace {

using xueshi::support::Chance;

std::string finding;
std::string input;

void keep_input() { std::ofstream(finding, std::ios::binary) << input; }

void run(std::string text) {
    input = std::move(text);
    try {
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    } catch (...) {
        keep_input();
        throw;
    }
}

std::vector<std::string> read_corpus(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        files.push_back(file.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(stream),
                           std::istreambuf_iterator<char>());
    }
    return texts;
}

/// A piece of another text, or a token on which readers have stumbled.
std::string some_piece(Chance& chance, const std::vector<std::string>& texts) {
    if (chance.percent(40)) {
        return chance.of<const char*>({"null",     "-1",   "0",          "9223372036854775807",
                                       "1e999",    "0.1",  "[]",         "{}",
                                       "[[[[[[[[", "\"\"", "\\u0000",    "\\ud800",
                                       "\xff",     "\xe5", ",",          ":",
                                       "\"",       "true", "2999-12-31", "9999999999999999999999",
                                       "32",       "S1",   "T1",         "P1"});
    }
    const std::string& other = chance.of(texts);
    if (other.empty()) return {};
    return other.substr(chance.below(other.size()), 1 + chance.below(40));
}

std::string mutated(Chance& chance, const std::vector<std::string>& texts) {
    std::string text = chance.of(texts);
    for (auto changes = 1 + chance.below(6); changes > 0; --changes) {
        const std::size_t place = chance.below(text.size() + 1);
        switch (chance.below(4)) {
            case 0:
                if (place < text.size()) text[place] = static_cast<char>(chance.below(256));
                break;
            case 1:
                text.erase(place, 1 + chance.below(20));
                break;
            case 2:
                text.replace(place, chance.below(8), some_piece(chance, texts));
                break;
            default:
                text.insert(place, some_piece(chance, texts));
        }
    }
    return text;
}

int misused(const std::string& why) {
    std::cerr << "xueshi-fuzz-NAME CORPUS FINDING COUNT" << why << '\n';
    return 2;
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return misused("");
    if (!std::filesystem::is_directory(words[1]))
        return misused(std::string(": there is no corpus ") + words[1]);
    int wanted = 0;
    const char* end = words[3] + std::strlen(words[3]);
    if (std::from_chars(words[3], end, wanted).ptr != end || wanted < 0)
        return misused(": COUNT is a number");
    finding = words[2];
#ifdef XUESHI_SANITIZED
    __sanitizer_set_death_callback(keep_input);
#endif
    const auto texts = read_corpus(words[1]);
    for (const std::string& text : texts)
        run(text);
    const std::uint64_t seed = xueshi::support::test_seed();
    std::cerr << xueshi::support::seed_note(seed) << '\n';
    Chance chance(seed);
    const int mutations = xueshi::support::scaled(wanted);
    for (int i = 0; i < mutations; ++i)
        run(mutated(chance, texts));
    std::cout << texts.size() << " of the corpus, " << mutations << " mutations\n";
    return 0;
}
