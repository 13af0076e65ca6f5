"""What strangers write: files that lie, that never end, that nest a million deep.

Each gives an answer or one clear line of error, in bounded time and memory (the
program runs with its address space limited, where no sanitizer needs more), and
never a crash. With GAZMAP_FULL=1 the sizes are those of the limits' page.
"""
import json
import os
import random
import resource
import shutil
import struct
import subprocess
import tempfile
import time
import unittest

GAZMAP = os.environ["GAZMAP"]
FULL = os.environ.get("GAZMAP_FULL") == "1"
SECONDS = 240 if FULL else 120


def is_sanitized():
    with open(GAZMAP, "rb") as f:
        return b"__asan_init" in f.read() or b"__tsan_init" in f.read()


SANITIZED = is_sanitized()


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.dir)

    def write(self, name, data):
        with open(os.path.join(self.dir, name), "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode())
        return name

    def sparse(self, name, size, start=b""):
        with open(os.path.join(self.dir, name), "wb") as f:
            f.write(start)
            f.truncate(size)
        return name

    def run_gazmap(self, *args, memory=3 << 30, stdin=None):
        def limit():
            if not SANITIZED:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        return subprocess.run([GAZMAP, *args], cwd=self.dir, capture_output=True, input=stdin,
                              timeout=SECONDS, preexec_fn=limit, check=False)

    def survives(self, *args, **more):
        """Exit 0, 1 or 2; words of ours with the latter two."""
        r = self.run_gazmap(*args, **more)
        words = r.stderr.decode("utf-8", "replace")
        self.assertIn(r.returncode, (0, 1, 2), (args, words[:500]))
        if r.returncode:
            self.assertTrue(words.startswith("gazmap: "), (args, words[:500]))
            self.assertLess(len(words), 4000, args)
        return r

    def refused(self, word, *args, **more):
        r = self.survives(*args, **more)
        self.assertNotEqual(r.returncode, 0, args)
        self.assertEqual(len(r.stderr.splitlines()), 1, r.stderr[:500])
        self.assertIn(word, r.stderr.decode())
        return r


class Shapefiles(Case):
    def setUp(self):
        super().setUp()
        self.write("in.geojson", json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": "L\u00e4ngs"}, "geometry": {
                "type": "LineString", "coordinates": [[36 + i / 9, 35], [36.5, 35.5 + i / 9]]}}
            for i in range(3)]}))
        self.survives("geo", "buffer", "in.geojson", "--distance", "3km", "-o", "z.shp")
        self.parts = {}
        for ending in ("shp", "shx", "dbf"):
            with open(os.path.join(self.dir, "z." + ending), "rb") as f:
                self.parts[ending] = f.read()

    def try_with(self, ending, data):
        for e, good in self.parts.items():
            self.write("bad." + e, data if e == ending else good)
        return self.survives("geo", "measure", "bad.shp")

    def patched(self, ending, at, form, value):
        data = bytearray(self.parts[ending])
        struct.pack_into(form, data, at, value)
        return self.try_with(ending, bytes(data))

    def test_lying_headers_and_records(self):
        huge = (0, 1, -1, 7, 0x7FFFFFFF, -0x80000000, 1 << 20, 0x00FFFFFF)
        for value in huge:
            for ending, at, form in (
                    ("shp", 24, ">i"), ("shp", 32, "<i"), ("shp", 100, ">i"), ("shp", 104, ">i"),
                    ("shp", 108, "<i"), ("shp", 144, "<i"), ("shp", 148, "<i"), ("shp", 152, "<i"),
                    ("shx", 24, ">i"), ("shx", 100, ">i"), ("shx", 104, ">i"), ("shx", 108, ">i"),
                    ("dbf", 4, "<i")):
                with self.subTest(file=ending, at=at, value=value):
                    self.patched(ending, at, form, value)
            for at in (8, 10, 43, 48):
                self.patched("dbf", at, "<H", value & 0xFFFF)

    def test_numbers_that_are_none(self):
        for value in (float("nan"), float("inf"), -float("inf"), 1e308, -1e308, 361.0):
            for at in (36, 52, 112, 128, 156, 164, 172):
                with self.subTest(at=at, value=value):
                    self.patched("shp", at, "<d", value)

    def test_cut_short_anywhere(self):
        for ending, data in self.parts.items():
            for n in list(range(0, min(len(data), 200), 7)) + [len(data) // 2, len(data) - 1]:
                self.try_with(ending, data[:n])

    def test_random_bytes(self):
        rand = random.Random(5)
        for _ in range(1000 if FULL else 60):
            ending = rand.choice(("shp", "shp", "shx", "dbf"))
            data = bytearray(self.parts[ending])
            for _ in range(rand.randrange(1, 9)):
                data[rand.randrange(len(data))] = rand.randrange(256)
            self.try_with(ending, bytes(data))

    def test_wrong_code_pages(self):
        for cpg in (b"UTF-8", b"no such page", b"ANSI 1256", b"\xff\xfe", b"A" * 100000, b""):
            self.write("bad.cpg", cpg)
            data = bytearray(self.parts["dbf"])
            data[-20:] = bytes(range(0x80, 0x94))
            self.try_with("dbf", bytes(data))

    def test_too_large(self):
        for ending in ("shp", "dbf"):
            for e, good in self.parts.items():
                self.write("big." + e, good)
            self.sparse("big." + ending, (1 << 30) + 1, self.parts[ending])
            self.refused("larger", "geo", "measure", "big.shp")

    def test_a_million_parts(self):
        n = 1000000 if FULL else 100000
        content = struct.pack("<i4d2i", 3, 36, 35, 37, 36, n, 2 * n)
        content += b"".join(struct.pack("<i", 2 * i) for i in range(n))
        content += struct.pack("<4d", 36.0, 35.0, 36.5, 35.5) * n
        head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + 4 + len(content) // 2)
        head += struct.pack("<2i8d", 1000, 3, 36, 35, 37, 36, 0, 0, 0, 0)
        self.write("many.shp", head + struct.pack(">2i", 1, len(content) // 2) + content)
        head = head[:24] + struct.pack(">i", 54) + head[28:]
        self.write("many.shx", head + struct.pack(">2i", 50, len(content) // 2))
        self.survives("geo", "measure", "many.shp")


class GeoJson(Case):
    def test_nested_a_million_deep(self):
        n = 1000000
        for name, text in (("arrays", "[" * n), ("objects", '{"a":' * n),
                           ("coordinates", '{"type":"Polygon","coordinates":' + "[" * n + "]" * n + "}"),
                           ("collections", '{"type":"GeometryCollection","geometries":[' * n)):
            self.write(name + ".geojson", text)
            self.refused(".geojson", "geo", "measure", name + ".geojson")

    def test_numbers_that_are_none(self):
        for number in ("NaN", "Infinity", "1e999", "-1e999", "1e-999", "null", '"36"', "9" * 5000):
            self.write("a.geojson", f'{{"type":"LineString","coordinates":[[36,{number}],[37,36]]}}')
            self.survives("geo", "measure", "a.geojson")
            self.survives("geo", "buffer", "a.geojson", "--distance", "1km", "-o", "b.geojson")

    def test_rings_that_cross_themselves(self):
        rings = {"bow": [[36, 35], [37, 36], [37, 35], [36, 36], [36, 35]],
                 "spike": [[36, 35], [37, 35], [38, 35], [37, 35], [36, 36], [36, 35]],
                 "flat": [[36, 35], [37, 35], [36, 35], [36, 35]],
                 "point": [[36, 35]] * 5,
                 "star": [[36 + (i * 7 % 11) / 10, 35 + (i * 4 % 11) / 10] for i in range(11)] + [[36, 35]]}
        rand = random.Random(3)
        rings["scribble"] = [[36 + rand.random(), 35 + rand.random()] for _ in range(600)]
        rings["scribble"].append(rings["scribble"][0])
        for name, ring in rings.items():
            self.write("a.geojson", json.dumps({"type": "Polygon", "coordinates": [ring]}))
            for distance in ("2km", "-2km", "500km"):
                with self.subTest(ring=name, distance=distance):
                    self.survives("geo", "buffer", "a.geojson", "--distance", distance, "-o", "b.geojson")

    def test_flat_caps_of_scribbles(self):
        rand = random.Random(4)
        for n in (2, 3, 9, 60):
            line = [[36 + rand.random() / 9, 35 + rand.random() / 9] for _ in range(n)]
            self.write("a.geojson", json.dumps({"type": "LineString", "coordinates": line + line[:2]}))
            self.survives("geo", "buffer", "a.geojson", "--distance", "2km", "--cap", "flat", "-o",
                          "b.geojson")

    def test_collections(self):
        for n, word in ((15, None), (17, "nested too deep")):
            self.write("a.geojson", '{"type":"GeometryCollection","geometries":[' * n
                       + '{"type":"Point","coordinates":[36,35]}' + "]}" * n)
            r = self.survives("geo", "measure", "a.geojson")
            self.assertEqual(r.returncode, 1 if word else 0, r.stderr)
            self.assertIn(word or "", r.stderr.decode())

    def test_too_many_positions_to_buffer(self):
        rows = ",".join(f"[{36 + i * 1e-6:.6f},{35 + i % 7 * 1e-4:.4f}]" for i in range(250001))
        self.write("a.geojson", '{"type":"LineString","coordinates":[' + rows + "]}")
        self.refused("250", "geo", "buffer", "a.geojson", "--distance", "1km", "-o", "b.geojson")

    def test_too_large(self):
        self.refused("larger", "geo", "measure", self.sparse("big.geojson", (512 << 20) + 1, b"{"))

    def test_too_many_values(self):
        """Refused before any of them takes memory."""
        self.write("a.geojson", b'{"type":"Point","x":[' + b"1," * 40000000 + b"1]}")
        self.refused("40000000 values", "geo", "measure", "a.geojson", memory=512 << 20)
        self.write("b.geojson", b'{"type":"Point","coordinates":[36,35],"x":"' + b",[" * 40000000 + b'"}')
        self.assertEqual(self.survives("geo", "measure", "b.geojson").returncode, 0)

    @unittest.skipIf(SANITIZED, "the sanitizer needs some times the memory")
    def test_too_many_positions(self):
        head, half = b'{"type":"LineString","coordinates":[', b",".join([b"[1,2]", b"[3,4]"] * 2500000)
        self.write("a.geojson", head + half + b"," + half + b",[5,6]]}")
        self.refused("10000000 positions", "geo", "measure", "a.geojson")
        if FULL:
            self.write("b.geojson", head + half + b"," + half + b"]}")
            self.assertEqual(self.survives("geo", "measure", "b.geojson").returncode, 0)


class MapFiles(Case):
    def test_bombs(self):
        lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
        lines += [f"a{i}: &a{i} [" + ",".join([f"*a{i - 1}"] * 10) + "]" for i in range(1, 12)]
        self.write("bomb.yaml", "\n".join(lines) + "\nfeatures: *a11\n")
        self.refused("bomb.yaml", "draw", "bomb.yaml", "-o", "a.svg")
        self.write("self.yaml", "features: &f\n  - *f\n")
        self.refused("self.yaml", "draw", "self.yaml", "-o", "a.svg")
        self.write("merge.yaml", "a: &a {b: 1}\nfeatures:\n  - <<: *a\n")
        self.refused("merge.yaml", "draw", "merge.yaml", "-o", "a.svg")

    def test_nested_a_million_deep(self):
        for text in ("[" * 1000000, "{a: " * 300000, "- " * 500000):
            self.write("deep.yaml", text)
            self.refused("deep.yaml", "draw", "deep.yaml", "-o", "a.svg")

    def test_too_large(self):
        self.refused("large", "draw", self.sparse("big.yaml", (16 << 20) + 10, b"title: a\n"),
                     "-o", "a.svg")


    def test_many_of_one_sort(self):
        """Keys, places of one name, features of one place: ten times as many, some ten times
        as long, where each compared with each would take minutes."""
        n = 100000
        self.write("keys.yaml", "title: A\nnotes:\n" + "".join(f"  k{i}: 1\n" for i in range(n)))
        self.refused("unknown key", "scene", "keys.yaml")
        self.write("same.yaml", "title: A\nfeatures:\n" + "  - place: Idlib\n" * n)
        self.survives("scene", "same.yaml", "-o", "a.yaml")
        rows = "".join(f"  P{i}: {35 + i * 1e-5:.5f}, 36.5\n" for i in range(n))
        self.write("table.yaml", "title: A\nplaces:\n" + rows + "features:\n"
                   + "".join(f"  - place: P{i}\n" for i in range(n)))
        self.survives("scene", "table.yaml", "-o", "a.yaml")
        features = "".join(f"  - {{point: \"{35 + i * 1e-5:.5f}, 36.5\", name: Camp}}\n" for i in range(n))
        self.write("names.yaml", "title: A\nfeatures:\n" + features)
        self.survives("scene", "names.yaml", "-o", "a.yaml")

    def test_features(self):
        self.write("a.yaml", "title: A\nfeatures:\n" + "- {point: \"35, 36\"}\n" * 250001)
        r = self.refused("more than 250000 features", "scene", "a.yaml")
        self.assertEqual(r.returncode, 2)

    def test_labels(self):
        rows = "".join(f'- {{point: "{30 + i * 1e-4:.4f}, 36", name: V}}\n' for i in range(100001))
        self.write("a.yaml", "title: A\nfeatures:\n" + rows)
        self.refused("more than 100000 labels", "draw", "a.yaml", "-o", "a.svg")
        self.assertEqual(self.survives("scene", "a.yaml", "-o", "a.geojson").returncode, 0)
        if FULL:
            self.write("b.yaml", "title: A\nfeatures:\n" + rows[:rows[:-1].rindex("\n") + 1])
            self.assertEqual(self.survives("draw", "b.yaml", "-q", "-o", "a.svg").returncode, 0)

    def test_levels(self):
        self.write("a.yaml", "title: " + "[" * 25 + "]" * 25)
        self.refused("nested too deeply", "scene", "a.yaml")
        self.write("b.yaml", "title: " + "[" * 23 + "]" * 23)
        self.assertNotIn("nested", self.refused("b.yaml", "scene", "b.yaml").stderr.decode())

    def test_nodes(self):
        self.write("a.yaml", "title: [" + "a," * 2000000 + "a]\n")
        self.refused("too large", "scene", "a.yaml")


class Endless(Case):
    """Paths that lead to a device without end: no more of it is read than the limit."""

    @unittest.skipUnless(os.path.exists("/dev/zero"), "no /dev/zero here")
    def test_devices(self):
        self.write("a.txt", "Talks in Idlib.")
        for name in ("z.yaml", "z.tsv", "z.txt", "z.geojson", "z.shp", "z.ini", "z.gmx"):
            os.symlink("/dev/zero", os.path.join(self.dir, name))
        for args in (["draw", "z.yaml", "-o", "a.svg"], ["draw", "z.txt", "-o", "a.svg"],
                     ["draw", "a.txt", "-o", "a.svg", "--logo", "/dev/zero"],
                     ["draw", "a.txt", "-o", "a.svg", "--theme", "/dev/zero"],
                     ["batch", "z.tsv", "-o", "out"], ["batch", "z.txt", "z.yaml", "-q", "-o", "out"],
                     ["geo", "measure", "z.geojson"], ["geo", "measure", "z.shp"],
                     ["lookup", "Idlib", "--gazetteer", "z.gmx"], ["lookup", "Idlib", "--gazetteer", "z.tsv"],
                     ["gazetteer", "build", "-o", "own.gmx", "z.tsv"]):
            start = time.time()
            r = self.survives(*args, memory=2 << 30)
            self.assertNotEqual(r.returncode, 0, args)
            self.assertNotIn(b"llocat", r.stderr, args)
            self.assertLess(time.time() - start, 60, args)

    def test_logos(self):
        self.write("a.txt", "Talks in Idlib.")
        head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 13, b"IHDR")
        self.write("wide.png", head + struct.pack(">2I", 30000, 30000) + bytes(20))
        self.refused("pixels", "draw", "a.txt", "-o", "a.svg", "--logo", "wide.png")
        self.refused("larger", "draw", "a.txt", "-o", "a.svg", "--logo",
                     self.sparse("big.png", (16 << 20) + 1, head))


class Documents(Case):
    def test_entity_bomb(self):
        lines = ["<!DOCTYPE html [", "<!ENTITY a0 'Idlib'>"]
        lines += [f"<!ENTITY a{i} '" + f"&a{i - 1};" * 10 + "'>" for i in range(1, 20)]
        self.write("bomb.html", "\n".join(lines) + "]><html><body>&a19; in Idlib</body></html>")
        r = self.survives("places", "bomb.html", "--format", "tsv")
        self.assertLess(len(r.stdout), 10000)

    def test_markup_without_end(self):
        n = 3000000 if FULL else 300000
        for name, text in (("divs", "<div>" * n), ("comment", "<!--" + "-" * n), ("tag", "<a " + "b=" * n),
                           ("entities", "&amp;" * n), ("numbers", "&#x26;" * n), ("quote", '<a b="' + "c" * n),
                           ("script", "<script>" * n), ("table", "<table><tr><td>" * (n // 3)),
                           ("list", "<ul><li>" * (n // 2)), ("less", "<" * n)):
            self.write(name + ".html", "<html><body>Idlib " + text)
            start = time.time()
            self.survives("places", name + ".html", "--format", "tsv")
            self.assertLess(time.time() - start, SECONDS / 2, name)

    def test_markdown_without_end(self):
        n = 300000
        for name, text in (("quote", ">" * n), ("list", "- " * n), ("bracket", "[" * n), ("star", "*" * n),
                           ("tick", "`" * n), ("hash", "#" * n), ("bar", "|" * n), ("link", "[a](" * (n // 4))):
            self.write(name + ".md", "Idlib " + text)
            self.survives("places", name + ".md", "--format", "tsv")

    def test_one_word(self):
        n = 1 << 30 if FULL else 80 << 20
        piece = b"a" * (1 << 20)
        with open(os.path.join(self.dir, "word.txt"), "wb") as f:
            for _ in range(n >> 20):
                f.write(piece)
        self.survives("places", "word.txt", "--format", "tsv")
        self.survives("draw", "word.txt", "-o", "a.svg")

    def test_one_sentence_of_names(self):
        n = 200000 if FULL else 20000
        self.write("names.txt", "Idlib and Aleppo and " * n)
        self.survives("statements", "names.txt")
        self.write("commas.txt", "between " + "Idlib, Saraqib, " * (n // 10) + "and Ariha")
        self.survives("statements", "commas.txt")

    def test_larger_than_the_limit(self):
        big = self.sparse("big.txt", (256 << 20) + 1, b"Idlib ")
        self.refused("larger", "draw", big, "-o", "a.svg")

    def test_signs_of_every_sort(self):
        rand = random.Random(1)
        for name, text in (("marks", "a" + "\u0301" * 200000), ("turns", "\u202e" * 100000 + "Idlib"),
                           ("joins", "\u200d" * 200000), ("arabic", "\ufdfa" * 50000),
                           ("mixed", "".join(chr(rand.choice((65, 0x627, 0x4e00, 0x1f600, 0x301, 32, 46)))
                                             for _ in range(100000)))):
            self.write(name + ".txt", text + " near Idlib.")
            self.survives("draw", name + ".txt", "-q", "-o", "a.svg")

    def test_not_text(self):
        rand = random.Random(2)
        for i in range(10):
            self.write("r.txt", bytes(rand.randrange(256) for _ in range(5000)))
            self.survives("places", "r.txt", "--format", "tsv")
            self.survives("places", "r.txt", "--encoding", ("UTF-16LE", "ISO-8859-6")[i % 2])


class Pages(Case):
    def test_too_many_pixels(self):
        self.write("a.txt", "Talks in Idlib.")
        self.refused("20000 px", "draw", "a.txt", "-o", "a.png", "--size", "20001x300")
        self.refused("too large", "draw", "a.txt", "-o", "a.png", "--size", "20000x300", "--dpi", "192")
        self.refused("too large", "draw", "a.txt", "-o", "a.png", "--size", "10000x10000", "--dpi", "250")

    def test_pages_too_small(self):
        self.write("a.txt", "Talks in Idlib.")
        for size in ("199x150", "200x149"):
            self.assertEqual(self.survives("draw", "a.txt", "-o", "a.svg", "--size", size).returncode, 2)
        self.assertEqual(self.survives("draw", "a.txt", "-q", "-o", "a.svg", "--size", "200x150").returncode, 0)

    def test_options_without_end(self):
        self.write("a.txt", "Talks in Idlib.")
        for option in ("--title", "--extent", "--projection", "--lang", "--theme", "--near"):
            r = self.refused("4096", "draw", "a.txt", "-o", "a.svg", option, "x" * 4097)
            self.assertEqual(r.returncode, 2)

    def test_sizes_that_are_none(self):
        self.write("a.txt", "Talks in Idlib.")
        for size in ("0x0", "-1x5", "1e9x1e9", "nanxnan", "infxinf", "x", "9" * 400 + "x1", ""):
            r = self.survives("draw", "a.txt", "-o", "a.svg", "--size", size)
            self.assertEqual(r.returncode, 2, (size, r.stderr))
        for dpi in ("-1", "1e9", "nan"):
            r = self.survives("draw", "a.txt", "-o", "a.png", "--dpi", dpi)
            self.assertNotEqual(r.returncode, 0, (dpi, r.stderr))

    def test_options_that_are_none(self):
        self.write("a.txt", "Talks in Idlib.")
        for option, values in (
                ("--extent", ("0,0,0,0", "nan,nan,nan,nan", "-1e9,0,1e9,0", ",,,", "91,0@1:5", "36,36@1:0",
                              "36,36@1:1e-300", "9" * 300)),
                ("--projection", ("+proj=pipeline " + "+step +proj=noop " * 200, "EPSG:999999999",
                                  "+proj=merc +lat_ts=1e308", "+init=/etc/passwd", "file:///etc/passwd",
                                  "+proj=hgridshift +grids=http://example.org/a.gsb", "\x01")),
                ("--width", ("-1km", "nan", "1e300 km", "")), ("--theme", ("../../etc/passwd", "/dev/null", "")),
                ("--logo", ("/dev/null", "/dev/zero", "a.txt", "none.png"))):
            for value in values:
                with self.subTest(option=option, value=value[:40]):
                    self.survives("draw", "a.txt", "-q", "-o", "a.svg", option, value)


class Tables(Case):
    def test_a_line_without_end(self):
        self.write("own.tsv", b"name\tlat\tlon\n" + b"a" * (17 << 20))
        self.refused("longer than 16 MB", "gazetteer", "build", "-o", "own.gmx", "own.tsv")

    def test_a_bomb_of_gzip(self):
        packed = subprocess.run(["gzip", "-9"], input=b"a" * (200 << 20), capture_output=True, check=True)
        self.write("own.tsv.gz", packed.stdout)
        self.refused("longer than 16 MB", "gazetteer", "build", "-o", "own.gmx", "own.tsv.gz")

    def test_a_newer_index(self):
        self.write("own.tsv", "name\tlat\tlon\nTestville\t36\t37\n")
        self.survives("gazetteer", "build", "-q", "-o", "own.gmx", "own.tsv")
        with open(os.path.join(self.dir, "own.gmx"), "r+b") as f:
            f.seek(8)
            version = struct.unpack("=I", f.read(4))[0]
            f.seek(8)
            f.write(struct.pack("=I", version + 1))
        self.refused("build it again", "lookup", "Testville", "--gazetteer", "own.gmx")

    def test_of_the_other_byte_order(self):
        self.write("own.tsv", "name\tlat\tlon\nTestville\t36\t37\n")
        self.survives("gazetteer", "build", "-q", "-o", "own.gmx", "own.tsv")
        with open(os.path.join(self.dir, "own.gmx"), "r+b") as f:
            f.seek(12)
            order = f.read(4)
            f.seek(12)
            f.write(order[::-1])
        self.refused("byte order", "lookup", "Testville", "--gazetteer", "own.gmx")


class Workers(Case):
    def test_lines(self):
        lines = [b"[" * 1000000, b'{"id":' * 100000, b'{"id": 1, "text": ' + b'"' + b"a" * (5 << 20) + b'"}',
                 b"\x00\xff\xfe", b"", b'{"text": "\\ud800"}', b'{"text": 5}', b'{"ask": [[[[]]]]}',
                 b'{"text": "Idlib", "options": {"output": "/etc/x", "data": "/etc"}}']
        r = self.survives("worker", stdin=b"\n".join(lines) + b"\n")
        answers = r.stdout.splitlines()
        self.assertEqual(len(answers), len(lines))
        for answer in answers:
            json.loads(answer)


if __name__ == "__main__":
    unittest.main()
