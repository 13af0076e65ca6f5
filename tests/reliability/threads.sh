#!/usr/bin/env bash
# Threads and batches under ThreadSanitizer: threads.sh BUILD DATA DOCUMENT…
# The library in four threads (tests/library/tsan.sh); batch, whose workers are
# processes, with each of them watched.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
build=$1 data=$2
"$source/tests/library/tsan.sh" "$@"
shift 2
cmake --build "$build" --target gazmap --parallel 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
G_SLICE=always-malloc GAZMAP_DATA=$data \
  TSAN_OPTIONS="suppressions=$source/tests/library/tsan.supp history_size=4 halt_on_error=1" \
  "$build/bin/gazmap" batch -j 4 -q -o "$work/out" "$@"
echo "batch: no race"
