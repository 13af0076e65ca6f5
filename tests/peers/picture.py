"""Pictures for the tests that compare renderers: PNG to pixels, and how far two are apart."""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden"))
import pictures  # noqa: E402


def read(path):
    """(width, height, RGB bytes) of a PNG."""
    width, height, rows = pictures.read_png(path)
    return width, height, b"".join(bytes(r) for r in rows)


def pixels(png):
    with tempfile.NamedTemporaryFile(suffix=".png") as f:
        f.write(png)
        f.flush()
        return read(f.name)


def differences(a, b):
    """Share of the channel values that are off by more than the key, of 255; "rmse" of all."""
    if a[:2] != b[:2]:
        raise AssertionError(f"{a[0]} x {a[1]} and {b[0]} x {b[1]}")
    off = [abs(x - y) for x, y in zip(a[2], b[2]) if x != y]
    n = len(a[2])
    shares = {limit: sum(v > limit for v in off) / n for limit in (2, 8, 32, 96)}
    shares["rmse"] = (sum(v * v for v in off) / n) ** 0.5
    return shares


def reduced(a, by=4):
    """Every @by x @by pixels averaged: what counts is what is there, not where a glyph's edge falls."""
    width, height, data = a
    out, stride = bytearray(), 3 * width
    for y in range(0, height - by + 1, by):
        rows = [data[(y + k) * stride:(y + k + 1) * stride] for k in range(by)]
        columns = [sum(v) for v in zip(*rows)]
        for x in range(0, width - by + 1, by):
            for k in range(3):
                out.append(sum(columns[3 * x + k:3 * (x + by) + k:3]) // (by * by))
    return width // by, height // by, bytes(out)
