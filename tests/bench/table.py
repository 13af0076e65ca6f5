"""table.py BUILD [--peer FOLDER] [--times N] [--markdown FILE]

Prints what each piece of work takes beside what is asked of it: wall time against
Mapnik's C++ renderer drawing its map of the region (interleaved, medians of N runs
after one to warm up), processor time in a running process, and instructions under
callgrind, which compare across machines. FOLDER holds the yardstick's "mr" and
"map.xml"; without it, it is built where Mapnik is installed, else its rows are
passed over."""
import argparse
import datetime
import json
import os
import re
import statistics
import subprocess
import tempfile

from measure import Run, SOURCE, instructions, interleaved, machine, peer

DOCUMENTS = os.path.join(SOURCE, "tests", "documents")
EXAMPLE = os.path.join(DOCUMENTS, "idlib-protocol.txt")
WORLD = os.path.join(DOCUMENTS, "summit.txt")


def text_of_documents(size):
    """@size bytes of the test documents' text, again and again."""
    parts = []
    for name in sorted(os.listdir(DOCUMENTS)):
        with open(os.path.join(DOCUMENTS, name), encoding="utf-8") as f:
            parts.append(f.read())
    text = "\n".join(parts)
    return (text * (size // len(text) + 1))[:size].rsplit("\n", 1)[0] + "\n"


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


class Table:
    def __init__(self):
        self.rows = [("work", "asked", "aim", "seen", "")]

    def add(self, work, asked, aim, seen, unit="", note=""):
        row = (work, "≤ %g%s" % (asked, unit), "≤ %g%s" % (aim, unit), "%.3g%s" % (seen, unit),
               ("ok" if seen <= asked else "MISSED") + (", " + note if note else ""))
        self.rows.append(row)

    def add_rate(self, work, asked, aim, seen, unit):
        self.rows.append((work, "≥ %g%s" % (asked, unit), "≥ %g%s" % (aim, unit),
                          "%.4g%s" % (seen, unit), "ok" if seen >= asked else "MISSED"))

    def skip(self, work, reason):
        self.rows.append((work, "", "", "skipped", reason))

    def count(self, work, millions):
        seen = "no valgrind" if millions is None else "%.1f M" % millions
        self.rows.append((work, "", "", seen, "instructions"))

    def __str__(self):
        widths = [max(len(r[i]) for r in self.rows) for i in range(5)]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(r, widths)).rstrip()
                         for r in self.rows)

    def markdown(self):
        lines = ["| " + " | ".join(r) + " |" for r in self.rows]
        return "\n".join([lines[0], "|---|---|---|---|---|"] + lines[1:])


def against_mapnik(table, gazmap, folder, work, times):
    png, svg = os.path.join(work, "map.png"), os.path.join(work, "map.svg")
    world = os.path.join(work, "world.svg")
    draw = [gazmap, "draw", "--quiet", EXAMPLE, "-o"]
    ours = [draw + [png], draw + [svg], [gazmap, "draw", "--quiet", WORLD, "-o", world]]
    names = ["draw, cold, PNG 1600×1200, to Mapnik's PNG", "draw, cold, SVG, to Mapnik's SVG",
             "world map, cold, SVG, to Mapnik's PNG of a region"]
    if not folder:
        for name in names:
            table.skip(name, "no Mapnik")
        return interleaved(ours, times)[0]
    mr = os.path.join(folder, "mr")
    theirs = [([mr, "map.xml", os.path.join(work, "peer" + e)], folder) for e in (".png", ".svg")]
    runs = interleaved(ours + theirs, times)
    limits = [(1.0, 0.6), (1.0, 0.5), (2.4, 1.0)]
    for i, yardstick in enumerate((runs[3], runs[4], runs[3])):
        table.add(names[i], *limits[i], runs[i].wall / yardstick.wall, "×",
                  "%.0f ms to %.0f ms; of the processor %.0f to %.0f" %
                  (runs[i].wall, yardstick.wall, runs[i].cpu, yardstick.cpu))
    return runs[0]


def in_process(table, gazmap, work):
    """Processor time of one more map in a process that has drawn some."""
    def worker(n):
        with open(EXAMPLE, encoding="utf-8") as f:
            text = f.read()
        lines = "".join(json.dumps({"id": i, "name": "a.txt", "text": text, "ask": ["svg"]}) + "\n"
                        for i in range(n))
        return Run([gazmap, "worker"], stdin=write(os.path.join(work, "lines"), lines)).cpu

    def batch(n):
        jobs = "".join("%s\t%d.png\n" % (EXAMPLE, i) for i in range(n))
        path = write(os.path.join(work, "jobs.tsv"), "input\toutput\n" + jobs)
        return Run([gazmap, "batch", "--quiet", "--jobs", "1", path, "-o",
                    os.path.join(work, "maps%d" % n)]).cpu

    few, many = 3, 23

    def one_more(maps):
        return (maps(many) - maps(few)) / (many - few)

    table.add("one more SVG in a running process", 8, 3, middle(lambda: one_more(worker)), " ms")
    table.add("one more PNG in a running process", 30, 15, middle(lambda: one_more(batch)), " ms")


def middle(measure, times=5):
    """The median of what @measure says, @times over: the machine is not always quiet."""
    return statistics.median(measure() for _ in range(times))


def reading(table, gazmap, work, times):
    article = write(os.path.join(work, "article.txt"), text_of_documents(5000))
    run = interleaved([[gazmap, "places", "--format", "tsv", article]], times)[0]
    table.add("places of a 5 KB article, cold", 15, 6, run.wall, " ms",
              "of the processor %.1f ms" % run.cpu)
    small, large = 1 << 20, 17 << 20
    took = [Run([gazmap, "places", "--format", "tsv",
                 write(os.path.join(work, "long.txt"), text_of_documents(size))]).cpu
            for size in (small, large)]
    table.add_rate("places over plain text, one core", 10, 40,
                   (large - small) / 1e3 / (took[1] - took[0]), " MB/s")


def own_programs(table, build):
    """The benchmarks of a room, where they are built and have what they read."""
    def said(name, *arguments):
        program = os.path.join(build, "tests", "bench", name)
        if not os.path.exists(program):
            return ""
        return subprocess.run([program, *arguments], capture_output=True, text=True).stdout

    def corpus_rate():
        rate = re.search(r"(\d+) documents a second",
                         said("bench_mention",
                              os.path.join(build, "share", "gazmap", "gazetteer.gmx")))
        return float(rate.group(1)) if rate else 0.0

    if corpus_rate() > 0:
        table.add_rate("documents of the LGL corpus", 5000, 5000, middle(corpus_rate), "/s")
    else:
        table.skip("documents of the LGL corpus", "no corpus")
    for name, seen, asked in re.findall(r"^(\S+) .* ratio +([\d.]+) \(asked +([\d.]+)\)",
                                        said("bench_geo"), re.M):
        table.add("geodesic zone %s, to GEOS in the plane" % name, float(asked), float(asked),
                  float(seen), "×")


def counts(table, gazmap, work):
    svg, png = os.path.join(work, "count.svg"), os.path.join(work, "count.png")
    article = os.path.join(work, "article.txt")
    for name, command in (("draw, SVG", ["draw", "--quiet", EXAMPLE, "-o", svg]),
                          ("draw, PNG", ["draw", "--quiet", EXAMPLE, "-o", png]),
                          ("world map, SVG", ["draw", "--quiet", WORLD, "-o", svg]),
                          ("scene", ["scene", "--format", "geojson", EXAMPLE]),
                          ("statements", ["statements", "--format", "json", EXAMPLE]),
                          ("places of a 5 KB article", ["places", "--format", "tsv", article]),
                          ("--help", ["draw", "--help"])):
        table.count(name, instructions([gazmap] + command))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[1],
                                     usage=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--peer")
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--markdown")
    options = parser.parse_args()
    gazmap = os.path.join(os.path.abspath(options.build), "bin", "gazmap")
    table = Table()
    with tempfile.TemporaryDirectory() as work:
        draw = against_mapnik(table, gazmap, peer(options.peer or os.environ.get("GAZMAP_PEER"), options.build), work, options.times)
        table.add("draw, cold, PNG: peak memory", 60, 40, draw.memory, " MB")
        reading(table, gazmap, work, options.times)
        in_process(table, gazmap, work)
        own_programs(table, os.path.abspath(options.build))
        counts(table, gazmap, work)
    head = "%s; %s; medians of %d runs" % (datetime.date.today(), machine(), options.times)
    print(head + "\n\n" + str(table))
    if options.markdown:
        write(options.markdown, head + ".\n\n" + table.markdown() + "\n")


if __name__ == "__main__":
    main()
