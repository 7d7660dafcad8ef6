#!/usr/bin/env bash
# Build the program and its package for old systems, as root: build_on_old_debian.sh [FOLDER, default build-deb]
# A program runs with the C library of the machine that built it and with newer ones, so this builds on Debian 11.
# That has no Python 3.11: it is compiled from Debian 12's source with its security fixes, once, in about five minutes.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../chroot.sh
source "$HERE/../chroot.sh"
with_own_mounts "$@"

BUILD=$(mkdir -p "${1:-$ROOT/build-deb}" && cd "${1:-$ROOT/build-deb}" && pwd)
DEBIAN=$BUILD/debian
PYTHON=/opt/python/bin/python3.11
COMPILER=(gcc make patch dpkg-dev libc6-dev pkg-config libssl-dev zlib1g-dev libbz2-dev liblzma-dev libffi-dev
  libsqlite3-dev uuid-dev)
# What PyInstaller takes into the program.
LIBRARIES=(libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxcb-icccm4
  libxcb-keysyms1 libxcb-randr0 libxcb-shape0 libxkbcommon-x11-0 libcups2)
inside() { chroot "$DEBIAN" env -i HOME=/tmp LANG=C.UTF-8 PATH=/usr/bin:/bin:/usr/sbin:/sbin "$@"; }

make_debian() {
  [[ -e $DEBIAN/.finished ]] && return
  say "Debian 11"
  rm -rf "$DEBIAN"
  debootstrap --variant=minbase --include=ca-certificates bullseye "$DEBIAN" >"$BUILD/debootstrap.log"
  sed -n 's/^deb \([^ ]*\) .*/deb-src \1 bookworm main/p' "$DEBIAN/etc/apt/sources.list" \
    >"$DEBIAN/etc/apt/sources.list.d/python.list"
  inside apt-get update -qq
  inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${COMPILER[@]}" "${LIBRARIES[@]}" >"$BUILD/apt.log" 2>&1
  touch "$DEBIAN/.finished"
}

# Of Debian's patches only the fixes of Python itself; the others move its folders to where Debian wants them.
make_python() {
  [[ -e $DEBIAN$PYTHON ]] && return
  say "Python"
  rm -rf "$DEBIAN/python"
  mkdir "$DEBIAN/python"
  # shellcheck disable=SC2016 # for the shell inside
  inside sh -euc 'cd /python
    apt-get source -qq --download-only python3.11
    dpkg-source --skip-patches -x *.dsc source
    cd source
    sed -n "/^fix-py_compile/,\$p" debian/patches/series | while read -r name; do
      patch -s -p1 <"debian/patches/$name"
    done
    # A fix uses what is private to the interpreter, into which Debian builds this module.
    sed -i "s/Extension(.pyexpat./&, define_macros=[(\"Py_BUILD_CORE_MODULE\", \"1\")]/" setup.py
    ./configure --quiet --prefix=/opt/python --enable-shared LDFLAGS=-Wl,-rpath,/opt/python/lib
    make -s -j2
    make -s install' >"$BUILD/python.log" 2>&1
}

# Everything that the lock pins, with its hashes, in wheels that a C library of 2018 can load.
make_wheels() {
  local stamp tags
  stamp=$(sha256sum <"$ROOT/requirements-dev.lock")
  [[ $stamp == "$(cat "$DEBIAN/lock.sha256" 2>/dev/null)" ]] && return
  say "wheels"
  rm -rf "$DEBIAN/wheels"
  tags=$(printf -- '--platform manylinux%s_'"$(uname -m) " _2_28 _2_27 _2_26 _2_24 _2_17 2014 _2_12 _2_5 1)
  # shellcheck disable=SC2086 # one option and its value each
  python3 -m pip download -q --require-hashes --no-deps --only-binary=:all: $tags --python-version 3.11.9 \
    -d "$DEBIAN/wheels" -r "$ROOT/requirements-dev.lock"
  # As files: the lock would ask for other versions with Debian's older 3.11. Building uses none of those tools.
  inside sh -c "$PYTHON -m pip install -q --no-index --no-deps --ignore-requires-python /wheels/*.whl"
  echo "$stamp" >"$DEBIAN/lock.sha256"
}

make_debian
mount -t proc proc "$DEBIAN/proc"
make_python
make_wheels
say "program and package"
copy_source "$DEBIAN/source"
inside SOURCE_DATE_EPOCH="$(git -c safe.directory="$ROOT" -C "$ROOT" log -1 --format=%ct)" \
  "$PYTHON" /source/packaging/build.py
cp "$DEBIAN"/source/dist/*.deb "$BUILD/"
