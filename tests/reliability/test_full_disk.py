"""A disk that is really full, read-only or gone, under every command that writes.

A small file system in memory is mounted in a namespace of this test's own, and filled
but for some pages. Each file that was there is then as it was, or as it should be,
whole; what is not as it should be comes with exit status 1 and a line of error; no
temporary file stays. Skipped where namespaces are not to be had.

Here some of the room left; with GAZMAP_FULL=1 every page of it."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from test_failures import ASK, COMMANDS, DOCUMENT, FULL, LINE, MAP, OLD, TABLE

GAZMAP = os.environ["GAZMAP"]
INSIDE = "GAZMAP_IN_NAMESPACE"
PAGE = os.sysconf("SC_PAGE_SIZE")
SIZE = 16 << 20
WRITING = {name: what for name, what in COMMANDS.items() if what[1] is None or what[1]}


class Disk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.mkdtemp()
        cls.cache = os.path.join(cls.dir, "cache")
        cls.out = os.path.join(cls.dir, "OUT")
        for file, text in (("line.geojson", LINE), ("own.tsv", TABLE), ("map.yaml", MAP)):
            with open(os.path.join(cls.dir, file), "w", encoding="utf-8") as f:
                f.write(text)
        shutil.copy(DOCUMENT, os.path.join(cls.dir, "doc.txt"))
        cls.reference = {}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.dir)

    def setUp(self):
        os.mkdir(self.out)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "gazmap", self.out], check=True)
        self.addCleanup(self.leave)

    def leave(self):
        subprocess.run(["umount", self.out], check=True)
        os.rmdir(self.out)

    def clear(self):
        for file in os.listdir(self.out):
            os.unlink(os.path.join(self.out, file))

    def run_command(self, name, cwd=None):
        env = dict(os.environ, LC_ALL="C.UTF-8", XDG_CACHE_HOME=self.cache, XDG_CONFIG_HOME=self.cache,
                   SOURCE_DATE_EPOCH="1000000000")
        return subprocess.run([GAZMAP, *COMMANDS[name][0]], cwd=cwd or self.dir, env=env, timeout=120,
                              capture_output=True, input=ASK.encode(), check=False)

    def made(self):
        found = {}
        for file in os.listdir(self.out):
            if file not in (".gazmap-batch", "filler"):
                with open(os.path.join(self.out, file), "rb") as f:
                    found[file] = f.read()
        return found

    def wanted(self, name):
        if name not in self.reference:
            self.clear()
            r = self.run_command(name)
            self.assertEqual((r.returncode, r.stderr), (0, b""), name)
            self.reference[name] = self.made()
            self.assertTrue(self.reference[name], name)
        return self.reference[name]

    def put_old(self, name):
        wanted = self.wanted(name)
        self.clear()
        for file in wanted:
            with open(os.path.join(self.out, file), "wb") as f:
                f.write(OLD)

    def leave_pages(self, n):
        """Fills the file system but for @n pages; a tmpfs fills by whole ones."""
        filler = os.path.join(self.out, "filler")
        with open(filler, "wb", buffering=0) as f:
            try:
                while True:
                    f.write(bytes(PAGE * 64))
            except OSError:
                pass
            f.truncate((os.fstat(f.fileno()).st_size // PAGE - n) * PAGE)

    def check(self, r, name, subject, may_succeed=True):
        words = r.stderr.decode("utf-8", "replace")
        subject = f"{subject}: exit {r.returncode}: {words.strip()}"
        made, wanted = self.made(), self.wanted_of(name)
        self.assertIn(r.returncode, (0, 1) if may_succeed else (1,), subject)
        self.assertEqual(sorted(made), sorted(wanted), subject)
        for file, data in made.items():
            self.assertTrue(data in (OLD, wanted[file]), f"{subject}: {file} is neither old nor new")
        if r.returncode == 0:
            for file, data in made.items():  # a .prj that was there may be another layer's: kept
                if not (file.endswith(".prj") and data == OLD):
                    self.assertEqual(data, wanted[file], f"{subject}: {file}")
        else:
            self.assertTrue(words and all(x.startswith("gazmap: ") for x in words.splitlines()), subject)

    def wanted_of(self, name):
        return self.reference[name]

    def test_full(self):
        n_refused = n_done = 0
        for name in WRITING:
            wanted = self.wanted(name)
            pages = sum(-(-len(data) // PAGE) for data in wanted.values()) + 4
            some = range(pages + 1) if FULL else sorted({0, 1, 2, pages // 2, pages - 5, pages})
            for n in (n for n in some if n >= 0):
                with self.subTest(command=name, pages=n):
                    self.put_old(name)
                    self.leave_pages(n)
                    r = self.run_command(name)
                    os.unlink(os.path.join(self.out, "filler"))
                    self.check(r, name, f"{name}, {n} pages left")
                    n_refused += r.returncode == 1
                    n_done += r.returncode == 0
        print(f"full: {n_refused} refused, {n_done} done", file=sys.stderr)
        self.assertGreaterEqual(n_refused, len(WRITING))

    def test_read_only(self):
        for name in WRITING:
            with self.subTest(command=name):
                self.put_old(name)
                subprocess.run(["mount", "-o", "remount,ro", self.out], check=True)
                r = self.run_command(name)
                subprocess.run(["mount", "-o", "remount,rw", self.out], check=True)
                self.check(r, name, f"{name}, read-only", may_succeed=False)
                self.assertEqual(set(self.made().values()), {OLD})

    def test_a_folder_that_is_gone(self):
        """The folder of the output, which batch alone makes; and the folder stood in."""
        for name in WRITING:
            with self.subTest(command=name):
                gone = os.path.join(self.dir, "gone")
                os.mkdir(gone)
                for file in ("doc.txt", "map.yaml", "line.geojson", "own.tsv"):
                    shutil.copy(os.path.join(self.dir, file), gone)
                r = self.run_command(name, cwd=gone)
                if name != "batch":
                    self.assertEqual(r.returncode, 1, r.stderr)
                    self.assertTrue(r.stderr.startswith(b"gazmap: "), r.stderr)
                    self.assertIn(b"OUT", r.stderr)
                    self.assertFalse(os.path.exists(os.path.join(gone, "OUT")))
                shutil.rmtree(gone)
        launch = ["sh", "-c", 'mkdir "$1" && cd "$1" && rmdir "$1" && shift && exec "$@"', "sh",
                  os.path.join(self.dir, "lost"), GAZMAP]
        for ending in ("svg", "png", "pdf", "html", "geojson", "kml", "gpx", "csv", "yaml", "shp"):
            r = subprocess.run([*launch, "draw", os.path.join(self.dir, "doc.txt"), "-q", "-o", "a." + ending],
                               capture_output=True, timeout=120, check=False)
            self.assertEqual(r.returncode, 1, (ending, r.stderr))
            self.assertTrue(r.stderr.startswith(b"gazmap: "), r.stderr)

    def test_standard_output_on_a_full_disk(self):
        for arguments in (["places", "doc.txt"], ["statements", "doc.txt"], ["scene", "doc.txt"], ["credits"],
                          ["lookup", "Idlib"], ["gazetteer", "info"], ["--version"], ["--help"], ["worker"],
                          ["draw", "doc.txt", "-q", "-o", "-", "--format", "png"],
                          ["geo", "measure", "line.geojson"]):
            with open("/dev/full", "wb") as full:
                r = subprocess.run([GAZMAP, *arguments], cwd=self.dir, stdout=full, stderr=subprocess.PIPE,
                                   input=ASK.encode(), timeout=120, check=False)
            self.assertEqual(r.returncode, 1, (arguments, r.stderr))
            self.assertTrue(r.stderr.startswith(b"gazmap: "), (arguments, r.stderr))


def main():
    if os.environ.get(INSIDE):
        unittest.main()
    enter = ["unshare", "-Urm"]
    if not shutil.which("unshare") or subprocess.run(
            [*enter, "mount", "-t", "tmpfs", "gazmap", "/mnt"], capture_output=True, check=False).returncode:
        print("skipped: no namespace in which a disk can be mounted")
        sys.exit(77)
    sys.exit(subprocess.run([*enter, sys.executable, "-B", *sys.argv], check=False,
                            env=dict(os.environ, **{INSIDE: "1"})).returncode)


if __name__ == "__main__":
    main()
