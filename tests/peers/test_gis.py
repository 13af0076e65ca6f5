#!/usr/bin/env python3
"""What GDAL reads in our files: features, types, coordinate systems. Skipped (77) without gdal-bin."""
import json
import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import gazmap_case  # noqa: E402


class Gis(gazmap_case.Case):
    def gdal(self, *command):
        r = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.dir, timeout=120)
        self.assertEqual(r.returncode, 0, r.stderr.decode())
        return r.stdout.decode()

    def features(self, source, *options):
        """Features as ogr2ogr passes them on, of all layers."""
        listed = self.gdal("ogrinfo", "-ro", "-q", *options, source).splitlines()
        layers = [line.split(": ", 1)[1].rsplit(" (", 1)[0] for line in listed]
        out = []
        for layer in layers:
            out += self.layer(source, layer, *options)
        return out

    def layer(self, source, name, *options):
        text = self.gdal("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", source, name, "-lco", "RFC7946=YES", *options)
        return json.loads(text)["features"]

    def setUp(self):
        super().setUp()
        self.done("draw", gazmap_case.EXAMPLE, "-o", self.path("map.geojson"))
        with open(self.path("map.geojson"), encoding="utf-8") as f:
            self.ours = json.load(f)["features"]

    def check(self, features, kinds=True):
        self.assertEqual(len(features), len(self.ours))
        by_name = {}
        for f in features:
            keys = {k.lower(): v for k, v in f["properties"].items()}
            by_name.setdefault(keys["name"], []).append(f["geometry"])
        for f in self.ours:
            found = by_name[f["properties"]["name"]]
            families = {g["type"].replace("Multi", "") for g in found if g}
            self.assertIn(f["geometry"]["type"].replace("Multi", ""), families, f["properties"]["name"])
        hama = [g["coordinates"] if g["type"] == "Point" else g["coordinates"][0] for g in by_name["Hama"]
                if g["type"] in ("Point", "MultiPoint")][0]
        wanted = [f for f in self.ours if f["properties"]["name"] == "Hama"][0]["geometry"]["coordinates"]
        self.assertAlmostEqual(hama[0], wanted[0], 5)
        self.assertAlmostEqual(hama[1], wanted[1], 5)

    def is_wgs84(self, source, *options):
        about = self.gdal("ogrinfo", "-ro", "-so", "-al", *options, source)
        self.assertIn('ID["EPSG",4326]', about)

    def test_geojson(self):
        self.check(self.features("map.geojson"))
        self.is_wgs84("map.geojson")

    def test_csv_with_wkt(self):
        self.done("draw", gazmap_case.EXAMPLE, "-o", self.path("map.csv"))
        self.check(self.features("map.csv", "-oo", "KEEP_GEOM_COLUMNS=NO"))
        self.is_wgs84("map.csv")
        about = self.gdal("ogrinfo", "-ro", "-so", "-al", "map.csv")
        for column in ("lat: Real", "area_m2: Real", "valid_from: DateTime", "name: String"):
            self.assertIn(f"\n{column} ", about)

    def test_kml(self):
        self.done("draw", gazmap_case.EXAMPLE, "-o", self.path("map.kml"))
        self.check(self.features("map.kml"))
        self.is_wgs84("map.kml")

    def test_gpx(self):
        self.done("draw", gazmap_case.EXAMPLE, "-o", self.path("map.gpx"))
        points = sum(len(f["geometry"]["coordinates"]) if f["geometry"]["type"] == "MultiPoint" else 1
                     for f in self.ours if "Point" in f["geometry"]["type"])
        lines = [f["properties"]["name"] for f in self.ours if "Point" not in f["geometry"]["type"]]
        self.assertEqual(len(self.layer("map.gpx", "waypoints")), points)
        tracks = self.layer("map.gpx", "tracks")
        self.assertEqual(sorted(f["properties"]["name"] for f in tracks), sorted(lines))
        self.is_wgs84("map.gpx")

    def test_shapefiles(self):
        os.mkdir(self.path("layers"))
        self.done("draw", gazmap_case.EXAMPLE, "-o", self.path("layers/map.shp"))
        self.check(self.features("layers"))
        self.is_wgs84("layers")

    def test_world_file(self):
        self.done("draw", gazmap_case.EXAMPLE, "-o", self.path("map.png"), "--world-file", "--size", "800x600")
        about = json.loads(self.gdal("gdalinfo", "-json", "map.png"))
        self.assertEqual(about["size"], [800, 600])
        self.assertIn("PROJCRS", about["coordinateSystem"]["wkt"])
        box = about["wgs84Extent"]["coordinates"][0]
        west, east = min(c[0] for c in box), max(c[0] for c in box)
        south, north = min(c[1] for c in box), max(c[1] for c in box)
        for name in ("Aleppo", "Hama", "Latakia"):
            lon, lat = [f for f in self.ours if f["properties"]["name"] == name][0]["geometry"]["coordinates"][:2]
            self.assertTrue(west < lon < east and south < lat < north, (name, lon, lat, box))


if __name__ == "__main__":
    if not shutil.which("ogrinfo") or not shutil.which("gdalinfo"):
        print("skipped: gdal-bin is not installed")
        sys.exit(77)
    unittest.main()
