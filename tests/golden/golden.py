#!/usr/bin/env python3
"""Golden dumps: what each stage makes of the documents, compared with what is
kept beside this script. usage: golden.py [--update] [GAZMAP]

The example's dumps are whole. Of the five shared documents, whose sentences are
not ours to keep, only spans, kinds, numbers and coordinates are."""
import difflib
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
EXAMPLE = os.path.join(SOURCE, "tests", "documents", "idlib-protocol.txt")
SHARED = os.path.join(SOURCE, "..", "shared", "documents")


def run(gazmap, *args):
    return subprocess.run([gazmap, *args], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()


def spans_of_places(tsv):
    """Without the words of the article: span, place, role."""
    rows = [line.split("\t") for line in tsv.splitlines()]
    keep = [1, 2, 4, 5, 6, 8, 9, 10]
    return "\n".join("\t".join(r[i] for i in keep) for r in rows) + "\n"


def shape_of_statements(text):
    out = []
    for s in json.loads(text):
        anchors = ["%s %s %s" % (a["part"], a["byte_start"], a["byte_end"]) for a in s["anchors"]]
        measures = ["%s %g-%g %s" % (m["part"], m["value"], m["max"], m["unit"])
                    for m in s["measures"]]
        out.append("\t".join([s["kind"], str(s["byte_start"]), str(s["byte_end"]),
                              "; ".join(anchors), "; ".join(measures), " ".join(s["sides"]),
                              s["status"], str(s["valid_from"]), str(s["valid_to"])]))
    return "\n".join(out) + "\n"


def shape_of_scene(text):
    scene = json.loads(text)
    out = []
    for f in scene["features"]:
        p = f["properties"]
        size = p.get("length_m") or p.get("area_m2") or 0
        spans = " ".join("%d-%d" % (e["byte_start"], e["byte_end"]) for e in p["evidence"])
        out.append("\t".join([p["kind"], p["certainty"], p["status"], "%.0f" % size, spans]))
    out.append("unplaced %d" % len(scene.get("unplaced", [])))
    return "\n".join(out) + "\n"


def dumps(gazmap):
    """(name, text) of every golden file that can be made here."""
    yield "example.places.tsv", run(gazmap, "places", "--format", "tsv", EXAMPLE)
    yield "example.statements.json", run(gazmap, "statements", "--format", "json", EXAMPLE)
    yield "example.scene.geojson", run(gazmap, "scene", "--format", "geojson", EXAMPLE)
    yield "example.map.yaml", run(gazmap, "scene", "--format", "yaml", EXAMPLE)
    for name in sorted(os.listdir(SHARED)) if os.path.isdir(SHARED) else []:
        doc, short = os.path.join(SHARED, name), name[:3]
        yield short + ".places.tsv", spans_of_places(run(gazmap, "places", "--format", "tsv", doc))
        yield short + ".statements.tsv", shape_of_statements(
            run(gazmap, "statements", "--format", "json", doc))
        yield short + ".scene.tsv", shape_of_scene(run(gazmap, "scene", "--format", "geojson", doc))


def main():
    update = "--update" in sys.argv
    rest = [a for a in sys.argv[1:] if a != "--update"]
    gazmap = rest[0] if rest else os.environ.get("GAZMAP", "gazmap")
    n_compared = n_differ = 0
    for name, text in dumps(gazmap):
        path = os.path.join(HERE, name)
        if update:
            with open(path, "w") as f:
                f.write(text)
            continue
        n_compared += 1
        with open(path) as f:
            kept = f.read()
        if kept != text:
            n_differ += 1
            lines = difflib.unified_diff(kept.splitlines(), text.splitlines(), name, "now", n=0)
            print("\n".join(list(lines)[:40]))
    if not os.path.isdir(SHARED):
        print("the five shared documents are not here: only the example was compared")
    print("%d golden dumps compared, %d differ" % (n_compared, n_differ))
    return n_differ != 0 or (not update and n_compared == 0)


if __name__ == "__main__":
    sys.exit(main())
