"""The libraries that commands open: reading needs none of those that draw."""
import os
import re
import subprocess
import tempfile
import unittest

GAZMAP = os.environ["GAZMAP"]
HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = os.path.join(HERE, "..", "documents", "idlib-protocol.txt")


def opened(*arguments):
    """Names of the libraries opened, without version, of a run that succeeds."""
    run = subprocess.run([GAZMAP, *arguments], env={**os.environ, "LD_DEBUG": "libs"},
                         capture_output=True, text=True, check=True)
    return set(re.findall(r"calling init: \S*/(lib[\w+-]+?)(?:-[\d.]+)?\.so", run.stderr))


class Start(unittest.TestCase):
    def test_reading_opens_little(self):
        for command in (["places", DOCUMENT], ["statements", DOCUMENT], ["lookup", "Saraqib"],
                        ["draw", "--help"]):
            libraries = opened(*command)
            self.assertIn("libglib", libraries)
            self.assertFalse(libraries & {"libcairo", "libpango", "libproj", "libgio"},
                             "%s opens %s" % (command[0], sorted(libraries)))
            self.assertLessEqual(len(libraries), 8, sorted(libraries))

    def test_proj_and_pango_only_when_needed(self):
        with tempfile.TemporaryDirectory() as folder:
            svg = os.path.join(folder, "map.svg")
            plain = opened("draw", DOCUMENT, "-o", svg)
            self.assertIn("libharfbuzz", plain)
            self.assertFalse(plain & {"libproj", "libpango", "libcairo"}, sorted(plain))
            self.assertIn("libproj", opened("draw", DOCUMENT, "-o", svg, "--projection",
                                            "EPSG:32637"))
            self.assertIn("libpango", opened("draw", DOCUMENT, "-o", svg, "--lang", "ar"))


if __name__ == "__main__":
    unittest.main()
