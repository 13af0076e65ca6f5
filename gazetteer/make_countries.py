#!/usr/bin/env python3
"""Countries and territories: names in many languages from cldr-localenames-full; points, demonyms and variants from
made_from/country_facts.tsv; points of the territories without one from the polygons of world-atlas.

    make_countries.py PACKAGES OUT.tsv
"""
import csv
import json
import sys
from pathlib import Path

from make_divisions import fold

HERE = Path(__file__).resolve().parent
LANGUAGES = ("ar tr fa he ku fr de es it pt nl pl ru uk bg el sv da fi no cs sk hu ro sr hr sq mk lt lv et zh ja ko hi "
             "ur bn id vi th az hy ka kk uz am so sw ca eu ga af").split()
NOT_COUNTRIES = set("EU EZ UN XA XB QO ZZ AC CP CQ DG EA IC TA".split())
# Natural Earth's code of an area where ISO's numeric code is not in its property.
SPECIAL = {"Kosovo": "XK"}


# Natural Earth draws these as parts of France, among the divisions; the Vatican is too small to keep.
FRENCH = {"GF", "GP", "MQ", "RE", "YT"}
WITHOUT_SHAPE = {"VA"}


def cldr(packages, language):
    path = Path(packages) / f"cldr-localenames-full/main/{language}/territories.json"
    return json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]


def decode_arcs(topology):
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    return arcs


def ring_of(indices, arcs):
    ring = []
    for i in indices:
        ring += (arcs[i] if i >= 0 else arcs[~i][::-1])[bool(ring):]
    return ring


def centroid(ring):
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area / 2), x / (3 * area), y / (3 * area)) if area else (0.0, *ring[0])


def polygon_points(packages):
    """The centroid of each country's largest polygon, by ISO numeric code."""
    topology = json.loads((Path(packages) / "world-atlas/countries-10m.json").read_text(encoding="utf-8"))
    arcs, points = decode_arcs(topology), {}
    for g in topology["objects"]["countries"]["geometries"]:
        polygons = g.get("arcs", [])
        polygons = [polygons] if g["type"] == "Polygon" else polygons
        best = max((centroid(ring_of(p[0], arcs)) for p in polygons), default=None)
        key = g.get("id") or SPECIAL.get(g["properties"]["name"])
        if best and key and (key not in points or best[0] > points[key][0]):
            points[key] = best
    return points


def country_codes(packages):
    """ISO numeric codes, which rows count as countries rather than territories, and the official English names."""
    raw = json.loads((Path(packages) / "world-countries/countries.json").read_text(encoding="utf-8"))
    return {c["cca2"]: c["ccn3"] or c["cca2"] for c in raw}, \
        ({"PS", "TW", "XK"} | {c["cca2"] for c in raw if c["independent"]}), \
        {c["cca2"]: c["name"]["official"] for c in raw}


def names_of(code, main, facts, territories, english):
    seen, out = {("", fold(main)), ("abbr", fold(main))}, []

    def add(tag, name):
        """A language's own spelling stays although another's, or a plain one, reads the same."""
        key = (tag, fold(name) if tag in ("", "abbr") else name)
        if key not in seen and name != main and name and (tag == "abbr" or name != code) and not name.startswith(code + "-"):
            seen.add(key)
            out.append(f"{tag}:{name}" if tag else name)

    for name in facts:
        tag, _, bare = name.rpartition(":")
        if tag == "dem":
            out.append(name)
        else:
            add(tag, bare)
    for key in (code, code + "-alt-short", code + "-alt-variant"):
        add("", english.get(key, ""))
    for language in LANGUAGES:
        for key in (code, code + "-alt-short", code + "-alt-variant"):
            name = territories[language].get(key, "")
            if len(name) > 2 and not name.isupper() or not name.isascii():
                add(language, name)
    return "|".join(out)


def main(packages, out):
    with open(HERE / "made_from" / "country_facts.tsv", encoding="utf-8", newline="") as f:
        facts = {r["country"]: r for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)}
    english = cldr(packages, "en")
    territories = {language: cldr(packages, language) for language in LANGUAGES}
    points = polygon_points(packages)
    numeric, independent, official = country_codes(packages)
    codes = sorted(c for c in english if len(c) == 2 and c not in NOT_COUNTRIES)
    rows, missing = [], []
    for code in codes:
        fact = facts.get(code, {})
        lat, lon = fact.get("lat", ""), fact.get("lon", "")
        if not lat:
            point = points.get(numeric.get(code))
            if not point:
                missing.append(code)
                continue
            lon, lat = f"{point[1]:.2f}", f"{point[2]:.2f}"
        name = fact.get("name") or english[code].replace(" & ", " and ")
        given = [n for n in fact.get("names", "").split("|") if n]
        if official.get(code):
            given.insert(0, official[code])
        shape = f"divisions:FR-{code}" if code in FRENCH else f"countries:{code}"
        if code in WITHOUT_SHAPE or (code not in FRENCH and numeric.get(code) not in points):
            shape = ""
        rows.append((fact.get("geonames_id", ""), name, "country", code, lat, lon, "PCLI" if code in independent else "TERR",
                     names_of(code, name, given, territories, english), shape))
    header = "geonames_id name kind country lat lon feature_code names geometry".split()
    text = "\t".join(header) + "\n" + "".join("\t".join(r) + "\n" for r in rows)
    Path(out).write_text(text, encoding="utf-8", newline="\n")
    print(f"{out}: {len(rows)} rows; no point for {' '.join(missing) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
