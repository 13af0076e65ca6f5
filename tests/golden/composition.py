#!/usr/bin/env python3
"""What an editor would send back: composition.py GAZMAP

Short texts, drawn, and the sheet's dump asked: is a lone place shown with enough around it, are countries that act the
map where nothing else is, does the plate of the scale bar hide a place, is a place that a distance is measured from in
the picture, are two areas' names apart, does the page's world stand in its middle, do the notes speak the map's
language."""
import json
import os
import subprocess
import sys
import tempfile

TOWNS = {"city", "town", "village", "capital"}
SMALL_STRIP = ("Troops will leave the corridor between Gaza and Deir al-Balah. Fighting was reported in the north of the "
               "Gaza Strip and in the south of the Gaza Strip, a newspaper in Tel Aviv wrote.")


class Sheet:
    def __init__(self, gazmap, text, *options):
        with tempfile.TemporaryDirectory() as folder:
            source, dump = os.path.join(folder, "text.txt"), os.path.join(folder, "sheet.json")
            with open(source, "w", encoding="utf-8") as f:
                f.write(text + "\n")
            subprocess.run([gazmap, "draw", "--quiet", *options, "--dump", dump, "-o",
                            os.path.join(folder, "map.svg"), source], check=True)
            with open(dump, encoding="utf-8") as f:
                self.all = json.load(f)
        self.items = self.all["items"]

    def of(self, *classes):
        return [i for i in self.items if i["class"] in classes]

    def texts(self, *classes):
        return [i["text"] for i in self.of(*classes) if "text" in i]

    def labels(self):
        return [i for i in self.items if i["layer"] == "label" and "text" in i]


def lone_place(draw):
    for place in ("Plovdiv", "Timbuktu", "Ghent"):
        sheet = draw(f"A fire destroyed three warehouses in {place} on Tuesday night. Nobody was hurt.")
        assert 450e3 <= sheet.all["scale"] <= 1.3e6, (place, sheet.all["scale"])
        assert place in [i["text"] for i in sheet.labels()], place
        assert len(sheet.of(*TOWNS)) >= 3, f"{place} stands alone"


def given_extent_stays(draw):
    text = "A fire destroyed three warehouses in Plovdiv on Tuesday night."
    assert draw(text, "--extent", "42.15,24.75@1:50000").all["scale"] == 50000
    assert draw(text, "--extent", "Plovdiv").all["scale"] < 100e3


def countries_that_act(draw):
    sheet = draw("Ethiopia and Eritrea signed an accord on Monday. Both governments promised to open embassies.")
    areas = {i["feature"] for i in sheet.of("area") if i["layer"] == "theme"}
    assert len(areas) == 2, areas
    assert {"Ethiopia", "Eritrea"} <= {i["text"] for i in sheet.labels()}
    # where a place is named they are not
    sheet = draw("Ethiopia and Eritrea signed an accord on Monday. Clashes continued in Mekele.")
    assert not [i for i in sheet.of("area") if i["layer"] == "theme"]


def measured_from_is_shown(draw):
    sheet = draw("A field hospital was set up in Bharatpur. An earthquake struck 80 km northwest of Kathmandu.")
    assert "Kathmandu" in [i["text"] for i in sheet.labels()]


def strip_is_close(draw):
    sheet = draw(SMALL_STRIP)
    assert "Tel Aviv" not in [i["text"] for i in sheet.labels()]
    assert sheet.all["scale"] <= 400e3, sheet.all["scale"]


def plate_hides_nothing(draw):
    text = ("Shelling was reported in Goris, Lachin, Shusha, Stepanakert, Askeran, Hadrut and Martuni. Units were "
            "deployed in Agdam, Fizuli and Jebrail.")
    for size in ("1600x1200", "800x600", "600x800", "1080x1080", "A5"):
        sheet = draw(text, "--size", size)
        plate = sheet.of("plate")[0]["box"]
        for i in sheet.items:
            b = i["box"]
            hidden = b[0] < plate[2] and plate[0] < b[2] and b[1] < plate[3] and plate[1] < b[3]
            assert not (hidden and i["layer"] == "symbol"), (size, i["id"])


def names_of_areas_apart(draw):
    """A province's name next to its country's on one line would be read with it."""
    for text in ("A fire broke out in Plovdiv.", "The road from Misrata to Sirte is to be reopened.",
                 "Clashes continued in Khartoum, Nyala, Kassala and Port Sudan."):
        labels = [i for i in draw(text).labels() if i["class"] in ("country-label", "division-label")]
        for n, a in enumerate(labels):
            for b in labels[:n]:
                if {a["class"], b["class"]} != {"country-label", "division-label"}:
                    continue
                p, q = a["box"], b["box"]
                level = min(p[3], q[3]) - max(p[1], q[1]) > 0.5 * min(p[3] - p[1], q[3] - q[1])
                gap = max(p[0], q[0]) - min(p[2], q[2])
                assert not level or gap > 12.0, (a["text"], b["text"], gap)


def locator_names_neighbours(draw):
    sheet = draw("Clashes continued in Khartoum, Nyala, El Fasher, Kassala and Port Sudan.")
    names = sheet.texts("locator-text")
    assert {"Egypt", "Chad"} <= set(names) and "China" not in names, names


def world_stands_in_the_middle(draw):
    text = "The envoys will meet in Nairobi in March, in Jakarta in May and in Santiago in July."
    for size in ("A4", "1080x1080"):
        sheet = draw(text, "--size", size, "--extent", "world")
        top = min(i["box"][1] for i in sheet.of("title", "sea"))
        foot = min(i["box"][1] for i in sheet.of("footer"))
        low = max(i["box"][3] for i in sheet.items if i["class"] not in ("footer", "page"))
        assert abs((foot - low) - top) < 0.3 * sheet.all["height"], (size, top, low, foot)
        assert size != "A4" or top > 0.1 * sheet.all["height"], top


def large_towns_are_seen(draw):
    sheet = draw("An immediate ceasefire in certain areas of the Donetsk and Luhansk regions began. Units were deployed "
                 "in Volnovakha and Debaltseve.")
    assert [i["text"] for i in sheet.labels()].count("Donetsk") >= 2, "the city beside its region"


def notes_in_the_language(draw):
    text = ("Security corridors 12 km deep will lie to the north and the south of the M4 highway. Shelling was reported "
            "near Ariha. Displaced people moved from Hama to Idlib. A camp was set up 10 km south of Manbij.")
    english = {" the ", " is not ", " stated", " stands in", " of "}
    for language in ("ar", "de", "es", "fr", "ru", "tr", "uk"):
        notes = " ".join(draw(text, "--lang", language, "--size", "1600x1400").texts("note"))
        assert len(notes) > 100 and not [w for w in english if w in notes], (language, notes)


def countries_in_the_language(draw):
    """A spelling that two languages share is each one's."""
    text = "Clashes continued in Gaziantep, Aleppo and Latakia."
    for language, turkey in (("tr", "TÜRKİYE"), ("de", "TÜRKEI"), ("fr", "TURQUIE"), ("it", "TURCHIA"), ("es", "TURQUÍA")):
        names = [n.upper() for n in draw(text, "--lang", language).texts("country-label")]
        assert turkey in names or turkey.replace("İ", "I") in names, (language, names)


def roads_in_the_language(draw):
    labels = [i["text"] for i in draw("The road from Misrata to Sirte is to be reopened.", "--lang", "ru").labels()]
    assert any(t.startswith("Дорога, ") for t in labels) and not any("Road" in t for t in labels), labels


def legend_says_what_it_is(draw):
    sheet = draw("The base at al-Tanf was hit by drones. Troops are stationed at al-Tanf.")
    rows = sheet.texts("legend-text")
    assert len(set(rows)) == len(rows), rows


def main():
    gazmap = sys.argv[1]
    checks = [lone_place, given_extent_stays, countries_that_act, measured_from_is_shown, strip_is_close,
              plate_hides_nothing, names_of_areas_apart, locator_names_neighbours, world_stands_in_the_middle,
              large_towns_are_seen, notes_in_the_language, countries_in_the_language,
              roads_in_the_language, legend_says_what_it_is]
    bad = 0
    for check in checks:
        try:
            check(lambda text, *options: Sheet(gazmap, text, *options))
        except (AssertionError, subprocess.CalledProcessError) as e:
            bad += 1
            print(f"{check.__name__}: {e}")
    print(f"{len(checks)} checks, {bad} failed")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
