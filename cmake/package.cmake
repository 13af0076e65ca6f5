# Packages: "cpack -G DEB" in the build folder makes a .deb of what is installed,
# "cpack --config CPackSourceConfig.cmake" a tarball of the sources.
set(CPACK_PACKAGE_NAME gazmap)
set(CPACK_PACKAGE_VENDOR "gazmap")
set(CPACK_PACKAGE_CONTACT "the gazmap authors <gazmap@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
    "gazmap reads a document, finds the places it names, understands what it says
about them and draws the map: SVG, PDF, PNG, HTML and GIS data, offline.")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)

# What is linked to is found by dpkg-shlibdeps: libgazmap.so is linked plainly to all
# that the program opens late (late.cmake). The fonts that labels are set in no linker
# knows of.
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-noto-core")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME gazmap-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/\\.git(/|$)" "/build[^/]*(/|$)" "/Testing/" "/__pycache__/" "\\.o$" "~$")

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
# The data's sources and licences.
install(FILES ${PROJECT_SOURCE_DIR}/gazetteer/README.md RENAME gazetteer.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/shapes/README.md RENAME shapes.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/doc/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/src/scene/map_file.schema.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/gazmap)

install(FILES ${PROJECT_SOURCE_DIR}/completion/gazmap.bash RENAME gazmap
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PROJECT_SOURCE_DIR}/completion/_gazmap
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${PROJECT_SOURCE_DIR}/completion/gazmap.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

include(CPack)
