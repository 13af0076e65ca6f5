#!/usr/bin/env python3
"""Whole maps keep layout's promises: sheets.py GAZMAP

Draws the examples, and the five reference documents where they are, at several sizes, in several languages and themes,
and reads the sheet's dump: no two labels overlap, none leaves the map's frame, nothing leaves the page, and the legend
shows exactly the classes that are drawn."""
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
REFERENCE = os.path.join(SOURCE, "..", "shared", "documents", "*.txt")
VARIANTS = [["--size", "1600x1200"], ["--size", "A4", "--lang", "ar", "--theme", "print"],
            ["--size", "800x600", "--lang", "ru", "--theme", "humanitarian"],
            ["--size", "600x400", "--lang", "en,ar", "--theme", "dark"],
            ["--size", "A4 landscape", "--lang", "fr", "--list-places"]]
KINDS = set("place highway segment corridor buffer strip zone region_part border post base crossing deployment flow "
            "area".split())
BASE = set("border division disputed road city town village capital border-far disputed-far".split())


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def faults(sheet):
    items, frame = sheet["items"], sheet["frame"]
    labels = [i for i in items if i["layer"] == "label" and "text" in i]
    for n, a in enumerate(labels):
        for b in labels[:n]:
            if meet(a["box"], b["box"]):
                yield f"'{a['text']}' lies on '{b['text']}'"
        x0, y0, x1, y1 = a["box"]
        if x0 < frame[0] or y0 < frame[1] or x1 > frame[2] or y1 > frame[3]:
            yield f"'{a['text']}' leaves the frame"
    for i in items:
        x0, y0, x1, y1 = i["box"]
        if x0 < -0.01 or y0 < -0.01 or x1 > sheet["width"] + 0.01 or y1 > sheet["height"] + 0.01:
            yield f"{i['id']} leaves the page"
    drawn = {i["style"] for i in items if i["layer"] in ("theme", "symbol") and i["class"] in KINDS or
             i["layer"] == "base" and i["style"] in BASE}
    drawn = {s.replace("area-wide.", "area.").replace("-soft.", ".") for s in drawn}
    shown = {i["style"].replace("-soft.", ".") for i in items if i["class"] == "legend-sample"} - {"river"}
    if drawn != shown:
        yield f"drawn, not in the legend: {sorted(drawn - shown)}; shown, not drawn: {sorted(shown - drawn)}"


def main():
    gazmap = sys.argv[1]
    documents = sorted(glob.glob(os.path.join(SOURCE, "tests", "documents", "*.txt")))
    reference = sorted(glob.glob(REFERENCE))
    if not reference:
        print("the reference documents are not here: only the examples are drawn")
    bad = sheets = 0
    with tempfile.TemporaryDirectory() as folder:
        dump = os.path.join(folder, "sheet.json")
        for document in documents + reference:
            for variant in VARIANTS:
                subprocess.run([gazmap, "draw", "--quiet", *variant, "--dump", dump, "-o",
                                os.path.join(folder, "map.svg"), document], check=True)
                with open(dump, encoding="utf-8") as f:
                    found = list(faults(json.load(f)))
                sheets += 1
                bad += len(found)
                for fault in found:
                    print(f"{os.path.basename(document)} {' '.join(variant)}: {fault}")
    print(f"{sheets} sheets, {bad} faults")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
