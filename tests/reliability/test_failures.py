"""Every command with its Nth call to the system failing, for N = 1, 2, 3, …

Whatever fails: no crash; exit status 0 or 1; with 1 at least one line of ours on
standard error, with 0 the same bytes as ever; each file that was there is as it was
or as it should be, whole; no temporary file stays. Memory that is refused may end the
program (GLib's "failed to allocate", libstdc++'s bad_alloc, an abort of another
library), but never by a wild address, and never harms a file.

Here every N up to a few and a sample beyond; GAZMAP_FULL=1 takes many more.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GAZMAP = os.environ["GAZMAP"]
FAILING = os.environ.get("GAZMAP_FAILING", "")
FULL = os.environ.get("GAZMAP_FULL") == "1"
DOCUMENT = os.path.join(SOURCE, "tests", "documents", "highways.txt")
OLD = b"what was here before\n"

LINE = ('{"type":"LineString","coordinates":[[36.6,35.8],[36.8,35.9],[37.1,36.2]]}')
TABLE = "name\tlat\tlon\nTestville\t36.1\t36.9\nOther\t36.2\t36.8\n"
MAP = """title: A map
features:
  - corridor: along M4 from Saraqib to Ariha
    each side: 6 km
"""
ASK = '{"id": 1, "text": "Talks were held in Idlib.", "ask": ["places", "svg"]}\n'

# Name: the arguments, and the files that they write. OUT is made new for every run.
COMMANDS = {
    "svg": (["draw", "doc.txt", "-q", "-o", "OUT/a.svg"], ["a.svg"]),
    "png": (["draw", "doc.txt", "-q", "-o", "OUT/a.png", "--size", "400x300", "--world-file"],
            ["a.png", "a.pgw", "a.prj", "a.png.aux.xml"]),
    "pdf": (["draw", "doc.txt", "-q", "-o", "OUT/a.pdf"], ["a.pdf"]),
    "html": (["draw", "doc.txt", "-q", "-o", "OUT/a.html"], ["a.html"]),
    "data": (["draw", "doc.txt", "-q", "-o", "OUT/a.geojson", "-o", "OUT/a.kml", "-o", "OUT/a.csv",
              "-o", "OUT/a.yaml"], ["a.geojson", "a.kml", "a.csv", "a.csvt", "a.prj", "a.yaml"]),
    "shapefile": (["draw", "doc.txt", "-q", "-o", "OUT/a.shp"], None),
    "dump": (["draw", "doc.txt", "-q", "-o", "OUT/a.svg", "--dump", "OUT/sheet.json"],
             ["a.svg", "sheet.json"]),
    "map file": (["draw", "map.yaml", "-q", "-o", "OUT/a.svg"], ["a.svg"]),
    "places": (["places", "doc.txt", "--format", "tsv"], []),
    "statements": (["statements", "doc.txt", "-o", "OUT/a.json"], ["a.json"]),
    "scene": (["scene", "doc.txt", "-o", "OUT/a.geojson"], ["a.geojson"]),
    "lookup": (["lookup", "Sarakib", "--format", "tsv"], []),
    "lookup, own": (["lookup", "Testville", "--gazetteer", "own.tsv", "--format", "tsv"], []),
    "gazetteer build": (["gazetteer", "build", "-q", "-o", "OUT/own.gmx", "own.tsv"], ["own.gmx"]),
    "gazetteer info": (["gazetteer", "info"], []),
    "geo buffer": (["geo", "buffer", "line.geojson", "--distance", "3km", "-o", "OUT/zone.geojson"],
                   ["zone.geojson"]),
    "geo buffer, shapefile": (["geo", "buffer", "line.geojson", "--distance", "3km", "-o",
                               "OUT/zone.shp"], None),
    "geo segment": (["geo", "segment", "M4", "--from", "Saraqib", "--to", "Ariha", "-q",
                     "-o", "OUT/s.geojson"], ["s.geojson"]),
    "credits": (["credits"], []),
    "worker": (["worker"], []),
    "batch": (["batch", "doc.txt", "map.yaml", "-j", "1", "-q", "-o", "OUT", "--format", "csv"],
              ["doc.csv", "map.csv"]),
}
MEMORY_COMMANDS = ("svg", "png", "pdf", "html", "data", "shapefile", "map file", "places",
                   "statements", "lookup, own", "gazetteer build", "geo buffer", "geo segment")
FILE_CALLS = ("write", "rename", "fsync", "close", "chmod", "mkdir", "open", "read", "mmap", "stat")


class Run:
    """One run of the program in a folder of its own."""

    def __init__(self, test, name, call=None, at=0, last=None, code=None, old=True):
        arguments, self.files = COMMANDS[name]
        self.dir = tempfile.mkdtemp(dir=test.dir)
        out = os.path.join(self.dir, "OUT")
        os.mkdir(out)
        for file, text in (("line.geojson", LINE), ("own.tsv", TABLE), ("map.yaml", MAP)):
            with open(os.path.join(self.dir, file), "w", encoding="utf-8") as f:
                f.write(text)
            os.utime(os.path.join(self.dir, file), (10**9, 10**9))
        shutil.copy(DOCUMENT, os.path.join(self.dir, "doc.txt"))
        if old:
            for file in self.files or test.wanted(name).made:
                with open(os.path.join(out, file), "wb") as f:
                    f.write(OLD)
        env = dict(os.environ, LC_ALL="C.UTF-8", XDG_CACHE_HOME=test.cache, XDG_CONFIG_HOME=test.cache,
                   SOURCE_DATE_EPOCH="1000000000")
        env.pop("GAZMAP_GAZETTEER", None)
        log = os.path.join(self.dir, "log")
        if call:
            env.update(LD_PRELOAD=FAILING, FAILING_CALL=call, FAILING_AT=str(at), FAILING_LOG=log)
            if last:
                env["FAILING_LAST"] = str(last)
            if code:
                env["FAILING_ERRNO"] = str(code)
        r = subprocess.run([GAZMAP, *arguments], cwd=self.dir, env=env, capture_output=True,
                           timeout=60, input=ASK.encode(), check=False)
        self.status, self.stdout, self.stderr = r.returncode, r.stdout, r.stderr.decode("utf-8",
                                                                                       "replace")
        self.n_calls, self.failed = 0, ""
        if os.path.exists(log):
            with open(log, encoding="utf-8", errors="replace") as f:
                n, self.failed = f.read().rstrip("\n").split("\t", 1)
                self.n_calls = int(n)
        self.made = {}
        for file in sorted(os.listdir(out)):
            if file != ".gazmap-batch":  # a journal of its own, told apart by its sums
                with open(os.path.join(out, file), "rb") as f:
                    self.made[file] = f.read()
        self.beside = sorted(set(os.listdir(self.dir)) - {
            "OUT", "doc.txt", "line.geojson", "own.tsv", "map.yaml", "log"})
        shutil.rmtree(self.dir)


def numbers(n, most):
    """1 … most, then ever further apart, and the last few."""
    chosen = set(range(1, min(n, most) + 1)) | set(range(max(1, n - 3), n + 1))
    at = float(most)
    while at < n and at > 0:
        chosen.add(int(at))
        at *= 1.05 if FULL else 2.5
    return sorted(chosen)


class Failures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.mkdtemp()
        cls.cache = os.path.join(cls.dir, "cache")
        cls.reference = {}
        cls.n_runs = 0
        subprocess.run([GAZMAP, "draw", DOCUMENT, "-q", "-o", os.path.join(cls.dir, "warm.svg")],
                       env=dict(os.environ, XDG_CACHE_HOME=cls.cache), check=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.dir)
        print(f"{cls.n_runs} runs with a failing call", file=sys.stderr)

    def wanted(self, name):
        if name not in self.reference:
            self.reference[name] = None
            r = Run(self, name, old=False)
            self.assertEqual((r.status, r.stderr), (0, ""), name)
            self.reference[name] = r
        return self.reference[name]

    def check_files(self, r, name, subject):
        wanted = self.wanted(name)
        self.assertEqual(r.beside, [], subject)
        self.assertEqual(sorted(r.made), sorted(wanted.made), subject)
        for file, data in r.made.items():
            self.assertTrue(data in (OLD, wanted.made[file]), f"{subject}: {file} is neither old nor new")
            if r.status == 0 and not (file.endswith(".prj") and data == OLD):  # perhaps another layer's: kept
                self.assertEqual(data, wanted.made[file], f"{subject}: {file} is old, yet exit 0")

    def check(self, r, name, call, at):
        type(self).n_runs += 1
        subject = f"{name}: {r.failed or call} ({at}): exit {r.status}: {r.stderr.strip()}"
        faulty = "config.ini" in r.failed  # a configuration that cannot be read is a usage error
        self.assertIn(r.status, (0, 1, 2) if faulty else (0, 1), subject)
        self.assertNotIn("crash", r.stderr, subject)
        if r.status == 1:
            lines = r.stderr.splitlines()
            self.assertTrue(lines and all(x.startswith("gazmap: ") for x in lines), subject)
        self.check_files(r, name, subject)
        if r.status == 0 and not (name == "worker" and b'"error": ' in r.stdout):
            self.assertEqual(r.stdout, self.wanted(name).stdout, subject + ": other bytes, yet exit 0")

    def each(self, call, most):
        for name in COMMANDS:
            for at in numbers(Run(self, name, call).n_calls, most):
                with self.subTest(command=name, call=call, at=at):
                    self.check(Run(self, name, call, at), name, call, at)
            with self.subTest(command=name, call=call, at="all"):
                if call in ("write", "fsync", "rename"):
                    self.check(Run(self, name, call, 1, 10**9, 28), name, call, "all")


    def test_memory(self):
        """May end the program, but by an abort, and without harm to a file."""
        for name in MEMORY_COMMANDS:
            for at in numbers(Run(self, name, "memory").n_calls, 200 if FULL else 4):
                for last in (at, 10**9):  # this one; this and all that follow
                    with self.subTest(command=name, at=at, last=last):
                        self.check_memory(Run(self, name, "memory", at, last), name, at == last)

    def check_memory(self, r, name, once):
        type(self).n_runs += 1
        subject = f"{name}: {r.failed}, once {once}: exit {r.status}: {r.stderr.strip()}"
        ends = [0, 1, 2, -signal.SIGTRAP, -signal.SIGABRT]
        if "thread-local data" in r.stderr:
            ends.append(127)  # the dynamic linker's own end
        if not once or "/libshp" in r.failed:
            # GLib's words on it need memory, too: for ever; shapelib does not look
            ends.append(-signal.SIGSEGV)
        self.assertIn(r.status, ends, subject)
        self.assertEqual(r.beside, [], subject)
        for file, data in r.made.items():
            if name == "gazetteer build" and r.status < 0 and file.startswith("own.gmx."):
                continue  # half an index, whose maker is dead
            self.assertIn(file, self.wanted(name).made, subject)
            # a feature that GEOS had no memory for is listed as unplaced, with that reason
            if r.status != 0:
                self.assertIn(data, (OLD, self.wanted(name).made[file]), subject)


for _call in FILE_CALLS:
    setattr(Failures, f"test_{_call}",
            lambda self, call=_call: self.each(call, 10**6 if FULL else 12))


if __name__ == "__main__":
    if not FAILING or not os.path.exists(FAILING):
        print("skipped: no library of failing calls here (sanitizers, or no shared libraries)")
        sys.exit(77)
    unittest.main()
