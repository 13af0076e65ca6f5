#!/usr/bin/env python3
"""Second-level divisions: the counties of the United States from us-atlas (Census Bureau, public domain), added to
those that make_divisions.py found in Natural Earth.

    make_districts.py PACKAGES FROM_NATURAL_EARTH.tsv OUT.tsv
"""
import gzip
import json
import sys
from pathlib import Path

from make_countries import centroid, decode_arcs, ring_of
from make_divisions import fold, write_table

HERE = Path(__file__).resolve().parent
STATES = dict(zip(
    "01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 "
    "42 44 45 46 47 48 49 50 51 53 54 55 56".split(),
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY".split()))
CITIES = {"24510", "29510", "32510"}  # Baltimore, St. Louis, Carson City
BOROUGHS = set("Anchorage Juneau Sitka Wrangell Yakutat Skagway".split())


def full_name(fips, name):
    state = STATES[fips[:2]]
    if state == "DC":
        return None  # the district is a division already
    if fips in CITIES or (state == "VA" and int(fips[2:]) >= 500):
        return None  # an independent city: the settlement is the place
    if state == "LA":
        return name + " Parish"
    if state == "AK":
        return name if "Census" in name or name in BOROUGHS else name + " Borough"
    return name + " County"


def settlement_names():
    """(division, folded name) of every settlement of the United States."""
    with gzip.open(HERE / "world.tsv.gz", "rt", encoding="utf-8") as table:
        rows = (line.split("\t") for line in table)
        return {(f[4], fold(f[1])) for f in rows if f[3] == "US"}


def ordinary_words(packages):
    path = Path(packages) / "deb/usr/share/dict/american-english"
    return {w for w in path.read_text(encoding="utf-8").splitlines() if w == w.lower()}


def counties(packages):
    towns, words = settlement_names(), ordinary_words(packages)
    topology = json.loads((Path(packages) / "us-atlas/counties-10m.json").read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    for g in topology["objects"]["counties"]["geometries"]:
        fips, name = g["id"], g["properties"]["name"]
        full = full_name(fips, name) if fips[:2] in STATES else None
        if not full:
            continue
        polygons = [g["arcs"]] if g["type"] == "Polygon" else g["arcs"]
        _, lon, lat = max(centroid(ring_of(p[0], arcs)) for p in polygons)
        names = [full.replace(" County", " Co.")] if full.endswith(" County") else []
        if name.startswith("St. "):
            names.append("Saint " + full[4:])
        # "Oconee and Gwinnett counties": the bare name serves where no town has it and it is no ordinary word.
        if full != name and ("US." + STATES[fips[:2]], fold(name)) not in towns and name.lower() not in words:
            names.append(name)
        yield ("", full, "district", "US", "US." + STATES[fips[:2]], f"{lat:.4f}", f"{lon:.4f}", "ADM2",
               "|".join(names), "")


def main(packages, source, out):
    rows = [tuple(line.split("\t")) for line in Path(source).read_text(encoding="utf-8").splitlines()[1:]]
    write_table(out, rows + list(counties(packages)))


if __name__ == "__main__":
    main(*sys.argv[1:4])
