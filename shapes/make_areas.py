#!/usr/bin/env python3
"""Named areas that have no official outline, as approximate polygons: areas.shp.

    make_areas.py PACKAGES WORK OUT

Comes after make_basemap.py (Syria, its border at 100 m; the divisions) and make_waters.py (the Euphrates), whose results it reads
from WORK and OUT.
"""
import math
import struct
import sys
from pathlib import Path

import shapefile_writer as shp
from make_basemap import mapshaper, outline_polygon, read, read_outlines, report, write_json

IDLIB_MARGIN_KM = 12
PEACE_SPRING_KM, TALL_ABYAD, RAS_AL_AYN = 30, 38.959, 40.053
TANF, TANF_KM = (38.618, 33.506), 55


def feature(key, name, geometry):
    return {"type": "Feature", "properties": {"key": key, "name": name}, "geometry": geometry}


def combine(packages, work, key, *arguments):
    """Runs mapshaper and returns the one geometry that it leaves."""
    out = work / f"area_{key}.geojson"
    mapshaper(packages, *arguments, "-dissolve", "-o", out)
    return read(out)[0]["geometry"]


def idlib(packages, work, divisions, syria):
    """Idlib governorate and a margin in its Syrian neighbours, without Afrin."""
    afrin = work / "afrin_outline.geojson"
    write_json(afrin, [feature(key, name, outline_polygon(points)) for key, name, points in read_outlines()
                       if key == "olive-branch"])
    write_json(work / "idlib.geojson", [f for f in divisions if f["properties"]["key"] == "SY-ID"])
    around = ("SY-ID", "SY-HL", "SY-HM", "SY-LA")
    write_json(work / "idlib_around.geojson", [f for f in divisions if f["properties"]["key"] in around])
    mapshaper(packages, work / "idlib.geojson", "-buffer", f"{IDLIB_MARGIN_KM}km", "-clip",
              work / "idlib_around.geojson", "-o", work / "idlib_buffered.geojson")
    return combine(packages, work, "idlib", work / "idlib_buffered.geojson", "-clip", syria, "-erase", afrin)


def circle(centre, km, steps=72):
    ring = [[centre[0] + math.sin(2 * math.pi * i / steps) * km / 111.32 / math.cos(math.radians(centre[1])),
             centre[1] + math.cos(2 * math.pi * i / steps) * km / 110.9] for i in range(steps)]
    return {"type": "Polygon", "coordinates": [ring + ring[:1]]}


def peace_spring(work):
    """The border between the two towns, and the same line moved 30 km into Syria, at right angles to its run."""
    points = []
    for f in read(work / "levant_borders.geojson"):
        if sorted((f["properties"]["a"], f["properties"]["b"])) == ["SYR", "TUR"]:
            geometry = f["geometry"]
            for line in [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]:
                points += [p for p in line if TALL_ABYAD <= p[0] <= RAS_AL_AYN]
    points = sorted(points)
    (x0, y0), (x1, y1) = points[0][:2], points[-1][:2]
    dx, dy = (x1 - x0) * math.cos(math.radians(y0)), y1 - y0
    length = math.hypot(dx, dy)
    sx, sy = dy / length * PEACE_SPRING_KM / 111.2 / math.cos(math.radians(y0)), -dx / length * PEACE_SPRING_KM / 111.2
    north = [[x, y + 0.05] for x, y in points]  # the cut with Syria brings the border itself back
    ring = north + [[x + sx, y + sy] for x, y in reversed(points[::8] + points[-1:])]
    return {"type": "Polygon", "coordinates": [ring + ring[:1]]}


def east_of_euphrates(out):
    """A polygon bounded by the river from Jarabulus to Abu Kamal, and far corners in the north and east."""
    runs = shapefile_part(out / "levant_rivers.shp", out / "levant_rivers.dbf", "Euphrates")
    river = [p for run in runs for p in run if 34.2 <= p[1] <= 37.2 and 37.8 <= p[0] <= 41.3]
    return {"type": "Polygon", "coordinates": [[[river[0][0], 38.5]] + [list(p) for p in river] +
                                               [[river[-1][0] + 0.6, river[-1][1] - 0.35], [43.5, 34.0], [43.5, 38.5],
                                                [river[0][0], 38.5]]]}


def shapefile_part(shp_path, dbf_path, key):
    """Lines of the record with this key; only what shapefile_writer.py writes."""
    dbf, data = dbf_path.read_bytes(), shp_path.read_bytes()
    n, head, size = struct.unpack_from("<IHH", dbf, 4)
    width = dbf[32 + 16]
    keys = [dbf[head + i * size + 1:head + i * size + 1 + width].decode("utf-8").strip() for i in range(n)]
    offset = 100
    for i in range(n):
        length = struct.unpack_from(">i", data, offset + 4)[0] * 2
        if keys[i] == key:
            n_parts, n_points = struct.unpack_from("<2i", data, offset + 8 + 36)
            starts = list(struct.unpack_from(f"<{n_parts}i", data, offset + 52)) + [n_points]
            base = offset + 52 + 4 * n_parts
            points = [struct.unpack_from("<2d", data, base + 16 * k) for k in range(n_points)]
            return [points[a:b] for a, b in zip(starts, starts[1:])]
        offset += 8 + length
    raise KeyError(key)


def main(packages, work, out):
    work, out = Path(work), Path(out)
    syria = work / "syria.geojson"
    mapshaper(packages, work / "countries_10m.geojson", "-filter", "key == 'SY'", "-o", syria)
    divisions = read(work / "divisions_shapes.geojson")
    features = [feature("idlib-de-escalation", "Idlib de-escalation area", idlib(packages, work, divisions, syria))]
    shapes = {key: (name, outline_polygon(points)) for key, name, points in read_outlines()}
    golan = shapes.pop("golan")
    shapes["peace-spring"] = ("Peace Spring area", peace_spring(work))
    shapes["eastern-euphrates"] = ("Eastern Euphrates", east_of_euphrates(out))
    shapes["tanf"] = ("Al-Tanf deconfliction zone", circle(TANF, TANF_KM))
    for key, (name, geometry) in shapes.items():
        path = work / f"outline_{key}.geojson"
        write_json(path, [feature(key, name, geometry)])
        features.append(feature(key, name, combine(packages, work, key, path, "-clip", syria)))
    gol = [f for f in read(work / "levant_countries_cut.geojson") if f["properties"]["A3"] == "GOL"]
    features.append(feature("golan", golan[0], gol[0]["geometry"]))
    features.sort(key=lambda f: f["properties"]["key"])
    report("areas", shp.write(out / "areas", shp.POLYGON, features, ["key", "name"]))


if __name__ == "__main__":
    main(*sys.argv[1:4])
