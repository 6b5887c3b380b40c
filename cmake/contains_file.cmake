# cmake -DPAGE=… -DPART=… -P contains_file.cmake
# Fails unless the text of PART stands in PAGE, word for word: the program a README shows is the
# example that is tested.

file(READ "${PAGE}" page)
file(READ "${PART}" part)
string(FIND "${page}" "${part}" position)
if(position EQUAL -1)
    message(FATAL_ERROR "${PAGE} does not show ${PART} as it is")
endif()
