# Sourced by the scripts that build in a Debian of their own.
# shellcheck shell=bash

say() { printf '%s == %s\n' "$(date +%T)" "$*"; }

# Start the calling script anew where its mounts are its own: however it ends, nothing stays mounted.
with_own_mounts() {
  [[ $EUID -eq 0 ]] || { echo "请用 root 运行。" >&2; exit 2; }
  [[ -n ${GIA_OWN_MOUNTS:-} ]] || GIA_OWN_MOUNTS=1 exec unshare --mount --propagation private -- "$0" "$@"
}

# Put what is committed into a new folder, and nothing that is half done or happens to lie about.
# copy_source FOLDER [MORE OF THE SOURCE TREE]
copy_source() {
  rm -rf "${1:?}"
  mkdir -p "$1"
  git -c safe.directory="$ROOT" -C "$ROOT" archive HEAD \
    gia_desktop resources packaging LICENSE requirements.lock "${@:2}" | tar -x -C "$1"
}
