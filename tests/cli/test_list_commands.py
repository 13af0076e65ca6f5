"""gazmap places, statements, scene, lookup, gazetteer and credits."""
import csv
import io
import json
import os
import subprocess
import unittest

from gazmap_case import EXAMPLE, GAZMAP, Case

TEXT = ("The convoy left Idlib for Aleppo. A buffer zone of 5 km around Saraqib was agreed on "
        "3 March 2020.\n")


class Places(Case):
    def setUp(self):
        super().setUp()
        self.write("a.txt", TEXT)
        self.write("b.txt", "Nobody is named.\n")

    def test_tsv(self):
        r = self.done("places", "a.txt", "b.txt", "--format", "tsv")
        rows = [line.split("\t") for line in r.stdout.decode().splitlines()]
        self.assertEqual(rows[0], ["doc", "byte_start", "byte_end", "surface", "lat", "lon",
                                   "geonames_id", "name", "kind", "country", "role", "confidence",
                                   "reason"])
        self.assertEqual({len(row) for row in rows}, {13})
        for row in rows[1:]:
            self.assertEqual(row[0], "a")
            self.assertEqual(TEXT.encode()[int(row[1]):int(row[2])].decode(), row[3])
        idlib = next(row for row in rows if row[3] == "Idlib")
        self.assertAlmostEqual(float(idlib[4]), 35.93, delta=0.1)
        self.assertEqual(idlib[9], "SY")

    def test_a_pipe_gets_tsv(self):
        self.assertEqual(self.done("places", "a.txt").stdout,
                         self.done("places", "a.txt", "--format", "tsv").stdout)

    def test_csv_is_the_same_table(self):
        tsv = self.done("places", "a.txt", "--format", "tsv").stdout.decode()
        text = self.done("places", "a.txt", "--format", "csv").stdout.decode()
        self.assertEqual(list(csv.reader(io.StringIO(text))),
                         [line.split("\t") for line in tsv.splitlines()])

    def test_json_and_geojson(self):
        docs = json.loads(self.done("places", "a.txt", "b.txt", "--format", "json").stdout)
        self.assertEqual([d["doc"] for d in docs], ["a", "b"])
        self.assertEqual(docs[1]["mentions"], [])
        features = json.loads(self.done("places", "a.txt", "b.txt", "a.txt",
                                        "--format", "geojson").stdout)["features"]
        surfaces = [f["properties"]["surface"] for f in features]
        self.assertEqual(surfaces[:len(surfaces) // 2], surfaces[len(surfaces) // 2:])
        self.assertIn("Idlib", surfaces)
        empty = self.done("places", "b.txt", "--format", "geojson").stdout
        self.assertEqual(json.loads(empty)["features"], [])

    def test_table(self):
        self.assertIn("Idlib", self.done("places", "a.txt", "--format", "table").stdout.decode())

    def test_streams_and_files(self):
        r = self.done("places", "-", stdin=TEXT.encode())
        self.done("places", "-", "-o", "p.tsv", stdin=TEXT.encode())
        with open(self.path("p.tsv"), "rb") as f:
            self.assertEqual(f.read(), r.stdout)

    def test_one_missing_does_not_hide_the_others(self):
        r = self.run_gazmap("places", "none.txt", "a.txt")
        self.assertEqual(r.returncode, 1)
        self.assertIn("none.txt", r.stderr.decode())
        self.assertIn("Idlib", r.stdout.decode())

    def test_all_missing_is_still_what_the_format_says(self):
        for fmt in ("json", "geojson"):
            r = self.run_gazmap("places", "none.txt", "--format", fmt)
            self.assertEqual(r.returncode, 1)
            json.loads(r.stdout)

    def test_refusals(self):
        self.refused(2, "places")
        self.refused(2, "places", "a.txt", "--format", "svg")
        self.refused(1, "places", "a.txt", "-o", "no/such/p.tsv")
        self.assertIn("qzwvkjxh", self.refused(1, "places", "a.txt", "--near", "qzwvkjxh"))
        self.assertIn("SY", self.refused(1, "places", "a.txt", "--country", "Syria"))

    def test_own_gazetteer_wins(self):
        self.write("g.tsv", "name\tlat\tlon\nQuuxborough\t10.5\t20.25\n")
        self.write("q.txt", "They met in Quuxborough yesterday.\n")
        self.assertNotIn("10.5", self.done("places", "q.txt", "--format", "tsv").stdout.decode())
        r = self.done("places", "q.txt", "--format", "tsv", "--gazetteer", "g.tsv").stdout.decode()
        self.assertIn("10.5", r)
        by_name = self.done("places", "q.txt", env={"GAZMAP_GAZETTEER": self.path("g.tsv")})
        self.assertEqual(by_name.stdout.decode(), r)
        without = self.done("places", "q.txt", "--no-user",
                            env={"GAZMAP_GAZETTEER": self.path("g.tsv")}).stdout.decode()
        self.assertNotIn("10.5", without)


class Statements(Case):
    def test_json(self):
        self.write("a.txt", TEXT)
        self.write("b.txt", "Nobody is named.\n")
        found = json.loads(self.done("statements", "a.txt", "b.txt", "--format", "json").stdout)
        buffers = [s for s in found if s["kind"] == "buffer"]
        self.assertEqual(len(buffers), 1)
        one = buffers[0]
        self.assertEqual(one["anchors"][0]["surface"], "Saraqib")
        self.assertEqual(one["measures"][0]["metres"], 5000)
        self.assertEqual(one["doc"], "a")
        self.assertIn("5 km", TEXT[one["byte_start"]:one["byte_end"]])
        self.assertEqual(json.loads(self.done("statements", "b.txt").stdout), [])

    def test_refusals(self):
        self.refused(2, "statements")
        self.refused(2, "statements", EXAMPLE, "--format", "tsv")
        self.refused(1, "statements", "none.txt")


class Scene(Case):
    def test_formats(self):
        for fmt in ("geojson", "json", "yaml", "csv", "kml", "gpx", "table"):
            self.assertGreater(len(self.done("scene", EXAMPLE, "--format", fmt).stdout), 100, fmt)

    def test_ending_is_the_format(self):
        for name in ("a.geojson", "a.yaml", "a.csv", "a.kml", "a.gpx"):
            self.done("scene", EXAMPLE, "-o", name)
            with open(self.path(name), "rb") as f:
                data = f.read()
            fmt = name.split(".")[1]
            self.assertEqual(data, self.done("scene", EXAMPLE, "--format", fmt).stdout, name)

    def test_map_file_gives_the_same_scene(self):
        self.done("scene", EXAMPLE, "-o", "a.yaml")
        one = json.loads(self.done("scene", EXAMPLE, "--format", "geojson").stdout)
        two = json.loads(self.done("scene", "a.yaml", "--format", "geojson").stdout)
        kinds = [sorted(f["properties"]["kind"] for f in s["features"]) for s in (one, two)]
        self.assertEqual(*kinds)

    def test_refusals(self):
        self.refused(2, "scene")
        self.refused(2, "scene", EXAMPLE, "--format", "bmp")
        bad = self.refused(2, "scene", self.write("bad.yaml", "features: [\n"))
        self.assertIn("bad.yaml:", bad)
        self.refused(1, "scene", "none.yaml")


class Lookup(Case):
    def test_tsv(self):
        rows = [line.split("\t") for line in
                self.done("lookup", "Idlib", "--format", "tsv").stdout.decode().splitlines()]
        self.assertEqual(rows[0], ["query", "rank", "name", "lat", "lon", "geonames_id", "kind",
                                   "country", "match", "score", "source"])
        self.assertEqual(rows[1][:3], ["Idlib", "1", "Idlib"])
        self.assertEqual({len(r) for r in rows}, {11})

    def test_other_script_and_formats(self):
        arabic = "\u062d\u0644\u0628"
        one = json.loads(self.done("lookup", arabic, "--format", "json").stdout)
        self.assertEqual(one[0]["name"], "Aleppo")
        self.assertEqual(one[0]["query"], arabic)
        two = json.loads(self.done("lookup", arabic, "--format", "geojson").stdout)
        self.assertEqual(two["features"][0]["properties"]["name"], "Aleppo")
        self.assertIn("Aleppo", self.done("lookup", arabic, "--format", "table").stdout.decode())

    def test_not_found(self):
        line = self.refused(1, "lookup", "qzwvkjxh")
        self.assertIn("qzwvkjxh", line)
        r = self.run_gazmap("lookup", "qzwvkjxh", "Idlib", "--format", "tsv")
        self.assertEqual(r.returncode, 1)
        self.assertIn("Idlib", r.stdout.decode())

    def test_max_near_country(self):
        r = json.loads(self.done("lookup", "Tripoli", "-n", "3", "--format", "json").stdout)
        self.assertLessEqual(len(r), 3)
        for near, country in (("Beirut", "LB"), ("Misrata", "LY")):
            top = json.loads(self.done("lookup", "Tripoli", "--near", near,
                                       "--format", "json").stdout)[0]
            self.assertEqual(top["country"], country)
            top = json.loads(self.done("lookup", "Tripoli", "--country", country,
                                       "--format", "json").stdout)[0]
            self.assertEqual(top["country"], country)

    def test_refusals(self):
        self.refused(2, "lookup")
        self.refused(2, "lookup", "Idlib", "--format", "svg")
        self.refused(1, "lookup", "Idlib", "--near", "qzwvkjxh")
        self.assertIn("SY", self.refused(1, "lookup", "Idlib", "--country", "Syria"))

    def test_near_in_every_form(self):
        for near in ("33.88,35.51", "33°53'N 35°31'E", "36S YC 32 53", "36S 732000 3753000"):
            top = json.loads(self.done("lookup", "Tripoli", "--near", near,
                                       "--format", "json").stdout)[0]
            self.assertEqual(top["country"], "LB", near)

    def test_prefix(self):
        def names(*args):
            rows = self.done("lookup", "--prefix", *args, "--format", "tsv").stdout.decode()
            return [line.split("\t")[2] for line in rows.splitlines()[1:]]
        self.assertEqual(names("damasc")[0], "Damascus")
        self.assertEqual(names("DAMASCUS")[0], "Damascus")
        self.assertIn("Ain al-Havr", names("ain al", "--near", "Idlib"))
        self.assertEqual(names("\u062f\u0645\u0634\u0642")[0], "\u062f\u0645\u0634\u0642")
        many = names("sa", "--max", "200")
        self.assertEqual(len(many), 200)
        self.assertEqual(names("sa", "--max", "200"), many)
        for name in names("sara", "--max", "40"):
            self.assertTrue(name.lower().startswith("sara"), name)
        self.refused(2, "lookup", "--prefix", "x", "--max", "0")
        r = self.run_gazmap("lookup", "--prefix", "qqqqzzz", "--format", "tsv")
        self.assertEqual(r.returncode, 1)

    def test_other_digits_are_another_name(self):
        r = self.run_gazmap("lookup", "M44", "--format", "tsv")
        self.assertEqual(r.returncode, 1)
        for line in r.stdout.decode().splitlines()[1:]:
            self.assertEqual(line.split("\t")[8], "near")

    def test_output_file(self):
        self.done("lookup", "Idlib", "--format", "tsv", "-o", "l.tsv")
        with open(self.path("l.tsv"), "rb") as f:
            self.assertEqual(f.read(), self.done("lookup", "Idlib", "--format", "tsv").stdout)


class Gazetteer(Case):
    SOURCE = "name\tlat\tlon\nQuuxborough\t10.5\t20.25\nBarville\t11\t21\n"

    def test_build_and_use(self):
        self.write("g.tsv", self.SOURCE)
        self.done("gazetteer", "build", "-o", "g.gmx", "g.tsv", "-q")
        r = self.done("lookup", "Quuxborough", "--gazetteer", "g.gmx", "--format", "json")
        self.assertEqual(json.loads(r.stdout)[0]["lat"], 10.5)

    def test_same_bytes(self):
        """But for when it was made, in seconds, unless that is given."""
        self.write("g.tsv", self.SOURCE)
        for name in ("a.gmx", "b.gmx"):
            self.done("gazetteer", "build", "-o", name, "g.tsv", "-q",
                      env={"SOURCE_DATE_EPOCH": "1000000000"})
        with open(self.path("a.gmx"), "rb") as a, open(self.path("b.gmx"), "rb") as b:
            self.assertEqual(a.read(), b.read())

    def test_bad_source_leaves_the_old(self):
        old = self.write("g.gmx", "old")
        self.refused(1, "gazetteer", "build", "-o", "g.gmx", "none.tsv", "-q")
        with open(old, encoding="ascii") as f:
            self.assertEqual(f.read(), "old")
        self.refused(1, "lookup", "Idlib", "--gazetteer", "g.gmx")

    def test_strict(self):
        self.write("g.tsv", self.SOURCE + "Nowhere\tnorth\t7\n")
        self.done("gazetteer", "build", "-o", "g.gmx", "g.tsv", "-q")
        self.assertIn("g.tsv:4", self.refused(1, "gazetteer", "build", "--strict", "-o", "h.gmx",
                                              "g.tsv", "-q"))
        self.assertFalse(os.path.exists(self.path("h.gmx")))

    def test_info(self):
        self.write("g.tsv", self.SOURCE)
        out = self.done("gazetteer", "info", "--gazetteer", "g.tsv").stdout.decode()
        self.assertIn("total", out)
        self.assertRegex(out, r"layer 0 .* places .* words, [0-9]+ kB, built 2[0-9-]+ [0-9:]+ UTC")
        self.assertRegex(out, r"layer 1 +2 places +2 names")

    def test_every_kind_of_source(self):
        row = ["12345678", "Quuxborough", "Quuxborough", "Kwoxboro", "10.5", "20.25", "P", "PPL",
               "TD", "", "01", "", "", "", "700", "", "300", "Africa/Ndjamena", "2020-01-01"]
        self.write("TD.txt", "\t".join(row) + "\n")
        self.write("alternateNamesV2.txt",
                   "1\t12345678\ten\tOldquux\t\t\t\t1\t1900\t2018\n"
                   "2\t12345678\tlink\thttps://example.org\t\t\t\t\t\t\n")
        self.write("p.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature",'
                   '"properties":{"name":"Zingborough"},"geometry":{"type":"Point",'
                   '"coordinates":[21,11]}}]}')
        self.done("geo", "buffer", "p.geojson", "--distance", "1km", "-o", "area.shp")
        self.done("gazetteer", "build", "-o", "g.gmx", "TD.txt", "alternateNamesV2.txt",
                  "p.geojson", "-q")
        self.done("gazetteer", "build", "-o", "s.gmx", "area.shp", "-q")

        def found(name, *args):
            r = self.run_gazmap("lookup", name, "--gazetteer", "g.gmx", "--gazetteer", "s.gmx",
                                "--format", "json", "-n", "1", *args)
            rows = json.loads(r.stdout)
            return (rows[0]["name"], rows[0]["match"]) if rows else None

        self.assertEqual(found("Kwoxboro"), ("Quuxborough", "alternate"))
        self.assertEqual(found("Oldquux"), ("Quuxborough", "alternate"))
        self.assertEqual(found("Oldquux", "--date", "2010-01-01"), ("Quuxborough", "alternate"))
        self.assertNotEqual(found("Oldquux", "--date", "2020-01-01"), ("Quuxborough", "alternate"))
        self.assertEqual(found("Zingborough"), ("Zingborough", "exact"))

    def test_users_folder_and_cache(self):
        rows = "".join("Filler %d\t%d\t30\n" % (i, i % 60) for i in range(9000))
        os.makedirs(self.path("data/gazmap/gazetteer"))
        self.write("data/gazmap/gazetteer/mine.tsv", self.SOURCE + rows)
        env = {"XDG_DATA_HOME": self.path("data"), "XDG_CACHE_HOME": self.path("cache")}
        for _ in range(2):  # compiled, then taken from the cache
            r = self.done("lookup", "Quuxborough", "--format", "json", env=env)
            self.assertEqual(json.loads(r.stdout)[0]["source"], "mine")
            self.assertEqual(len(os.listdir(self.path("cache/gazmap/gazetteer"))), 1)

    def test_the_later_source_wins(self):
        self.write("a.tsv", "name\tlat\tlon\tpopulation\nQuuxborough\t10.5\t20.25\t5\n")
        self.write("b.tsv", "name\tlat\tlon\tpopulation\nQuuxborough\t10.51\t20.25\t7\n")
        for first, last in (("a", "b"), ("b", "a")):
            r = json.loads(self.done("lookup", "Quuxborough", "--gazetteer", first + ".tsv",
                                     "--gazetteer", last + ".tsv", "--format", "json").stdout)
            self.assertEqual(len([x for x in r if x["match"] == "exact"]), 1)
            self.assertEqual(r[0]["source"], last)

    def test_a_name_by_the_documents_date(self):
        self.write("g.tsv", "geonames_id\tname\tlat\tlon\tvalid_from\tvalid_to\n"
                            "99000001\tQuuxborough\t10\t20\t\t2018-05\n"
                            "99000002\tQuuxborough\t40\t50\t2018-06-01\t\n")
        for day, lat in (("March 5, 2015", "10.00000"), ("March 5, 2021", "40.00000")):
            self.write("d.txt", "News\n\n%s\n\nThey met in Quuxborough yesterday.\n" % day)
            out = self.done("places", "d.txt", "--gazetteer", "g.tsv", "--format", "tsv").stdout
            self.assertIn("\tQuuxborough\t" + lat, out.decode())

    def test_refusals(self):
        self.refused(2, "gazetteer")
        self.refused(2, "gazetteer", "mend")
        self.refused(2, "gazetteer", "build", "x.tsv")
        self.refused(2, "gazetteer", "build", "-o", "x.gmx")


class Credits(Case):
    def test_all_and_of_a_document(self):
        every = self.done("credits").stdout.decode()
        self.assertIn("GeoNames", every)
        one = self.done("credits", EXAMPLE).stdout.decode()
        self.assertTrue(one.strip())
        self.refused(1, "credits", "none.txt")


class Large(Case):
    def test_text_beyond_memory_is_read_in_parts(self):
        """Beyond 4 MiB: offsets lead into the whole file, memory stays small."""
        filler = b"and so it went on for a long while without a word of where\n\n"
        text = b"Talks in Damascus.\n\n" + filler * (66 << 20 >> 6) + b"Talks in Aleppo.\n"
        doc = self.write("large.txt", text)
        r = self.done("places", "--format", "tsv", doc)
        rows = [line.split("\t") for line in r.stdout.decode().splitlines()[1:]]
        self.assertEqual([row[3] for row in rows], ["Damascus", "Aleppo"])
        for row in rows:
            self.assertEqual(text[int(row[1]):int(row[2])].decode(), row[3])

    def test_a_scene_of_long_text_is_read_in_parts(self):
        """The parts make one scene, whose quotes lead into the whole file."""
        filler = b"and so it went on for a long while without a word of where\n\n"
        text = (b"Talks in Damascus, 3 May 2020.\n\n" + filler * (5 << 20 >> 6) +
                b"A 5 km buffer zone was set up around Aleppo.\n")
        doc = self.write("long.txt", text)
        self.write("short.txt", "Shelling near Homs.\n")
        scene = json.loads(self.done("scene", "--format", "geojson", doc, "short.txt").stdout)
        self.assertEqual(scene["sources"], ["long.txt", "short.txt"])
        names = {f["properties"]["name"] for f in scene["features"]}
        self.assertLessEqual({"Damascus", "Aleppo", "Homs"}, names)
        for f in scene["features"]:
            for e in f["properties"]["evidence"]:
                if e["document"] == "long":
                    self.assertEqual(text[e["byte_start"]:e["byte_end"]].decode(), e["quote"])
        self.write("nowhere.txt", filler * (5 << 20 >> 6))
        self.assertIn(b"names no place", self.run_gazmap("scene", "nowhere.txt").stderr)

    def peak(self, copies):
        """Most memory, in MB, that places took for the example so many times over; its rows."""
        with open(EXAMPLE, "rb") as f:
            text = f.read() + b"\n\n"
        doc = self.write("dense.txt", text * copies)
        out = self.path("rows")
        with open(out, "wb") as f:
            child = subprocess.Popen([GAZMAP, "places", "--no-config", "--no-user", "--format",
                                      "tsv", doc], stdout=f)
            _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(child.returncode, 0)
        with open(out, "rb") as f:
            return used.ru_maxrss / 1024, sum(1 for _ in f)

    def test_memory_does_not_grow_with_the_text(self):
        """Four times as long, full of places: the same memory; so a file of any length is read."""
        with open(GAZMAP, "rb") as f:
            if b"__asan_init" in f.read():
                self.skipTest("AddressSanitizer's own memory would count")
        size = os.path.getsize(EXAMPLE) + 2
        copies = (6 << 20) // size
        one, rows = self.peak(copies)
        four, more_rows = self.peak(4 * copies)
        self.assertGreater(rows, 15000)
        self.assertAlmostEqual(more_rows / rows, 4, delta=0.1)
        self.assertLess(four, one + 16, f"{one:.0f} MB, four times the text {four:.0f} MB")


if __name__ == "__main__":
    unittest.main()
