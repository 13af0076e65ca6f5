"""Typical mistakes, each answered by one line that says where, what, and what to do."""
import os
import unittest

import gazmap_case

MAP = "title: A map\nfeatures:\n  - point: Idlib\n    %s\n"

# the command line, the exit status, what its line holds
MISTAKES = [
    ("drwa a.txt -o x.svg", 2, "did you mean 'draw'?"),
    ("draw a.txt -o x.svg --siz A4", 2, "did you mean --size?"),
    ("draw a.txt -o", 2, "see gazmap draw --help"),
    ("draw a.txt", 2, "give -o FILE"),
    ("draw -o x.svg", 2, "which document?"),
    ("draw a.txt -o x", 2, "no ending that tells its format; name one with --format"),
    ("draw a.txt -o x.jpeg", 2, "known are svg, png"),
    ("draw a.txt --format bmp -o -", 2, "known are svg, png"),
    ("draw a.txt -o -", 2, "say which format with --format"),
    ("draw nofile.txt -o x.svg", 1, "nofile.txt: cannot read: No such file"),
    ("draw folder -o x.svg", 1, "'gazmap batch' draws the documents of a folder"),
    ("draw empty.txt -o x.svg", 1, "empty.txt: holds no text"),
    ("draw a.pdf -o x.svg", 1, "make it text first (pdftotext)"),
    ("draw binary -o x.svg", 1, "save it as text, Markdown or HTML first"),
    ("draw a.txt -o nowhere/x.svg", 1, "nowhere/x.svg: cannot write: there is no folder nowhere"),
    ("draw https://example.org/a.html -o x.svg", 2, "is an address, and gazmap reads files"),
    ("scene a.txt -o x.png", 2, "x.png: is no list: here are table, geojson"),
    ("statements a.txt -o x.csv", 2, "x.csv: is no list: here are table, json"),
    ("places a.txt -o x.tsv -o x.json", 2, "x.json: one output at a time"),
    ("draw a.txt -o a.txt --format svg", 2, "a.txt: is read and would be written over"),
    ("draw a.txt -o x.svg -o x.svg", 2, "x.svg: is named twice"),
    ("draw - - -o x.svg", 2, "standard input can be read once only"),
    ("places - -", 2, "standard input can be read once only"),
    ("draw a.txt map.yaml -o x.svg", 2, "map.yaml: a map file is drawn alone"),
    ("draw a.txt -o x.svg --size huge", 2, "give WIDTHxHEIGHT in px or mm, or a paper such as A4"),
    ("draw a.txt -o x.svg --size 99999x99999", 2, "20000 px"),
    ("draw a.txt -o x.svg --dpi 99999", 2, "from 1 to 4800"),
    ("draw a.txt -o x.svg --theme nosuch", 2, "known are contrast, dark, humanitarian, print, report"),
    ("draw a.txt -o x.svg --lang e1", 2, "write en, ar, pt-BR, or two"),
    ("draw a.txt -o x.svg --projection EPSG:999999", 2, "give EPSG:CODE"),
    ("draw a.txt -o x.svg --extent Qqqxx", 2, "no place named 'Qqqxx'"),
    ("draw a.txt -o x.svg --extent 36,35,37", 2, "a box is west,south,east,north"),
    ("draw a.txt -o x.svg --width 6", 2, "'6' has no unit; write for example '6 km'"),
    ("draw a.txt -o x.svg --gazetteer nofile.gmx", 1, "nofile.gmx: cannot read: No such file"),
    ("draw a.txt -o x.svg --gazetteer binary", 1, "'gazmap gazetteer build' makes one"),
    ("draw key.yaml -o x.svg", 2, "key.yaml:4:5: unknown key 'colour'; gazmap-map-file(5)"),
    ("draw keys.yaml -o x.svg", 2, "keys.yaml:4:5: unknown key 'lable'; did you mean 'label'?"),
    ("draw place.yaml -o x.svg", 2, "place.yaml:2:12: no place named 'Idlibb'; did you mean Idlib"),
    ("draw number.yaml -o x.svg", 2, "a position is one text, \"latitude, longitude\""),
    ("draw unit.yaml -o x.svg", 2, "unit.yaml:3:13: '6 parsec' is no length: a number and a unit"),
    ("draw syntax.yaml -o x.svg", 2, "syntax.yaml:3:1: not YAML"),
    ("places a.txt --format geojsn", 2, "known are table, tsv, json, geojson, csv"),
    ("scene a.txt --format shp", 2, "known are table, geojson"),
    ("lookup Idlib --country Syria", 1, "write its two-letter ISO code, such as SY"),
    ("places a.txt --near Nowhereville", 1, "no place named 'Nowhereville'"),
    ("batch folder -o out", 2, "no document in folder"),
    ("batch a.txt -o a.txt", 1, "a.txt: cannot write there"),
    ("worker a.txt", 2, "the worker reads standard input"),
    ("gazetteer bild", 2, "did you mean 'build'?"),
    ("gazetteer build -o x.gmx a.txt", 1, "the columns name, lat and lon"),
    ("geo buffer Idlib --distance 6", 2, "'6' has no unit; write for example '6 km'"),
    ("geo measure Nowhereville Idlib", 1, "no place named 'Nowhereville'"),
    ("help drow", 2, "did you mean 'draw'?"),
]


class Mistakes(gazmap_case.Case):
    def setUp(self):
        super().setUp()
        self.write("a.txt", "Fighting near Idlib in Syria.\n")
        self.write("empty.txt", "")
        self.write("binary", bytes(range(256)) * 8)
        self.write("a.pdf", b"%PDF-1.7\n\x00\x01")
        self.write("map.yaml", MAP % "label: Here")
        self.write("key.yaml", MAP % "colour: red")
        self.write("keys.yaml", MAP % "lable: Here")
        self.write("place.yaml", "features:\n  - point: Idlibb\n")
        self.write("number.yaml", "features:\n  - point: [35.9, 36.6]\n")
        self.write("unit.yaml", "features:\n  - buffer: Idlib\n    radius: 6 parsec\n")
        self.write("syntax.yaml", "features:\n - point: [a\n")
        os.mkdir(self.path("folder"))

    def test_mistakes(self):
        for line, status, said in MISTAKES:
            with self.subTest(line):
                self.assertIn(said, self.refused(status, *line.split(), stdin=b"Idlib"))
                self.assertFalse(os.path.exists(self.path("x.svg")))

    def test_a_language_without_words_is_told(self):
        r = self.done("draw", "a.txt", "-o", "x.svg", "--lang", "tlh")
        self.assertIn(b"legend and notes are English", r.stderr)
        self.assertEqual(self.done("draw", "a.txt", "-q", "-o", "x.svg", "--lang", "tlh").stderr, b"")


if __name__ == "__main__":
    unittest.main()
