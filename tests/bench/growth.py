"""growth.py BUILD [--out FOLDER] [--small]

Measures how cost grows: with the length of a document and the number of places that
it names, the number of features and of labels of a map, the vertices of a user's
layer, the rows of a gazetteer.
Processor time and peak memory of whole processes, so that other work on the machine
counts little. Prints a table for each and, with gnuplot, writes a plot into FOLDER
beside growth.md. --small leaves out the largest sizes."""
import argparse
import datetime
import gzip
import os
import random
import struct
import tempfile

from measure import Run, SOURCE, machine, plot
from table import text_of_documents, write

EXTENT = (35.0, 36.0, 37.5, 37.5)  # south, west, north, east of what is scattered


def scatter(n, seed=1):
    """@n latitudes and longitudes, the same every time."""
    rand = random.Random(seed)
    south, west, north, east = EXTENT
    return [(rand.uniform(south, north), rand.uniform(west, east)) for _ in range(n)]


def document(gazmap, folder, size):
    path = write(os.path.join(folder, "document.txt"), text_of_documents(size))
    return [gazmap, "places", "--format", "tsv", path]


def document_map(gazmap, folder, size):
    """The same text as a map: what is said again and again is drawn once."""
    path = document(gazmap, folder, size)[-1]
    return [gazmap, "draw", "--quiet", path, "-o", os.path.join(folder, "document.svg")]


SENTENCES = (
    "Both sides agreed on a {k} km security corridor along the road from {a} to {b}.",
    "Observation posts were set up at {a} and {b}, {k} km north of {c}.",
    "Shelling was reported near {a}, while fighters withdrew from {b} towards {c}.",
    "A demilitarised zone {k} km deep would be established around {a}.",
    "The convoy left {a} at dawn and reached {b} by way of {c} after {k} hours.",
    "Residents of {a} said that the bridge between {b} and {c} had been closed for {k} days.",
    "A patrol was seen in the village of {u}, east of {a}.",
    "The countryside of northern {a} was calm, the mayor of {u} told reporters.",
)


def towns(countries):
    """Their names in the world gazetteer, shuffled."""
    with gzip.open(os.path.join(SOURCE, "gazetteer", "world.tsv.gz"), "rt", encoding="utf-8") as f:
        head = f.readline().rstrip("\n").split("\t")
        name, country = head.index("name"), head.index("country")
        rows = (line.split("\t") for line in f)
        names = [r[name] for r in rows if r[country] in countries and len(r[name]) > 3]
    random.Random(5).shuffle(names)
    return names


def varied_map(gazmap, folder, size):
    """A text that says something else in each sentence, of 20,000 places, the first of
    them most often, and of villages that no gazetteer has."""
    rand = random.Random(3)
    names = towns(("SY", "TR", "IQ", "LB", "JO", "IR", "AM", "AZ", "GE"))[:20000]
    text, length = [], 0

    def village():
        return "".join(rand.choice("bdfgklmnrstz") + rand.choice("aeiou")
                       for _ in range(rand.randint(3, 5))).capitalize()

    while length < size:
        a, b, c = (names[int(len(names) * rand.random() ** 3)] for _ in range(3))
        text.append(rand.choice(SENTENCES).format(a=a, b=b, c=c, u=village(), k=rand.randint(1, 30)))
        length += len(text[-1].encode()) + 1
        if len(text) % 6 == 0:
            text.append("\n\n")
    path = write(os.path.join(folder, "varied.txt"), " ".join(text))
    return [gazmap, "draw", "--quiet", path, "-o", os.path.join(folder, "varied.svg")]


def features(gazmap, folder, n):
    """A map file of @n points without labels, written as data: all but the drawing."""
    rows = "".join("  - {point: \"%.5f, %.5f\", name: P%d, label: none}\n" % (*p, i)
                   for i, p in enumerate(scatter(n)))
    path = write(os.path.join(folder, "features.yaml"), "title: Points\nfeatures:\n" + rows)
    return [gazmap, "scene", "--format", "geojson", path]


def labels(gazmap, folder, n):
    rows = "".join("  - {point: \"%.5f, %.5f\", name: Village %d}\n" % (*p, i)
                   for i, p in enumerate(scatter(n)))
    path = write(os.path.join(folder, "labels.yaml"), "title: Labels\nfeatures:\n" + rows)
    return [gazmap, "draw", "--quiet", path, "-o", os.path.join(folder, "labels.svg")]


def write_layer(folder, n):
    """A shapefile of winding lines of 1000 vertices each, @n vertices in all."""
    rand = random.Random(2)
    per, south, west, north, east = min(n, 1000), *EXTENT
    shp = bytearray()
    shx = bytearray()
    for number, first in enumerate(range(0, n, per)):
        lat, lon = rand.uniform(south, north), rand.uniform(west, east)
        points = []
        for _ in range(min(per, n - first)):
            points += [lon, lat]
            lon = min(max(lon + rand.uniform(-0.001, 0.0012), west), east)
            lat = min(max(lat + rand.uniform(-0.001, 0.0011), south), north)
        body = struct.pack("<i4diii", 3, min(points[::2]), min(points[1::2]), max(points[::2]),
                           max(points[1::2]), 1, len(points) // 2, 0)
        body += struct.pack("<%dd" % len(points), *points)
        shx += struct.pack(">ii", 50 + len(shp) // 2, len(body) // 2)
        shp += struct.pack(">ii", number + 1, len(body) // 2) + body
    box = struct.pack("<4d4d", west, south, east, north, 0, 0, 0, 0)
    for name, body in (("layer.shp", shp), ("layer.shx", shx)):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + len(body) // 2))
            f.write(struct.pack("<ii", 1000, 3) + box + body)
    with open(os.path.join(folder, "layer.dbf"), "wb") as f:
        count = len(shx) // 8
        f.write(struct.pack("<BBBBIHH20x", 3, 126, 1, 1, count, 65, 9))
        f.write(b"id".ljust(11, b"\0") + b"N" + bytes(4) + bytes([8, 0]) + bytes(14) + b"\r")
        for i in range(count):
            f.write(b" %8d" % i)
        f.write(b"\x1a")


def vertices(gazmap, folder, n):
    write_layer(folder, n)
    path = write(os.path.join(folder, "layer.yaml"),
                 "title: A layer\nextent: %g,%g,%g,%g\nfeatures:\n  - layer: layer.shp\n    style: road\n" %
                 (EXTENT[1], EXTENT[0], EXTENT[3], EXTENT[2]))
    return [gazmap, "draw", "--quiet", path, "-o", os.path.join(folder, "layer.svg")]


def build(gazmap, folder, n):
    rows = "".join("Place%dx%d\t%.5f\t%.5f\tSY\n" % (i % 977, i, *p)
                   for i, p in enumerate(scatter(n)))
    path = write(os.path.join(folder, "rows.tsv"), "name\tlat\tlon\tcountry\n" + rows)
    return [gazmap, "gazetteer", "build", "--quiet", "-o", os.path.join(folder, "rows.gmx"), path]


def lookup(gazmap, folder, n):
    """A name in the index that @build made last, of @n rows."""
    return [gazmap, "lookup", "--gazetteer", os.path.join(folder, "rows.gmx"),
            "Place%dx%d" % (n // 2 % 977, n // 2)]


GROWTHS = (
    ("document", "places of a document", "bytes", (document,),
     (10**3, 10**4, 10**5, 10**6, 10**7, 10**8)),
    ("map", "a map of a document", "bytes", (document_map,),
     (10**3, 10**4, 10**5, 10**6, 10**7, 10**8)),
    ("varied", "a map of a document of many places", "bytes", (varied_map,),
     (10**4, 10**5, 10**6, 10**7)),
    ("features", "a map file to GeoJSON", "features", (features,), (10, 100, 1000, 10**4, 10**5)),
    ("labels", "a map, cold, SVG", "labels", (labels,), (1, 10, 100, 1000, 10**4, 10**5)),
    ("vertices", "a map with a layer of the user", "vertices", (vertices,),
     (10**3, 10**4, 10**5, 10**6, 10**7)),
    ("gazetteer", "an index of a gazetteer", "rows", (build, lookup),
     (10**3, 10**4, 10**5, 10**6)),
)


def measure(gazmap, folder, commands, sizes):
    """A row for each size: the size and, of each command, milliseconds and MB; the
    median of three where a run is short."""
    rows = []
    for size in sizes:
        row = [size]
        for make in commands:
            command = make(gazmap, folder, size)
            runs = [Run(command)]
            if runs[0].cpu < 1000:
                runs += [Run(command), Run(command)]
            runs.sort(key=lambda r: r.cpu)
            row += [runs[len(runs) // 2].cpu, runs[len(runs) // 2].memory]
        rows.append(row)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[1],
                                     usage=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--out")
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    gazmap = os.path.join(os.path.abspath(options.build), "bin", "gazmap")
    if options.out:
        os.makedirs(options.out, exist_ok=True)
    text = ["%s; %s.\n" % (datetime.date.today(), machine())]
    for name, title, unit, commands, sizes in GROWTHS:
        heads = ["%s%s" % (what, " (" + make.__name__ + ")" if len(commands) > 1 else "")
                 for make in commands for what in ("ms", "MB")]
        with tempfile.TemporaryDirectory() as folder:
            rows = measure(gazmap, folder, commands, sizes[:-1] if options.small else sizes)
        text.append("## %s%s\n" % (title[0].upper(), title[1:]))
        if options.out:
            text.append("![%s](%s.svg)\n" % (title, name))
            series = {h: [(r[0], r[i + 1]) for r in rows] for i, h in enumerate(heads)}
            plot(os.path.join(options.out, name + ".svg"), title, unit, "", series)
        text.append("| %s | %s |\n|%s" % (unit, " | ".join(heads), "---:|" * (len(heads) + 1)))
        text[-1] += "".join("\n| {:,} | {} |".format(r[0], " | ".join("%.1f" % v for v in r[1:]))
                            for r in rows) + "\n"
        print("\n".join(text[-3 if options.out else -2:]), flush=True)
    if options.out:
        write(os.path.join(options.out, "growth.md"), "\n".join(text))


if __name__ == "__main__":
    main()
