"""gazmap geo: zones, segments and lengths of GIS files and streams."""
import json
import math
import os
import unittest

from gazmap_case import EXAMPLE, Case


def collection(*geometries):
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": f"f{i}"}, "geometry": g}
        for i, g in enumerate(geometries)]})


POINT = {"type": "Point", "coordinates": [36.6, 35.9]}
FAR = {"type": "Point", "coordinates": [40.0, 35.9]}
LINE = {"type": "LineString", "coordinates": [[36.0, 35.8], [36.5, 35.8], [37.0, 35.9]]}


class Geo(Case):
    def measures(self, path, **kw):
        rows = [line.split("\t") for line in
                self.done("geo", "measure", path, **kw).stdout.decode().splitlines()]
        self.assertEqual(rows[0], ["feature", "name", "geometry", "length_m", "area_m2"])
        return rows[1:]


class Buffer(Geo):
    def test_buffer_of_a_place(self):
        """A name or a position stands for its point: the ring's edge lies at the distance."""
        for place in ("Idlib", "35.93062, 36.63393"):
            for said, metres in (("6km", 6000), ("3.5nm", 6482), ("12 mi", 19312.128), ("1,5 km", 1500)):
                self.done("geo", "buffer", place, "--distance", said, "-o", "ring.geojson")
                rows = self.done("geo", "measure", "ring.geojson").stdout.decode()
                with open(self.path("ring.geojson")) as f:
                    feature = json.load(f)["features"][0]
                north = max(p[1] for p in feature["geometry"]["coordinates"][0])
                self.assertAlmostEqual((north - 35.93062) * 110950, metres, delta=metres * 0.001)
                self.assertTrue(rows)
        self.assertIn("neither a file nor a place", self.refused(1, "geo", "buffer", "Nowhereville", "--distance", "6km"))

    def test_streams(self):
        data = collection(POINT).encode()
        self.write("in.geojson", data)
        wanted = self.done("geo", "buffer", "in.geojson", "--distance", "6km", "-o", "-").stdout
        self.assertEqual(json.loads(wanted)["type"], "FeatureCollection")
        for args in (["-"], ["-", "-o", "-"]):
            r = self.done("geo", "buffer", *args, "--distance", "6 km", stdin=data)
            self.assertEqual(r.stdout, wanted)
        self.assertEqual(self.done("geo", "buffer", "in.geojson", "--distance", "6km").stdout,
                         wanted)
        self.done("geo", "buffer", "in.geojson", "--distance", "6km", "-o", "out.geojson")
        with open(self.path("out.geojson"), "rb") as f:
            self.assertEqual(f.read(), wanted)

    def test_area_of_a_circle(self):
        self.write("in.geojson", collection(POINT))
        self.done("geo", "buffer", "in.geojson", "--distance", "6km", "-o", "out.geojson")
        row, = self.measures("out.geojson")
        self.assertEqual(row[2], "polygon")
        self.assertAlmostEqual(float(row[4]), math.pi * 36e6, delta=36e6 * 0.002)

    def test_sides_caps_rings_and_dissolve(self):
        self.write("l.geojson", collection(LINE))
        self.write("p.geojson", collection(POINT, POINT, FAR))

        def area(path, *args):
            self.done("geo", "buffer", path, *args, "-o", "o.geojson")
            return [float(r[4]) for r in self.measures("o.geojson")]

        both, = area("l.geojson", "--distance", "2km", "--cap", "flat")
        left, = area("l.geojson", "--distance", "2km", "--cap", "flat", "--side", "left")
        right, = area("l.geojson", "--distance", "2km", "--cap", "flat", "--side", "right")
        self.assertAlmostEqual(left + right, both, delta=both * 0.001)
        round_, = area("l.geojson", "--distance", "2km", "--cap", "round")
        self.assertAlmostEqual(round_ - both, math.pi * 4e6, delta=4e5)
        uneven, = area("l.geojson", "--left", "1km", "--right", "3km", "--cap", "flat")
        self.assertAlmostEqual(uneven, both, delta=both * 0.01)
        ring = area("p.geojson", "--distance", "5km", "--inner", "3km")
        self.assertAlmostEqual(ring[0], math.pi * 16e6, delta=16e6 * 0.01)
        self.assertEqual(len(area("p.geojson", "--distance", "5km", "--dissolve")), 1)

    def test_shapefile_in_and_out(self):
        self.write("in.geojson", collection(LINE))
        self.done("geo", "buffer", "in.geojson", "--distance", "1km", "-o", "zone.shp")
        names = {"zone" + e for e in (".shp", ".shx", ".dbf", ".prj", ".cpg")}
        self.assertLessEqual(names, set(os.listdir(self.dir)))
        self.done("geo", "buffer", "in.geojson", "--distance", "1km", "-o", "zone.geojson")
        shp, = self.measures("zone.shp")
        geojson, = self.measures("zone.geojson")
        self.assertAlmostEqual(float(shp[4]), float(geojson[4]), delta=float(geojson[4]) * 1e-5)
        self.done("geo", "buffer", "zone.shp", "--distance", "500m", "-o", "-")

    def test_refusals(self):
        self.write("in.geojson", collection(POINT))
        self.refused(2, "geo", "buffer", "in.geojson")
        self.refused(2, "geo", "buffer", "in.geojson", "--distance", "far")
        self.refused(2, "geo", "buffer", "in.geojson", "--distance", "6km", "--side", "top")
        self.refused(2, "geo", "buffer", "in.geojson", "--distance", "6km", "--cap", "square")
        self.refused(2, "geo", "buffer", "in.geojson", "--distance", "6km", "--tolerance", "50%")
        self.refused(2, "geo", "buffer", "--distance", "6km")
        self.refused(1, "geo", "buffer", "none.geojson", "--distance", "6km")
        self.refused(1, "geo", "buffer", "-", "--distance", "6km", stdin=b"no json")
        self.refused(1, "geo", "buffer", "in.geojson", "--distance", "6km", "-o", "no/such.geojson")
        self.refused(1, "geo", "buffer", "in.geojson", "--distance", "6km", "-o", "no/such.shp")
        self.refused(2, "geo")
        self.refused(2, "geo", "paint")


class Segment(Geo):
    def test_of_a_file(self):
        self.write("l.geojson", collection(LINE))
        r = self.done("geo", "segment", "l.geojson", "--from", "35.8,36.1", "--to", "35.8,36.4")
        feature, = json.loads(r.stdout)["features"]
        self.assertEqual(feature["geometry"]["type"], "LineString")
        self.assertAlmostEqual(float(feature["properties"]["length_m"]), 27117, delta=30)
        self.assertIn("km along the line", r.stderr.decode())
        r = self.done("geo", "segment", "-", "--from", "35.8,36.1", "--to", "35.8,36.4", "-q",
                      stdin=collection(LINE).encode())
        self.assertEqual(r.stderr, b"")

    def test_of_a_known_road(self):
        r = self.done("geo", "segment", "M4", "--from", "Saraqib", "--to", "Ariha", "-o", "-")
        length = float(json.loads(r.stdout)["features"][0]["properties"]["length_m"])
        self.assertTrue(15000 < length < 40000, length)

    def test_refusals(self):
        self.write("p.geojson", collection(POINT))
        self.refused(2, "geo", "segment", "M4", "--from", "Saraqib")
        self.refused(1, "geo", "segment", "M4", "--from", "qzwvkjxh", "--to", "Ariha")
        self.refused(1, "geo", "segment", "qzwvkjxh", "--from", "Saraqib", "--to", "Ariha")
        self.refused(1, "geo", "segment", "p.geojson", "--from", "Saraqib", "--to", "Ariha")


class Measure(Geo):
    def test_stream(self):
        rows = self.measures("-", stdin=collection(POINT, LINE).encode())
        self.assertEqual([r[2] for r in rows], ["point", "line"])
        self.assertEqual(rows[0][3:], ["", ""])
        self.assertAlmostEqual(float(rows[1][3]), 91700, delta=300)

    def test_two_places(self):
        rows = self.done("geo", "measure", "0,0", "0,1").stdout.decode().splitlines()
        self.assertEqual(rows[0].split("\t"), ["distance_m", "bearing_deg", "back_bearing_deg"])
        distance, there, back = map(float, rows[1].split("\t"))
        self.assertAlmostEqual(distance, 111319.491, places=2)
        self.assertEqual((there, back % 360), (90, 270))
        rows = self.done("geo", "measure", "Idlib", "Aleppo").stdout.decode().splitlines()
        self.assertAlmostEqual(float(rows[1].split("\t")[0]), 57000, delta=3000)

    def test_refusals(self):
        self.refused(2, "geo", "measure")
        self.refused(2, "geo", "measure", "a", "b", "c")
        self.refused(1, "geo", "measure", "qzwvkjxh", "Idlib")
        self.refused(1, "geo", "measure", self.write("a.shp", b"no shapefile"))
        self.refused(1, "geo", "measure", EXAMPLE)


class Within(Geo):
    VILLAGES = ("name\tlat\tlon\tcountry\n" "Here\t35.9\t36.6\tSY\n" "Northward\t35.99\t36.6\tSY\n"
                "Eastward\t35.9\t36.75\tSY\n" "Faraway\t36.9\t36.6\tSY\n")

    def rows(self, *args):
        self.write("v.tsv", self.VILLAGES)
        text = self.done("geo", "within", *args, "--gazetteer", "v.tsv", "--format", "tsv",
                         "-q").stdout.decode()
        head, *rows = [line.split("\t") for line in text.splitlines()]
        self.assertEqual(head, "name lat lon geonames_id country population distance_m along_m "
                               "source".split())
        return [dict(zip(head, r)) for r in rows]

    def ours(self, *args):
        return {r["name"]: r for r in self.rows(*args) if r["source"] == "v"}

    def test_a_place(self):
        self.assertEqual(set(self.ours("35.9, 36.6", "--distance", "10km")), {"Here", "Northward"})
        found = self.ours("35.9, 36.6", "--distance", "15km")
        self.assertEqual(set(found), {"Here", "Northward", "Eastward"})
        for name, at in (("Northward", "35.99, 36.6"), ("Eastward", "35.9, 36.75")):
            measured = self.done("geo", "measure", "35.9, 36.6", at).stdout.decode()
            self.assertAlmostEqual(float(found[name]["distance_m"]),
                                   float(measured.splitlines()[1].split("\t")[0]), delta=0.06)
        distances = [float(r["distance_m"]) for r in self.rows("Idlib", "--distance", "30km")]
        self.assertEqual(distances, sorted(distances))

    def test_a_line(self):
        self.write("l.geojson", collection(LINE))
        found = self.ours("l.geojson", "--distance", "10km")
        self.assertEqual(set(found), {"Here", "Eastward"})
        self.assertLess(float(found["Here"]["along_m"]), float(found["Eastward"]["along_m"]))
        part = self.ours("l.geojson", "--distance", "10km", "--from", "35.8, 36.1", "--to",
                         "35.8, 36.4")
        self.assertEqual(set(part), set())

    def test_as_the_buffer_says(self):
        """Another way to the same answer: the settlements inside the zone's file."""
        self.done("geo", "segment", "M4", "--from", "Saraqib", "--to", "Latakia", "-o", "r.geojson",
                  "-q")
        self.done("geo", "buffer", "r.geojson", "--distance", "10km", "-o", "z.geojson")
        inside = {r["name"] for r in self.rows("z.geojson")}
        near = {r["name"] for r in self.rows("M4", "--from", "Saraqib", "--to", "Latakia",
                                             "--distance", "10km")}
        self.assertGreater(len(near), 30)
        self.assertEqual(near, inside)

    def test_an_area(self):
        found = {r["name"] for r in self.rows("Idlib province")}
        self.assertIn("Binnish", found)
        self.assertNotIn("Latakia", found)
        more = {r["name"] for r in self.rows("Idlib province", "--distance", "60km")}
        self.assertTrue(found < more)
        self.assertIn("Latakia", more)

    def test_across_the_antimeridian(self):
        self.write("v.tsv", "name\tlat\tlon\nWest of it\t-17\t179.95\nEast of it\t-17\t-179.95\n")
        text = self.done("geo", "within", "-17, 180", "--distance", "20km", "--gazetteer", "v.tsv",
                         "--format", "tsv").stdout.decode()
        self.assertIn("West of it", text)
        self.assertIn("East of it", text)

    def test_formats(self):
        table = self.done("geo", "within", "Idlib", "--distance", "9km", "--format", "table")
        self.assertIn("km\n", table.stdout.decode())
        self.done("geo", "within", "Idlib", "--distance", "9km", "-o", "o.geojson")
        with open(self.path("o.geojson"), encoding="utf-8") as f:
            feature = json.load(f)["features"][0]
        self.assertEqual(feature["geometry"]["type"], "Point")
        self.assertEqual(feature["properties"]["name"], "Idlib")
        plain = json.loads(self.done("geo", "within", "Idlib", "--distance", "9km", "--format",
                                     "json").stdout)
        self.assertEqual(plain[0], feature["properties"])

    def test_refusals(self):
        self.assertIn("no inside", self.refused(2, "geo", "within", "M4"))
        self.assertIn("Nowhereville", self.refused(1, "geo", "within", "Nowhereville", "--distance",
                                                   "1km"))
        self.refused(2, "geo", "within")
        self.refused(2, "geo", "within", "M4", "--distance", "1km", "--from", "Idlib")
        self.refused(2, "geo", "within", "M4", "--distance", "-1km")
        self.refused(2, "geo", "within", "M4", "--distance", "1km", "--format", "svg")


class Names(Geo):
    def test_another_number_is_another_road(self):
        for name in ("M44", "M 45", "M55"):
            line = self.refused(1, "geo", "segment", name, "--from", "Idlib", "--to", "Aleppo")
            self.assertIn(name, line)
        self.assertIn("did you mean 'segment'", self.refused(2, "geo", "segmnt", "M4"))


if __name__ == "__main__":
    unittest.main()
