#!/usr/bin/env bash
# Compare how soon the built program and the source show a window under Wine: measure_under_wine.sh [FOLDER]
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=wine_root.sh
source "$HERE/wine_root.sh"
with_own_mounts "$@"

use_wine measure "${1:-}"
begin_wine

inside sh -c 'cd /w/src && wine /w/py/python.exe packaging/measure_start.py dist/gia-desktop/gia-desktop.exe'
inside wineserver -k
