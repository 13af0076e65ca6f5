#!/usr/bin/env python3
"""Fits the weights of src/mention/mention_judge.c on the development corpora.

usage: fit_judge.py DRIVER INDEX CORPORA_DIR [-o judge_weights.h] [--l2 X] [--folds N] [--shift X]

DRIVER is bench_mention, CORPORA_DIR holds lgl-dev and geowebnews-dev; our own
documents (genres) are the third corpus. A linear
model (logistic loss, L2), full-batch, deterministic; prints the F1 of
cross-validation by document before it writes the weights. Needs numpy.
"""
import argparse, glob, os, re, subprocess, sys, tempfile
import numpy as np

from score_genres import unmark


def gold(path):
    docs = {}
    for line in open(path, encoding="utf-8").read().split("\n")[1:]:
        c = line.split("\t")
        if len(c) > 4:
            docs.setdefault(c[0], set()).add((int(c[3]), int(c[4])))
    return docs


def trace(driver, index, files):
    t = tempfile.NamedTemporaryFile(suffix=".trace", delete=False).name
    subprocess.run([driver, "-t", t, index] + files, check=True, stdout=subprocess.DEVNULL)
    rows, doc = [], None
    for line in open(t, encoding="utf-8"):
        if line.startswith("#"):
            doc = line[1:].strip()
            continue
        c = line.rstrip("\n").split("\t")
        rows.append((doc, int(c[0]), int(c[1]), c[2], [int(x) for x in c[3].split(",")]))
    os.unlink(t)
    return rows


def genres(driver, index):
    """Gold spans and candidates of our own documents."""
    g, files = {}, []
    with tempfile.TemporaryDirectory() as work:
        for path in sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "genres", "*.txt"))):
            text, spans = unmark(open(path, encoding="utf-8").read())
            files.append(os.path.join(work, os.path.basename(path)))
            open(files[-1], "wb").write(text)
            g[os.path.basename(path)[:-4]] = set(spans)
        return g, trace(driver, index, files)


def fit(rows, labels, weights, n, l2, steps=400):
    idx = np.concatenate([np.array(r[4]) for r in rows])
    own = np.repeat(np.arange(len(rows)), [len(r[4]) for r in rows])
    y = np.array(labels, float)
    sw = np.array(weights, float)
    w, m, v = np.zeros(n), np.zeros(n), np.zeros(n)
    for t in range(1, steps + 1):
        z = np.bincount(own, w[idx], minlength=len(rows))
        g = (1 / (1 + np.exp(-z)) - y) * sw
        grad = np.bincount(idx, g[own], minlength=n) + l2 * w
        m = .9 * m + .1 * grad
        v = .999 * v + .001 * grad * grad
        lr = .1 if t < steps * .6 else .03 if t < steps * .85 else .01
        w -= lr * (m / (1 - .9 ** t)) / (np.sqrt(v / (1 - .999 ** t)) + 1e-8)
    return w


def first_support():
    """Number of the first evidence that only the second opinion has."""
    path = os.path.join(os.path.dirname(__file__), "../../src/mention/mention_judge.c")
    body = re.search(r"typedef enum \{(.*?)\} Evidence", open(path).read(), re.S).group(1)
    names = [x.strip().split()[0] for x in re.sub(r"/\*.*?\*/", "", body).split(",") if x.strip()]
    return names.index("E_SUPPORT")


def write_table(out, name, w):
    out.write("static const float %s[JUDGE_FEATURES] = {\n" % name)
    for i in range(0, len(w), 14):
        out.write("    " + " ".join("%.2ff," % x for x in w[i:i + 14]) + "\n")
    out.write("};\n")


def settle(cands):
    """cands: (start, end, score) of one document -> kept spans, as scan_settle_spans does."""
    out, covered = set(), -1
    for s, e, z in sorted(cands, key=lambda c: (c[0], -c[1])):
        if z > 0 and s >= covered:
            out.add((s, e))
            covered = e
    return out


def f1(rows, z, golds, shift=0.0):
    per = {}
    for r, score in zip(rows, z):
        per.setdefault(r[0], []).append((r[1], r[2], score - shift))
    tp = ns = 0
    for d, c in per.items():
        kept = settle(c)
        tp += len(kept & golds.get(d, set()))
        ns += len(kept)
    return tp, ns


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("driver"), ap.add_argument("index"), ap.add_argument("corpora")
    ap.add_argument("-o"), ap.add_argument("--l2", type=float, default=4.0)
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--errors")
    ap.add_argument("--shift", type=float, help="the threshold, else by cross-validation")
    a = ap.parse_args()
    header = os.path.join(os.path.dirname(__file__), "../../src/mention/mention_judge.h")
    consts = dict(re.findall(r"(JUDGE_(?:EVIDENCE|BIASES|HEADS|WORDS)) = (\d+)", open(header).read()))
    n = 6 * int(consts["JUDGE_EVIDENCE"]) + int(consts["JUDGE_BIASES"]) + int(consts["JUDGE_HEADS"]) + int(consts["JUDGE_WORDS"])
    support = first_support()
    evidence = int(consts["JUDGE_EVIDENCE"])
    sets = []
    for name in ("lgl-dev", "geowebnews-dev", "genres"):
        base = os.path.join(a.corpora, name)
        if name == "genres":
            g, rows = genres(a.driver, a.index)
        else:
            g = gold(os.path.join(base, "gold.tsv"))
            rows = trace(a.driver, a.index, sorted(glob.glob(base + "/txt/*.txt")))
        lab = [(r[1], r[2]) in g.get(r[0], ()) for r in rows]
        sets.append((name, g, rows, lab))
        have = sum(lab)
        ng = sum(map(len, g.values()))
        print("%s: %d candidates, gold %d, reachable %d (%.3f)" % (name, len(rows), ng, have, have / ng))
    # the smaller corpora count as much as the larger one, half way
    scale = {"lgl-dev": 1.0, "geowebnews-dev": 1.3, "genres": 2.0}
    def fold_of(d):
        return sum(map(ord, d)) % a.folds
    scores = {s[0]: np.zeros(len(s[2])) for s in sets}
    for f in range(a.folds):
        rows, lab, wt = [], [], []
        for name, g, r, l in sets:
            for x, y in zip(r, l):
                if fold_of(x[0]) != f:
                    rows.append(x), lab.append(y), wt.append(scale[name])
        w = fit(rows, lab, wt, n, a.l2)
        for name, g, r, l in sets:
            for i, x in enumerate(r):
                if fold_of(x[0]) == f:
                    scores[name][i] = w[x[4]].sum()
    tried = []
    for shift in np.arange(-1.2, 0.61, 0.1):
        line, total = [], 0
        for name, g, r, l in sets:
            tp, ns = f1(r, scores[name], g, shift)
            ng = sum(map(len, g.values()))
            line.append((tp / ns, tp / ng, 2 * tp / (ns + ng)))
            total += line[-1][2]
        tried.append((total, shift, line))
    # of thresholds that do as well, the strictest: it finds fewer wrong places
    top = max(t[0] for t in tried)
    best = max((t for t in tried if t[0] > top - 0.004), key=lambda t: t[1])
    if a.shift is not None:
        best = min(tried, key=lambda t: abs(t[1] - a.shift))
    print("cross-validated, shift %.1f:" % best[1], " ".join("%s P %.3f R %.3f F1 %.3f;" % ((s[0],) + l) for s, l in zip(sets, best[2])))
    if a.errors:
        with open(a.errors, "w") as out:
            for name, g, r, l in sets:
                for i, x in enumerate(r):
                    z = scores[name][i] - best[1]
                    if (z > 0) != l[i]:
                        out.write("%s\t%s\t%s\t%d\t%d\t%s\t%.2f\n" % (name, "FALSE" if z > 0 else "MISS", x[0], x[1], x[2], x[3], z))
    if a.o:
        rows, lab, wt = [], [], []
        for name, g, r, l in sets:
            rows += r
            lab += l
            wt += [scale[name]] * len(r)
        base = 6 * evidence
        tables = []
        for first in (True, False):
            use = rows
            if first:
                use = [r[:4] + ([x for x in r[4] if x >= base or x % evidence < support],) for r in rows]
            w = fit(use, lab, wt, n, a.l2)
            w[base:base + int(consts["JUDGE_BIASES"])] -= best[1]
            tables.append(w)
        with open(a.o, "w") as out:
            out.write("/** Weights of mention_judge.c, log-odds. Made by tests/corpora/fit_judge.py;\n"
                      " *  do not edit by hand. */\n#pragma once\n\n/* clang-format off */\n")
            write_table(out, "JUDGE_FIRST_WEIGHTS", tables[0])
            write_table(out, "JUDGE_WEIGHTS", tables[1])
            out.write("/* clang-format on */\n")


main()
