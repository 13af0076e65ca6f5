"""Running programs and measuring them; the yardstick; gnuplot. For table.py and growth.py."""
import os
import re
import shutil
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
PEER_SOURCE = os.path.join(SOURCE, "..", "shared", "tools", "mapnik-peer")


# Starts its arguments and tells wall and processor milliseconds, peak memory in KiB and
# exit status. A process of its own: a child's peak counts what its parent held.
WATCH = """
import os, sys, time
null = os.open(os.devnull, os.O_WRONLY)
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
                        file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
_, status, used = os.wait4(child, 0)
print((time.perf_counter() - start) * 1e3, (used.ru_utime + used.ru_stime) * 1e3,
      used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


class Run:
    """What one process took: wall and processor milliseconds, peak memory in MB."""

    def __init__(self, command, stdin=None, cwd=None):
        with open(stdin or os.devnull, "rb") as source:
            said = subprocess.run([sys.executable, "-S", "-E", "-c", WATCH, *command], stdin=source,
                                  stdout=subprocess.PIPE, cwd=cwd, text=True, check=True).stdout
        self.wall, self.cpu, memory, status = map(float, said.split())
        if status:
            raise SystemExit("%s: exit status %d" % (" ".join(command), status))
        self.memory = memory / 1024


class Runs:
    """Medians of several runs."""

    def __init__(self, runs):
        for what in ("wall", "cpu", "memory"):
            setattr(self, what, statistics.median(getattr(r, what) for r in runs))


def interleaved(commands, times):
    """Runs the commands in turn, @times rounds after one to warm up. A command is a
    list of words, or a pair of one and the folder to run it in."""
    kept = [[] for _ in commands]
    for turn in range(times + 1):
        for i, command in enumerate(commands):
            words, folder = command if isinstance(command, tuple) else (command, None)
            run = Run(words, cwd=folder)
            if turn:
                kept[i].append(run)
    return [Runs(runs) for runs in kept]


def instructions(command):
    """Instructions in millions as callgrind counts them; None without valgrind."""
    if not shutil.which("valgrind"):
        return None
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                          *command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1)) / 1e6


def peer(folder, build):
    """The folder of the Mapnik program "mr" with its map.xml: the one given, or made in
    @build from the sources beside the repository. None where neither can be."""
    if folder:
        return folder
    made = os.path.join(build, "peer")
    if os.path.exists(os.path.join(made, "mr")):
        return made
    if not (shutil.which("mapnik-config") and os.path.isdir(PEER_SOURCE)):
        return None
    shutil.copytree(PEER_SOURCE, made, dirs_exist_ok=True)
    flags = subprocess.run(["mapnik-config", "--cflags", "--libs"], capture_output=True, text=True,
                           check=True).stdout.split()
    subprocess.run(["g++", "-O2", "-std=c++17", "mr.cpp", "-o", "mr", *flags], cwd=made, check=True)
    return made


def machine():
    """Processor, cores, and what else the machine is busy with."""
    with open("/proc/cpuinfo") as f:
        name = re.search(r"model name\s*: (.*)", f.read())
    return "%s, %d cores, load %.1f" % (name.group(1) if name else "unknown processor",
                                        os.cpu_count(), os.getloadavg()[0])


def plot(path, title, x, y, series):
    """An SVG of lines on logarithmic axes by gnuplot; @series: name -> [(x, y)]."""
    if not shutil.which("gnuplot"):
        return
    def block(points):
        return "".join("%g %g\n" % p for p in points) + "e\n"
    text = ("set terminal svg size 640,420 font 'Noto Sans,13' background '#ffffff'\n"
            "set output '%s'\nset title '%s'\nset xlabel '%s'\nset ylabel '%s'\n"
            "set logscale xy\nset grid\nset key top left\nset format '%%g'\nplot %s\n%sunset output\n" %
            (path, title, x, y,
             ", ".join("'-' with linespoints lw 2 pt 7 ps 0.6 title '%s'" % name for name in series),
             "".join(block(points) for points in series.values())))
    subprocess.run(["gnuplot"], input=text, text=True, check=True)
