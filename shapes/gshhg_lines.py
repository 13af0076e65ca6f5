"""Reads what `gmt pscoast -M` dumps of GSHHG and WDBII, and joins the pieces that the bins cut."""
import subprocess
from collections import defaultdict


def dump(data, region, *what):
    """Lines [(lon, lat), …] of a layer; `what` as for pscoast: "-I1", or "-W1", "-A500/2/2"."""
    text = subprocess.run(["gmt", "pscoast", f"-R{region}", "-Df", "-M", f"--DIR_GSHHG={data}", *what],
                          capture_output=True, check=True, text=True).stdout
    lines, line = [], None
    for row in text.splitlines():
        if row.startswith(">"):
            line = []
            lines.append(line)
        elif line is not None:
            x, y = row.split()[:2]
            x = float(x)
            point = (round(x - 360 if x > 180 else x, 6), round(float(y), 6))
            if not line or line[-1] != point:
                line.append(point)
    return [line for line in lines if len(line) > 1]


def node(point):
    return (round(point[0], 4), round(point[1], 4))


def join(lines):
    """Joins lines end to end wherever exactly two ends meet; the order is that of the input."""
    ends = defaultdict(list)
    for i, line in enumerate(lines):
        ends[node(line[0])].append(i)
        ends[node(line[-1])].append(i)
    used, joined = set(), []
    for i, line in enumerate(lines):
        if i in used:
            continue
        used.add(i)
        line = list(line)
        for _ in range(2):  # grow the tail, turn round, grow the other end
            while True:
                near = ends[node(line[-1])]
                following = [k for k in near if k not in used]
                if len(near) != 2 or not following:
                    break
                k = following[0]
                used.add(k)
                piece = lines[k] if node(lines[k][0]) == node(line[-1]) else lines[k][::-1]
                line += piece[1:]
            line.reverse()
        joined.append(line)
    return joined
