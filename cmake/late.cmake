# gazmap_late(TARGET LIBRARIES… FROM…): the libraries open when TARGET
# first calls them (src/late_binding.c says why and how), not when it starts. FROM: the
# archives whose calls count.
function(gazmap_late target)
  cmake_parse_arguments(LATE "" "" "LIBRARIES;FROM" ${ARGN})
  set(list ${CMAKE_CURRENT_BINARY_DIR}/late_${target}.inc)
  list(TRANSFORM LATE_FROM REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE archives)
  add_custom_command(
    OUTPUT ${list}
    COMMAND ${CMAKE_COMMAND} "-DNM=${CMAKE_NM}" "-DREADELF=${CMAKE_READELF}" "-DARCHIVES=${archives}"
            "-DLIBRARIES=${LATE_LIBRARIES}" -DOUT=${list}
            -P ${PROJECT_SOURCE_DIR}/cmake/late_list.cmake
    DEPENDS ${LATE_FROM} ${LATE_LIBRARIES} ${PROJECT_SOURCE_DIR}/cmake/late_list.cmake
    COMMENT "Listing the calls that ${target} binds late"
    VERBATIM)
  target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src/late_binding.c ${list})
  target_compile_definitions(${target} PRIVATE GAZMAP_LATE LATE_LIST="${list}")
  # The libraries stay on the link line and, with nothing left to give, fall away.
  target_link_options(${target} PRIVATE -Wl,--as-needed)
  target_link_libraries(${target} PRIVATE ${CMAKE_DL_LIBS})
endfunction()
