#!/usr/bin/env python3
"""Checks this folder: every file of layers.tsv is there and whole, every reference of the gazetteer's tables finds its
shape, and, when a folder with reference geometry is given, the highways keep within 300 m of it.

    check_shapes.py [FOLDER_WITH_m4.geojson_AND_m5.geojson]
"""
import gzip
import json
import math
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT_M = 300


def records(layer):
    """(key, [[(lon, lat), …], …]) of each record; the key is the first field."""
    data, dbf = (HERE / f"{layer}.shp").read_bytes(), (HERE / f"{layer}.dbf").read_bytes()
    n, head, size = struct.unpack_from("<IHH", dbf, 4)
    width, offset, i = dbf[48], 100, 0
    if struct.unpack_from(">i", data, 24)[0] * 2 != len(data):
        raise ValueError(f"{layer}.shp: length in the head is not the file's")
    while offset < len(data):
        at = head + i * size + 1
        key = dbf[at:at + width].decode("utf-8").strip()
        n_parts, n_points = struct.unpack_from("<2i", data, offset + 44)
        starts = list(struct.unpack_from(f"<{n_parts}i", data, offset + 52)) + [n_points]
        xy = struct.unpack_from(f"<{2 * n_points}d", data, offset + 52 + 4 * n_parts)
        points = list(zip(xy[::2], xy[1::2]))
        yield key, [points[a:b] for a, b in zip(starts, starts[1:])]
        offset += 8 + 2 * struct.unpack_from(">i", data, offset + 4)[0]
        i += 1
    if i != n:
        raise ValueError(f"{layer}: {i} shapes, {n} rows")


def check_layers():
    rows = [line.split("\t") for line in (HERE / "layers.tsv").read_text(encoding="utf-8").splitlines()]
    keys = {}
    for row in rows[1:]:
        layer = dict(zip(rows[0], row))
        found = list(records(layer["layer"]))
        for key, parts in found:
            for part in parts:
                if layer["geometry"] == "polygon" and part[0] != part[-1]:
                    raise ValueError(f"{layer['layer']}:{key}: an open ring")
                if any(not (-180.1 <= x <= 180.1 and -90 <= y <= 90) for x, y in part):
                    raise ValueError(f"{layer['layer']}:{key}: off the Earth")
        keys[layer["layer"]] = {key for key, _ in found}
        print(f"{layer['layer']}: {len(found)} shapes, {sum(len(p) for _, parts in found for p in parts)} vertices")
    keys["countries"] = keys["countries_10m"]
    return keys


def check_references(keys):
    missing = 0
    for path in sorted((HERE.parent / "gazetteer").glob("*.tsv*")):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as table:
            header = next(table).rstrip("\n").split("\t")
            if "geometry" not in header:
                continue
            at = header.index("geometry")
            for line in table:
                reference = line.rstrip("\n").split("\t")[at]
                layer, _, key = reference.partition(":")
                if reference and key not in keys.get(layer, ()):
                    missing += 1
                    print(f"{path.name}: no shape {reference}")
    return missing


def to_metres(point, origin):
    return ((point[0] - origin[0]) * 111320 * math.cos(math.radians(origin[1])), (point[1] - origin[1]) * 110950)


def distance_m(point, lines):
    best = math.inf
    for line in lines:
        for a, b in zip(line, line[1:]):
            if min(abs(a[0] - point[0]), abs(b[0] - point[0])) > 0.3:
                continue
            (ax, ay), (bx, by) = to_metres(a, point), to_metres(b, point)
            dx, dy = bx - ax, by - ay
            t = max(0.0, min(1.0, -(ax * dx + ay * dy) / (dx * dx + dy * dy))) if dx or dy else 0.0
            best = min(best, math.hypot(ax + t * dx, ay + t * dy))
    return best


def reference_lines(folder):
    lines = []
    for name in ("m4.geojson", "m5.geojson"):
        for f in json.loads((Path(folder) / name).read_text(encoding="utf-8"))["features"]:
            g = f["geometry"]
            lines += [g["coordinates"]] if g["type"] == "LineString" else g["coordinates"]
    return [[p[:2] for p in line] for line in lines]


def check_roads(folder):
    reference, worst = reference_lines(folder), 0.0
    for key, parts in records("roads"):
        far = 0.0
        for part in parts:
            for (x0, y0), (x1, y1) in zip(part, part[1:]):
                steps = max(1, int(math.hypot(*to_metres((x1, y1), (x0, y0))) // 200))
                for i in range(steps + 1):
                    far = max(far, distance_m((x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps), reference))
        print(f"roads:{key}: at most {far:.0f} m from the reference")
        worst = max(worst, far)
    return worst


def main():
    missing = check_references(check_layers())
    if len(sys.argv) < 2:
        print("no reference geometry given: the highways are not compared")
    elif check_roads(sys.argv[1]) > LIMIT_M:
        sys.exit(f"a highway is more than {LIMIT_M} m from its reference")
    if missing:
        sys.exit(f"{missing} references find no shape")


if __name__ == "__main__":
    main()
