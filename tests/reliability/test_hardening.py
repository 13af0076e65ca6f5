"""What the linker and the compiler were asked to guard is guarded in the program
and the library: position-independent, full RELRO, no executable stack, stack
protector, checked copies, and on x86 marked targets of jumps."""
import os
import platform
import re
import subprocess
import sys
import unittest

BUILD = os.environ["GAZMAP_BUILD"]
PROGRAM = os.environ["GAZMAP"]
LIBRARY = os.path.join(BUILD, "src", "libgazmap.so")


def cached(name):
    with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as f:
        found = re.search(rf"^{name}:\w+=(.*)$", f.read(), re.M)
    return found.group(1) if found else ""


def is_on(name):
    return cached(name).upper() in ("ON", "1", "TRUE", "YES")


def readelf(what, path):
    return subprocess.run(["readelf", "-W", what, path], capture_output=True, text=True,
                          check=True).stdout


class Hardening(unittest.TestCase):
    def test_position_independent(self):
        self.assertRegex(readelf("-h", PROGRAM), r"Type:\s+DYN")
        self.assertRegex(readelf("-d", PROGRAM), r"FLAGS_1.*PIE")

    def test_tables_are_read_only_before_main(self):
        for path in (PROGRAM, LIBRARY):
            self.assertIn("GNU_RELRO", readelf("-l", path), path)
            self.assertRegex(readelf("-d", path), r"FLAGS_1.*NOW", path)

    def test_stack_is_not_executable(self):
        for path in (PROGRAM, LIBRARY):
            stack = re.search(r"GNU_STACK.*", readelf("-l", path)).group(0)
            self.assertIn(" RW ", stack, path)
            self.assertNotIn("E", stack.split("GNU_STACK")[1], path)

    def test_no_text_relocations_and_no_search_path(self):
        for path in (PROGRAM, LIBRARY):
            dynamic = readelf("-d", path)
            for never in ("TEXTREL", "RPATH", "RUNPATH"):
                self.assertNotIn(never, dynamic, path)

    def test_stacks_are_watched(self):
        for path in (PROGRAM, LIBRARY):
            self.assertIn("__stack_chk_fail", readelf("--dyn-syms", path), path)

    def test_copies_are_checked(self):
        if cached("CMAKE_BUILD_TYPE") == "Debug":
            self.skipTest("_FORTIFY_SOURCE needs an optimised build")
        for path in (PROGRAM, LIBRARY):
            self.assertRegex(readelf("--dyn-syms", path), r"__(memcpy|snprintf|vfprintf|read)_chk",
                             path)

    def test_every_object_asks_for_level_3(self):
        """Of ours, as the build has it: the level leaves no trace in a program."""
        if cached("CMAKE_BUILD_TYPE") == "Debug":
            self.skipTest("_FORTIFY_SOURCE needs an optimised build")
        if not os.path.exists(os.path.join(BUILD, "build.ninja")):
            self.skipTest("the build is not of Ninja")
        with open(os.path.join(BUILD, "build.ninja"), encoding="utf-8") as f:
            rules = re.findall(r"^build (\S+\.c\.o): .*?/src/\S+\.c\b.*\n((?:  .*\n)+)", f.read(), re.M)
        self.assertGreater(len(rules), 150)
        for name, how in rules:
            flags = re.search(r"^  FLAGS = (.*)$", how, re.M).group(1)
            for wanted in ("-D_FORTIFY_SOURCE=3", "-fstack-protector-strong"):
                self.assertIn(wanted, flags.split(), name)
            self.assertRegex(flags, r"(^| )-O[123]( |$)", name)

    def test_late_binding_keeps_what_is_guarded(self):
        """The program that opens its libraries late: it is the one looked at above, and
        the jumps it makes itself are targets that are marked and never on the stack."""
        if not is_on("GAZMAP_LATE"):
            self.skipTest("the program is linked plainly")
        self.assertNotIn("cairo", readelf("-d", PROGRAM))
        for section in re.findall(r"^ +LOAD .*$", readelf("-l", PROGRAM), re.M):
            self.assertNotIn("RWE", section)
        properties = readelf("-n", PROGRAM)
        if platform.machine() == "x86_64" and "x86 feature:" in properties:
            self.assertIn("IBT", properties)

    def test_targets_of_jumps_are_marked(self):
        if platform.machine() != "x86_64":
            self.skipTest("-fcf-protection is of x86")
        notes = readelf("-n", os.path.join(BUILD, "libgm_geo.a"))
        objects = notes.count("File:")
        self.assertGreater(objects, 10)
        self.assertEqual(len(re.findall(r"IBT, SHSTK", notes)), objects)


if __name__ == "__main__":
    if not is_on("GAZMAP_HARDEN") or is_on("GAZMAP_SANITIZE") or "sanitize" in cached("CMAKE_C_FLAGS"):
        print("skipped: built without GAZMAP_HARDEN, or with sanitizers")
        sys.exit(77)
    unittest.main()
