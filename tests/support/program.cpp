// The main program of tests that play parts in processes of their own.

#include <exception>
#include <iostream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "support/child.hpp"

int main(int count, char** words) {
    if (count > 2 && std::string_view(words[1]) == "--part") {
        xueshi::support::Line parent(STDIN_FILENO, STDOUT_FILENO);
        int result = 99;
        try {
            result = xueshi::support::play(words[2], {words + 3, words + count}, parent);
        } catch (const std::exception& failure) {
            std::cerr << "part " << words[2] << ": " << failure.what() << '\n';
        }
        // Without the end of the program: the leak check would cost more than the part.
        ::_exit(result);
    }
    testing::InitGoogleTest(&count, words);
    return RUN_ALL_TESTS();
}
