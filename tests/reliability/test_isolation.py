"""The program keeps to itself: no network, no other program, no file that was not
named; and what a document says is text in every output, never markup, a formula, a
file name or a command. Locale and time zone change no byte of any output."""
import csv
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GAZMAP = os.environ["GAZMAP"]
EXAMPLE = os.path.join(SOURCE, "tests", "documents", "idlib-protocol.txt")
FORMATS = ("svg", "png", "pdf", "html", "geojson", "csv", "kml", "gpx", "yaml")
LINE = '{"type":"LineString","coordinates":[[36.6,35.8],[36.8,35.9]]}'


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.dir)

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        return name

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def done(self, *args, env=None, stdin=None, launcher=()):
        r = subprocess.run([*launcher, GAZMAP, *args], cwd=self.dir, capture_output=True, check=False,
                           env=dict(os.environ, **(env or {})), input=stdin, timeout=300)
        self.assertEqual(r.returncode, 0, (args, r.stderr))
        return r


class System(Case):
    @unittest.skipUnless(shutil.which("strace"), "strace is not here")
    def test_no_network_and_no_other_program(self):
        self.write("a.txt", "See https://example.org/x.png and file:///etc/passwd near Idlib.\n")
        self.write("a.html", "<html><head><link rel=stylesheet href=http://example.org/a.css></head><body>"
                             "<img src='http://example.org/a.png'><script src=//example.org/a.js></script>"
                             "<iframe src=http://example.org></iframe>Talks in Idlib.</body></html>")
        self.write("line.geojson", LINE)
        self.write("own.tsv", "name\tlat\tlon\nTestville\t36\t37\n")
        self.write("map.yaml", "title: A\nfeatures:\n  - place: Idlib\n")
        ask = b'{"id": 1, "text": "Talks in Idlib.", "ask": ["places", "svg"]}\n'
        probe = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
        if probe.returncode:
            self.skipTest("strace may not trace here")
        commands = [["draw", "a.txt", "-q", "-o", "x." + f] for f in (*FORMATS, "shp")]
        commands += [["draw", "a.html", "-q", "-o", "x.html"], ["draw", "map.yaml", "-q", "-o", "x.svg"],
                     ["draw", EXAMPLE, "-q", "-o", "x.pdf", "--projection", "EPSG:32637"],
                     ["places", "a.html"], ["statements", EXAMPLE], ["scene", EXAMPLE],
                     ["lookup", "Idlib"], ["gazetteer", "build", "-q", "-o", "own.gmx", "own.tsv"],
                     ["gazetteer", "info"], ["geo", "buffer", "line.geojson", "--distance", "1km", "-o", "z.shp"],
                     ["geo", "measure", "line.geojson"], ["credits"], ["worker"], ["--version"],
                     ["geo", "measure", "Idlib", "Aleppo"], ["geo", "measure", "z.shp"],
                     ["geo", "segment", "M4", "--from", "Saraqib", "--to", "Ariha"],
                     ["geo", "within", "Idlib", "--distance", "9km"], ["draw", "--help"], ["--help"],
                     ["lookup", "Testville", "--gazetteer", "own.tsv"],
                     ["lookup", "Testville", "--gazetteer", "own.gmx"],
                     ["scene", "map.yaml", "-o", "y.yaml"], ["scene", "map.yaml", "-o", "y.geojson"],
                     ["draw", "a.txt", "-q", "-o", "x.png", "--engine", "cairo", "--near", "Syria"],
                     ["draw", "a.txt", "-q", "-o", "x.svg", "--svg-text", "paths", "--list-places"],
                     ["batch", "a.txt", "map.yaml", "-q", "-o", "out"]]
        for args in commands:
            log = self.path("log")
            self.done(*args, stdin=ask, env={"ASAN_OPTIONS": "detect_leaks=0"},  # it traces, too
                      launcher=("strace", "-f", "-qq", "-e", "trace=%network,execve", "-o", log))
            with open(log, encoding="utf-8", errors="replace") as f:
                calls = [x for x in f.read().splitlines() if re.search(r"\b(\w+)\(", x)]
            runs = [x for x in calls if "execve(" in x]
            self.assertEqual(len(runs), 1, (args, runs))
            self.assertEqual([x for x in calls if "execve(" not in x and "socketpair" not in x], [], args)

    def test_only_named_files_are_made(self):
        name = "a;touch pwned;$(touch pwned2)`touch pwned3`|x \n'\".txt"
        self.write(name, "Talks in Idlib; $(touch pwned4) `touch pwned5` near Saraqib.\n")
        self.done("draw", name, "-q", "-o", "x.svg", "-o", "x.html", "-o", "x.pdf", "--title", "$(touch p)")
        self.done("batch", name, "-q", "-o", "out")
        self.assertEqual(sorted(os.listdir(self.dir)), sorted([name, "out", "x.html", "x.pdf", "x.svg"]))


HOSTILE = ('</text><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='alert(1)",
           ']]><script>alert(1)</script>', '<!--', '&lt;script&gt;', '=HYPERLINK("http://x","y")', '+1+1', '-2+3',
           '@SUM(1)', '%s%n%x', '{{7*7}}', '${jndi:ldap://x}', 'a\u202eb', '*a', '&a', '!!python/object:x', '- b: c')


class Listener(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.bad, self.scripts = [], 0

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.bad.append((tag, name, value))
            if name in ("src", "href") and re.match(r"(?i)\s*(https?:|//|file:)", value or ""):
                self.bad.append((tag, name, value))
        if tag in ("img", "iframe", "object", "embed", "base", "link"):
            self.bad.append(tag)


class Escaping(Case):
    """Names, titles, quotes and file names that are markup, in every output."""

    def setUp(self):
        super().setUp()
        rows = ["name\tlat\tlon\tkind"]
        self.text = ""
        for i, evil in enumerate(HOSTILE):
            rows.append(f"Zorblax{i} {evil}\t{35 + i / 20}\t36.5\tvillage")
            self.text += f"Talks were held in Zorblax{i} {evil}. A zone 5 km around Idlib {evil} was agreed.\n"
        rows.append("Zorbl\u0101x\t35.5\t36.6\tvillage")
        self.write("own.tsv", "\n".join(rows) + "\n")
        features = "".join(f"  - place: {json.dumps(f'{35 + i / 20}, 36.4')}\n    label: {json.dumps(evil)}\n"
                           for i, evil in enumerate(HOSTILE))
        self.write("map.yaml", "title: " + json.dumps(HOSTILE[0]) + "\nfeatures:\n" + features)

    def outputs(self):
        for i, (doc, evil) in enumerate((("a<b>&'\".txt", HOSTILE[0]), ("plain.txt", HOSTILE[1]),
                                         ("cdata.txt", HOSTILE[3]))):
            self.write(doc, self.text)
            for f in FORMATS:
                self.done("draw", doc, "-q", "-o", f"{i}.{f}", "--gazetteer", "own.tsv", "--title", evil,
                          "--subtitle", HOSTILE[2], "--list-places", "--list-unplaced")
                yield f, self.read(f"{i}.{f}")
        for f in FORMATS[:3] + FORMATS[4:]:
            self.done("draw", "map.yaml", "-q", "-o", f"m.{f}", "--list-places")
            yield f, self.read(f"m.{f}")

    def test_every_output(self):
        ours = Listener()
        ours.feed(self.html_of("Talks in Idlib.").decode())
        for form, data in self.outputs():
            with self.subTest(format=form):
                getattr(self, "check_" + form)(data, ours.scripts)

    def html_of(self, text):
        self.write("p.txt", text)
        self.done("draw", "p.txt", "-q", "-o", "p.html")
        return self.read("p.html")

    def check_markup(self, data):
        root = xml.etree.ElementTree.fromstring(data)
        for e in root.iter():
            tag = e.tag.split("}")[-1]
            self.assertNotIn(tag, ("script", "foreignObject", "img", "iframe", "image"))
            for name, value in e.attrib.items():
                self.assertFalse(name.lower().startswith("on"), (tag, name))
                if name.split("}")[-1] == "href":
                    self.assertTrue(value.startswith("#"), value)

    def check_svg(self, data, _):
        self.check_markup(data)
        self.assertNotIn(b"<!ENTITY", data)

    def check_kml(self, data, _):
        self.check_markup(data)

    def check_gpx(self, data, _):
        self.check_markup(data)

    def check_html(self, data, scripts):
        seen = Listener()
        seen.feed(data.decode())
        self.assertEqual(seen.bad, [])
        self.assertEqual(seen.scripts, scripts)
        self.assertNotIn(b"<script>alert", data)

    def check_csv(self, data, _):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        self.assertEqual({len(r) for r in rows}, {len(rows[0])})
        for cell in (c for r in rows[1:] for c in r):
            number = re.fullmatch(r"[-+]?[0-9.]+", cell)
            self.assertFalse(cell[:1] in "=+-@\t\r" and cell and not number, cell)

    def check_geojson(self, data, _):
        self.assertEqual(json.loads(data)["type"], "FeatureCollection")

    def check_yaml(self, data, _):
        self.write("again.yaml", data.decode())
        self.done("scene", "again.yaml", "-o", "again.geojson")
        self.assertNotIn(b"!!python", re.sub(rb'"[^"\n]*"|\'[^\'\n]*\'', b"", data))

    def check_pdf(self, data, _):
        self.assertTrue(data.startswith(b"%PDF-") and b"%%EOF" in data[-20:])
        for never in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/URI", b"/EmbeddedFile"):
            self.assertNotIn(never, data)

    def check_png(self, data, _):
        at, kinds = 8, []
        while at < len(data):
            size = int.from_bytes(data[at:at + 4], "big")
            kinds.append(data[at + 4:at + 8])
            at += size + 12
        self.assertEqual((kinds[0], kinds[-1], at), (b"IHDR", b"IEND", len(data)))


class Locales(Case):
    """Real locales where they can be made, names of them where not."""

    def test_every_format(self):
        made = self.path("locale")
        env = {}
        if shutil.which("localedef") and os.path.isdir("/usr/share/i18n/locales"):
            os.mkdir(made)
            for name in ("tr_TR", "de_DE", "ar_SY", "fa_IR"):
                subprocess.run(["localedef", "-i", name, "-f", "UTF-8", os.path.join(made, name + ".UTF-8")],
                               capture_output=True, check=False)
            env["LOCPATH"] = made
        real = os.listdir(made) if env else []
        print("locales made here:", ", ".join(sorted(real)) or "none")
        self.write("map.yaml", "title: \u0130stanbul I\u0131\nfeatures:\n  - buffer: around Idlib\n    radius: 2.5 km\n")
        commands = [["draw", EXAMPLE, "-q", "-o", "-", "--format", f] for f in FORMATS]
        commands += [["scene", "map.yaml", "--format", "geojson"], ["places", EXAMPLE, "--format", "csv"],
                     ["statements", EXAMPLE, "--format", "json"], ["places", EXAMPLE, "--format", "table"],
                     ["lookup", "IDLIB", "ISTANBUL", "--format", "tsv"], ["geo", "measure", "35.9,36.6", "36.2,37.1"],
                     ["credits"], ["gazetteer", "info"]]
        for args in commands:
            wanted = self.done(*args, env={"LC_ALL": "C", "TZ": "UTC"}).stdout
            for locale, zone in (("tr_TR.UTF-8", "Asia/Tokyo"), ("de_DE.UTF-8", "America/St_Johns"),
                                 ("ar_SY.UTF-8", "Pacific/Kiritimati"), ("fa_IR.UTF-8", "UTC-14")):
                got = self.done(*args, env=dict(env, LC_ALL=locale, LANG=locale, LANGUAGE=locale[:2], TZ=zone)).stdout
                self.assertEqual(got == wanted, True, (args, locale, zone))


if __name__ == "__main__":
    unittest.main()
