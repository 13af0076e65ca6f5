#!/usr/bin/env bash
# libgazmap in four threads under ThreadSanitizer: tsan.sh BUILD DATA DOCUMENT…
# BUILD is made anew or brought up to date; DATA is a share/gazmap folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=$1 data=$2
shift 2
cmake -S "$source" -B "$build" -DGAZMAP_TESTS=OFF -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_C_FLAGS="-fsanitize=thread -O1" > /dev/null
cmake --build "$build" --target libgazmap --parallel 2
cc -fsanitize=thread -g -I"$source/src" "$here/threads.c" -o "$build/threads" \
  -L"$build/src" -lgazmap -pthread
# GLib's own allocator reuses memory behind locks that ThreadSanitizer does not see.
G_SLICE=always-malloc GAZMAP_DATA=$data LD_LIBRARY_PATH=$build/src \
  TSAN_OPTIONS="suppressions=$here/tsan.supp history_size=4 halt_on_error=1" \
  "$build/threads" "$@"
