#!/usr/bin/env python3
"""Our maps in Word's, LibreOffice's and LaTeX's documents, in the ways that doc/embedding tells."""
import os
import re
import shutil
import subprocess
import sys
import unittest
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import gazmap_case  # noqa: E402
import picture  # noqa: E402

EMBEDDING = os.path.join(gazmap_case.SOURCE, "doc", "embedding")
ARTICLES = ("article.tex", "article.html")


class Office(gazmap_case.Case):
    def setUp(self):
        super().setUp()
        for name in ARTICLES:
            shutil.copy(os.path.join(EMBEDDING, name), self.dir)

    def told(self, program):
        """Runs the README's commands of the passage that ends with @program."""
        if not shutil.which(program):
            self.skipTest(f"{program} is not installed")
        with open(os.path.join(EMBEDDING, "README.md"), encoding="utf-8") as f:
            blocks = re.findall(r"(?:^    .*\n)+", f.read(), re.M)
        os.makedirs(self.path("tests/documents"))
        shutil.copy(gazmap_case.EXAMPLE, self.path("tests/documents"))
        os.symlink(gazmap_case.GAZMAP, self.path("gazmap"))
        env = dict(os.environ, HOME=self.dir, PATH=self.dir + ":" + os.environ["PATH"])
        for block in blocks:
            if program not in block:
                continue
            r = subprocess.run(["bash", "-ec", block], cwd=self.dir, env=env, timeout=300, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(r.returncode, 0, r.stdout.decode(errors="replace"))

    def coloured(self, pdf):
        """Share of the page's pixels that are no grey: the map is there."""
        if not shutil.which("pdftoppm"):
            self.skipTest("poppler-utils is not installed")
        subprocess.run(["pdftoppm", "-r", "30", "-png", "-l", "1", "-singlefile", pdf, "page"], cwd=self.dir, check=True)
        width, height, data = picture.read(self.path("page.png"))
        return sum(max(data[i:i + 3]) - min(data[i:i + 3]) > 12 for i in range(0, len(data), 3)) / (width * height)

    def test_latex(self):
        self.told("pdflatex")
        words = subprocess.run(["pdftotext", "article.pdf", "-"], cwd=self.dir, stdout=subprocess.PIPE, check=True)
        self.assertIn("Saraqib", words.stdout.decode())

    def test_libreoffice(self):
        self.told("soffice")
        self.assertGreater(self.coloured("article.pdf"), 0.03)
        with zipfile.ZipFile(self.path("inlined.docx")) as z:
            pictures = [i for i in z.infolist() if i.filename.startswith("word/media/")]
        self.assertEqual(len(pictures), 1)
        self.assertGreater(pictures[0].file_size, 20000)


if __name__ == "__main__":
    unittest.main()
