# Rooms: one static library a folder of src, each showing only its own folder.
# An include against the flow finds no header and does not compile.

find_package(PkgConfig REQUIRED)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0>=2.66)
pkg_check_modules(GIO REQUIRED IMPORTED_TARGET gio-2.0)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj>=9.0)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pango pangoft2)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo cairo-ft cairo-pdf freetype2)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)

find_library(SHP_LIBRARY shp REQUIRED)
find_path(SHP_INCLUDE shapefil.h PATH_SUFFIXES libshp REQUIRED)
add_library(SHP::shp UNKNOWN IMPORTED)
set_target_properties(SHP::shp PROPERTIES IMPORTED_LOCATION ${SHP_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${SHP_INCLUDE})

# What the program opens when it first calls it (late.cmake): all but GLib, utf8proc
# and the C library, where those are shared.
set(drawing_libraries ${PANGO_LINK_LIBRARIES} ${CAIRO_LINK_LIBRARIES} ${DEFLATE_LINK_LIBRARIES})
set(other_libraries ${GIO_LINK_LIBRARIES} ${PROJ_LINK_LIBRARIES} ${JANSSON_LINK_LIBRARIES}
                    ${YAML_LINK_LIBRARIES} ${SHP_LIBRARY})
foreach(list drawing_libraries other_libraries)
  list(FILTER ${list} INCLUDE REGEX "^/.*\\.so[0-9.]*$")
  list(FILTER ${list} EXCLUDE REGEX "/lib(m|pthread|dl)\\.so")
  list(REMOVE_ITEM ${list} ${GLIB_LINK_LIBRARIES})
  list(REMOVE_DUPLICATES ${list})
endforeach()

add_library(gazmap_flags INTERFACE)
target_compile_features(gazmap_flags INTERFACE c_std_17)
# What newer GLibs call deprecated is what Debian 12 has.
target_compile_definitions(gazmap_flags INTERFACE _GNU_SOURCE GAZMAP_VERSION="${PROJECT_VERSION}"
                           GLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74)
target_compile_options(gazmap_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                       -fno-math-errno -ffp-contract=off)
if(GAZMAP_WERROR)
  target_compile_options(gazmap_flags INTERFACE -Werror)
endif()
if(GAZMAP_FUZZ)
  target_compile_options(gazmap_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
# What keeps a mistake from becoming a hole: checked copies, guarded stacks, tables
# of addresses that are read-only before main. tests/reliability/test_hardening.py
# looks for each in the program.
option(GAZMAP_HARDEN "Guard what is built: checked copies, stack protector, full RELRO" ON)
if(GAZMAP_HARDEN)
  include(CheckCCompilerFlag)
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "HAS${flag}" has)
    check_c_compiler_flag(${flag} ${has})
    if(${has})
      target_compile_options(gazmap_flags INTERFACE ${flag})
    endif()
  endforeach()
  if(NOT GAZMAP_SANITIZE AND NOT GAZMAP_FUZZ) # who check more than it does
    target_compile_options(gazmap_flags INTERFACE
      $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>)
  endif()
  target_link_options(gazmap_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(GAZMAP_SANITIZE OR GAZMAP_FUZZ)
  target_compile_options(gazmap_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(gazmap_flags INTERFACE -fsanitize=address,undefined)
endif()

function(gazmap_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LIBS" ${ARGN})
  set(dir ${PROJECT_SOURCE_DIR}/src/${name})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.c)
  if(NOT sources) # a room not yet furnished
    file(WRITE ${PROJECT_BINARY_DIR}/empty.c "typedef int gm_empty;\n")
    set(sources ${PROJECT_BINARY_DIR}/empty.c)
  endif()
  add_library(gm_${name} STATIC ${sources})
  set_target_properties(gm_${name} PROPERTIES LINKER_LANGUAGE C C_EXTENSIONS OFF
                        POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden)
  target_include_directories(gm_${name} PUBLIC ${dir})
  list(TRANSFORM ROOM_USES PREPEND gm_)
  target_link_libraries(gm_${name} PUBLIC gazmap_flags ${ROOM_USES} ${ROOM_LIBS})
endfunction()
