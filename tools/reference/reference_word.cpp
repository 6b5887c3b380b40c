#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/core.h>

#include "pages.hpp"
#include "words.hpp"

namespace xueshi::tools {

std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string anchor(std::string_view heading) {
    std::string out;
    for (const char c : heading) {
        if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c - 'A' + 'a');
        } else if (c == ' ') {
            out += '-';
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
            out += c;
        }
    }
    return out;
}

std::string page_head(std::string_view title, std::string_view about) {
    return fmt::format(
        "# {}\n\n<!-- Written by `./run reference` from the descriptions in the code: don't edit. "
        "-->\n\n{}\n\n",
        title, about);
}

int reference(Arguments arguments) {
    if (arguments.size() != 1) {
        fmt::print(stderr, "xueshi-tool: reference needs a directory\n");
        return misused;
    }
    const std::filesystem::path directory(arguments.front());
    std::filesystem::create_directories(directory);
    const std::pair<const char*, std::string> pages[] = {{"commands.md", commands_page()},
                                                         {"queries.md", queries_page()},
                                                         {"refusals.md", refusals_page()},
                                                         {"rules.md", rules_page()}};
    for (const auto& [name, text] : pages) {
        std::ofstream file(directory / name, std::ios::binary);
        file << text;
        if (!file.flush()) throw std::runtime_error("can't write " + (directory / name).string());
    }
    return success;
}

}  // namespace xueshi::tools
