#!/usr/bin/env bash
# The whole suite with every access checked: sanitize.sh BUILD [CC]
# AddressSanitizer, UndefinedBehaviorSanitizer and LeakSanitizer; the tests of the
# installed library and of hardening do not apply and are left out.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
build=$1 cc=${2:-cc}
cmake -S "$source" -B "$build" -G Ninja -DCMAKE_C_COMPILER="$cc" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DGAZMAP_SANITIZE=ON > /dev/null
cmake --build "$build"
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export LSAN_OPTIONS=suppressions=$source/tests/reliability/lsan.supp:print_suppressions=0
ctest --test-dir "$build" --output-on-failure --timeout 1800 -j "${JOBS:-2}" -LE package
