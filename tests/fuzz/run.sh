#!/usr/bin/env bash
# Runs every fuzz target for SECONDS: run.sh BUILD SECONDS [TARGET…]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$1 seconds=$2
shift 2
targets=("$@")
if ((${#targets[@]} == 0)); then
  for f in "$here"/fuzz_*.c; do targets+=("$(basename "$f" .c)"); done
fi
for t in "${targets[@]}"; do
  work="$build/fuzz/$t"
  mkdir -p "$work"
  dictionary="$here/dictionaries/${t#fuzz_}.dict"
  options=()
  if [[ -f $dictionary ]]; then options+=("-dict=$dictionary"); fi
  echo "== $t"
  "$build/tests/$t" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="$work/" "${options[@]}" "$work" "$here/corpus/${t#fuzz_}" 2>&1 | tail -3
done
