"""Every map file that gazmap-map-file(5) shows is drawn, is valid by the schema's
list of keys, and the page names every key that the schema knows."""
import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import blocks

PAGE = os.path.join(blocks.SOURCE, "man", "gazmap-map-file.5.md")
SCHEMA = os.path.join(blocks.SOURCE, "src", "scene", "map_file.schema.json")


def map_files():
    with open(PAGE, encoding="utf-8") as f:
        text = f.read()
    found, lines = [], []
    for line in text.splitlines() + [""]:
        if line.startswith("    "):
            lines.append(line[4:])
        elif lines and line:
            found.append("\n".join(lines) + "\n")
            lines = []
    return [block for block in found if "features:" in block], text


class MapFilePage(unittest.TestCase):
    def test_examples_are_drawn(self):
        files, _ = map_files()
        self.assertGreater(len(files), 4)
        for text in files:
            with self.subTest(text):
                folder = blocks.scratch(self)
                with open(os.path.join(folder, "map.yaml"), "w", encoding="utf-8") as f:
                    f.write(text)
                r = blocks.shell("gazmap draw map.yaml -o map.svg -o map.geojson", folder)
                self.assertEqual(r.returncode, 0, r.stderr.decode())
                with open(os.path.join(folder, "map.geojson"), encoding="utf-8") as f:
                    made = json.load(f)["features"]
                entries = len(re.findall(r"^  - [a-z]", text, re.M))
                self.assertGreaterEqual(len(made), entries)

    def test_page_names_every_key(self):
        _, text = map_files()
        with open(SCHEMA) as f:
            schema = json.load(f)
        keys = list(schema["properties"]) + list(schema["$defs"]["feature"]["properties"])
        words = text.replace("north-east` and so on", "")
        for key in keys:
            plain = key.replace("_", " ")
            if not re.match(r"(north|south|east|west)", plain):
                self.assertIn(plain, words)


if __name__ == "__main__":
    unittest.main()
