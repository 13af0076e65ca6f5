"""What the recipes, the decisions and CONTRIBUTING point at is there: every path, every
name of the code, every preset."""
import glob
import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import blocks

ROOTS = "src tests man doc gazetteer shapes completion cmake".split()


def read(*path):
    with open(os.path.join(blocks.SOURCE, *path), encoding="utf-8") as f:
        return f.read()


class Recipes(unittest.TestCase):
    def setUp(self):
        self.code = ""
        for pattern in ("src/*/*.[ch]", "src/*.[ch]"):
            for name in glob.glob(os.path.join(blocks.SOURCE, pattern)):
                self.code += read(name)

    def check(self, name):
        text = read(name)
        for word in re.findall(r"`([^`\n]+)`", text):
            if word.split("/")[0] in ROOTS and " " not in word:
                path = os.path.join(blocks.SOURCE, word)
                self.assertTrue(os.path.exists(path), (name, word))
            elif re.fullmatch(r"gm_[a-z]\w*_[a-z]\w*|Gm[A-Z]\w+|source_\w+|Source\w+", word):
                self.assertTrue(re.search(r"\b%s\b" % word, self.code), (name, word))
        # "`table` (`file`)": the name is in that very file
        for word, path in re.findall(r"`(\w+)`\s+\(`(src/[\w/.]+)`\)", text):
            self.assertTrue(re.search(r"\b%s\b" % word, read(path)), (name, word, path))

    def test_recipes(self):
        self.check("doc/recipes.md")
        self.assertEqual(len(blocks.sections(os.path.join(blocks.SOURCE, "doc/recipes.md"))), 5)

    def test_decisions(self):
        listed = read("doc/decisions/README.md")
        files = sorted(glob.glob(os.path.join(blocks.SOURCE, "doc/decisions/0*.md")))
        self.assertGreater(len(files), 4)
        for n, path in enumerate(files, 1):
            self.assertTrue(os.path.basename(path).startswith("%04d-" % n))
            self.assertIn(os.path.basename(path), listed)
            self.assertTrue(read(path).startswith("# %d. " % n))
            self.check(os.path.relpath(path, blocks.SOURCE))

    def test_contributing(self):
        self.check("CONTRIBUTING.md")
        presets = [p["name"] for p in json.loads(read("CMakePresets.json"))["configurePresets"]
                   if not p.get("hidden")]
        text = read("CONTRIBUTING.md")
        for name in presets:
            self.assertIn("`%s`" % name, text)

    def test_changelog_is_kept(self):
        text = read("CHANGELOG.md")
        version = re.search(r"VERSION (\d+\.\d+\.\d+)", read("CMakeLists.txt")).group(1)
        self.assertTrue("## [Unreleased]" in text or "## [%s]" % version in text)
        for heading in re.findall(r"^### (.*)$", text, re.M):
            self.assertIn(heading, "Added Changed Deprecated Removed Fixed Security".split())


if __name__ == "__main__":
    unittest.main()
