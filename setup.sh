#!/usr/bin/env bash
# Sets gazmap up from a fresh clone and draws the example; "setup.sh test" runs
# the tests too. Debian packages are installed when missing, and only then is
# the network used.
set -euo pipefail
cd "$(dirname "$0")"

build_packages=(gcc libc6-dev cmake ninja-build pkg-config libglib2.0-dev libcairo2-dev
  libpango1.0-dev libproj-dev libshp-dev libutf8proc-dev libyaml-dev
  libjansson-dev libdeflate-dev fonts-noto-core fonts-dejavu-core)
test_packages=(libcmocka-dev libgeos-dev librsvg2-bin poppler-utils libxml2-utils python3 strace locales
  parallel python3-distributed faketime)

mode=${1:-draw}
case $mode in
  draw) packages=("${build_packages[@]}") ;;
  test) packages=("${build_packages[@]}" "${test_packages[@]}") ;;
  *) echo "usage: setup.sh [test]" >&2; exit 2 ;;
esac

missing=()
for p in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || missing+=("$p")
done
if ((${#missing[@]})); then
  echo "Installing: ${missing[*]}"
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

build=${GAZMAP_BUILD:-build}
tests=OFF
[ "$mode" = test ] && tests=ON
cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DGAZMAP_TESTS=$tests >"$build.log" 2>&1 \
  || { cat "$build.log" >&2; exit 1; }
rm -f "$build.log"
cmake --build "$build"

if [ "$mode" = test ]; then
  ctest --test-dir "$build" -LE peers --output-on-failure --timeout 900 -j 2
else
  document=tests/documents/idlib-protocol.txt
  "$build/bin/gazmap" draw "$document" -o out/example.svg -o out/example.png \
    -o out/example.pdf -o out/example.geojson # names that git does not track
  echo "The map of $document:"
  ls -1 out/example.svg out/example.png out/example.pdf out/example.geojson
fi
