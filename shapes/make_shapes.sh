#!/bin/sh
# Makes every shapefile of this folder again from the pinned packages.
#   make_shapes.sh [PACKAGES]     a folder to keep the fetched packages in
# Needs python3, node with npm, and Debian's gmt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages=${1:-$(mktemp -d)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1
gazetteer=$here/../gazetteer
"$gazetteer/fetch_packages.sh" "$packages"
cd "$here"
python3 "$gazetteer/make_divisions.py" "$packages" "$work/divisions.tsv" "$work/districts.tsv" "$work/divisions.geojson"
python3 make_roads.py .
python3 make_basemap.py "$packages" "$work/divisions.geojson" "$work" .
python3 make_waters.py "$packages" "$work" .
python3 make_areas.py "$packages" "$work" .
