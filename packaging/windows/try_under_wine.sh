#!/usr/bin/env bash
# Try the setup program under Wine, as root: try_under_wine.sh [FOLDER of build_on_linux.sh [OLDER SETUP]]
# Pictures go to FOLDER.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=wine_root.sh
source "$HERE/wine_root.sh"
with_own_mounts "$@"

# A user who never had the program, nor any Python.
use_wine clerk "${1:-}"
rm -rf "${WINE_ROOT:?}$WINEPREFIX"
begin_wine

# Notes of programs that were killed last time would make the report read-only.
rm -rf "${WINE_ROOT:?}/w/try"
mkdir "$WINE_ROOT/w/try"
cp "$BUILD"/gia-desktop-*-setup.exe "$WINE_ROOT/w/try/setup.exe"
cp "$HERE/try_installer.py" "$ROOT"/resources/samples/{sample-2025.gia,register-2026.giar,collection-2025.giac} \
  "$WINE_ROOT/w/try/"
older=()
if [[ -n ${2:-} ]]; then
  cp "$2" "$WINE_ROOT/w/try/older.exe"
  older=('Z:\w\try\older.exe')
fi
say "silent: install, upgrade, uninstall"
inside wine /w/py/python.exe 'Z:\w\try\try_installer.py' 'Z:\w\try\setup.exe' 'Z:\w\try\sample-2025.gia' "${older[@]}"

say "by hand: the pages of the setup program"
inside wine 'Z:\w\try\setup.exe' &
sleep 10
picture wizard
inside wine taskkill /f /im setup.exe

# Open the program, with a file or without, press a key if one is given, and take a picture.
# By its name: Wine looks for file types of the machine only, Windows for those of the user as well.
look_at() { # PICTURE [FILE, - for none [KEY]]
  local file=()
  [[ ${2:--} == - ]] || file=("Z:\\w\\try\\$2")
  inside wine cmd /c '%LOCALAPPDATA%\Programs\gia-desktop\gia-desktop.exe' "${file[@]}" &
  sleep 20
  if [[ -n ${3:-} ]]; then
    inside xdotool key "$3"
    sleep 8
  fi
  picture "$1"
  inside wine taskkill /f /im gia-desktop.exe
}

say "the installed program: home, a report, a register, a collection"
inside wine 'Z:\w\try\setup.exe' /S
# The drafts of the trial are still there, and the program goes back to where it was killed.
look_at home - ctrl+w
look_at report sample-2025.gia
look_at register register-2026.giar Return
look_at county collection-2025.giac
inside wineserver -k
say "pictures: $BUILD/{wizard,home,report,register,county}.png"
