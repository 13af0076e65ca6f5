#!/usr/bin/env bash
# Makes the .debs and the source tarball of a build, installs them in a copy of a bare
# Debian root, draws there, and builds a program against libgazmap. usage: test_deb.sh BUILD. GAZMAP_BARE_ROOT names
# the root, made by "debootstrap --variant=minbase bookworm ROOT"; it is not changed.
set -euo pipefail
trap 'echo "failed in line $LINENO"' ERR
source=$(cd "$(dirname "$0")/../.." && pwd)
build=$1

skip() { echo "skipped: $*"; exit 77; }
[ -n "${GAZMAP_BARE_ROOT:-}" ] || skip "GAZMAP_BARE_ROOT names no bare Debian root"
[ -d "$GAZMAP_BARE_ROOT/etc/apt" ] || skip "$GAZMAP_BARE_ROOT is no Debian root"
[ "$(id -u)" = 0 ] || skip "only root can install in another root"
command -v dpkg-shlibdeps >/dev/null || skip "dpkg-shlibdeps (dpkg-dev) is not here"

work=$(mktemp -d)
trap 'umount "$work/root/proc" 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT

(cd "$work" && cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/deb" >"$work/log" 2>&1) ||
  { cat "$work/log"; exit 1; }
debs=("$work"/deb/*.deb)
[ ${#debs[@]} = 4 ] || { echo "not four packages: ${debs[*]}"; exit 1; }
for deb in "${debs[@]}"; do dpkg-deb --field "$deb" Package Version Depends; done
depends() {
  dpkg-deb --field "$work"/deb/"$1"_*.deb Depends | grep -q "$2" || { echo "$1: no dependency on $2"; exit 1; }
}
for need in libc6 libglib2.0-0 libcairo2 libpango-1.0-0 libproj25 gazmap-data; do
  depends libgazmap0 "$need"
done
depends gazmap libgazmap0
depends gazmap-data fonts-noto-core
depends libgazmap-dev libgazmap0

cp -a "$GAZMAP_BARE_ROOT" "$work/root"
mkdir "$work/root/debs"
cp "${debs[@]}" "$work/root/debs/"
chmod 1777 "$work/root/tmp"
# Its device files may have been made without the rights that apt's own user needs.
if rm -f "$work/root/dev/null" && mknod -m 666 "$work/root/dev/null" c 1 3; then :; else
  skip "no device file can be made here"
fi
cp /etc/resolv.conf "$work/root/etc/resolv.conf"
inside() { chroot "$work/root" env LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
inside apt-get update -q >"$work/log" 2>&1 || { cat "$work/log"; skip "no Debian archive can be reached"; }
inside sh -c "apt-get install -q -y --no-install-recommends /debs/gazmap*.deb /debs/libgazmap0_*.deb" >"$work/log" 2>&1 ||
  { tail -30 "$work/log"; exit 1; }

# A build for /usr/local finds its data by its own place, which /proc tells.
mount -t proc proc "$work/root/proc" || skip "proc cannot be mounted here"
inside gazmap --version
cp "$source/tests/documents/idlib-protocol.txt" "$work/root/tmp/"
inside gazmap draw /tmp/idlib-protocol.txt -o /tmp/map.svg -o /tmp/map.png -o /tmp/map.pdf
for kind in svg png pdf; do test -s "$work/root/tmp/map.$kind"; done
grep -q 'data-kind="corridor"' "$work/root/tmp/map.svg"
# Where it was built and where it is installed, the same bytes.
"$build/bin/gazmap" draw "$source/tests/documents/idlib-protocol.txt" -o "$work/here.geojson"
inside gazmap draw /tmp/idlib-protocol.txt -o /tmp/there.geojson
cmp "$work/here.geojson" "$work/root/tmp/there.geojson"
for page in gazmap.1 gazmap-draw.1 gazmap-map-file.5; do
  test -s "$work/root/usr/share/man/man${page##*.}/$page"
done
test -s "$work/root/usr/share/bash-completion/completions/gazmap"

# A program of somebody's own, with the development package.
inside sh -c "apt-get install -q -y --no-install-recommends gcc libc6-dev pkg-config /debs/libgazmap-dev_*.deb" \
  >"$work/log" 2>&1 || { tail -30 "$work/log"; exit 1; }
cp "$source/tests/library/example.c" "$work/root/tmp/"
inside sh -c 'cc /tmp/example.c $(pkg-config --cflags --libs gazmap) -o /tmp/example'
inside /tmp/example /tmp/idlib-protocol.txt /tmp/library.svg | grep "map in"
inside apt-get remove -q -y gazmap gazmap-data >"$work/log" 2>&1
test ! -e "$work/root/usr/share/gazmap"
test ! -e "$work/root/usr/lib/libgazmap.so.0"

(cd "$work" && cpack --config "$build/CPackSourceConfig.cmake" -B "$work/tgz" >"$work/log" 2>&1) ||
  { cat "$work/log"; exit 1; }
tar -tzf "$work"/tgz/gazmap-*.tar.gz >"$work/list"
grep -q '^gazmap-[^/]*/setup.sh$' "$work/list"
! grep -Eq '/\.git/|/build(-[^/]*)?/' "$work/list"
# Every file of the tree, where git can tell which those are.
if git -C "$source" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git -C "$source" -c core.quotePath=false ls-files | sort >"$work/tree"
  sed -n 's,^gazmap-[^/]*/,,p' "$work/list" | sort | comm -13 - "$work/tree" >"$work/left-out"
  test ! -s "$work/left-out" || { echo "not in the tarball:"; cat "$work/left-out"; exit 1; }
fi
echo "installed, drew, removed; the tarball holds $(wc -l <"$work/list") entries"
