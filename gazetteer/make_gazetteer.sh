#!/bin/sh
# Makes every table of this folder that is not hand-kept again from the pinned packages.
#   make_gazetteer.sh [PACKAGES]     a folder to keep the fetched packages in
# Needs python3 and node with npm, and apt-get for the Debian packages.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages=${1:-$(mktemp -d)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1
"$here/fetch_packages.sh" "$packages"
cd "$here"
python3 make_world.py "$packages" world.tsv.gz
python3 make_countries.py "$packages" countries.tsv
python3 make_divisions.py "$packages" divisions.tsv "$work/districts.tsv" "$work/divisions.geojson"
python3 make_districts.py "$packages" "$work/districts.tsv" districts.tsv
python3 make_subdivisions.py "$packages" divisions.tsv districts.tsv subdivisions.tsv
python3 make_airports.py "$packages" airports.tsv
python3 make_words.py "$packages" words.tsv
