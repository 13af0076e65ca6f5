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
        for name in sorted(os.listdir(MAN)):
            if not name.endswith(".md"):
                continue
            lines = examples(name)
            self.assertTrue(lines, name)
            for line in lines:
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

    def test_readme_links_lead_somewhere(self):
        for readme in ("README.md", "src/README.md", "gazetteer/README.md", "shapes/README.md"):
            path = os.path.join(SOURCE, readme)
            with open(path) as f:
                for target in re.findall(r"\]\(([^)#]+)\)", f.read()):
                    if "://" not in target:
                        full = os.path.join(os.path.dirname(path), target)
                        self.assertTrue(os.path.exists(full), (readme, target))


class Tree(unittest.TestCase):
    """The repository keeps its own rules."""

    def files(self):
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
                text = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
            self.assertTrue(text.lstrip().startswith("#pragma once"), path)
            for name in re.findall(r"^\w[\w *]*?\b(\w+)\([^;{]*\);", text, re.M):
                self.assertRegex(name, r"^(gm_|G_)", path)

    def test_no_room_is_a_junk_drawer(self):
        for path in self.files():
            self.assertNotRegex(path, r"(^|/)(util|utils|common|misc|helpers?)(/|\.|_)")


if __name__ == "__main__":
    unittest.main()
