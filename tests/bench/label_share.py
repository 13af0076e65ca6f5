#!/usr/bin/env python3
"""label_share.py GAZMAP [FOLDER]

How many of a map's labels find room, gazmap's and Mapnik's, on 1600 × 1200 pixels: the same places, the same
projection and box, the same bold letters of the same size (Noto Sans), both without a base map. Places are the
largest of the shipped gazetteer in the box. Prints a table: labels asked for, placed by each, and pairs of each
one's labels that overlap, of Mapnik's also when the haloes count, as they do in ours. With FOLDER the pictures stay
there. Ends with 1 when gazmap places fewer in any row.

Needs Debian's libmapnik-dev, g++ and fonts-noto-core; without them it says so and ends with 77.
"""
import csv
import gzip
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "shapes"))
from shapefile_writer import POINT, write  # noqa: E402

W, H = 1600, 1200
HALO = 2.2  # px
FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf")
# name, south, west, north, east; labels; px of the letters
SETS = [("region", 34.9, 35.5, 36.75, 38.4, 40, 15), ("region", 34.9, 35.5, 36.75, 38.4, 100, 15),
        ("region", 34.9, 35.5, 36.75, 38.4, 100, 12), ("dense", 35.3, 36.0, 36.3, 37.3, 100, 15),
        ("coast", 41.0, -5.0, 46.5, 4.0, 100, 15), ("valley", 50.6, 5.8, 51.9, 8.2, 100, 15),
        ("valley", 50.6, 5.8, 51.9, 8.2, 200, 12)]


def places(south, west, north, east, n):
    found, seen = [], set()
    with gzip.open(ROOT / "gazetteer" / "world.tsv.gz", "rt", encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            lat, lon = float(row["lat"]), float(row["lon"])
            if row["kind"] == "settlement" and south < lat < north and west < lon < east:
                found.append((-int(row["population"] or 0), row["name"], lat, lon))
    out = []
    for _, name, lat, lon in sorted(found):
        if name not in seen:  # one label a name, so that both can be counted
            seen.add(name)
            out.append((name, lat, lon))
    return out[:n]


def utm(lat, lon, zone):
    """Transverse Mercator of the ellipsoid (Krüger, third order): metres, good to a millimetre here."""
    f, a, k0 = 1 / 298.257223563, 6378137.0, 0.9996
    n = f / (2 - f)
    A = a / (1 + n) * (1 + n * n / 4 + n**4 / 64)
    alpha = [n / 2 - 2 / 3 * n**2 + 5 / 16 * n**3, 13 / 48 * n**2 - 3 / 5 * n**3, 61 / 240 * n**3]
    e = 2 * math.sqrt(n) / (1 + n)
    phi, lam = math.radians(lat), math.radians(lon - (6 * zone - 183))
    t = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi, eta = math.atan2(t, math.cos(lam)), math.atanh(math.sin(lam) / math.hypot(1, t))
    x = eta + sum(c * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, c in enumerate(alpha, 1))
    y = xi + sum(c * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, c in enumerate(alpha, 1))
    return 500000 + k0 * A * x, k0 * A * y


def overlaps(boxes):
    return sum(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
               for i, a in enumerate(boxes) for b in boxes[:i])


def our_boxes(gazmap, points, zone, size, folder, name):
    theme = folder / "labels.theme"
    theme.write_text(f"[theme]\nname=labels\ninherits=report\n[base]\nsettlements=0\n[place-label]\nsize={size}\nleast-size=1\n")
    lines = ["title: labels", f"theme: {theme}", "places:"]
    lines += [f"  {json.dumps(label, ensure_ascii=False)}:\n    at: {lat}, {lon}" for label, lat, lon in points]
    lines += ["features:"] + [f"  - place: {json.dumps(label, ensure_ascii=False)}" for label, _, _ in points]
    (folder / "map.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([gazmap, "draw", "--quiet", "--bare", "--size", f"{W}x{H}", "--projection",
                    f"+proj=utm +zone={zone} +datum=WGS84", "--dump", folder / "sheet.json", "-o",
                    folder / f"{name}-gazmap.png", folder / "map.yaml"], check=True)
    sheet = json.loads((folder / "sheet.json").read_text(encoding="utf-8"))
    boxes = [i["box"] for i in sheet["items"] if i["class"] == "place-label"]
    return boxes, sheet


def mapnik_boxes(program, points, zone, box, size, folder, name):
    write(folder / "places", POINT,
          [{"geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": {"name": label}}
           for label, lat, lon in points], ["name"])
    (folder / "map.xml").write_text(f"""<Map srs="+proj=utm +zone={zone} +datum=WGS84" background-color="white"
  font-directory="{FONT.parent}" buffer-size="64"><FontSet name="b"><Font face-name="Noto Sans Bold"/></FontSet>
  <Style name="s"><Rule><MarkersSymbolizer width="8.4" height="8.4" fill="#1c1c1c" allow-overlap="true"
  ignore-placement="false"/></Rule></Style>
  <Style name="l"><Rule><TextSymbolizer fontset-name="b" size="{size}" fill="#111111" halo-fill="#ffffff"
  halo-radius="{HALO}" dx="8" dy="8" placement-type="simple" placements="E,NE,SE,W,NW,SW,N,S">[name]</TextSymbolizer>
  </Rule></Style><Layer name="p" srs="+proj=longlat +datum=WGS84"><StyleName>s</StyleName><StyleName>l</StyleName>
  <Datasource><Parameter name="type">shape</Parameter><Parameter name="file">{folder}/places.shp</Parameter>
  </Datasource></Layer></Map>""", encoding="utf-8")
    out = subprocess.run([program, folder / "map.xml", str(W), str(H), *map(str, box), folder / f"{name}-mapnik.png"],
                         check=True, capture_output=True, text=True).stdout
    return [[float(v) for v in line.split()[:4]] for line in out.splitlines()]


def build(folder):
    config = shutil.which("mapnik-config")
    if config is None or shutil.which("g++") is None or not FONT.exists():
        print("skipped: needs libmapnik-dev, g++ and fonts-noto-core")
        sys.exit(77)

    def ask(*what):
        return subprocess.run([config, *what], capture_output=True, text=True, check=True).stdout.split()

    inputs = ask("--input-plugins")[0]
    subprocess.run(["g++", "-O1", "-std=c++17", f'-DMAPNIK_INPUT="{inputs}"', HERE / "mapnik_labels.cpp", "-o",
                    folder / "mapnik_labels", *ask("--cflags"), *ask("--libs"), "-licuuc"], check=True)
    return folder / "mapnik_labels"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        program = build(folder)
        print(f"{'places':<8} {'px':>3} {'asked':>6} | {'gazmap':>7} {'overlaps':>8} | {'Mapnik':>7} {'overlaps':>8} {'haloes':>6}")
        fewer = 0
        for name, south, west, north, east, n, size in SETS:
            points = places(south, west, north, east, n)
            zone = int((west + east) / 2 // 6) + 31
            tag = f"{name}-{len(points)}-{size}"
            ours, sheet = our_boxes(sys.argv[1], points, zone, size, folder, tag)
            px = sheet["px_size"]
            x, y = sheet["origin"]
            theirs = mapnik_boxes(program, points, zone, (x, y - H * px, x + W * px, y), size, folder, tag)
            haloed = [(b[0] - HALO, b[1] - HALO, b[2] + HALO, b[3] + HALO) for b in theirs]
            print(f"{name:<8} {size:>3} {len(points):>6} | {len(ours):>7} {overlaps(ours):>8} | "
                  f"{len(theirs):>7} {overlaps(theirs):>8} {overlaps(haloed):>6}")
            fewer += len(ours) < len(theirs)
    sys.exit(1 if fewer else 0)


if __name__ == "__main__":
    main()
