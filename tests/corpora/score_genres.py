#!/usr/bin/env python3
"""Scores the places found in genres/*.txt, our own documents of many sorts.

usage: score_genres.py GAZMAP [-v] [--floor F1 E2E] [--texts FOLDER] [NAME…]

The texts carry their answers: {surface|lat,lon} is a location, {surface|lat,lon|a}
an actor, |d a demonym, |n nested in another name. The marks are taken out, the text
is read by `gazmap places`, and spans, places (within 161 km) and roles are compared;
whatever is not marked is no place. -v lists the differences. With --floor the exit
status is 1 when a figure falls below."""
import argparse, glob, math, os, re, subprocess, sys, tempfile

ROLE = {"": "location", "a": "actor", "d": "demonym", "n": "nested"}


def km(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def unmark(marked):
    """The plain bytes, and {(start, end): (lat, lon, role)}."""
    text, gold, at = b"", {}, 0
    for m in re.finditer(r"\{([^|{}]+)\|(-?[\d.]+),(-?[\d.]+)(?:\|([adn]))?\}", marked):
        text += marked[at:m.start()].encode()
        start = len(text)
        text += m[1].encode()
        gold[start, len(text)] = (float(m[2]), float(m[3]), ROLE[m[4] or ""])
        at = m.end()
    text += marked[at:].encode()
    assert b"{" not in text and b"}" not in text, text
    return text, gold


def f1(hits, found, wanted):
    return 2 * hits / (found + wanted) if found + wanted else 0


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("gazmap")
    ap.add_argument("names", nargs="*")
    ap.add_argument("-v", action="store_true")
    ap.add_argument("--floor", nargs=2, type=float)
    ap.add_argument("--texts", default="genres", help="genres, or unseen: beside this script")
    a = ap.parse_args()
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), a.texts)
    total = [0] * 5
    with tempfile.TemporaryDirectory() as work:
        golds, texts, files = {}, {}, []
        for path in sorted(glob.glob(here + "/*.txt")):
            name = os.path.basename(path)[:-4]
            if a.names and name not in a.names:
                continue
            texts[name], golds[name] = unmark(open(path, encoding="utf-8").read())
            files.append(os.path.join(work, name + ".txt"))
            open(files[-1], "wb").write(texts[name])
        out = subprocess.run([a.gazmap, "places", "--format", "tsv"] + files, stdout=subprocess.PIPE, check=True)
    found = {}
    for line in out.stdout.decode().split("\n")[1:]:
        c = line.split("\t")
        if len(c) > 10:
            found.setdefault(c[0], {})[int(c[1]), int(c[2])] = c
    for name, gold in golds.items():
        own = found.get(name, {})
        hits = near = roles = 0
        for span in sorted(set(gold) | set(own)):
            c, g = own.get(span), gold.get(span)
            if c and g:
                hits += 1
                far = km(g[0], g[1], float(c[4]), float(c[5])) if c[4] else None
                near += far is not None and far <= 161
                roles += c[10] == g[2]
                if a.v and (far is None or far > 161):
                    print(name, "FAR", c[3], "->", c[7], c[9], c[10], "%.0f km" % far if far is not None else "unplaced")
                elif a.v and c[10] != g[2]:
                    print(name, "ROLE", c[3], c[10], "not", g[2])
            elif c and a.v:
                print(name, "FALSE", c[3], "->", c[7], c[8], c[9], c[10], c[11])
            elif g and a.v:
                print(name, "MISS", texts[name][span[0]:span[1]].decode(), [own[s][3] for s in own if s[0] < span[1] and span[0] < s[1]], g)
        for i, n in enumerate((len(gold), len(own), hits, near, roles)):
            total[i] += n
        if a.v:
            print("== %s: F1 %.3f, within 161 km %.3f" % (name, f1(hits, len(own), len(gold)), f1(near, len(own), len(gold))))
    gold, own, hits, near, roles = total
    rec, e2e = f1(hits, own, gold), f1(near, own, gold)
    print("%d documents, %d places: P %.3f R %.3f F1 %.3f; within 161 km F1 %.3f; right role %.3f" %
          (len(golds), gold, hits / own, hits / gold, rec, e2e, roles / hits))
    if a.floor and (rec < a.floor[0] or e2e < a.floor[1]):
        sys.exit("score_genres: asked %.3f and %.3f" % tuple(a.floor))


if __name__ == "__main__":
    main()
