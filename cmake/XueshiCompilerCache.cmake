# Uses ccache when it is there and nobody has chosen another launcher.

find_program(XUESHI_CCACHE ccache)
mark_as_advanced(XUESHI_CCACHE)
if(XUESHI_CCACHE AND UNIX AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_CURRENT_LIST_DIR}/compiler-cache")
endif()
