"""The documentation is true: README's commands exist, every man page's examples
run, every option of --help stands in its page, every command has one."""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
GAZMAP = os.environ.get("GAZMAP", os.path.join(SOURCE, "build", "bin", "gazmap"))
MAN = os.path.join(SOURCE, "man")
with open(GAZMAP, "rb") as _f:
    SANITIZED = b"__asan_init" in _f.read()
COMMANDS = "draw places statements scene batch worker lookup gazetteer geo credits".split()


def examples(name):
    with open(os.path.join(MAN, name)) as f:
        text = f.read()
    part = text.split("# EXAMPLES\n", 1)[1]
    return [line[4:] for line in part.splitlines() if line.startswith("    ")]


class Docs(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        os.makedirs(os.path.join(self.dir, "tests"))
        os.symlink(os.path.join(SOURCE, "tests", "documents"),
                   os.path.join(self.dir, "tests", "documents"))
        self.env = dict(os.environ, PATH=os.path.dirname(GAZMAP) + ":" + os.environ["PATH"])

    def shell(self, line):
        return subprocess.run(["bash", "-c", "set -o pipefail; " + line], cwd=self.dir,
                              env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_examples_run(self):
        pages = sorted(n for n in os.listdir(MAN) if n.endswith(".md"))
        self.assertIn("gazmap-map-file.5.md", pages)
        for name in pages:
            lines = examples(name)
            self.assertTrue(lines, name)
            for line in lines:
                if SANITIZED:  # whose own memory would count
                    line = re.sub(r" --max-memory \w+", "", line)
                r = self.shell(line)
                self.assertEqual(r.returncode, 0, (name, line, r.stderr.decode()))

    def test_every_command_has_its_page(self):
        usage = subprocess.run([GAZMAP, "--help"], stdout=subprocess.PIPE).stdout.decode()
        listed = re.findall(r"^  (\w+) ", usage, re.M)
        self.assertEqual(sorted(listed), sorted(COMMANDS))
        for command in listed:
            self.assertTrue(os.path.exists(os.path.join(MAN, "gazmap-%s.1.md" % command)), command)

    def test_pages_hold_every_option(self):
        subprocess.run([sys.executable, os.path.join(MAN, "make_man.py"), GAZMAP, self.dir],
                       check=True)
        for command in COMMANDS:
            text = subprocess.run([GAZMAP, command, "--help-all"],
                                  stdout=subprocess.PIPE).stdout.decode()
            with open(os.path.join(self.dir, "man1", "gazmap-%s.1" % command)) as f:
                page = f.read().replace("\\-", "-")
            for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.M):
                if not option.startswith("--help"):
                    self.assertIn(option, page, command)

    def test_readme_commands_are_commands(self):
        with open(os.path.join(SOURCE, "README.md")) as f:
            text = f.read()
        lines = [l.strip() for l in text.splitlines() if l.startswith("    build/bin/gazmap")]
        self.assertGreater(len(lines), 5)
        for line in lines:
            words = shlex.split(line, comments=True)
            self.assertIn(words[1], COMMANDS, line)
            known = subprocess.run([GAZMAP, words[1], "--help-all"],
                                   stdout=subprocess.PIPE).stdout.decode()
            for w in words[2:]:
                if w.startswith("--"):
                    self.assertIn(w.split("=")[0], known, line)

    def test_pages_are_clean_roff(self):
        if not shutil.which("man"):
            self.skipTest("man is not here")
        subprocess.run([sys.executable, os.path.join(MAN, "make_man.py"), GAZMAP, self.dir],
                       check=True)
        for section in ("man1", "man5"):
            for page in sorted(os.listdir(os.path.join(self.dir, section))):
                r = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l",
                                    os.path.join(self.dir, section, page)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80"))
                self.assertEqual((r.returncode, r.stderr), (0, b""), page)

    def test_links_lead_somewhere(self):
        pages = [p for p in Tree.files(self) if p.endswith(".md") and not p.startswith("man/")]
        self.assertIn("README.md", pages)
        for readme in pages:
            path = os.path.join(SOURCE, readme)
            with open(path) as f:
                for target in re.findall(r"\]\(([^)#]+)\)", f.read()):
                    if "://" not in target:
                        full = os.path.join(os.path.dirname(path), target)
                        self.assertTrue(os.path.exists(full), (readme, target))


    def test_every_environment_variable_is_documented(self):
        with open(os.path.join(MAN, "gazmap.1.md")) as f:
            page = f.read()
        found = set()
        for folder, _, names in os.walk(os.path.join(SOURCE, "src")):
            for name in names:
                if name.endswith(".c"):
                    with open(os.path.join(folder, name)) as f:
                        found.update(re.findall(r'getenv\("(\w+)"\)', f.read()))
        self.assertIn("GAZMAP_DATA", found)
        for variable in found:
            self.assertIn("`%s`" % variable, page)


class Tree(unittest.TestCase):
    """The repository keeps its own rules."""

    def files(self):
        if not shutil.which("git"):
            self.skipTest("git is not installed")
        out = subprocess.run(["git", "-C", SOURCE, "ls-files"], stdout=subprocess.PIPE)
        if out.returncode:
            self.skipTest("not a git checkout")
        return out.stdout.decode().split()

    def test_names_of_sources_are_unique(self):
        seen = {}
        for path in self.files():
            base = os.path.basename(path)
            if path.startswith("src/") and base.endswith((".c", ".h")):
                self.assertTrue(base not in seen, (path, seen.get(base)))
                seen[base] = path

    def test_public_names_carry_their_room(self):
        rooms = "geo text shapes gazetteer mention statement scene layout draw report session cli"
        for path in self.files():
            m = re.match(r"src/(%s)/(\w+)\.h$" % rooms.replace(" ", "|"), path)
            if not m:
                continue
            with open(os.path.join(SOURCE, path)) as f:
                full = f.read()
            text = re.sub(r"/\*.*?\*/", "", full, flags=re.S)
            self.assertTrue(text.lstrip().startswith("#pragma once"), path)
            if re.search(r"private\s+(\*\s+)?to", full, re.I):  # inside a room, its files' own names
                continue
            for name in re.findall(r"^\w[\w *]*?\b(\w+)\([^;{]*\);", text, re.M):
                self.assertRegex(name, r"^(gm_|G_)", path)

    def test_every_source_is_in_a_room(self):
        with open(os.path.join(SOURCE, "CMakeLists.txt")) as f:
            rooms = set(re.findall(r"^gazmap_room\((\w+)", f.read(), re.M))
        with open(os.path.join(SOURCE, "src", "README.md")) as f:
            tour = f.read()
        loose = {"main.c", "gazmap.c", "gazmap.h", "late_binding.c"}
        for path in self.files():
            if path.startswith("src/") and path.endswith((".c", ".h")):
                parts = path.split("/")
                self.assertTrue(parts[1] in (rooms if len(parts) == 3 else loose), path)
        for room in rooms:
            self.assertIn("| `%s` |" % room, tour)

    def test_all_data_has_its_credit_and_licence(self):
        for table in ("shapes/layers.tsv", "gazetteer/sources.tsv"):
            with open(os.path.join(SOURCE, table), encoding="utf-8") as f:
                rows = [line.rstrip("\n").split("\t") for line in f]
            credit, licence = rows[0].index("credit"), rows[0].index("licence")
            for row in rows[1:]:
                self.assertTrue(row[credit] and row[licence], (table, row[0]))
        with open(os.path.join(SOURCE, "shapes", "layers.tsv"), encoding="utf-8") as f:
            layers = {line.split("\t")[1] for line in f}
        with open(os.path.join(SOURCE, "gazetteer", "README.md"), encoding="utf-8") as f:
            readme = f.read()
        for path in self.files():
            base = os.path.basename(path)
            if path.startswith("shapes/") and path.endswith(".shp"):
                self.assertIn(base, layers)
            elif re.match(r"gazetteer/[^/]+\.tsv(\.gz)?$", path):
                self.assertIn("`%s`" % base, readme)

    def test_nothing_names_the_machine_it_was_made_on(self):
        for path in self.files():
            if path.endswith((".c", ".h", ".md", ".py", ".sh", ".txt", ".json", ".cmake")):
                with open(os.path.join(SOURCE, path), encoding="utf-8", errors="replace") as f:
                    self.assertNotRegex(f.read(), r"/(home|work|Users)/\w", path)

    def test_no_room_is_a_junk_drawer(self):
        for path in self.files():
            self.assertNotRegex(path, r"(^|/)(util|utils|common|misc|helpers?)(/|\.|_)")


if __name__ == "__main__":
    unittest.main()
