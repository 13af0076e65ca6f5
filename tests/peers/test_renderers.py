#!/usr/bin/env python3
"""Other people's renderers show the same picture of our files. Each is skipped, with a word, where it is not installed."""
import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import gazmap_case  # noqa: E402
import picture  # noqa: E402
import webdriver  # noqa: E402

SIZE = ("--size", "800x600")
RMSE = 4.0  # of 255, over 4 x 4 pixels: glyphs set at other fractions of a pixel make 1 to 3


class Renderers(gazmap_case.Case):
    def tool(self, name):
        if not shutil.which(name):
            self.skipTest(f"{name} is not installed")
        return name

    def run_tool(self, *command):
        r = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.dir, timeout=300,
                           env=dict(os.environ, HOME=self.dir))
        self.assertEqual(r.returncode, 0, r.stdout.decode(errors="replace"))
        return r.stdout.decode(errors="replace")

    def draw(self, name, *options):
        self.done("draw", gazmap_case.EXAMPLE, *SIZE, "-o", self.path(name), *options)
        return self.path(name)

    def same(self, a, b, limit=RMSE):
        a, b = picture.read(self.path(a)), picture.read(self.path(b))
        off = picture.differences(picture.reduced(a), picture.reduced(b))
        if os.environ.get("GAZMAP_TELL"):
            print(self.id().split(".")[-1], off)
        self.assertLess(off["rmse"], limit, off)
        self.assertLess(off[32], 0.001, off)

    def rsvg(self, svg, png):
        self.run_tool(self.tool("rsvg-convert"), svg, "-o", png)
        return png

    def test_rsvg_shows_what_we_paint(self):
        self.rsvg(self.draw("map.svg"), "rsvg.png")
        self.draw("own.png")
        self.same("rsvg.png", "own.png")

    def test_outlines_look_like_text(self):
        self.rsvg(self.draw("text.svg"), "text.png")
        self.rsvg(self.draw("paths.svg", "--svg-text", "paths"), "paths.png")
        self.same("text.png", "paths.png")

    def test_cairo_writes_the_same(self):
        self.rsvg(self.draw("ours.svg"), "ours.png")
        self.run_tool(self.tool("rsvg-convert"), self.draw("cairo.svg", "--engine", "cairo"), "-w", "800", "-h", "600",
                      "-o", "cairo.png")
        self.same("ours.png", "cairo.png")

    def test_chromium_agrees(self):
        why = webdriver.missing()
        if why:
            self.skipTest(why)
        self.rsvg(self.draw("map.svg"), "rsvg.png")
        self.write("page.html", "<!DOCTYPE html><style>body{margin:0}img{display:block}</style><img src=map.svg>")
        browser = webdriver.Browser()
        try:
            browser.open(self.path("page.html"))
            self.write("chromium.png", browser.picture("img"))
        finally:
            browser.close()
        self.same("rsvg.png", "chromium.png")

    def test_inkscape_agrees(self):
        inkscape = self.tool("inkscape")
        self.rsvg(self.draw("map.svg"), "rsvg.png")
        self.run_tool(inkscape, "--export-type=png", "--export-filename=inkscape.png", "map.svg")
        self.same("rsvg.png", "inkscape.png")

    def test_pdf_shows_what_we_paint(self):
        self.draw("map.pdf")
        self.run_tool(self.tool("pdftocairo"), "-png", "-singlefile", "-scale-to-x", "800", "-scale-to-y", "600",
                      "map.pdf", "pdf")
        self.draw("own.png")
        self.same("pdf.png", "own.png")

    def test_pdf_is_sound(self):
        self.draw("map.pdf")
        self.run_tool(self.tool("qpdf"), "--check", "map.pdf")

    def test_pdf_says_each_word_once(self):
        pdf = self.draw("map.pdf")
        words = self.run_tool(self.tool("pdftotext"), pdf, "-").split()
        self.assertEqual(words.count("Kafranbel") + words.count("Saraqib"), 2, words)
        self.draw("arabic.pdf", "--lang", "ar")
        arabic = self.run_tool("pdftotext", "arabic.pdf", "-").replace("\u202b", "").replace("\u202c", "").split()
        self.assertIn("حماة", arabic)

    def test_svg_is_well_formed(self):
        for options in ((), ("--svg-text", "paths"), ("--lang", "ar"), ("--theme", "dark")):
            self.run_tool(self.tool("xmllint"), "--noout", self.draw("map.svg", *options))


if __name__ == "__main__":
    unittest.main()
