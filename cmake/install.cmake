# cmake --install: the program, the shared library, public headers, the pkg-config file, pack, weights and the man page.
# The pkg-config file finds the prefix from where it lies, so that `cmake --install --prefix` needs no new configuration.
file(RELATIVE_PATH DATELINE_PREFIX_FROM_PC /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(${PROJECT_SOURCE_DIR}/cmake/dateline.pc.in ${PROJECT_BINARY_DIR}/dateline.pc @ONLY)
install(TARGETS dateline_shared LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/dateline DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_BINARY_DIR}/dateline.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${PROJECT_SOURCE_DIR}/docs/dateline.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/scripts/cluster/read-piece ${PROJECT_SOURCE_DIR}/scripts/cluster/store-pieces
  ${PROJECT_SOURCE_DIR}/scripts/cluster/read.sbatch DESTINATION ${CMAKE_INSTALL_DATADIR}/dateline/cluster)
