# cmake -DTOOL=… -DREFERENCE=… -DSCRATCH=… -P compare_reference.cmake
# Writes the reference pages afresh into SCRATCH and compares them with the ones in REFERENCE.

file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}")
execute_process(COMMAND "${TOOL}" reference "${SCRATCH}" COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE fresh RELATIVE "${SCRATCH}" "${SCRATCH}/*")
file(GLOB_RECURSE kept RELATIVE "${REFERENCE}" "${REFERENCE}/*")
set(stale "")
foreach(page IN LISTS fresh kept)
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -E compare_files "${SCRATCH}/${page}" "${REFERENCE}/${page}"
        RESULT_VARIABLE difference
        OUTPUT_QUIET ERROR_QUIET)
    if(difference)
        list(APPEND stale "${page}")
    endif()
endforeach()
if(NOT fresh)
    message(FATAL_ERROR "${TOOL} reference wrote no page")
endif()
if(stale)
    list(REMOVE_DUPLICATES stale)
    message(FATAL_ERROR "Stale reference pages (write them again with ./run reference): ${stale}")
endif()
