#!/usr/bin/env python3
"""Checks places of the five documents against seeds/mentions.tsv.

usage: check_seeds.py MENTIONS_TSV PLACES_TSV [-v]

Prints the seed spans of kinds settlement, province, highway, crossing and air
base that were not found (same span or overlapping, role location, within 3 km;
provinces and highways by name only), and the TRAP spans given the role location.
"""
import csv, math, sys


def dist(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


seeds = list(csv.DictReader(open(sys.argv[1]), delimiter="\t", quoting=csv.QUOTE_NONE))
found = list(csv.DictReader(open(sys.argv[2]), delimiter="\t", quoting=csv.QUOTE_NONE))
verbose = "-v" in sys.argv
by_doc = {}
for f in found:
    f["s"], f["e"] = int(f["byte_start"]), int(f["byte_end"])
    by_doc.setdefault(f["doc"], []).append(f)
want = {"settlement", "settlement (literal, out of extent)", "province", "highway", "crossing", "air base"}
n = ok = exact = 0
n_trap = trap = trap_exact = 0
loc = n_loc = 0
for s in seeds:
    doc = s["doc"].rsplit(".", 1)[0]
    a, b = int(s["byte_start"]), int(s["byte_end"])
    hits = [f for f in by_doc.get(doc, []) if f["s"] < b and f["e"] > a]
    if s["kind"].startswith("TRAP"):
        n_trap += 1
        bad = [f for f in hits if f["role"] == "location"]
        if bad:
            trap += 1
            trap_exact += any(f["s"] == a and f["e"] == b for f in bad)
            print("TRAP", doc[:3], a, repr(s["surface"]), s["kind"], "->", [(f["surface"], f["name"]) for f in bad])
    elif s["kind"] in want:
        n += 1
        good = [f for f in hits if f["role"] == "location" and f["lat"]]
        if s["kind"] not in ("province", "highway"):
            good = [f for f in good if s["lat"] and dist(float(f["lat"]), float(f["lon"]), float(s["lat"]), float(s["lon"])) <= 3]
        elif s["kind"] == "province":
            good = [f for f in good if f["kind"] == "division"]
        else:
            good = [f for f in good if f["kind"] == "highway"] or (good if "highways" in s["surface"] else [])
        if good:
            ok += 1
            exact += any(f["s"] == a and f["e"] == b for f in good)
        else:
            print("LOST", doc[:3], a, repr(s["surface"]), s["kind"], s["lat"], s["lon"], "->", [(f["surface"], f["role"], f["name"], f["kind"], f["lat"], f["lon"]) for f in hits])
    elif s["kind"] == "country":
        n_loc += 1
        loc += any(f["role"] == "location" for f in hits)
print("asked-for spans found %d of %d (exact span %d); traps as location %d of %d (exact span %d); countries as location %d of %d"
      % (ok, n, exact, trap, n_trap, trap_exact, loc, n_loc))
