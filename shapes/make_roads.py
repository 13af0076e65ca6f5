#!/usr/bin/env python3
"""The highways: roads.shp from the points of made_from/roads.txt.

    make_roads.py OUT_DIRECTORY

M4 and M5 are drawn as they are named: the M4 "connects Aleppo to Latakia", so its feature takes the M5's points from
Aleppo to the junction north-east of Saraqib, and then its own.
"""
import re
import sys
from pathlib import Path

import shapefile_writer

HERE = Path(__file__).resolve().parent
JUNCTION = (36.8467, 35.9064)


def read_lines():
    lines, key = {}, None
    for line in (HERE / "made_from" / "roads.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            key = line[1:line.index("]")]
            lines[key] = []
        elif not line.startswith("#"):
            lines[key or ""] = lines.get(key or "", []) + [(float(x), float(y)) for y, x in
                                                           re.findall(r"(-?[\d.]+),(-?[\d.]+)", line)]
    return lines


def main(directory):
    lines = read_lines()
    # The last point, in the middle of Damascus, is 7 km on by a straight line through streets: the road ends before.
    m5 = lines["M5 north"] + lines["M5 south"][:-1]
    trunk = m5[:m5.index(JUNCTION) + 1]
    features = [
        {"type": "Feature", "properties": {"key": key, "name": name, "from": start, "to": end},
         "geometry": {"type": "LineString", "coordinates": points}}
        for key, name, start, end, points in (("M4", "M4", "Aleppo", "Latakia", trunk + lines["M4"]),
                                              ("M5", "M5", "Aleppo", "Damascus", m5))]
    print("roads:", shapefile_writer.write(Path(directory) / "roads", shapefile_writer.LINE, features,
                                           ["key", "name", "from", "to"], grid=18))


if __name__ == "__main__":
    main(sys.argv[1])
