#!/usr/bin/env bash
# Draws the gallery that README shows: make_gallery.sh [GAZMAP]
set -euo pipefail
cd "$(dirname "$0")/.."
gazmap=${1:-build/bin/gazmap}
docs=tests/documents
draw() { "$gazmap" draw --quiet "$@"; }
draw $docs/idlib-protocol.txt -o out/idlib-protocol.svg -o out/idlib-protocol.png \
  -o out/idlib-protocol.pdf -o out/idlib-protocol.geojson
draw $docs/idlib-protocol.txt --lang ar -o out/idlib-protocol-arabic.png
draw $docs/idlib-protocol.txt --theme print -o out/idlib-protocol-print.png
draw $docs/idlib-protocol.txt --theme humanitarian -o out/idlib-protocol-humanitarian.png
draw $docs/highways.txt -o out/highways.png
draw $docs/highways.txt --theme dark -o out/highways-dark.png
draw $docs/cyclone.txt -o out/cyclone.png
draw $docs/summit.txt --extent world -o out/summit.png
ls -1 out/*.png
