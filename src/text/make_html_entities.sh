#!/bin/sh
# Writes html_entities.inc, the named character references of HTML, from the npm
# packages character-entities 2.0.2 and character-entities-legacy 3.0.0 (both MIT,
# Copyright (c) 2015 Titus Wormer; their licence stands in the table's head).
set -eu
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
for package in character-entities@2.0.2 character-entities-legacy@3.0.0; do
    (cd "$dir" && npm pack --silent "$package" >/dev/null 2>&1)
done
for archive in "$dir"/*.tgz; do
    mkdir "${archive%.tgz}"
    tar xzf "$archive" -C "${archive%.tgz}" --strip-components=1
done
python3 - "$dir" >html_entities.inc <<'SCRIPT'
import json, re, sys
folder = sys.argv[1]
def words(path):
    return open(folder + "/" + path + "/index.js", encoding="utf-8").read()
pairs = re.findall(r"^  (\w+): ('(?:[^'\\]|\\.)+'|\"(?:[^\"\\]|\\.)+\"),?$",
                   words("character-entities-2.0.2"), re.M)
legacy = set(re.findall(r"^  '(\w+)',?$", words("character-entities-legacy-3.0.0"), re.M))
licence = open(folder + "/character-entities-2.0.2/license", encoding="utf-8").read().strip()
print("/* Made by make_html_entities.sh from the npm packages character-entities 2.0.2 and\n"
      " * character-entities-legacy 3.0.0, under this licence:\n *")
for line in licence.split("\n"):
    print((" * " + line).rstrip())
print(" */")
def text(quoted):
    body = quoted[1:-1]
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), body)
assert len(pairs) == 2125 and len(legacy) == 106 and legacy <= {name for name, _ in pairs}
for name, quoted in sorted(pairs):
    utf8 = "".join("\\%03o" % byte for byte in text(quoted).encode("utf-8"))
    print('HTML_ENTITY%s(%s, "%s")' % ("_OPEN" if name in legacy else "", name, utf8))
SCRIPT
