// A stranger's program: reads the policy that was installed, and opens a storage.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>

#include <xueshi/policy.hpp>
#include <xueshi/storage.hpp>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: consumer POLICIES_DIRECTORY\n";
        return 2;
    }
    std::ifstream file(std::string(argv[1]) + "/jiangsu.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});

    const auto loaded = xueshi::Policy::load(text);
    const auto* policy = std::get_if<std::shared_ptr<const xueshi::Policy>>(&loaded);
    if (policy == nullptr) {
        std::cerr << "the installed policy does not load\n";
        return 1;
    }
    const auto storage = xueshi::storage::open_storage("memory:");
    std::cout << (*policy)->name() << ' ' << storage->info().kind << '\n';
    return 0;
}
