#!/usr/bin/env bash
# Draws the gallery that README shows: make_gallery.sh [GAZMAP] [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
gazmap=${1:-build/bin/gazmap}
out=${2:-out}
docs=tests/documents
mkdir -p "$out"
draw() { "$gazmap" draw --quiet "$@"; }

# the agreement of 5 March 2020: each format, each theme, languages, paper
protocol=$docs/idlib-protocol.txt
draw $protocol -o "$out/idlib-protocol.svg" -o "$out/idlib-protocol.png" \
  -o "$out/idlib-protocol.pdf" -o "$out/idlib-protocol.geojson"
draw $protocol --theme print -o "$out/idlib-protocol-print.png"
draw $protocol --theme humanitarian -o "$out/idlib-protocol-humanitarian.png"
draw $protocol --lang ar -o "$out/idlib-protocol-arabic.png"
draw $protocol --lang en,ar --size 'A4' --dpi 110 -o "$out/idlib-protocol-bilingual-a4.png"

# the two highways, in the light and in the dark
draw $docs/highways.txt -o "$out/highways.png"
draw $docs/highways.txt --theme dark -o "$out/highways-dark.png"

# a zone across the antimeridian; the world; a country; many names
draw $docs/cyclone.txt -o "$out/cyclone.png"
draw $docs/summit.txt --extent world -o "$out/summit.png"
draw $docs/sudan-towns.txt --theme humanitarian -o "$out/sudan-towns.png"
draw $docs/aid-by-town.txt -o "$out/aid-by-town.png"
ls -1 "$out"/*.png
