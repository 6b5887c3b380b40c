/// xueshi-tool: the project's own program. Each word is a function of its own file.

#include <cstdio>
#include <exception>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "words.hpp"

namespace {

using namespace xueshi::tools;

struct Word {
    std::string_view name;
    int (*run)(Arguments arguments);
    std::string_view usage;
    std::string_view meaning;
    std::string_view meaning_zh;
};

constexpr Word words[] = {
    {"demo", demo, "demo [--teachers N] [--seed N] [--storage URL] [--json]",
     "plays a project year of Jiangsu", "演示江苏省一个完整的项目年度"},
    {"scenario", scenario, "scenario FILE… [--storage URL]", "runs scenario files", "运行场景文件"},
    {"migrate", migrate, "migrate FROM TO [--json]",
     "moves a storage to another (URLs), or goes on with it, and examines the copy",
     "把一个存储迁移到另一个（可续传），并校验副本"},
    {"backup", backup, "backup FILE COPY", "copies an SQLite storage that is in use",
     "在线备份正在使用的 SQLite 存储"},
    {"reference", reference, "reference DIRECTORY", "writes the reference pages", "生成参考文档"},
};

void help(std::FILE* out) {
    fmt::print(out, "Usage: xueshi-tool WORD [OPTION…]\n\n");
    for (const Word& word : words) {
        fmt::print(out, "  {}\n      {}    {}\n", word.usage, word.meaning, word.meaning_zh);
    }
}

int run(Arguments arguments) {
    if (arguments.empty() || arguments.front() == "help" || arguments.front() == "--help") {
        help(stdout);
        return success;
    }
    for (const Word& word : words) {
        if (word.name == arguments.front()) return word.run(arguments.subspan(1));
    }
    fmt::print(stderr, "xueshi-tool: there is no word '{}'\n\n", arguments.front());
    help(stderr);
    return misused;
}

}  // namespace

int main(int count, char** values) {
    try {
        const std::vector<std::string_view> arguments(values + 1, values + count);
        return run(arguments);
    } catch (const std::exception& error) {
        fmt::print(stderr, "xueshi-tool: {}\n", error.what());
        return failure;
    }
}
