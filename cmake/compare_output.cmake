# cmake -DPROGRAM=… [-DARGUMENTS=…;…] -DEXPECTED=… -DDIRECTORY=… -P compare_output.cmake
# Runs an example in DIRECTORY and compares what it prints with the file EXPECTED.

execute_process(COMMAND "${PROGRAM}" ${ARGUMENTS}
    WORKING_DIRECTORY "${DIRECTORY}"
    OUTPUT_VARIABLE printed
    RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${result}; it printed:\n${printed}")
endif()
file(READ "${EXPECTED}" expected)
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "${PROGRAM} printed:\n${printed}\n${EXPECTED} expects:\n${expected}")
endif()
