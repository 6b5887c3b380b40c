# Uses ccache when it is there and nobody has chosen another launcher.

find_program(XUESHI_CCACHE ccache)
mark_as_advanced(XUESHI_CCACHE)
if(XUESHI_CCACHE AND UNIX AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(compiler_cache "${CMAKE_BINARY_DIR}/compiler-cache")
    configure_file("${CMAKE_CURRENT_LIST_DIR}/compiler-cache.in" "${compiler_cache}" @ONLY
        FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ WORLD_READ)
    # Where programs may not be started from this folder it does without.
    execute_process(COMMAND "${compiler_cache}" --version
        RESULT_VARIABLE compiler_cache_fails OUTPUT_QUIET ERROR_QUIET)
    if(NOT compiler_cache_fails)
        set(CMAKE_CXX_COMPILER_LAUNCHER "${compiler_cache}")
    endif()
endif()
