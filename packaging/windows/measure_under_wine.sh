#!/usr/bin/env bash
# Compare how soon the built program and the source show a window under Wine: measure_under_wine.sh [FOLDER]
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=wine_root.sh
source "$HERE/wine_root.sh"
with_own_mounts "$@"

BUILD=$(cd "${1:-$ROOT/build-win}" && pwd)
WINE_ROOT=$BUILD/wine-root
# Its end ends no other program under Wine.
WINEPREFIX=$HOME_INSIDE/.wine-measure
mount_system
start_display
make_prefix

inside sh -c 'cd /w/src && wine /w/py/python.exe packaging/measure_start.py dist/gia-desktop/gia-desktop.exe'
inside wineserver -k
