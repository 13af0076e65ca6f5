"""Writes ESRI shapefiles (.shp .shx .dbf .prj .cpg): points, lines and polygons with text attributes on WGS84.

Coordinates are rounded to a binary grid (a multiple of 2**-GRID degrees), so that the tail of every double is zeros
and the files compress well; 2**-16 degrees is 1.7 m on the equator. The same input gives the same bytes.
ESRI Shapefile Technical Description, July 1998.
"""
import struct
from pathlib import Path

POINT, LINE, POLYGON = 1, 3, 5
WGS84 = ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
         'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')


def signed_area(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:])) / 2


def snap_part(points, grid, closed):
    scale = float(1 << grid)
    snapped = []
    for x, y in points:
        p = (round(x * scale) / scale, round(y * scale) / scale)
        if not snapped or p != snapped[-1]:
            snapped.append(p)
    if closed and len(snapped) > 1 and snapped[0] != snapped[-1]:
        snapped.append(snapped[0])
    return snapped


def parts_of(geometry, shape_type, grid):
    """Point lists of a GeoJSON geometry; a polygon's outer rings run clockwise and its holes the other way."""
    kind, c = geometry["type"], geometry["coordinates"]
    if shape_type == POINT:
        return [snap_part([c[:2]], grid, False)]
    if shape_type == LINE:
        lines = [c] if kind == "LineString" else c
        return [p for p in (snap_part([q[:2] for q in line], grid, False) for line in lines) if len(p) > 1]
    parts = []
    for polygon in [c] if kind == "Polygon" else c:
        for i, ring in enumerate(polygon):
            part = snap_part([q[:2] for q in ring], grid, True)
            if len(part) < 4 or signed_area(part) == 0:
                if i == 0:
                    break  # the polygon is smaller than the grid
                continue
            if (signed_area(part) < 0) != (i == 0):
                part.reverse()
            parts.append(part)
    return parts


def shape_record(shape_type, parts):
    if shape_type == POINT:
        return struct.pack("<i2d", POINT, *parts[0][0])
    points = [p for part in parts for p in part]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    starts, n = [], 0
    for part in parts:
        starts.append(n)
        n += len(part)
    return (struct.pack("<i4d2i", shape_type, min(xs), min(ys), max(xs), max(ys), len(parts), n) +
            struct.pack(f"<{len(parts)}i", *starts) + b"".join(struct.pack("<2d", *p) for p in points))


def write_dbf(path, fields, rows):
    widths = [max([1] + [len(str(row.get(f, "")).encode("utf-8")) for row in rows]) for f in fields]
    if max(widths) > 254:
        raise ValueError(f"{path}: a text of {max(widths)} bytes does not fit a dbf field")
    size = 1 + sum(widths)
    with open(path, "wb") as out:
        out.write(struct.pack("<4BIHH20x", 3, 100, 1, 1, len(rows), 32 + 32 * len(fields) + 1, size))
        for field, width in zip(fields, widths):
            out.write(struct.pack("<11sc4xBB14x", field.encode("ascii"), b"C", width, 0))
        out.write(b"\r")
        for row in rows:
            out.write(b" " + b"".join(str(row.get(f, "")).encode("utf-8").ljust(w) for f, w in zip(fields, widths)))
        out.write(b"\x1a")


def write(path, shape_type, features, fields, grid=16):
    """Writes PATH.shp and its companions from GeoJSON features; returns (records, vertices)."""
    path = Path(path)
    records, rows, boxes, vertices = [], [], [], 0
    for feature in features:
        if not feature["geometry"]:
            continue
        parts = parts_of(feature["geometry"], shape_type, grid)
        if not parts:
            continue
        records.append(shape_record(shape_type, parts))
        rows.append(feature["properties"])
        points = [p for part in parts for p in part]
        vertices += len(points)
        boxes.append((min(p[0] for p in points), min(p[1] for p in points),
                      max(p[0] for p in points), max(p[1] for p in points)))
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    size = sum(len(r) + 8 for r in records)

    def header(total):
        return struct.pack(">i20xi", 9994, total // 2) + struct.pack("<2i4d4d", 1000, shape_type, *box, 0, 0, 0, 0)

    with open(path.with_suffix(".shp"), "wb") as shp, open(path.with_suffix(".shx"), "wb") as shx:
        shp.write(header(100 + size))
        shx.write(header(100 + 8 * len(records)))
        offset = 50
        for i, record in enumerate(records):
            shp.write(struct.pack(">2i", i + 1, len(record) // 2) + record)
            shx.write(struct.pack(">2i", offset, len(record) // 2))
            offset += 4 + len(record) // 2
    write_dbf(path.with_suffix(".dbf"), fields, rows)
    path.with_suffix(".prj").write_text(WGS84, encoding="ascii")
    path.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
    return len(records), vertices
