# The installed package: headers, library, CMake package, pkg-config file, policies.

include(CMakePackageConfigHelpers)

set(xueshi_package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/xueshi")

install(TARGETS xueshi xueshi_conformance EXPORT xueshi-targets)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/xueshi"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/policies"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/xueshi"
    FILES_MATCHING PATTERN "*.json")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(EXPORT xueshi-targets
    NAMESPACE xueshi::
    DESTINATION "${xueshi_package_directory}")
configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/xueshi-config.cmake.in"
    "${PROJECT_BINARY_DIR}/package/xueshi-config.cmake"
    INSTALL_DESTINATION "${xueshi_package_directory}"
    PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/package/xueshi-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/package/xueshi-config.cmake"
    "${PROJECT_BINARY_DIR}/package/xueshi-config-version.cmake"
    DESTINATION "${xueshi_package_directory}")

# The prefix is written relative to the file, so that the installed tree can be moved.
set(xueshi_pkgconfig_directory "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH xueshi_prefix_from_pkgconfig
    "${CMAKE_INSTALL_PREFIX}/${xueshi_pkgconfig_directory}" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" xueshi_prefix_from_pkgconfig "${xueshi_prefix_from_pkgconfig}")
# A static library is linked together with what it needs, which may itself be shared.
if(BUILD_SHARED_LIBS)
    set(xueshi_requires Requires.private)
else()
    set(xueshi_requires Requires)
endif()
configure_file(
    "${CMAKE_CURRENT_LIST_DIR}/xueshi.pc.in"
    "${PROJECT_BINARY_DIR}/package/xueshi.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/xueshi.pc"
    DESTINATION "${xueshi_pkgconfig_directory}")
