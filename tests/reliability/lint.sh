#!/usr/bin/env bash
# The sources under cppcheck and clang-tidy, at the agreed set: lint.sh BUILD [cppcheck|FILE…]
# cppcheck takes half a minute (ctest runs it: -L lint); clang-tidy, whose set is
# .clang-tidy, ten seconds a file, all of src unless FILEs are named. BUILD is a build of
# ours whose compile commands are told. 77 when a tool is not here.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
shift
cd "$source"
failed=0
if (($# == 0)) || [[ $1 == cppcheck ]]; then
  command -v cppcheck > /dev/null || { echo "skipped: cppcheck is not here"; exit 77; }
  # Left out: what it guesses of values behind pointers, of leaks into containers that
  # own, and of pointers to locals handed down through a table of functions.
  rooms=()
  for d in src src/*/; do rooms+=(-I "$d"); done
  cppcheck --quiet --std=c11 --language=c --library=gtk --template=gcc --error-exitcode=1 \
    --enable=warning,performance,portability --inline-suppr \
    '-DG_DEFINE_QUARK(a,b)=' '-DG_GNUC_PRINTF(a,b)=' --suppress=returnDanglingLifetime \
    --suppress=memleak --suppress=uninitvar --suppress=ctuuninitvar \
    "${rooms[@]}" src && echo "cppcheck: clean" || failed=1
  if [[ ${1:-} == cppcheck ]]; then exit $failed; fi
fi
command -v clang-tidy > /dev/null || { echo "skipped: clang-tidy is not here"; exit 77; }
cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "$build" > /dev/null
files=("$@")
if ((${#files[@]} == 0)); then files=(src/*.c src/*/*.c); fi
for f in "${files[@]}"; do
  out=$(clang-tidy -p "$build" --quiet "$f" 2> /dev/null) || { failed=1; echo "$out"; }
done
((failed)) || echo "clang-tidy: ${#files[@]} files, clean"
exit $failed
