#!/usr/bin/env python3
"""Rivers and lakes from GSHHG and WDBII (Debian gmt-gshhg-full, read with Debian's gmt).

    make_waters.py PACKAGES WORK OUT

WDBII does not name its rivers. made_from/rivers.txt gives points on the course of those worth naming; the course
between two points is the shortest way along the river network, where a lake's shore may be
followed and a gap of up to MAX_GAP degrees bridged, at a price.
"""
import heapq
import math
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import gshhg_lines as gshhg
import shapefile_writer as shp
from make_basemap import LEVANT, mapshaper, read, report, split_lines, with_keys, write_json

HERE = Path(__file__).resolve().parent
MAX_GAP = 0.06
GAP_PRICE = 4.0
SHORE_PRICE = 1.5
CELL = 0.1


def read_named():
    rivers = []
    for line in (HERE / "made_from" / "rivers.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, name, group, points = line.split("|")
            points = [tuple(float(v) for v in p.split(","))[::-1] for p in points.split()]
            rivers.append((key, name, group, points))
    return rivers


def distance(p, q):
    return math.hypot((p[0] - q[0]) * math.cos(math.radians((p[1] + q[1]) / 2)), p[1] - q[1])


class Network:
    """Vertices of lines as a graph; ends are tied to what lies within MAX_GAP of them."""

    def __init__(self, lines, shores=()):
        self.neighbours = defaultdict(dict)
        self.cells = defaultdict(list)
        for price, group in ((SHORE_PRICE, shores), (1.0, lines)):
            for line in group:
                for p, q in zip(line, line[1:]):
                    p, q = gshhg.node(p), gshhg.node(q)
                    if p != q:
                        self.neighbours[p][q] = self.neighbours[q][p] = distance(p, q) * price
        for p in self.neighbours:
            self.cells[int(p[0] // CELL), int(p[1] // CELL)].append(p)
        for line in lines:
            for end in (gshhg.node(line[0]), gshhg.node(line[-1])):
                for p in self.near(end):
                    d = distance(p, end)
                    if 0 < d <= MAX_GAP and p not in self.neighbours[end]:
                        self.neighbours[end][p] = self.neighbours[p][end] = d * GAP_PRICE

    def near(self, point, rings=1):
        i, j = int(point[0] // CELL), int(point[1] // CELL)
        return [p for a in range(i - rings, i + rings + 1) for b in range(j - rings, j + rings + 1)
                for p in self.cells.get((a, b), ())]

    def closest(self, point):
        for rings in (1, 3, 6):
            near = self.near(point, rings)
            if near:
                return min(near, key=lambda p: (distance(p, point), p))
        return None

    def way(self, start, goal):
        best, previous, queue = {start: 0.0}, {}, [(0.0, start)]
        while queue:
            cost, p = heapq.heappop(queue)
            if p == goal:
                path = [p]
                while p in previous:
                    p = previous[p]
                    path.append(p)
                return path[::-1]
            if cost > best[p] or cost > 6 * distance(start, goal) + 1:
                continue
            for q, d in self.neighbours[p].items():
                if cost + d < best.get(q, math.inf):
                    best[q], previous[q] = cost + d, p
                    heapq.heappush(queue, (cost + d, q))
        return None


def trace(network, points, box=None):
    """The stretches of a river between its points; points outside the box or off the network are left out."""
    runs, run = [], []
    stops = [network.closest(p) if not box or (box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3]) else None
             for p in points]
    for a, b in zip(stops, stops[1:]):
        path = network.way(a, b) if a and b and a != b else None
        if path:
            run += path if not run else path[1:]
        elif run:
            runs.append(run)
            run = []
    return runs + [run] if run else runs


def length_km(runs):
    return sum(distance(p, q) * 111.2 for run in runs for p, q in zip(run, run[1:]))


def without(lines, taken):
    """The pieces of lines that no named river has taken."""
    out = []
    for line in lines:
        run = line[:1]
        for p, q in zip(line, line[1:]):
            if frozenset((gshhg.node(p), gshhg.node(q))) in taken or gshhg.node(p) == gshhg.node(q):
                if len(run) > 1:
                    out.append(run)
                run = [q]
            else:
                run.append(q)
        if len(run) > 1:
            out.append(run)
    return out


def edges(runs):
    return {frozenset((p, q)) for run in runs for p, q in zip(run, run[1:])}


def line_feature(key, name, rank, runs):
    return {"type": "Feature", "properties": {"key": key, "name": name, "rank": str(rank)},
            "geometry": {"type": "MultiLineString", "coordinates": [[list(p) for p in run] for run in runs]}}


def river_layer(levels, shores, rivers, box):
    """Features: the named rivers whole, then the rest by WDBII level (1 the greatest)."""
    network = Network([line for lines in levels.values() for line in lines], shores)
    features, taken = [], set()
    for key, name, _, points in rivers:
        runs = trace(network, points, box)
        inside = [p for p in points if not box or (box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3])]
        if length_km(runs) > 0.5 * length_km([inside]):
            taken |= edges(runs)
            features.append(line_feature(key, name, 1, runs))
            print(f"  {name}: {length_km(runs):.0f} km in {len(runs)}")
        else:
            print(f"  {name}: not found")
    for level, lines in sorted(levels.items()):
        rest = sorted(gshhg.join(without(lines, taken)))
        features += [line_feature(f"{level}-{i + 1}", "", level, [line]) for i, line in enumerate(rest)]
    return features


def rivers_of_levant(data, rivers, out):
    margin = 1.0
    region = f"{LEVANT[0] - margin:g}/{LEVANT[2] + margin:g}/{LEVANT[1] - margin:g}/{LEVANT[3] + margin:g}"
    box = (LEVANT[0] - margin, LEVANT[1] - margin, LEVANT[2] + margin, LEVANT[3] + margin)
    levels = {level: gshhg.join(gshhg.dump(data, region, f"-I{level}")) for level in (1, 2, 3, 4, 6, 7)}
    features = river_layer(levels, gshhg.dump(data, region, "-W1", "-A1/2/2"),
                           [r for r in rivers if r[2] != "world"], box)
    report("levant_rivers", shp.write(out / "levant_rivers", shp.LINE, features, ["key", "name", "rank"]))


def rivers_of_world(packages, data, rivers, work, out):
    levels = {level: gshhg.join(gshhg.dump(data, "-180/180/-60/84", f"-I{level}")) for level in (1, 2)}
    levels[1] = gshhg.join(levels[1] + gshhg.dump(data, "-180/180/-60/84", "-I0"))
    features = river_layer(levels, gshhg.dump(data, "-180/180/-60/84", "-W1", "-A20/2/2"),
                           [r for r in rivers if r[2] != "levant"], None)
    # Brooks that a world map cannot show.
    features = [f for f in features if f["properties"]["name"] or length_km(f["geometry"]["coordinates"]) > 60]
    full, thin = work / "rivers_full.geojson", work / "rivers_thin.geojson"
    write_json(full, features)
    mapshaper(packages, full, "-simplify", "dp", "interval=1200", "-o", thin)
    features = read(thin)
    named = [f for f in features if f["properties"]["name"]]
    rest = split_lines([f for f in features if not f["properties"]["name"]])
    report("rivers", shp.write(out / "rivers", shp.LINE, named + rest, ["key", "name", "rank"], grid=14))


def lakes_of_world(packages, data, work, out):
    rings = gshhg.join(gshhg.dump(data, "-180/180/-60/84", "-W1", "-A400/2/2"))
    features = [{"type": "Feature", "properties": {"name": ""},
                 "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in ring]]}}
                for ring in sorted(rings) if gshhg.node(ring[0]) == gshhg.node(ring[-1])]
    full, thin = work / "lakes_full.geojson", work / "lakes_thin.geojson"
    write_json(full, features)
    mapshaper(packages, full, "-simplify", "weighted", "10%", "keep-shapes", "-o", thin)
    report("lakes", shp.write(out / "lakes", shp.POLYGON, with_keys(read(thin)), ["key", "name"], grid=14))


def main(packages, work, out):
    data, work, out = Path(packages) / "deb/usr/share/gmt-gshhg", Path(work), Path(out)
    rivers = read_named()
    rivers_of_levant(data, rivers, out)
    lakes_of_world(packages, data, work, out)
    rivers_of_world(packages, data, rivers, work, out)


if __name__ == "__main__":
    main(*sys.argv[1:4])
