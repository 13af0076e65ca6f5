#!/usr/bin/env bash
# Unit tests and the commands under Valgrind's memcheck: valgrind.sh BUILD [REGEX]
# An invalid access, a use of what was never written and a leak that is ours fail;
# REGEX chooses unit tests by name. A build of type Debug or RelWithDebInfo without
# sanitizers tells lines, too.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=$(cd "$1" && pwd) only=${2:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 n=0
watched() {
  local name=$1; shift
  n=$((n + 1))
  G_SLICE=always-malloc G_DEBUG=gc-friendly CMOCKA_TEST_ABORT=0 valgrind -q --error-exitcode=99 --leak-check=full \
    --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --suppressions="$here/valgrind.supp" "$@" > "$work/out" 2> "$work/err" < "${input:-/dev/null}"
  local status=$?
  if [ $status = 99 ]; then
    failed=$((failed + 1))
    echo "FAILED $name"
    head -40 "$work/err"
  else
    echo "ok $name (exit $status)"
  fi
}
for t in "$build"/tests/test_*; do
  name=$(basename "$t")
  [[ $name =~ $only ]] && watched "$name" "$t"
done
if [[ program =~ $only ]]; then
  gazmap=$build/bin/gazmap doc=$source/tests/documents/highways.txt
  echo '{"type":"LineString","coordinates":[[36.6,35.8],[36.8,35.9]]}' > "$work/line.geojson"
  printf 'name\tlat\tlon\nTestville\t36\t37\n' > "$work/own.tsv"
  echo '{"id": 1, "text": "Talks in Idlib.", "ask": ["places", "svg"]}' > "$work/ask"
  for f in svg png pdf html geojson kml csv yaml shp; do
    watched "draw $f" "$gazmap" draw "$doc" -q -o "$work/a.$f"
  done
  watched places "$gazmap" places "$doc"
  watched statements "$gazmap" statements "$doc"
  watched scene "$gazmap" scene "$work/a.yaml" -o "$work/b.geojson"
  watched lookup "$gazmap" lookup Sarakib
  watched "gazetteer build" "$gazmap" gazetteer build -q -o "$work/own.gmx" "$work/own.tsv"
  watched "own gazetteer" "$gazmap" lookup Testville --gazetteer "$work/own.gmx"
  watched "geo buffer" "$gazmap" geo buffer "$work/line.geojson" --distance 2km -o "$work/z.shp"
  watched "geo measure" "$gazmap" geo measure "$work/z.shp"
  watched "geo segment" "$gazmap" geo segment M4 --from Saraqib --to Ariha -o "$work/s.geojson"
  watched credits "$gazmap" credits
  watched batch "$gazmap" batch "$doc" -q -j 1 -o "$work/out"
  input=$work/ask watched worker "$gazmap" worker
fi
echo "$n runs, $failed with a finding"
[ "$failed" = 0 ]
