#!/usr/bin/env bash
# Build the Windows program and its installer on Linux, as root: build_on_linux.sh [FOLDER, default build-win]
# The first run takes about five minutes, later ones half of it; delete FOLDER to start from nothing.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=wine_root.sh
source "$HERE/wine_root.sh"
with_own_mounts "$@"

BUILD=$(mkdir -p "${1:-$ROOT/build-win}" && cd "${1:-$ROOT/build-win}" && pwd)
WINE_ROOT=$BUILD/wine-root
make_debian
mount_system
make_prefix
make_python
make_wheels

say "program"
copy_source "$WINE_ROOT/w/src"
inside sh -c 'cd /w/src && wine /w/py/python.exe packaging/build.py'

say "installer"
python3 "$HERE/installer.py" "$WINE_ROOT/w/src/dist/gia-desktop" "$BUILD"
