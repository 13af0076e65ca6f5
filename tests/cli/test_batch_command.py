"""gazmap batch: jobs, refusals, resuming, the log and the limits."""
import json
import os
import random
import resource
import signal
import subprocess
import time
import unittest

from gazmap_case import EXAMPLE, GAZMAP, Case

PLACES = ("Idlib Aleppo Saraqib Hama Homs Damascus Latakia Manbij Raqqa Palmyra Qamishli Hasakah "
          "Tartus Afrin Azaz Jarabulus").split()
STATE = ".gazmap-batch"


def is_sanitized():
    """AddressSanitizer's own memory would count."""
    with open(GAZMAP, "rb") as f:
        return b"__asan_init" in f.read()


def document(i):
    r = random.Random(i)
    a = r.sample(PLACES, 4)
    return (f"The delegations met in {a[0]} on {1 + i % 28} March 2020. A buffer zone of "
            f"{1 + i % 9} km was agreed around {a[1]}, and posts stand near {a[2]} and {a[3]}.\n")


class Batch(Case):
    def documents(self, n, folder="docs"):
        os.makedirs(self.path(folder), exist_ok=True)
        for i in range(n):
            self.write(f"{folder}/d{i:03}.txt", document(i))
        return folder

    def tree(self, folder):
        """Every file below with its bytes."""
        found = {}
        for at, _, files in os.walk(self.path(folder)):
            for f in files:
                with open(os.path.join(at, f), "rb") as file:
                    found[os.path.relpath(os.path.join(at, f), self.path(folder))] = file.read()
        return found

    def log(self, name="log"):
        with open(self.path(name), encoding="utf-8") as f:
            return [json.loads(line) for line in f]

    def nothing_drawn(self, status, *args):
        line = self.refused(status, "batch", *args, "-o", "out")
        self.assertFalse(os.path.exists(self.path("out")), line)
        return line


class Jobs(Batch):
    def test_documents_and_formats(self):
        a, b = self.write("a.txt", document(1)), self.write("b.txt", document(2))
        self.done("batch", a, b, "-o", "out", "--format", "svg,geojson")
        self.assertEqual(sorted(self.tree("out")),
                         [STATE, "a.geojson", "a.svg", "b.geojson", "b.svg"])

    def test_same_as_draw(self):
        self.done("batch", EXAMPLE, "-o", "out", "--format", "svg,geojson,csv,yaml")
        for name, data in self.tree("out").items():
            if name != STATE:
                fmt = name.rsplit(".")[-1]
                one = self.done("draw", EXAMPLE, "-o", "-", "--format", fmt).stdout
                self.assertEqual(one, data, name)

    def test_folders(self):
        self.documents(2, "docs/north")
        self.documents(1, "docs/south")
        self.write("docs/notes.dat", "Idlib")
        self.write("docs/.hidden.txt", "Idlib")
        os.symlink(self.path("docs"), self.path("docs/loop"))
        self.done("batch", "docs", "-o", "out")
        self.assertEqual(sorted(self.tree("out")), [STATE, "north/d000.svg", "north/d001.svg",
                                                    "south/d000.svg"])

    def test_output_folder_is_no_input(self):
        self.documents(1, ".")
        for _ in range(2):
            self.done("batch", ".", "-o", "out", "--format", "yaml")
            self.assertEqual(sorted(self.tree("out")), [STATE, "d000.yaml"])

    def test_globs(self):
        self.documents(3)
        self.done("batch", "docs/d00[12].txt", "-o", "out")
        self.assertEqual(sorted(self.tree("out")), [STATE, "d001.svg", "d002.svg"])
        self.assertIn("nothing-*", self.refused(2, "batch", "nothing-*", "-o", "out"))

    def test_map_file(self):
        self.done("scene", EXAMPLE, "-o", self.path("map.yaml"))
        self.done("batch", "map.yaml", "-o", "out")
        one = self.done("draw", "map.yaml", "-o", "-", "--format", "svg").stdout
        self.assertEqual(one, self.tree("out")["map.svg"])

    def test_tsv(self):
        self.documents(3)
        self.write("jobs.tsv", "input\toutput\toptions\n"
                   "# a comment\n\n"
                   "docs/d000.txt\tdeep/er/first.geojson\n"
                   "docs/d001.txt\t\t--title \"Two words\" --bare\r\n"
                   "docs/d002.txt\t./x//third\t\n")
        self.done("batch", "jobs.tsv", "-o", "out")
        tree = self.tree("out")
        self.assertEqual(sorted(tree), [STATE, "d001.svg", "deep/er/first.geojson", "x/third.svg"])
        same = self.done("draw", "docs/d001.txt", "--title", "Two words", "--bare", "-o", "-",
                         "--format", "svg").stdout
        self.assertEqual(tree["d001.svg"], same)

    def test_tsv_columns_by_name(self):
        self.documents(1)
        self.write("jobs.tsv", "output\tinput\nb.svg\tdocs/d000.txt\n")
        self.done("batch", "jobs.tsv", "-o", "out")
        self.assertIn("b.svg", self.tree("out"))

    def test_ndjson_options_in_three_ways(self):
        self.documents(1)
        ways = ["--title 'A b' --size 800x600", ["--title", "A b", "--size", "800x600"],
                {"title": "A b", "size": "800x600", "bare": False}]
        self.write("jobs.ndjson", "".join(
            json.dumps({"input": "docs/d000.txt", "output": f"{i}.svg", "options": w}) + "\n"
            for i, w in enumerate(ways)))
        self.done("batch", "jobs.ndjson", "-o", "out")
        tree = self.tree("out")
        self.assertIn(b"A b", tree["0.svg"])
        self.assertEqual(tree["0.svg"], tree["1.svg"])
        self.assertEqual(tree["0.svg"], tree["2.svg"])

    def test_inputs_beside_the_list(self):
        self.documents(1, "far/docs")
        self.write("far/jobs.tsv", "docs/d000.txt\n")
        self.done("batch", "far/jobs.tsv", "-o", "out")
        self.assertIn("d000.svg", self.tree("out"))


class Refusals(Batch):
    def test_escapes(self):
        self.documents(1)
        for name in ("../a.svg", "/etc/a.svg", "x/../../a.svg", "..", ".", "x/", "a/.."):
            self.write("jobs.tsv", f"docs/d000.txt\tfine.svg\ndocs/d000.txt\t{name}\n")
            self.assertIn("jobs.tsv:2:", self.nothing_drawn(2, "jobs.tsv"))

    def test_links_out_of_the_folder(self):
        self.documents(1)
        for link, target in (("out/sub", "elsewhere"), ("out/x.svg", "elsewhere/x.svg")):
            os.makedirs(self.path("out"), exist_ok=True)
            os.makedirs(self.path("elsewhere"), exist_ok=True)
            os.symlink(self.path(target), self.path(link))
            name = "sub/a.svg" if link == "out/sub" else "x.svg"
            self.write("jobs.tsv", f"docs/d000.txt\t{name}\n")
            self.assertIn("link", self.refused(2, "batch", "jobs.tsv", "-o", "out"))
            self.assertEqual(os.listdir(self.path("elsewhere")), [])

    def test_collisions(self):
        self.documents(2, "a")
        self.documents(2, "b")
        line = self.nothing_drawn(2, "a/d000.txt", "b/d000.txt")
        self.assertIn("d000.svg", line)
        self.write("jobs.tsv", "a/d000.txt\tx.svg\nb/d000.txt\t./x.svg\n")
        self.nothing_drawn(2, "jobs.tsv")
        for first, second in (("x.svg", "x.svg/y.svg"), ("x.svg/y.svg", "x.svg")):
            self.write("jobs.tsv", f"a/d000.txt\t{first}\nb/d000.txt\t{second}\n")
            self.nothing_drawn(2, "jobs.tsv")

    def test_inputs_are_not_overwritten(self):
        self.write("map.yaml", "title: A\n")
        line = self.refused(2, "batch", "map.yaml", "-o", ".", "--format", "yaml")
        self.assertIn("map.yaml", line)

    def test_own_names(self):
        self.documents(1)
        for name in (f"{STATE}/a.svg", ".gazmap-abc123/a.svg"):
            self.write("jobs.tsv", f"docs/d000.txt\t{name}\n")
            self.assertIn("for itself", self.nothing_drawn(2, "jobs.tsv"))

    def test_faulty_lists(self):
        self.documents(1)
        for name, text, said in (
                ("j.tsv", "docs/d000.txt\ta\t--no-such\n", "j.tsv:1:"),
                ("j.tsv", "docs/d000.txt\ta\t--title 'open\n", "j.tsv:1:"),
                ("j.tsv", "docs/d000.txt\ta\t--help\n", "j.tsv:1:"),
                ("j.tsv", "docs/d000.txt\ta\textra words\n", "j.tsv:1:"),
                ("j.tsv", "docs/d000.txt\ta\t-o b\n", "j.tsv:1:"),
                ("j.tsv", "docs/d000.txt\ta\t--width wide\n", "j.tsv:1:"),
                ("j.tsv", "docs/d000.txt\ta\t\tfourth\n", "j.tsv:1:"),
                ("j.tsv", "\ta.svg\n", "j.tsv:1:"),
                ("j.tsv", "input\tcolour\n", "colour"),
                ("j.ndjson", "\n{\"input\": 3}\n", "j.ndjson:2:"),
                ("j.ndjson", "{\"input\": \"a\", \"more\": 1}\n", "more"),
                ("j.ndjson", "{\"input\": \"a\"\n", "j.ndjson:1:"),
                ("j.ndjson", "[1]\n", "j.ndjson:1:"),
                ("j.ndjson", "{\"input\": \"a\", \"options\": 7}\n", "options"),
                ("j.ndjson", "{\"input\": \"a\", \"options\": [7]}\n", "options"),
                ("j.ndjson", "{\"input\": \"a\", \"options\": {\"title\": []}}\n", "title"),
                ("j.ndjson", b"\xff\xfe\n", "UTF-8")):
            self.write(name, text)
            self.assertIn(said, self.nothing_drawn(2, name), text)

    def test_options(self):
        self.documents(1)
        for args in (["--format", "svg,bmp"], ["-j", "-1"], ["--timeout", "-3"],
                     ["--max-memory", "lots"], ["--theme-of-none", "x"], ["--width", "x"]):
            self.nothing_drawn(2, "docs", *args)
        self.nothing_drawn(2)
        self.refused(2, "batch", "docs", "-o", "out", "-o", "other")

    def test_unwritable_folder(self):
        self.documents(1)
        self.write("file", "")
        self.refused(1, "batch", "docs", "-o", "file/below")


class Failures(Batch):
    def test_one_bad_document_fails_alone(self):
        self.documents(4)
        self.write("docs/bad.txt", b"\x7fELF\x00\x01\x02")
        self.write("docs/empty.txt", "Nobody is named.\n")
        self.write("jobs.tsv", "docs/none.txt\n")
        r = self.run_gazmap("batch", "docs", "jobs.tsv", "-o", "out", "--log", "log", "-j", "2")
        self.assertEqual(r.returncode, 1)
        self.assertEqual(sorted(self.tree("out")), [STATE] + [f"d00{i}.svg" for i in range(4)])
        said = r.stderr.decode()
        for name in ("docs/bad.txt", "docs/empty.txt", "docs/none.txt"):
            self.assertEqual(said.count(name), 1, said)
        log = self.log()
        self.assertEqual(len(log), 7)
        for line in log:
            self.assertEqual(bool(line["error"]), line["input"][5:9] in ("bad.", "empt", "none"))
            self.assertEqual(line["features"] > 0, not line["error"])
            self.assertGreaterEqual(line["seconds"], 0)
            self.assertIsInstance(line["warnings"], list)
            self.assertEqual(len(line["output"]), 1)

    def test_timeout(self):
        self.documents(2)
        self.write("docs/long.txt", "".join(document(i) for i in range(120000)))
        start = time.time()
        r = self.run_gazmap("batch", "docs", "-o", "out", "--timeout", "1")
        self.assertLess(time.time() - start, 60)
        self.assertEqual(r.returncode, 1)
        self.assertIn("long.txt: took longer", r.stderr.decode())
        self.assertIn("d000.svg", self.tree("out"))
        self.assertNotIn("long.svg", self.tree("out"))

    def test_max_memory(self):
        if is_sanitized():
            self.skipTest("built with AddressSanitizer")
        self.documents(2)
        self.write("docs/big.txt", "Idlib and Aleppo. " * 3000000)
        r = self.run_gazmap("batch", "docs", "-o", "out", "--max-memory", "200M")
        self.assertEqual(r.returncode, 1)
        self.assertIn("big.txt: needs more memory", r.stderr.decode())
        self.assertEqual(len(r.stderr.decode().splitlines()), 2, r.stderr)
        self.assertEqual(sorted(self.tree("out")), [STATE, "d000.svg", "d001.svg"])

    def test_strict(self):
        self.write("a.txt", "Talks were held in Aleppo. A zone 10 km deep lies along the M99 road "
                            "between Tellmarrgu and Qorrbantu.\n")
        r = self.run_gazmap("batch", "a.txt", "-o", "out", "--log", "log", "--strict")
        self.assertEqual(r.returncode, 3 if self.log()[0]["warnings"] else 0)

    def test_log_that_cannot_be_written(self):
        self.documents(1)
        if os.path.exists("/dev/full"):
            r = self.run_gazmap("batch", "docs", "-o", "out", "--log", "/dev/full")
            self.assertEqual(r.returncode, 1)
        self.refused(1, "batch", "docs", "-o", "out", "--log", "no/such/log")

    def test_quiet(self):
        self.documents(1)
        r = self.done("batch", "docs", "-o", "out", "-q")
        self.assertEqual((r.stdout, r.stderr), (b"", b""))


class Resuming(Batch):
    def skipped(self, *args):
        self.write("log", "")
        self.done("batch", *args, "-o", "out", "--resume", "--log", "log")
        return {os.path.basename(line["input"]) for line in self.log() if line["skipped"]}

    def test_by_content_and_options(self):
        self.documents(3)
        every = {"d000.txt", "d001.txt", "d002.txt"}
        self.assertEqual(self.skipped("docs"), set())
        self.assertEqual(self.skipped("docs"), every)
        os.utime(self.path("docs/d000.txt"), (1, 1))
        self.assertEqual(self.skipped("docs"), every)
        self.write("docs/d001.txt", document(77))
        self.assertEqual(self.skipped("docs"), every - {"d001.txt"})
        self.write("out/d002.svg", "edited")
        self.assertEqual(self.skipped("docs"), every - {"d002.txt"})
        os.unlink(self.path("out/d000.svg"))
        self.assertEqual(self.skipped("docs"), every - {"d000.txt"})
        self.assertEqual(self.skipped("docs", "--title", "New"), set())
        self.assertEqual(self.skipped("docs", "--title", "New"), every)

    def test_job_options(self):
        self.documents(2)
        rows = "docs/d000.txt\t\t--title A\ndocs/d001.txt\n"
        self.write("jobs.tsv", rows)
        self.skipped("jobs.tsv")
        self.write("jobs.tsv", rows.replace("--title A", "--title B"))
        self.assertEqual(self.skipped("jobs.tsv"), {"d001.txt"})

    def test_files_that_options_and_maps_name(self):
        self.documents(1)
        point = '{"type":"Point","coordinates":[36.6,35.9]}'
        self.write("g.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature",'
                   '"properties":{"name":"Newplace"},"geometry":%s}]}' % point)
        args = ["docs", "--gazetteer", self.path("g.geojson")]
        self.skipped(*args)
        self.assertEqual(len(self.skipped(*args)), 1)
        with open(self.path("g.geojson"), "a", encoding="utf-8") as f:
            f.write("\n")
        self.assertEqual(len(self.skipped(*args)), 0)

    def test_without_resume_all_is_done_again(self):
        self.documents(2)
        self.done("batch", "docs", "-o", "out")
        self.write("out/d000.svg", "edited")
        self.done("batch", "docs", "-o", "out", "--log", "log")
        self.assertFalse(any(line["skipped"] for line in self.log()))
        self.assertNotEqual(self.tree("out")["d000.svg"], b"edited")

    def test_workers_give_the_same_bytes(self):
        self.documents(8)
        for n in ("1", "2", "3"):
            self.done("batch", "docs", "-o", "out" + n, "-j", n, "--format", "svg,png,geojson")
        self.assertEqual(self.tree("out1"), self.tree("out2"))
        self.assertEqual(self.tree("out1"), self.tree("out3"))

    def start(self, *args):
        return subprocess.Popen([GAZMAP, "batch", *args], cwd=self.dir, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def test_kill_and_resume(self):
        """GAZMAP_KILLS sets how many moments (8); what is left must be whole files, and the
        resumed folder that of an undisturbed run."""
        n = int(os.environ.get("GAZMAP_KILLS", "8"))
        self.documents(12)
        args = ["docs", "--format", "svg,geojson", "-j", "2"]
        start = time.time()
        self.done("batch", *args, "-o", "whole")
        took = time.time() - start
        whole, r = self.tree("whole"), random.Random(4)
        interrupted = 0
        for i in range(n):
            out = f"out{i}"
            p = self.start(*args, "-o", out)
            time.sleep(r.uniform(0.1, 1.0) * took)
            p.send_signal(signal.SIGKILL)
            interrupted += p.wait() == -signal.SIGKILL
            for name, data in self.tree(out).items() if os.path.isdir(self.path(out)) else []:
                if os.path.basename(name) in whole and name != STATE:
                    self.assertEqual(data, whole[name], "a file is not whole")
            self.done("batch", *args, "-o", out, "--resume")
            self.assertEqual(self.tree(out), whole, f"moment {i}")
        self.assertGreater(interrupted, 0)

    def test_interrupt(self):
        self.documents(40)
        p = self.start("docs", "-o", "out", "-j", "1")
        while not os.path.exists(self.path("out/d001.svg")):
            time.sleep(0.01)
        p.send_signal(signal.SIGINT)
        self.assertEqual(p.wait(timeout=30), 1)
        left = len(self.tree("out"))
        self.assertLess(left, 41)
        self.assertGreater(len(self.skipped("docs")), 0)
        self.assertEqual(len(self.tree("out")), 41)

    def test_broken_state_file(self):
        self.documents(3)
        self.done("batch", "docs", "-o", "out")
        whole = self.tree("out")
        for junk in (b"\x00\xff" * 50, whole[STATE][:100], whole[STATE][:-1], b"a b c\n\n \n",
                     whole[STATE] * 2 + b"half a li"):
            self.write("out/" + STATE, junk)
            self.done("batch", "docs", "-o", "out", "--resume")
            self.assertEqual(self.tree("out"), whole)

    def test_two_batches_at_once(self):
        self.documents(30)
        p = self.start("docs", "-o", "out", "-j", "1")
        while not os.path.exists(self.path("out/d000.svg")):
            time.sleep(0.01)
        r = self.run_gazmap("batch", "docs", "-o", "out", "--resume")
        p.wait()
        self.assertIn(r.returncode, (0, 1))
        self.done("batch", "docs", "-o", "alone")
        self.assertEqual(self.tree("out"), self.tree("alone"))


class Memory(Batch):
    def test_flat(self):
        """A worker that has done 60 jobs holds little more than one that did 6."""
        if is_sanitized():
            self.skipTest("built with AddressSanitizer")
        peaks = []
        for n in (6, 60):
            folder = self.documents(n, f"docs{n}")
            pid = os.fork()
            if not pid:
                os.chdir(self.dir)
                quiet = os.open(os.devnull, os.O_WRONLY)
                os.dup2(quiet, 2)
                r = subprocess.run([GAZMAP, "batch", folder, "-o", f"out{n}", "-j", "1"],
                                   check=False)
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
                self.write(f"peak{n}", f"{r.returncode} {peak}")
                os._exit(0)
            os.waitpid(pid, 0)
            with open(self.path(f"peak{n}"), encoding="ascii") as f:
                status, peak = f.read().split()
            self.assertEqual(status, "0")
            peaks.append(int(peak))
        self.assertLess(peaks[1], peaks[0] * 1.25 + 8192, peaks)
        self.assertLess(peaks[1], 150 * 1024, peaks)


if __name__ == "__main__":
    unittest.main()
