#!/usr/bin/env python3
"""Batch and worker figures, all from one run, beside what is asked of them.

    bench_fleet.py GAZMAP [DOCUMENTS [JOBS]]     (2000, 10000)

Documents are generated: one to six statements about places of the gazetteer, of a different
make each; "of one region" about towns of north-west Syria, "of three" about places up to
2,500 km apart. Rates on two cores mean little on a machine that does other things meanwhile; the
load is printed. Doubled CPU time a map with two workers would tell of a shared bottleneck
whatever the load."""
import glob
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

GAZMAP = os.path.abspath(sys.argv[1])
DOCUMENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
JOBS = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared",
                         "reference", "corpora")

PLACES = """Idlib Aleppo Saraqib Hama Homs Damascus Latakia Manbij Raqqa Palmyra Qamishli Hasakah
Tartus Afrin Azaz Jarabulus Ariha Khan_Shaykhun Jisr_al-Shughur Tel_Abyad Kobani Deir_ez-Zor
Kyiv Kharkiv Odesa Lviv Warsaw Vilnius Riga Tallinn Chisinau Bucharest Ankara Istanbul Izmir
Baghdad Mosul Erbil Kirkuk Basra Tehran Tabriz Sanaa Aden Taiz Khartoum Port_Sudan Juba""".split()
SENTENCES = [
    "A buffer zone of {n} km was agreed around {a}.",
    "The convoy left {a} for {b} on {d} March 2020.",
    "Observers reported shelling {n} km north of {a}.",
    "A security corridor {n} km deep to the north and {n} km deep to the south of the road from "
    "{a} to {b} will be established.",
    "Posts stand near {a}, {b} and {c}.",
    "Talks between the delegations were held in {a}, after a first round in {b}.",
    "The area between {a} and {b} remains closed to traffic.",
]


REGIONS = [PLACES[:22], PLACES[22:35], PLACES[35:]]


def document(i, least=1, most=6, regions=3):
    r = random.Random(i)
    region = r.choice(REGIONS[:regions])
    lines = []
    for _ in range(r.randint(least, most)):
        a, b, c = (p.replace("_", " ") for p in r.sample(region, 3))
        lines.append(r.choice(SENTENCES).format(a=a, b=b, c=c, n=r.randint(2, 20),
                                                d=r.randint(1, 28)))
    return " ".join(lines) + "\n"


def filler(i, size):
    """Prose of about @size bytes, some of it places: an article of a corpus' size."""
    r = random.Random(i)
    words = ("the of said on officials that residents were reported after officers county a local "
             "road school board council meeting Tuesday morning according to several witnesses new "
             "plan water budget police fire and year city state week in for with by from").split()
    out = document(i)
    while len(out) < size:
        if r.random() < 0.12:
            out += document(r.randrange(1 << 30), 1, 1).strip() + " "
        else:
            out += " ".join(r.choice(words) for _ in range(14)).capitalize() + ". "
    return out


class Run:
    """A finished command: seconds, CPU seconds of all its processes, peak of their memory."""

    def __init__(self, command, watch=False, **kw):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start, self.peak = time.monotonic(), 0
        p = subprocess.Popen(command, stderr=subprocess.DEVNULL, **kw)
        while watch and p.poll() is None:
            self.peak = max(self.peak, memory(p.pid))
            time.sleep(0.25)
        assert p.wait() <= 1, command  # 1: a batch whose documents did not all name a place
        self.seconds = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def memory(pid):
    """MB of a process and its children, pages that they share counted once (PSS)."""
    total = 0
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
            pids = [pid] + [int(c) for c in f.read().split()]
        for each in pids:
            with open(f"/proc/{each}/smaps_rollup", encoding="ascii") as f:
                total += next(int(l.split()[1]) for l in f if l.startswith("Pss:"))
    except (OSError, StopIteration):
        pass
    return total / 1024


def line(what, got, asked=""):
    print(f"  {what:54} {got:>16}  {asked}", flush=True)


def make_folder(folder, n, regions=1):
    for i in range(n):
        sub = os.path.join(folder, f"{i // 500:03}")
        os.makedirs(sub, exist_ok=True)
        with open(os.path.join(sub, f"d{i:05}.txt"), "w", encoding="utf-8") as f:
            f.write(document(i, regions=regions))
    return folder


def bench_batch(work):
    docs = make_folder(os.path.join(work, "docs"), DOCUMENTS)

    def run(n, formats, watch=False):
        out = os.path.join(work, "out")
        shutil.rmtree(out, ignore_errors=True)
        r = Run([GAZMAP, "batch", docs, "-o", out, "-q", "-j", str(n), "--format", formats,
                 "--no-config", "--no-user"], watch)
        files = sum(len(f) for _, _, f in os.walk(out)) - 1
        assert files >= DOCUMENTS * 0.98, files
        r.bytes = sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(out) for f in fs)
        return r

    print(f"Batch, {DOCUMENTS} documents of one region:")
    one, two = run(1, "svg"), run(2, "svg")
    line("SVG: CPU a map, one worker", f"{one.cpu / DOCUMENTS * 1e3:.2f} ms", "at most 8")
    line("SVG: size of a map", f"{one.bytes / DOCUMENTS / 1e3:.1f} kB")
    line("SVG: maps a second, 1 and 2 workers",
         f"{DOCUMENTS / one.seconds:.0f}, {DOCUMENTS / two.seconds:.0f}")
    line("rate with two workers to one", f"{one.seconds / two.seconds:.2f}", "at least 1.85")
    line("CPU with one worker to two, times two", f"{2 * one.cpu / two.cpu:.2f}",
         "(what it would be on idle cores)")
    png = run(2, "png")
    line("PNG 1600x1200: CPU a map", f"{png.cpu / DOCUMENTS * 1e3:.2f} ms", "at most 30")
    shutil.rmtree(docs)
    make_folder(docs, DOCUMENTS, 3)
    wide = run(2, "svg")
    line("SVG, documents of three regions: CPU a map", f"{wide.cpu / DOCUMENTS * 1e3:.2f} ms")
    line("SVG, documents of three regions: size", f"{wide.bytes / DOCUMENTS / 1e3:.1f} kB")
    shutil.rmtree(docs)
    return wide.cpu / DOCUMENTS, wide.bytes / DOCUMENTS


def bench_memory(work):
    print("Memory, two workers, processes together (PSS):")
    peaks = []
    for n in (100, JOBS):
        docs = make_folder(os.path.join(work, "jobs"), n)
        r = Run([GAZMAP, "batch", docs, "-o", os.path.join(work, "out2"), "-q", "-j", "2",
                 "--no-config", "--no-user"], True)
        peaks.append(r.peak)
        line(f"{n} jobs, {r.seconds:.0f} s", f"{r.peak:.0f} MB", "at most 150")
        shutil.rmtree(docs)
        shutil.rmtree(os.path.join(work, "out2"))
    line(f"growth from 100 to {JOBS} jobs", f"{peaks[1] - peaks[0]:+.0f} MB", "flat")


def worker_rate(path, n, ask):
    times, size = [], 0
    for _ in range(5):
        with open(path, "rb") as f, open(path + ".out", "wb") as out:
            times.append(Run([GAZMAP, "worker", "--ask", ask, "--no-config", "--no-user"], stdin=f,
                             stdout=out).cpu)
        size = os.path.getsize(path + ".out")
    return n / min(times), size / n


def bench_worker(work):
    print("Worker, documents a second of CPU on one core (best of 5):")
    sets = {"generated, 2 kB": [filler(i, 2000) for i in range(3000)]}
    texts = sorted(glob.glob(os.path.join(REFERENCE, "lgl-dev", "**", "*.txt"), recursive=True))
    if texts:
        sets["LGL development split, ten times"] = [
            open(t, encoding="utf-8", errors="replace").read() for t in texts] * 10
    rates = {}
    for name, documents in sets.items():
        path = os.path.join(work, "lines")
        with open(path, "w", encoding="utf-8") as f:
            for i, text in enumerate(documents):
                f.write(json.dumps({"id": i, "name": f"{i}.txt", "text": text}) + "\n")
        mean = sum(len(d.encode()) for d in documents) / len(documents)
        for ask in ("places", "scene"):
            rates[name, ask] = worker_rate(path, len(documents), ask)
            line(f"{ask}: {name} ({mean:.0f} B)", f"{rates[name, ask][0]:.0f}",
                 "at least 4000" if ask == "places" else "")
    return rates["generated, 2 kB", "places"], rates["generated, 2 kB", "scene"]


def archive_costs(places, scene, svg):
    """doc/archive-costs.md holds this table."""
    print("A hundred million articles of 2 kB, by these rates:")
    n = 1e8
    print("| what | core-hours | 2 cores | 64 cores | 1000 cores | answers on disk |")
    print("|---|---|---|---|---|---|")
    for what, rate, size in (("places", *places), ("scene", *scene), ("SVG map of each", 1 / svg[0], svg[1])):
        hours = n / rate / 3600
        print(f"| {what} | {hours:.1f} | {hours / 2:.1f} h | {hours / 64:.2f} h | "
              f"{hours / 1000 * 60:.1f} min | {n * size / 1e12:.2f} TB |")


def main():
    work = tempfile.mkdtemp()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    try:
        places, scene = bench_worker(work)
        svg = bench_batch(work)
        bench_memory(work)
        archive_costs(places, scene, svg)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
