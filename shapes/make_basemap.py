#!/usr/bin/env python3
"""The basemap's shapefiles, from the pinned packages, by way of mapshaper.

    make_basemap.py PACKAGES DIVISIONS.geojson WORK OUT

PACKAGES is what gazetteer/fetch_packages.sh fetched, DIVISIONS what gazetteer/make_divisions.py wrote, WORK a folder
for what comes between.
"""
import json
import subprocess
import sys
from pathlib import Path

import shapefile_writer as shp

HERE = Path(__file__).resolve().parent
LEVANT = (34.0, 32.0, 43.0, 38.0)  # west, south, east, north
TILE, OVERLAP = 10.0, 0.02         # degrees; tiles overlap so that no seam shows where two are filled
MAX_LINE = 200                     # vertices of one line record: short records, small boxes, little read in vain

# Natural Earth areas without an ISO number, and the country that they are shown with.
WITHOUT_NUMBER = {"Kosovo": "XK", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Dhekelia": "GB",
                  "Akrotiri": "GB", "Somaliland": "SO", "USNB Guantanamo Bay": "CU", "Baikonur": "KZ",
                  "Indian Ocean Ter.": "AU", "Coral Sea Is.": "AU", "Clipperton I.": "FR",
                  "Ashmore and Cartier Is.": "AU"}
# Borders that are drawn dashed: pairs of Natural Earth names, and boxes where only a part of the line is meant.
DISPUTED = {("Cyprus", "N. Cyprus"), ("Cyprus", "Cyprus U.N. Buffer Zone"), ("Cyprus U.N. Buffer Zone", "N. Cyprus"),
            ("Somalia", "Somaliland"), ("Ethiopia", "Somaliland"), ("Morocco", "W. Sahara"), ("Israel", "Palestine"),
            ("Golan Heights", "Israel"), ("Golan Heights", "Syria"), ("Kosovo", "Serbia"), ("India", "Siachen Glacier"), ("Pakistan", "Siachen Glacier"),
            ("China", "Siachen Glacier")}
DISPUTED_IN = {("India", "Pakistan"): (73.0, 32.4, 78.0, 36.0), ("China", "India"): (76.0, 26.5, 98.0, 36.5),
               ("North Korea", "South Korea"): (124.0, 37.0, 129.0, 39.0)}


def mapshaper(packages, *arguments):
    program = Path(packages) / "mapshaper/node_modules/mapshaper/bin/mapshaper"
    subprocess.run(["node", "--max-old-space-size=6000", str(program), *map(str, arguments), "-quiet"], check=True)


def read(path):
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    if data["type"] == "GeometryCollection":
        data["features"] = [{"type": "Feature", "properties": {}, "geometry": g} for g in data["geometries"]]
    return [f for f in data["features"] if f.get("geometry")]


def write_json(path, features):
    Path(path).write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def polygons(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def lines(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]


def split_lines(features):
    """One record per stretch of at most MAX_LINE vertices."""
    out = []
    for f in features:
        for line in lines(f["geometry"]):
            for i in range(0, max(1, len(line) - 1), MAX_LINE):
                out.append({"properties": f["properties"],
                            "geometry": {"type": "LineString", "coordinates": line[i:i + MAX_LINE + 1]}})
    return out


def cut_antimeridian(features):
    """world-atlas stitches what the antimeridian cuts: unrolls such rings and cuts them at 180 degrees again."""
    for f in features:
        out = []
        for polygon in polygons(f["geometry"]):
            rings = [unroll(ring) for ring in polygon]
            for shift in (-360, 0, 360):
                box = (-180.0 + shift, -90.0, 180.0 + shift, 90.0)
                if all(-180 <= x <= 180 for x, _ in rings[0]):
                    cut = rings if shift == 0 else []
                else:
                    cut = [r for r in (clip_ring(ring[:-1], box) for ring in rings) if len(r) > 3]
                    cut = [[[x - shift, y] for x, y in ring] for ring in cut]
                if cut:
                    out.append(cut)
        f["geometry"] = {"type": "MultiPolygon", "coordinates": out}
    return features


def with_antarctica(topology, features):
    """mapshaper drops Antarctica's mainland at 1:50m, whose first ring lies on the pole and whose second, the coast,
    does not close in the plane: its rings are read from the topology's arcs, without those on the pole."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(index):
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append([x * sx + tx, y * sy + ty])
        return points if index >= 0 else points[::-1]

    for g in topology["objects"]["countries"]["geometries"]:
        if g["properties"]["key"] != "AQ":
            continue
        parts = [[[p for k, i in enumerate(ring) for p in arc(i)[k > 0:]] for ring in polygon]
                 for polygon in g["arcs"]]
        parts = [[ring for ring in polygon if any(y > -89.9 for _, y in ring)] for polygon in parts]
        for f in features:
            if f["properties"]["key"] == "AQ":
                f["geometry"] = {"type": "MultiPolygon", "coordinates": parts}
    return features


def unroll(ring):
    """Longitudes without jumps; a ring round the pole is closed along it."""
    out, turn = [ring[0]], 0
    for (x0, _), (x1, y1) in zip(ring, ring[1:]):
        turn += -360 if x1 - x0 > 180 else 360 if x1 - x0 < -180 else 0
        out.append([x1 + turn, y1])
    if turn:
        pole = -90.0 if out[0][1] < 0 else 90.0
        out += [[out[-1][0], pole], [out[0][0], pole], out[0]]
    return out


def clip_ring(ring, box):
    """Sutherland and Hodgman (1974) against a box; edges along the box stay, which a fill does not mind."""
    x0, y0, x1, y1 = box
    for axis, limit, keep_low in ((0, x0, False), (0, x1, True), (1, y0, False), (1, y1, True)):
        if not ring:
            return ring
        out = []
        previous = ring[-1]
        for point in ring:
            p_in = previous[axis] <= limit if keep_low else previous[axis] >= limit
            q_in = point[axis] <= limit if keep_low else point[axis] >= limit
            if p_in != q_in:
                t = (limit - previous[axis]) / (point[axis] - previous[axis])
                cut = [previous[0] + t * (point[0] - previous[0]), previous[1] + t * (point[1] - previous[1])]
                cut[axis] = limit
                out.append(cut)
            if q_in:
                out.append(point)
            previous = point
        ring = out
    return ring + ring[:1] if ring else ring


def tiles(features, size):
    """Cuts polygons to a grid of overlapping tiles; one record per polygon and tile."""
    out = []
    for f in features:
        for polygon in polygons(f["geometry"]):
            xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
            for i in range(int((min(xs) + 180) // size), int((max(xs) + 180) // size) + 1):
                for j in range(int((min(ys) + 90) // size), int((max(ys) + 90) // size) + 1):
                    west, south = i * size - 180, j * size - 90
                    box = (west - OVERLAP, south - OVERLAP, west + size + OVERLAP, south + size + OVERLAP)
                    rings = [clip_ring(ring[:-1], box) for ring in polygon]
                    rings = [r for r in rings if len(r) > 3]
                    if rings and clip_ring(polygon[0][:-1], box):
                        key = f"{'W' if west < 0 else 'E'}{abs(west):03.0f}{'S' if south < 0 else 'N'}{abs(south):02.0f}"
                        out.append((key, {"properties": {"key": key},
                                          "geometry": {"type": "Polygon", "coordinates": rings}}))
    return [f for _, f in sorted(out, key=lambda t: t[0])]


def iso_codes(packages):
    raw = json.loads((Path(packages) / "world-countries/countries.json").read_text(encoding="utf-8"))
    return {c["ccn3"]: c["cca2"] for c in raw if c["ccn3"]}


def prepare_countries(packages, scale, work):
    """The world-atlas topology with our keys; Crimea goes to Ukraine, as the United Nations draw it."""
    topology = json.loads((Path(packages) / f"world-atlas/countries-{scale}.json").read_text(encoding="utf-8"))
    codes = iso_codes(packages)
    geometries = topology["objects"]["countries"]["geometries"]
    for g in geometries:
        ne_name = g["properties"]["name"]
        g["properties"] = {"ne": ne_name, "key": codes.get(g.get("id")) or WITHOUT_NUMBER.get(ne_name, "")}
    raw = Path(work) / f"topology_{scale}.json"
    by_name = {g["properties"]["ne"]: g for g in geometries}
    russia, ukraine = by_name["Russia"], by_name["Ukraine"]
    ukraine["arcs"] = [ukraine["arcs"]] if ukraine["type"] == "Polygon" else ukraine["arcs"]
    ukraine["type"] = "MultiPolygon"
    crimea = [p for p in russia["arcs"] if ring_is_in(topology, p[0], (32.4, 44.3, 36.7, 46.3))]
    russia["arcs"] = [p for p in russia["arcs"] if p not in crimea]
    ukraine["arcs"] += crimea
    del topology["objects"]["land"]
    raw.write_text(json.dumps(topology), encoding="utf-8")
    return raw


def ring_is_in(topology, arcs, box):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for index in arcs:
        x = y = 0
        for dx, dy in topology["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            if not (box[0] <= x * sx + tx <= box[2] and box[1] <= y * sy + ty <= box[3]):
                return False
    return True


def border_runs(feature):
    """(class, line) of a border's stretches: a pair of countries may dispute a part of their border only."""
    pair = tuple(sorted((feature["properties"]["a"], feature["properties"]["b"])))
    box = DISPUTED_IN.get(pair)
    runs = []
    for line in lines(feature["geometry"]):
        run, kind = [line[0]], None
        for p, q in zip(line, line[1:]):
            x, y = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
            inside = box and box[0] <= x <= box[2] and box[1] <= y <= box[3]
            now = "disputed" if pair in DISPUTED or inside else "border"
            if kind not in (None, now):
                runs.append((kind, run))
                run = [p]
            run.append(q)
            kind = now
        runs.append((kind, run))
    return runs


def country_names():
    names = {}
    path = HERE.parent / "gazetteer" / "countries.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows[1:]:
        names[row[rows[0].index("country")]] = row[rows[0].index("name")]
    return names


def make_world(packages, scale, tolerance, work, out):
    topology, plain, source = prepare_countries(packages, scale, work), Path(work) / f"plain_{scale}.geojson", \
        Path(work) / f"cut_{scale}.geojson"
    mapshaper(packages, topology, "-target", "countries", "-o", plain)
    features = with_antarctica(json.loads(topology.read_text(encoding="utf-8")), read(plain))
    write_json(plain, cut_antimeridian(features))
    cut_golan(packages, plain, source, "ne == 'Israel'", "ne = 'Golan Heights', key = 'SY'", work)
    base = Path(work) / f"base_{scale}.json"
    arguments = [source]
    if tolerance:
        arguments += ["-simplify", "weighted", tolerance, "keep-shapes"]
    mapshaper(packages, *arguments, "-clean", "-o", base, "format=topojson", "no-quantization")
    pieces = {name: Path(work) / f"{name}_{scale}.geojson" for name in ("countries", "land", "borders", "coast")}
    keyed = Path(work) / f"keyed_{scale}.geojson"
    mapshaper(packages, base, "-filter", "key != ''", "-o", keyed)
    if scale == "10m":
        put_levant_in(packages, keyed, work)
    mapshaper(packages, keyed, "-clean", "-dissolve", "key", "-o", pieces["countries"])
    mapshaper(packages, base, "-dissolve", "-o", pieces["land"])
    mapshaper(packages, base, "-lines", "where=!!B", "each=a=A.ne,b=B.ne", "-o", pieces["borders"])
    mapshaper(packages, base, "-dissolve", "-lines", "-o", pieces["coast"])
    names = country_names()
    countries = without_lakes(read(pieces["countries"])) if scale == "10m" else read(pieces["countries"])
    write_json(pieces["countries"], countries)
    for f in countries:
        f["properties"] = {"key": f["properties"]["key"], "name": names.get(f["properties"]["key"], "")}
    countries.sort(key=lambda f: f["properties"]["key"])
    report(f"countries_{scale}", shp.write(out / f"countries_{scale}", shp.POLYGON, countries, ["key", "name"]))
    report(f"land_{scale}", shp.write(out / f"land_{scale}", shp.POLYGON,
                                      tiles(read(pieces["land"]), TILE if scale == "10m" else 30.0), ["key"]))
    coast = [{"properties": {}, "geometry": f["geometry"]} for f in read(pieces["coast"])]
    coast = split_lines(cut_frame(coast, (-180.0, -90.0, 180.0, 90.0)))
    report(f"coast_{scale}", shp.write(out / f"coast_{scale}", shp.LINE, with_keys(coast), ["key"]))
    borders = {"border": [], "disputed": []}
    for f in read(pieces["borders"]):
        name = " / ".join(sorted((f["properties"]["a"], f["properties"]["b"])))
        for kind, run in border_runs(f):
            borders[kind].append({"properties": {"name": name},
                                  "geometry": {"type": "LineString", "coordinates": run}})
    for kind, features in borders.items():
        features.sort(key=lambda f: (f["properties"]["name"], lines(f["geometry"])))
        layer = f"{'borders' if kind == 'border' else kind}_{scale}"
        report(layer, shp.write(out / layer, shp.LINE, with_keys(split_lines(features)), ["key", "name"]))


def with_keys(features):
    for i, f in enumerate(features):
        f["properties"] = dict(f["properties"], key=str(i + 1))
    return features


def put_levant_in(packages, keyed, work):
    """Inside the Levant's box the countries take the 100 m shapes, so that zones along a border, and Syria, which lies
    in the box whole, are as exact as the border that is drawn."""
    raw = json.loads((Path(packages) / "world-countries/countries.json").read_text(encoding="utf-8"))
    codes = {c["cca3"]: c["cca2"] for c in raw} | {"GOL": "SY"}
    box = {"type": "Polygon", "coordinates": [[[LEVANT[i], LEVANT[j]] for i, j in
                                               ((0, 1), (0, 3), (2, 3), (2, 1), (0, 1))]]}
    frame, fine, rest = (Path(work) / f"levant_{n}.geojson" for n in ("frame", "fine", "rest"))
    write_json(frame, [{"type": "Feature", "properties": {}, "geometry": box}])
    mapshaper(packages, keyed, "-erase", frame, "-o", rest)
    mapshaper(packages, Path(work) / "levant_countries_cut.geojson", "-clip", frame, "-o", fine)
    features = read(rest)
    for f in read(fine):
        features.append({"type": "Feature", "properties": {"key": codes[f["properties"]["A3"]]},
                         "geometry": f["geometry"]})
    write_json(keyed, features)


def make_divisions(packages, source, work, out):
    base = Path(work) / "divisions_base.json"
    mapshaper(packages, source, "-dissolve", "key", "copy-fields=name,country", "-simplify", "weighted",
              "20%", "keep-shapes", "-clean", "-o", base, "format=topojson", "no-quantization")
    shapes, inner = Path(work) / "divisions_shapes.geojson", Path(work) / "divisions_lines.geojson"
    mapshaper(packages, base, "-o", shapes)
    mapshaper(packages, base, "-lines", "where=!!B && A.country == B.country",
              "each=a=A.country", "-o", inner)
    features = sorted(read(shapes), key=lambda f: f["properties"]["key"])
    report("divisions", shp.write(out / "divisions", shp.POLYGON, features, ["key", "name", "country"]))
    inside = [{"properties": {"country": f["properties"]["a"]}, "geometry": f["geometry"]} for f in read(inner)]
    inside.sort(key=lambda f: (f["properties"]["country"], lines(f["geometry"])))
    report("division_lines", shp.write(out / "division_lines", shp.LINE, with_keys(split_lines(inside)),
                                       ["key", "country"]))


def read_outlines():
    """(key, name, [(lon, lat), …]) of made_from/areas.txt."""
    out = []
    for line in (HERE / "made_from" / "areas.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, name, _, points = line.split("|")
            out.append((key, name, [[float(v) for v in p.split(",")][::-1] for p in points.split()]))
    return out


def outline_polygon(points):
    return {"type": "Polygon", "coordinates": [points + points[:1]]}


def cut_golan(packages, source, target, where, rename, work):
    """Natural Earth and OpenStreetMap give the Golan Heights to Israel, whose border runs along the 1974 line. They
    become a feature of their own, so that both lines can be drawn, dashed."""
    outline, part = Path(work) / "golan_outline.geojson", Path(work) / "golan_part.geojson"
    rest = Path(work) / "golan_rest.geojson"
    golan = [points for key, _, points in read_outlines() if key == "golan"][0]
    write_json(outline, [{"type": "Feature", "properties": {}, "geometry": outline_polygon(golan)}])
    mapshaper(packages, source, "-filter", where, "-clip", outline, "-each", rename, "-o", part)
    mapshaper(packages, source, "-filter", where, "-erase", outline, "-o", rest)
    others = Path(work) / "golan_others.geojson"
    mapshaper(packages, source, "-filter", f"!({where})", "-o", others)
    write_json(target, read(others) + read(rest) + read(part))


def without_lakes(features):
    """Polygons without the holes inside the Levant's box: the 100 m shapes leave out the lakes, which lie in a layer
    of their own; no country there lies within another."""
    for f in features:
        f["geometry"] = {"type": "MultiPolygon", "coordinates": [
            polygon[:1] + [hole for hole in polygon[1:] if not in_levant(hole)]
            for polygon in polygons(f["geometry"])]}
    return features


def in_levant(ring):
    return all(LEVANT[0] <= x <= LEVANT[2] and LEVANT[1] <= y <= LEVANT[3] for x, y in ring)


def near_levant(feature, margin=0.5):
    """The polygons of a feature that touch the Levant's box."""
    kept = []
    for polygon in polygons(feature["geometry"]):
        xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
        if min(xs) <= LEVANT[2] + margin and max(xs) >= LEVANT[0] - margin and \
                min(ys) <= LEVANT[3] + margin and max(ys) >= LEVANT[1] - margin:
            kept.append(polygon)
    return {"type": "Feature", "properties": feature["properties"],
            "geometry": {"type": "MultiPolygon", "coordinates": kept}} if kept else None


def make_levant(packages, work, out):
    clip = "bbox=" + ",".join(f"{v:g}" for v in LEVANT)
    countries, water = Path(work) / "levant_countries.geojson", Path(work) / "levant_water.geojson"
    for package, path in (("countries-land", countries), ("earth-waterbodies", water)):
        found = [near_levant(f) for f in read(Path(packages) / f"geo-maps-{package}-100m/map.geo.json")]
        write_json(path, [f for f in found if f])
    base = Path(work) / "levant_base.json"
    cut = Path(work) / "levant_countries_cut.geojson"
    cut_golan(packages, countries, cut, "A3 == 'ISR'", "A3 = 'GOL'", work)
    mapshaper(packages, cut, "-clip", clip, "-clean", "-o", base, "format=topojson", "no-quantization")
    pieces = {name: Path(work) / f"levant_{name}.geojson" for name in ("land", "borders", "coast", "lakes")}
    mapshaper(packages, base, "-dissolve", "-o", pieces["land"])
    land = without_lakes(read(pieces["land"]))
    write_json(pieces["land"], land)
    mapshaper(packages, base, "-lines", "where=!!B", "each=a=A.A3,b=B.A3", "-o", pieces["borders"])
    mapshaper(packages, pieces["land"], "-lines", "-o", pieces["coast"])
    mapshaper(packages, water, "-clip", clip, "-clean", "-explode", "-o", pieces["lakes"])
    report("levant_land", shp.write(out / "levant_land", shp.POLYGON, tiles(land, 1.0), ["key"]))
    coast = [{"properties": {}, "geometry": f["geometry"]} for f in read(pieces["coast"])]
    coast = split_lines(cut_frame(coast, LEVANT))
    report("levant_coast", shp.write(out / "levant_coast", shp.LINE, with_keys(coast), ["key"]))
    borders = {"borders": [], "disputed": []}
    for f in read(pieces["borders"]):
        pair = sorted((f["properties"]["a"], f["properties"]["b"]))
        f["properties"] = {"name": " / ".join(pair)}
        disputed = pair in (["ISR", "PSE"], ["GOL", "ISR"], ["GOL", "SYR"])
        borders["disputed" if disputed else "borders"].append(f)
    for name, features in borders.items():
        features.sort(key=lambda f: (f["properties"]["name"], lines(f["geometry"])))
        report(f"levant_{name}", shp.write(out / f"levant_{name}", shp.LINE, with_keys(split_lines(features)),
                                           ["key", "name"]))
    lakes = with_keys([{"properties": {"name": ""}, "geometry": f["geometry"]} for f in read(pieces["lakes"])])
    report("levant_lakes", shp.write(out / "levant_lakes", shp.POLYGON, lakes, ["key", "name"]))


def cut_frame(features, box):
    """Lines without the stretches that run along the box."""
    def on_edge(p, q):
        return any(abs(p[a] - box[b]) < 1e-5 and abs(q[a] - box[b]) < 1e-5
                   for a, b in ((0, 0), (1, 1), (0, 2), (1, 3)))

    out = []
    for f in features:
        for line in lines(f["geometry"]):
            run = line[:1]
            for p, q in zip(line, line[1:]):
                if on_edge(p, q):
                    if len(run) > 1:
                        out.append({"properties": {}, "geometry": {"type": "LineString", "coordinates": run}})
                    run = [q]
                else:
                    run.append(q)
            if len(run) > 1:
                out.append({"properties": {}, "geometry": {"type": "LineString", "coordinates": run}})
    return out


def report(layer, result):
    print(f"{layer}: {result[0]} records, {result[1]} vertices")


def main(packages, divisions, work, out):
    work, out = Path(work), Path(out)
    make_levant(packages, work, out)
    make_world(packages, "10m", "35%", work, out)
    make_world(packages, "50m", "60%", work, out)
    make_divisions(packages, divisions, work, out)


if __name__ == "__main__":
    main(*sys.argv[1:5])
