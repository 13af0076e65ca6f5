"""gazmap draw: what a user may rely on."""
import gzip
import json
import os
import re
import shutil
import subprocess
import unittest

from gazmap_case import EXAMPLE, GAZMAP, Case


class Draw(Case):
    def test_every_format(self):
        heads = {"svg": b"<?xml", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-", "geojson": b"{",
                 "csv": b"", "kml": b"<?xml", "gpx": b"<?xml", "yaml": b"", "html": b"<!DOCTYPE html>"}
        outs = []
        for f in heads:
            outs += ["-o", self.path("map." + f)]
        self.done("draw", EXAMPLE, *outs)
        for f, head in heads.items():
            with open(self.path("map." + f), "rb") as file:
                data = file.read()
            self.assertTrue(data.startswith(head), f)
            self.assertGreater(len(data), 100, f)

    def test_same_input_same_bytes(self):
        for f in ("svg", "png", "pdf", "geojson", "html"):
            one = self.done("draw", EXAMPLE, "-o", "-", "--format", f).stdout
            for env in ({"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Tokyo"}):
                two = self.done("draw", EXAMPLE, "-o", "-", "--format", f, env=env).stdout
                self.assertEqual(one, two, f)

    def test_standard_input(self):
        with open(EXAMPLE, "rb") as f:
            text = f.read()
        r = self.done("draw", "-", "-o", "-", "--format", "geojson", stdin=text)
        self.assertGreater(len(json.loads(r.stdout)["features"]), 5)

    def test_outlines_are_defined_once(self):
        self.done("draw", EXAMPLE, "-q", "-o", "out.svg", "--svg-text", "paths")
        with open(self.path("out.svg"), encoding="utf-8") as f:
            svg = f.read()
        ids = re.findall(r' id="([^"]+)"', svg)
        self.assertEqual(len(ids), len(set(ids)))
        self.assertLessEqual(set(re.findall(r'href="#([^"]+)"', svg)), set(ids))
        self.assertNotIn("<text", svg)
        self.assertIn("<title>Saraqib</title>", svg)
        glyphs = dict(re.findall(r'<path id="([^"]+-g\d+)" d="([^"]+)"', svg))
        self.assertEqual(len(glyphs), len(set(glyphs.values())))
        self.assertGreater(len(re.findall(r'href="#[^"]+-g\d+"', svg)), 3 * len(glyphs))

    def test_unknown_names_are_listed_once(self):
        text = ("Floods cut off Qarmunabad, Zarbellewal and Sylhet. People asked for Qarmunabad and "
                "for Zarbellewal.").encode()
        svg = self.done("draw", "-", "-q", "-o", "-", "--format", "svg", "--list-unplaced",
                        stdin=text).stdout.decode()
        words = " ".join(re.findall(r"<text[^>]*>([^<]*)", svg))
        self.assertEqual(words.count("Qarmunabad"), 1, words)
        self.assertEqual(words.count("Zarbellewal"), 1, words)
        self.assertEqual(words.count("not in the gazetteer"), 1, words)

    def test_every_feature_has_evidence(self):
        with open(EXAMPLE, "rb") as f:
            text = f.read()
        scene = json.loads(self.done("draw", EXAMPLE, "-o", "-", "--format", "geojson").stdout)
        for feature in scene["features"]:
            evidence = feature["properties"]["evidence"]
            self.assertTrue(evidence, feature["properties"]["id"])
            for e in evidence:
                said = text[e["byte_start"]:e["byte_end"]].decode()
                self.assertEqual(" ".join(said.split()), " ".join(e["quote"].split()))

    def test_the_agreement(self):
        scene = json.loads(self.done("draw", EXAMPLE, "-o", "-", "--format", "geojson").stdout)
        by_kind = {}
        for f in scene["features"]:
            by_kind.setdefault(f["properties"]["kind"], []).append(f["properties"])
        self.assertTrue(any("M4" in p["name"] for p in by_kind["highway"]))
        lengths = [p["length_m"] for p in by_kind["segment"]]
        self.assertTrue(any(abs(v - 71600) <= 500 for v in lengths), lengths)
        self.assertTrue(by_kind["corridor"])


class Arguments(Case):
    def test_missing_file(self):
        self.assertIn("no-such.txt", self.refused(1, "draw", "no-such.txt", "-o", "a.svg"))

    def test_unknown_ending(self):
        line = self.refused(2, "draw", EXAMPLE, "-o", self.path("map.bmp"))
        self.assertIn("map.bmp", line)
        self.assertEqual(os.listdir(self.dir), [])

    def test_binary(self):
        doc = self.write("doc.txt", b"\x7fELF\x00\x01\x02\x00Idlib")
        self.assertIn("doc.txt", self.refused(1, "draw", doc, "-o", "a.svg"))

    def test_invalid_utf8(self):
        doc = self.write("doc.txt", b"In Idlib \xff\xfe\xfd the truce holds.\n")
        self.assertIn("doc.txt", self.refused(1, "draw", doc, "-o", "a.svg"))

    def test_no_place(self):
        doc = self.write("doc.txt", "The committee met and agreed to meet again.\n")
        self.assertIn("doc.txt", self.refused(1, "draw", doc, "-o", "a.svg"))
        self.assertFalse(os.path.exists(self.path("a.svg")))

    def test_unwritable_output(self):
        line = self.refused(1, "draw", EXAMPLE, "-o", self.path("no/such/folder/a.svg"))
        self.assertIn("no/such/folder/a.svg", line)

    def test_no_output(self):
        self.refused(2, "draw", EXAMPLE)

    def test_old_file_stays(self):
        old = self.write("map.svg", "old")
        doc = self.write("doc.txt", "Nothing is named here.\n")
        self.refused(1, "draw", doc, "-o", old)
        with open(old) as f:
            self.assertEqual(f.read(), "old")

    def test_unknown_command_and_option(self):
        self.refused(2, "drow", EXAMPLE)
        self.refused(2, "draw", EXAMPLE, "--no-such-option")


class Light(Case):
    """What the example weighs at 1600 by 1200; reports carry several such maps."""

    def test_the_example(self):
        names = [self.path("map." + e) for e in ("svg", "png", "pdf")]
        self.done("draw", EXAMPLE, "--size", "1600x1200", *(a for n in names for a in ("-o", n)))
        svg, png, pdf = (open(n, "rb").read() for n in names)
        self.assertLess(len(svg), 40 * 1000)
        self.assertLess(len(gzip.compress(svg)), 12 * 1024)
        self.assertLess(len(png), 130 * 1024)  # 125 kB with Cairo 1.16, 131 kB with 1.18
        self.assertLess(len(pdf), 90 * 1000)


class Days(Case):
    """The same bytes on another day: faketime (Debian's) moves the clock."""

    def test_every_format_tomorrow(self):
        if not shutil.which("faketime"):
            self.skipTest("faketime is not installed")
        probe = subprocess.run(["faketime", "2026-01-31", GAZMAP, "-V"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               check=False)
        if b"runtime does not come first" in probe.stderr:
            self.skipTest("faketime's library and a sanitizer's cannot both come first")
        names = ["m." + e for e in ("svg", "png", "pdf", "html", "geojson", "csv", "kml", "gpx", "yaml", "shp")]
        made = []
        for day in ("2026-01-31 23:59:59", "2031-07-01 04:00:00"):
            folder = self.path(day[:4])
            os.mkdir(folder)
            r = subprocess.run(["faketime", day, GAZMAP, "draw", EXAMPLE, "-q", "--world-file", "--size", "800x600",
                                *(a for n in names for a in ("-o", n))], cwd=folder, stderr=subprocess.PIPE, check=False)
            self.assertEqual(r.returncode, 0, r.stderr)
            made.append({n: open(os.path.join(folder, n), "rb").read() for n in sorted(os.listdir(folder))})
        self.assertGreater(len(made[0]), len(names))
        self.assertEqual(list(made[0]), list(made[1]))
        for name, content in made[0].items():
            self.assertEqual(content, made[1][name], name)


class Frame(Case):
    def test_towns_off_the_map_are_told(self):
        path = self.path("ash.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write("Ash from Mount Merapi fell in Magelang and Boyolali and as far as Surabaya. Residents within 7 km "
                    "of the crater were told to leave.\n")
        svg = self.done("draw", path, "-q", "-o", "-", "--format", "svg").stdout.decode()
        self.assertIn("Outside this map: Surabaya", svg)
        self.assertIn("data-name=\"Magelang\"", svg)


class TheFive(Case):
    """The documents that the tool was asked for with."""

    def scene(self, prefix):
        r = self.done("draw", self.document(prefix), "-o", "-", "--format", "geojson")
        return json.loads(r.stdout)["features"]

    def test_002(self):
        features = self.scene("002")
        segments = [f["properties"] for f in features if f["properties"]["kind"] == "segment"]
        self.assertTrue(any(abs(p["length_m"] - 71600) <= 500 for p in segments), segments)
        corridors = [f["properties"] for f in features if f["properties"]["kind"] == "corridor"]
        self.assertEqual(len(corridors), 1)
        self.assertAlmostEqual(corridors[0]["area_m2"] / 1e6, 12 * 71.6, delta=130)
        self.assertTrue(any("12 + 12" in n for n in corridors[0]["notes"]))
        names = {f["properties"]["name"] for f in features}
        self.assertTrue(any("M4" in n for n in names))
        for wanted in ("Saraqib", "Tronba", "Ain al Havr"):
            self.assertTrue(any(wanted in n for n in names), (wanted, names))

    def test_all_draw(self):
        for prefix in ("000", "001", "002", "003", "004"):
            self.assertGreater(len(self.scene(prefix)), 0, prefix)


if __name__ == "__main__":
    unittest.main()
