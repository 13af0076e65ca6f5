"""What holds for every command: help, version, locales, time zones, outputs that fail."""
import json
import os
import re
import subprocess
import unittest

from gazmap_case import EXAMPLE, GAZMAP, Case

COMMANDS = ["draw", "places", "statements", "scene", "batch", "worker", "lookup", "gazetteer", "geo",
            "credits"]
LOCALES = ["C", "tr_TR.UTF-8", "de_DE.UTF-8", "ar_SY.UTF-8", "C.UTF-8", "no_such"]


class Help(Case):
    def test_program(self):
        text = self.done("--help").stdout.decode()
        for c in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {c} +\w")
        self.assertEqual(self.done("help").stdout.decode(), text)
        self.assertEqual(self.done("-h").stdout.decode(), text)

    def test_every_command(self):
        for c in COMMANDS:
            r = self.done(c, "--help")
            text = r.stdout.decode()
            self.assertTrue(text.startswith("Usage:"), c)
            self.assertIn(f"gazmap {c}", text)
            self.assertEqual(r.stderr, b"")
            self.assertEqual(self.done(c, "-h", env={"LC_ALL": "C"}).stdout.decode(), text)
            for option in re.findall(r"(?m)^  (?:-\w, )?(--[\w-]+)", text):
                self.assertIn(option, text)
            self.assertRegex(text, r"--output|--help")

    def test_no_command(self):
        r = self.run_gazmap()
        self.assertEqual(r.returncode, 2)
        self.assertEqual(r.stdout, b"")
        self.assertIn(b"Usage", r.stderr)

    def test_help_of_a_command(self):
        self.assertEqual(self.done("help", "geo").stdout, self.done("geo", "--help").stdout)

    def test_slips_are_told(self):
        for args, meant in ((["drw", "a"], "'draw'"), (["lokup", "a"], "'lookup'"),
                            (["--versio"], "'--version'"), (["help", "bach"], "'batch'"),
                            (["draw", "--thme", "x"], "--theme?"), (["batch", "--jbos=3"], "--jobs?"),
                            (["geo", "mesure", "x"], "'measure'"),
                            (["gazetteer", "inof"], "'info'")):
            self.assertIn("did you mean " + meant, self.refused(2, *args))
        for args in (["qqqq"], ["draw", "--qqqqqq"], ["geo"], ["gazetteer"], ["geo", "qqqqqq"]):
            self.assertNotIn("did you mean", self.refused(2, *args))

    def test_version(self):
        text = self.done("--version").stdout.decode()
        self.assertRegex(text, r"^gazmap \d+\.\d+\.\d+\n")
        for library in ("cairo", "pango", "glib", "proj"):
            self.assertRegex(text, rf"{library} \d+\.\d+")
        self.assertRegex(text, r"\ngazetteer .*gazetteer\.gmx: \d+ places, \d+ names, built \d{4}-\d\d-\d\d\n")
        self.assertRegex(text, r"\nshapes: \d+ layers")
        r = self.done("--version", env={"GAZMAP_DATA": self.path("none")})
        self.assertIn("data: none found", r.stdout.decode())


class Locales(Case):
    def test_same_bytes_whatever_the_locale(self):
        """Numbers, case and order are not the locale's (nor the time the zone's)."""
        for args in (["draw", EXAMPLE, "-o", "-", "--format", "svg", "--title", "\u0130l \u00d6"],
                     ["places", EXAMPLE, "--format", "tsv"],
                     ["scene", EXAMPLE, "--format", "geojson"],
                     ["lookup", "IDLIB", "\u062d\u0644\u0628", "--format", "tsv"],
                     ["geo", "measure", "35.9,36.6", "36.2,37.1"]):
            wanted = self.done(*args, env={"LC_ALL": "en_US.UTF-8", "TZ": "UTC"}).stdout
            for i, locale in enumerate(LOCALES):
                env = {"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale[:2],
                       "TZ": ("Asia/Tokyo", "America/St_Johns")[i % 2]}
                self.assertEqual(self.done(*args, env=env).stdout, wanted, (args[0], locale))

    def test_text_that_is_no_utf8(self):
        r = subprocess.run([GAZMAP.encode(), b"draw", EXAMPLE.encode(), b"-o", b"a.svg", b"--title",
                            b"\xff\xfe"], cwd=self.dir, stderr=subprocess.PIPE, check=False)
        self.assertEqual(r.returncode, 2)
        self.assertIn(b"--title", r.stderr)


@unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
class Outputs(Case):
    def test_full_standard_output(self):
        for args in (["draw", EXAMPLE, "-o", "-", "--format", "svg"], ["places", EXAMPLE],
                     ["draw", EXAMPLE, "-o", "-", "--format", "png"],
                     ["statements", EXAMPLE], ["scene", EXAMPLE], ["lookup", "Idlib"],
                     ["gazetteer", "info"], ["credits"], ["--version"], ["--help"],
                     ["draw", "--help"], ["geo", "measure", "1,1", "2,2"]):
            with open("/dev/full", "wb") as full:
                r = subprocess.run([GAZMAP, *args], stdout=full, stderr=subprocess.PIPE,
                                   cwd=self.dir, check=False)
            self.assertEqual(r.returncode, 1, args)
            self.assertTrue(r.stderr.startswith(b"gazmap: "), (args, r.stderr))

    def test_full_device_as_file(self):
        self.refused(1, "draw", EXAMPLE, "-o", "/dev/full", "--format", "svg")
        self.refused(1, "scene", EXAMPLE, "-o", "/dev/full", "--format", "geojson")

    def test_folder_as_file(self):
        os.mkdir(self.path("a.svg"))
        self.assertIn("folder", self.refused(1, "draw", EXAMPLE, "-o", "a.svg"))

    def test_a_closed_pipe_is_quiet(self):
        r = subprocess.run(f"'{GAZMAP}' places '{EXAMPLE}' --format json | head -c 10", shell=True,
                           cwd=self.dir, stderr=subprocess.PIPE, check=False)
        self.assertEqual(r.stderr, b"")

    def test_dump_and_world_file(self):
        self.done("draw", EXAMPLE, "-o", "a.png", "--dump", "sheet.json", "--world-file", "-q")
        with open(self.path("sheet.json"), encoding="utf-8") as f:
            sheet = json.load(f)
        self.assertTrue(sheet["items"])
        self.assertEqual(sorted(os.listdir(self.dir)), ["a.pgw", "a.png", "a.png.aux.xml", "a.prj", "sheet.json"])

    def test_what_stands_beside_a_table(self):
        self.done("draw", EXAMPLE, "-o", "a.csv", "-q")
        self.assertEqual(sorted(os.listdir(self.dir)), ["a.csv", "a.csvt", "a.prj"])
        with open(self.path("a.csvt"), encoding="utf-8") as f, open(self.path("a.csv"), encoding="utf-8") as g:
            self.assertEqual(f.readline().count(","), g.readline().count(","))
        self.done("draw", EXAMPLE, "-o", "a.csv")  # again: its own .prj is not another's

    def test_anothers_coordinate_system_stays(self):
        with open(self.path("a.prj"), "w", encoding="utf-8") as f:
            f.write("PROJCS[mine]")
        self.assertIn("a.prj", self.done("draw", EXAMPLE, "-o", "a.csv").stderr.decode())
        with open(self.path("a.prj"), encoding="utf-8") as f:
            self.assertEqual(f.read(), "PROJCS[mine]")
        for outputs in (("-o", "b.csv", "-o", "b.png"), ("-o", "b.png", "-o", "b.csv")):
            self.done("draw", EXAMPLE, *outputs, "--world-file", "--size", "300x200", "-q")
            with open(self.path("b.prj"), encoding="utf-8") as f:
                self.assertTrue(f.read().startswith("PROJC"))

    def test_no_table_beside_a_stream(self):
        self.done("draw", EXAMPLE, "-o", "a.txt", "--format", "csv", "-q")
        self.assertEqual(os.listdir(self.dir), ["a.txt"])


if __name__ == "__main__":
    unittest.main()
