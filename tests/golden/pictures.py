#!/usr/bin/env python3
"""Golden pictures: two small maps, drawn and compared with those kept in pictures/.
usage: pictures.py [--update] [GAZMAP]

A pixel differs when a channel is off by more than TOLERANCE; up to SHARE of the pixels may, since rasterisers round
differently. What differs is written as a picture beside the working directory. Other fonts, and other versions of
Cairo and Pango, draw other pictures: the test is skipped (77) when theirs are not the ones recorded."""
import hashlib
import os
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
KEPT = os.path.join(HERE, "pictures")
FONTS = "/usr/share/fonts/truetype/noto"
NAMES = ("idlib-protocol", "cyclone")
TOLERANCE, SHARE = 40, 0.004
SKIP = 77


def unfilter(raw, height, stride, step):
    """Takes the five PNG filters back (RFC 2083, 6)."""
    rows, before = [], bytes(stride)
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            left = row[i - step] if i >= step else 0
            up, corner = before[i], before[i - step] if i >= step else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + up) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + up) // 2) & 255
            elif kind == 4:
                guess = left + up - corner
                a, b, c = abs(guess - left), abs(guess - up), abs(guess - corner)
                row[i] = (row[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255
        rows.append(row)
        before = row
    return rows


def read_png(path):
    """(width, height, rows of RGB bytes)."""
    with open(path, "rb") as f:
        data = f.read()
    at, packed, palette = 8, b"", b""
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if name == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        elif name == b"PLTE":
            palette = body
        elif name == b"IDAT":
            packed += body
        at += size + 12
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    bits = depth * channels
    rows = unfilter(zlib.decompress(packed), height, (width * bits + 7) // 8, max(1, bits // 8))
    out = []
    for row in rows:
        if colour == 3:
            per, mask = 8 // depth, (1 << depth) - 1
            index = [row[x // per] >> (8 - depth * (x % per + 1)) & mask for x in range(width)]
            out.append(b"".join(palette[3 * i:3 * i + 3] for i in index))
        elif colour == 0:
            out.append(bytes(v for v in row for _ in range(3)))
        else:
            out.append(bytes(row[channels * x + k] for x in range(width) for k in range(3)))
    return width, height, out


def write_png(path, width, height, rows):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    raw = b"".join(b"\0" + bytes(row) for row in rows)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def compare(kept, drawn, diff):
    """The share of pixels that differ; writes @diff, with them in red, when it is too large."""
    w, h, a = read_png(kept)
    if (w, h) != read_png(drawn)[:2]:
        return 1.0
    b, rows, count = read_png(drawn)[2], [], 0
    for p, q in zip(a, b):
        row = bytearray()
        for x in range(0, 3 * w, 3):
            off = max(abs(p[x + k] - q[x + k]) for k in range(3)) > TOLERANCE
            count += off
            row += b"\xd0\x00\x00" if off else bytes(200 + q[x + k] // 5 for k in range(3))
        rows.append(row)
    share = count / (w * h)
    if share > SHARE:
        write_png(diff, w, h, rows)
    return share


def libraries_in_use(gazmap):
    """The line of --version that names the libraries, as far as they draw: "cairo 1.16.0, pango 1.50.12"."""
    text = subprocess.run([gazmap, "--version"], check=True, capture_output=True, text=True).stdout
    return ", ".join(text.split("\n")[1].split(", ")[:2]) + "\n"


def fonts_in_use():
    lines = []
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"):
        path = os.path.join(FONTS, name)
        if not os.path.exists(path):
            return None
        with open(path, "rb") as f:
            lines.append("%s %s" % (hashlib.sha256(f.read()).hexdigest(), name))
    return "\n".join(lines) + "\n"


def main():
    update = "--update" in sys.argv
    gazmap = ([a for a in sys.argv[1:] if not a.startswith("--")] or [os.environ.get("GAZMAP", "gazmap")])[0]
    record, fonts, bad = os.path.join(KEPT, "made-with.txt"), fonts_in_use(), 0
    if fonts is None:
        print("skipped: no Noto Sans in", FONTS)
        return SKIP
    made_with = libraries_in_use(gazmap) + fonts
    if update:
        with open(record, "w", encoding="ascii") as f:
            f.write(made_with)
    with open(record, encoding="ascii") as f:
        if f.read() != made_with:
            print("skipped: the fonts or libraries here are not those of", record)
            return SKIP
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            kept = os.path.join(KEPT, name + ".png")
            drawn = kept if update else os.path.join(folder, name + ".png")
            subprocess.run([gazmap, "draw", "-q", "--no-user", "--size", "500x375", "-o", drawn,
                            os.path.join(SOURCE, "tests", "documents", name + ".txt")], check=True)
            diff = os.path.abspath("picture-diff-%s.png" % name)
            share = compare(kept, drawn, diff)
            print("%s: %.2f %% of the pixels differ" % (name, 100 * share))
            if share > SHARE:
                print("see", diff, "- if the change is meant: pictures.py --update")
                bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
