#!/usr/bin/env python3
"""Maps and reports in a browser: Chromium, driven by chromedriver. Skipped (77) without them."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tarfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import gazmap_case  # noqa: E402
import picture  # noqa: E402
import webdriver  # noqa: E402

HIGHWAYS = os.path.join(gazmap_case.SOURCE, "tests", "documents", "highways.txt")
AXE = "axe-core@4.10.2"
TAB, ESCAPE = "\ue004", "\ue00c"


class BrowserCase(gazmap_case.Case):
    @classmethod
    def setUpClass(cls):
        cls.browser = webdriver.Browser()
        cls.addClassCleanup(cls.browser.close)

    def svg(self, document, *options):
        svg = self.done("draw", document, "--size", "800x600", "--format", "svg", "-o", "-", *options).stdout.decode()
        return svg[svg.index("<svg"):]

    def show(self, name, body, style=""):
        self.browser.open(self.write(name, "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Maps</title><style>"
                                     f"body{{margin:0}}div{{width:800px;height:600px}}svg{{display:block}}{style}</style>"
                                     f"<main><h1 style='margin:0;height:40px'>Maps</h1>{body}</main></html>"))

    def looks_as(self, got, wanted):
        """The same picture; where the browser cut its tiles otherwise, a few pixels of edges may differ by little."""
        if got != wanted:
            off = picture.differences(picture.pixels(got), picture.pixels(wanted))
            self.assertLess(off[32], 2e-5, off)
            self.assertLess(off[2], 2e-3, off)

    def axe(self):
        """Rules that the open page breaks, by axe-core from npm."""
        cache = os.path.join(self.dir, "axe")
        os.mkdir(cache)
        if not shutil.which("npm") or subprocess.run(["npm", "pack", "--silent", AXE], cwd=cache, timeout=120,
                                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            self.skipTest("axe-core is not to be had: no npm, or no network")
        with tarfile.open(glob.glob(os.path.join(cache, "*.tgz"))[0]) as t:
            source = t.extractfile("package/axe.min.js").read().decode()
        self.browser.js(source)
        found = self.browser.js_later(
            "const done=arguments[0];axe.run(document,{resultTypes:['violations']}).then(r=>done(r.violations.map("
            "v=>v.id+': '+v.nodes.map(n=>n.html.slice(0,160)).join(' | '))),e=>done(['axe: '+e]))")
        return found


class Inline(BrowserCase):
    def test_maps_share_a_page(self):
        a, b = self.svg(gazmap_case.EXAMPLE), self.svg(HIGHWAYS)
        again = self.svg(gazmap_case.EXAMPLE, "--id-prefix", "again-")
        alone = {}
        for name, svg in (("a", a), ("b", b)):
            self.show(name + ".html", f"<div id={name}>{svg}</div>")
            alone[name] = self.browser.picture("#" + name)
        self.show("all.html", f"<div id=a>{a}</div><div id=b>{b}</div><div id=c>{again}</div>")
        for shown, name in (("a", "a"), ("b", "b"), ("c", "a")):
            self.looks_as(self.browser.picture("#" + shown), alone[name])
        twice = self.browser.js("const n={};document.querySelectorAll('[id]').forEach(e=>n[e.id]=(n[e.id]||0)+1);"
                                "return Object.keys(n).filter(k=>n[k]>1)")
        self.assertEqual(twice, [])
        self.show("twice.html", f"<div id=x>{a}</div><div id=y>{a}</div>")
        self.looks_as(self.browser.picture("#x"), alone["a"])
        self.looks_as(self.browser.picture("#y"), alone["a"])

    def test_page_css_restyles_by_class(self):
        svg = self.svg(gazmap_case.EXAMPLE)
        self.show("css.html", f"<div>{svg}</div>", ".corridor{fill:rgb(255,0,0)}.label .place{fill:rgb(0,128,0)}")
        fill = "return getComputedStyle(document.querySelector(arguments[0])).fill"
        self.assertEqual(self.browser.js(fill, ".corridor path"), "rgb(255, 0, 0)")
        self.assertEqual(self.browser.js(fill, ".label .place"), "rgb(0, 128, 0)")
        self.assertNotEqual(self.browser.js(fill, ".strip path"), "rgb(255, 0, 0)")
        self.assertEqual(self.browser.js("return document.querySelectorAll('svg [style],svg style').length"), 0)

    def test_maps_are_accessible(self):
        self.show("axe.html", f"<div>{self.svg(gazmap_case.EXAMPLE)}</div>")
        self.assertEqual(self.axe(), [])


class Report(BrowserCase):
    def report(self, document, *options):
        self.done("draw", document, "-o", self.path("report.html"), *options)
        self.browser.open(self.path("report.html"))

    def lit(self, where):
        return self.browser.js(f"return [].map.call(document.querySelectorAll('{where} .lit'),"
                               "e=>e.getAttribute('data-of')||(e.closest('#map')?e.id:e.textContent))")

    def test_hover_links_text_and_map(self):
        self.report(gazmap_case.EXAMPLE)
        self.assertEqual(self.lit("body"), [])
        n = self.browser.js("return [].find.call(document.querySelectorAll('#features li'),"
                            "e=>e.getAttribute('data-id')==='place-hama').getAttribute('data-n')")
        self.browser.point_at(f"#text a[data-f~='{n}']")
        self.assertTrue(any("place-hama" in i for i in self.lit("#map")), self.lit("#map"))
        self.browser.point_at("h1")
        self.assertEqual(self.lit("body"), [])
        self.browser.point_at("#map .symbol [data-name='Hama'] circle")
        self.assertIn("Hama", self.lit("#text"))

    def test_keyboard_reaches_and_leaves(self):
        self.report(gazmap_case.EXAMPLE)
        self.browser.press(TAB)
        self.assertEqual(self.browser.js("return document.activeElement.className"), "skip")
        for _ in range(12):
            self.browser.press(TAB)
            if self.browser.js("return document.activeElement.matches('#text a[data-f]')"):
                break
        self.assertTrue(self.lit("#text"))
        self.browser.press(ESCAPE)
        self.assertEqual(self.lit("body"), [])

    def test_report_is_accessible(self):
        for scheme in ("light", "dark"):
            with self.subTest(scheme=scheme):
                self.browser.media(prefers_color_scheme=scheme)
                self.report(gazmap_case.EXAMPLE)
                shutil.rmtree(self.path("axe"), ignore_errors=True)
                self.assertEqual(self.axe(), [])
        self.browser.media(prefers_color_scheme="light")

    def test_nothing_a_document_says_runs(self):
        evil = ("<script>window.ran=1</script><img src=x onerror=\"window.ran=2\"><svg onload=\"window.ran=3\">"
                "</style><style>body{display:none}</style></title></textarea>-->]]>{{ran}}\n\n")
        text = ("Aleppo\"><script>window.ran=4</script> and Hama' onmouseover='window.ran=5 \u202e\u2066 met in Idlib.\n\n"
                + evil + "Patrols on the M4 from Saraqib to <a href=\"javascript:window.ran=6\">Ariha</a> began.\n\n" + evil)
        for name, data in (("plain.txt", text.encode() + b"\x01\x1b[31m Latakia\n"), ("page.html", text.encode() + b"&#0;&#x202e;")):
            with self.subTest(name):
                self.report(self.write(name, data), "--title", evil.strip())
                self.browser.point_at("h1")
                self.assertIsNone(self.browser.js("return window.ran===undefined?null:window.ran"))
                self.assertEqual(self.browser.js("return document.scripts.length"), 1)
                self.assertNotEqual(self.browser.js("return getComputedStyle(document.body).display"), "none")
                handlers = self.browser.js("return [].filter.call(document.querySelectorAll('*'),e=>[].some.call("
                                           "e.attributes,a=>/^on/i.test(a.name)||/^javascript:/i.test(a.value))).length")
                self.assertEqual(handlers, 0)

    def test_nothing_is_fetched(self):
        self.report(gazmap_case.EXAMPLE)
        self.assertEqual(self.browser.js("return performance.getEntriesByType('resource').map(r=>r.name)"), [])
        size = os.path.getsize(self.path("report.html"))
        self.assertLess(size, 400 * 1000)
        with open(self.path("report.html"), encoding="utf-8") as f:
            self.assertEqual(re.findall(r"(?:src|href)=\"https?:", f.read()), [])


if __name__ == "__main__":
    why = webdriver.missing()
    if why:
        print("skipped:", why)
        sys.exit(77)
    unittest.main()
