# cmake -DFORM=installed|shared|embedded … -P check.cmake
#   installed  installs the tree BUILT, then finds the package with CMake and with pkg-config
#   shared     builds and installs a shared object first
#   embedded   takes SOURCE as a subdirectory; nothing is installed
# The last two compile the library, in TREE: a folder as deep below SOURCE as the one of the release
# preset, so that ccache knows the objects.

function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix "${SCRATCH}/prefix")
set(consumer "${SCRATCH}/consumer")
set(consumer_tree "${consumer}/build")
file(REMOVE_RECURSE "${prefix}" "${consumer}")

set(toolchain
    -G "${GENERATOR}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
    -DCMAKE_BUILD_TYPE=Release
    # As in the release preset.
    "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG")
set(consumer_options "-DXUESHI_WANTED_VERSION=${VERSION}" "-DCMAKE_PREFIX_PATH=${prefix}")

if(FORM STREQUAL "installed")
    run("${CMAKE_COMMAND}" --install "${BUILT}" --prefix "${prefix}" --config "${CONFIGURATION}")
    if(SANITIZE)
        list(APPEND consumer_options "-DCMAKE_CXX_FLAGS=-fsanitize=${SANITIZE}")
    endif()
elseif(FORM STREQUAL "shared")
    run("${CMAKE_COMMAND}" --fresh -S "${SOURCE}" -B "${TREE}" ${toolchain}
        -DBUILD_SHARED_LIBS=ON
        -DXUESHI_BUILD_TESTS=OFF -DXUESHI_BUILD_EXAMPLES=OFF
        -DXUESHI_BUILD_BENCHES=OFF -DXUESHI_BUILD_TOOLS=OFF)
    run("${CMAKE_COMMAND}" --build "${TREE}")
    run("${CMAKE_COMMAND}" --install "${TREE}" --prefix "${prefix}")
elseif(FORM STREQUAL "embedded")
    set(consumer_options "-DXUESHI_SOURCE_DIRECTORY=${SOURCE}")
    set(consumer_tree "${TREE}")
else()
    message(FATAL_ERROR "FORM is installed, shared or embedded, not '${FORM}'")
endif()

# A copy outside the source tree, as a stranger would have it.
file(COPY "${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt" "${CMAKE_CURRENT_LIST_DIR}/consumer.cpp"
    DESTINATION "${consumer}")
run("${CMAKE_COMMAND}" --fresh -S "${consumer}" -B "${consumer_tree}" ${toolchain} ${consumer_options})
run("${CMAKE_COMMAND}" --build "${consumer_tree}")
run("${CMAKE_CTEST_COMMAND}" --test-dir "${consumer_tree}" --output-on-failure --no-tests=error)

if(FORM STREQUAL "embedded")
    return()
endif()

# The same program by hand, with what pkg-config says.
file(GLOB_RECURSE pc_file "${prefix}/*/xueshi.pc")
cmake_path(GET pc_file PARENT_PATH pc_directory)
cmake_path(GET pc_directory PARENT_PATH library_directory)
set(ENV{PKG_CONFIG_PATH} "${pc_directory}")
execute_process(COMMAND pkg-config --cflags --libs xueshi
    OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND pkg-config --variable=policies xueshi
    OUTPUT_VARIABLE policies OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
# pkg-config escapes blanks as a shell would want it.
separate_arguments(flags UNIX_COMMAND "${flags}")
separate_arguments(policies UNIX_COMMAND "${policies}")
if(SANITIZE)
    list(APPEND flags "-fsanitize=${SANITIZE}")
endif()
run("${COMPILER}" -std=c++20 "${consumer}/consumer.cpp" -o "${consumer}/by-hand"
    ${flags} "-Wl,-rpath,${library_directory}")
run("${consumer}/by-hand" "${policies}")
