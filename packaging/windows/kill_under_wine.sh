#!/usr/bin/env bash
# Kill the program under Wine while a clerk types into its window: kill_under_wine.sh KILLS [FOLDER of build_on_linux.sh]
# On Windows, from the source tree: python -m tests.support.window.kills KILLS
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=wine_root.sh
source "$HERE/wine_root.sh"
with_own_mounts "$@"

use_wine kills "${2:-}"
begin_wine
copy_source "$WINE_ROOT/w/kills" tests

say "$1 kills"
inside sh -c "cd /w/kills && wine /w/py/python.exe -m tests.support.window.kills $1"
inside wineserver -k
