#!/usr/bin/env bash
# Start the program more than once over one data folder under Wine, also from a renamed and from a second PC:
# starts_under_wine.sh [FOLDER of build_on_linux.sh]
# On Windows, from the source tree: python -m tests.support.window.starts FOLDER
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=wine_root.sh
source "$HERE/wine_root.sh"
with_own_mounts "$@"

use_wine starts "${1:-}"
begin_wine
copy_source "$WINE_ROOT/w/starts" tests

# play NAME OF THE PC [PART]
play() {
  # shellcheck disable=SC2016 # expanded inside
  inside unshare --uts sh -c 'hostname "$1" && cd /w/starts &&
    wine /w/py/python.exe -m tests.support.window.starts Z:\\w\\starts\\played $2' sh "$@"
}

say "one PC"
play PC-1
say "a renamed PC"
play OLD-NAME leave
play NEW-NAME renamed
say "two PCs"
rm -f "$WINE_ROOT/w/starts/played/begun"
# Wine keeps the name of the PC as long as one of its programs runs, so the second has a Wine of its own.
WINEPREFIX=$HOME_INSIDE/.wine-starts-2 make_prefix
play PC-1 hold &
until [[ -e $WINE_ROOT/w/starts/played/begun ]]; do sleep 0.5; done
WINEPREFIX=$HOME_INSIDE/.wine-starts-2
play PC-2 beside
inside wineserver -k
wait $!
WINEPREFIX=$HOME_INSIDE/.wine-starts
inside wineserver -k
