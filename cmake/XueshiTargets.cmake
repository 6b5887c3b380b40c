# How every target of this project is compiled, and the short forms to declare programs and tests.

# What all of our own code is compiled with; nothing of it reaches those who link the library.
add_library(xueshi_warnings INTERFACE)
add_library(xueshi_options INTERFACE)
target_link_libraries(xueshi_options INTERFACE xueshi_warnings)
if(XUESHI_STRICT)
    target_compile_options(xueshi_warnings INTERFACE -Wall -Wextra -Wpedantic -Werror)
    target_compile_definitions(xueshi_options INTERFACE _GLIBCXX_ASSERTIONS)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        # GCC 12 reports operator+(const char*, std::string) as overlapping (GCC bug 105651).
        target_compile_options(xueshi_warnings INTERFACE -Wno-restrict)
    endif()
endif()
if(XUESHI_SANITIZE)
    set(xueshi_sanitizer_flags -fsanitize=${XUESHI_SANITIZE} -fno-sanitize-recover=all)
    target_compile_options(xueshi_options INTERFACE
        ${xueshi_sanitizer_flags} -fno-omit-frame-pointer)
    target_link_options(xueshi_options INTERFACE ${xueshi_sanitizer_flags})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # The instrumented code has paths that GCC's flow analysis takes for uninitialised reads.
        target_compile_options(xueshi_options INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()
if(XUESHI_FUZZ)
    # libFuzzer looks at which paths of the library an input takes.
    target_compile_options(xueshi_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Where tests, tools, examples and benches find the data of the source tree.
add_library(xueshi_source_data INTERFACE)
target_compile_definitions(xueshi_source_data INTERFACE
    XUESHI_POLICIES_DIRECTORY="${PROJECT_SOURCE_DIR}/policies"
    XUESHI_DATA_DIRECTORY="${PROJECT_SOURCE_DIR}/data"
    XUESHI_TEST_POLICIES_DIRECTORY="${PROJECT_SOURCE_DIR}/tests/policies"
    XUESHI_SCENARIOS_DIRECTORY="${PROJECT_SOURCE_DIR}/tests/scenarios")

# xueshi_add_program(name SOURCES file…): a program that links the library. Without sources,
# nothing.
function(xueshi_add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
    if(NOT arg_SOURCES)
        return()
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE
        xueshi::xueshi xueshi_options xueshi_source_data ${arg_LIBRARIES})
endfunction()

# xueshi_starts_postgresql(program): it starts servers of its own, and knows the client library's
# header.
function(xueshi_starts_postgresql program)
    target_include_directories(${program} SYSTEM PRIVATE "${XUESHI_LIBPQ_INCLUDE_DIR}")
    target_compile_definitions(${program} PRIVATE
        XUESHI_POSTGRESQL_SERVER="${PROJECT_SOURCE_DIR}/tests/support/postgresql_server.sh")
endfunction()

# xueshi_add_words_test(word program): what people say to it, right and wrong
# (tests/tools/words.sh).
function(xueshi_add_words_test word program)
    set(script "${PROJECT_SOURCE_DIR}/tests/tools/words.sh")
    add_test(NAME tool.words.${word}
        COMMAND "${script}" ${word} "${PROJECT_SOURCE_DIR}" "${program}"
            "${CMAKE_CURRENT_BINARY_DIR}/words of ${word}")
    set_tests_properties(tool.words.${word} PROPERTIES LABELS tool TIMEOUT 300)
endfunction()

# xueshi_add_tests(kind TIMEOUT seconds SOURCES file… [LIBRARIES target…] [PROPERTIES name value…]):
# the program xueshi-<kind>-tests, each of its tests known to ctest under the label <kind>.
function(xueshi_add_tests kind)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBRARIES;PROPERTIES")
    set(program xueshi-${kind}-tests)
    xueshi_add_program(${program} SOURCES ${arg_SOURCES}
        LIBRARIES xueshi_test_support ${arg_LIBRARIES})
    if(TARGET ${program})
        gtest_discover_tests(${program}
            TEST_PREFIX ${kind}.
            DISCOVERY_MODE PRE_TEST
            DISCOVERY_TIMEOUT 60
            PROPERTIES LABELS ${kind} TIMEOUT ${arg_TIMEOUT} ${arg_PROPERTIES})
    endif()
endfunction()
