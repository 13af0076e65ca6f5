# Packages: "cpack -G DEB" in the build folder makes a .deb of what is installed,
# "cpack --config CPackSourceConfig.cmake" a tarball of the sources.
set(CPACK_PACKAGE_NAME gazmap)
set(CPACK_PACKAGE_VENDOR "gazmap")
set(CPACK_PACKAGE_CONTACT "gazmap authors <gazmap@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
    "gazmap reads a document, finds the places it names, understands what it says
about them and draws the map: SVG, PDF, PNG, HTML and GIS data, offline.")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)

# Four packages: the program, libgazmap, what programs that use it are built with, and
# the data of both. What is linked to is found by dpkg-shlibdeps. The program opens its
# libraries late (late.cmake), which no linker tells; libgazmap0 is linked plainly to all
# of them, so it depends on that. Nor does a linker know of the fonts of labels.
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library development data)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(same "(= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME gazmap)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libgazmap0 ${same}, gazmap-data ${same}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libgazmap0)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "gazmap-data ${same}")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libgazmap-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libgazmap0 ${same}")
set(CPACK_DEBIAN_DATA_PACKAGE_NAME gazmap-data)
set(CPACK_DEBIAN_DATA_PACKAGE_DEPENDS "fonts-noto-core")
foreach(part PROGRAM LIBRARY DEVELOPMENT DATA)
  string(TOLOWER ${part} component)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright COMPONENT ${component}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${part}_PACKAGE_NAME})
endforeach()

set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME gazmap-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/\\.git(/|$)" "/build(-[^/]*)?/" "/Testing/" "/__pycache__/" "\\.o$" "~$")

install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
# The data's sources and licences.
install(FILES ${PROJECT_SOURCE_DIR}/gazetteer/README.md RENAME gazetteer.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/gazmap-data COMPONENT data)
install(FILES ${PROJECT_SOURCE_DIR}/shapes/README.md RENAME shapes.md
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/gazmap-data COMPONENT data)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/doc/ DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/src/scene/map_file.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/gazmap COMPONENT data)

install(FILES ${PROJECT_SOURCE_DIR}/completion/gazmap.bash RENAME gazmap
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/completion/_gazmap
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/completion/gazmap.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)

include(CPack)
