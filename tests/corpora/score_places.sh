#!/bin/sh
# Scores the places found in the development corpora, when they are there.
# usage: score_places.sh GAZMAP_OR_DRIVER [INDEX] [CORPORA_DIR]
#   GAZMAP_OR_DRIVER  BUILD/gazmap, or bench_mention with its INDEX
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:?usage: score_places.sh PROGRAM [INDEX] [CORPORA_DIR]}
index=${2:-}
corpora=${3:-$here/../../../shared/reference/corpora}
if [ ! -f "$corpora/score.py" ]; then
    echo "score_places: no corpora at $corpora: skipped"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in lgl-dev geowebnews-dev; do
    case $(basename "$program") in
    bench_mention*) "$program" -p "$index" "$corpora/$name"/txt/*.txt >"$work/$name.tsv" ;;
    *) "$program" places --format tsv "$corpora/$name"/txt/*.txt >"$work/$name.tsv" ;;
    esac
    echo "== $name"
    python3 "$corpora/score.py" "$corpora/$name/gold.tsv" "$work/$name.tsv"
done
