#!/usr/bin/env bash
# Install a package into a new, bare Debian, try it and take it away again, as root: try_deb.sh DEB [SUITE [FOLDER]]
set -euo pipefail

[[ $EUID -eq 0 ]] || { echo "请用 root 运行。" >&2; exit 2; }
# Mounts of its own: however this ends, nothing stays mounted.
[[ -n ${GIA_OWN_MOUNTS:-} ]] || GIA_OWN_MOUNTS=1 exec unshare --mount --propagation private -- "$0" "$@"

SUITE=${2:-bookworm}
DEBIAN=${3:-$(mktemp -d)}
inside() { chroot "$DEBIAN" env -i HOME=/tmp PATH=/usr/bin:/bin:/usr/sbin:/sbin "$@"; }

debootstrap --variant=minbase --include=ca-certificates "$SUITE" "$DEBIAN" >/dev/null
# Where mktemp made it, only root could look in; apt fetches as another user.
chmod 755 "$DEBIAN"
mount -t proc proc "$DEBIAN/proc"
cp "$1" "$DEBIAN/gia-desktop.deb"
inside apt-get update -qq
inside DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /gia-desktop.deb \
  desktop-file-utils appstream shared-mime-info >"$DEBIAN/apt.log" 2>&1

echo "== 自检"
inside gia self-test
echo "== 窗口（没有语言环境，没有显示器）"
code=0
inside QT_QPA_PLATFORM=offscreen timeout 10 gia-desktop 2>/dev/null || code=$?
[[ $code -eq 124 ]] # still running when the time was up
echo "== 桌面文件、文件类型、应用说明"
inside desktop-file-validate /usr/share/applications/gia-desktop.desktop
inside appstreamcli validate --no-net --explain /usr/share/metainfo/io.github.gia_desktop.gia_desktop.metainfo.xml
inside update-mime-database /usr/share/mime
for ending in gia giar giac; do grep -x "50:application/vnd.gia-desktop[.a-z]*+json:\*.$ending" "$DEBIAN/usr/share/mime/globs2"; done
echo "== 没有缺少的动态库"
inside find /opt/gia-desktop -name '*.so*' -type f -exec env LD_LIBRARY_PATH=/opt/gia-desktop/_internal ldd {} + \
  >"$DEBIAN/libraries.txt"
[[ -s $DEBIAN/libraries.txt ]]
if grep "not found" "$DEBIAN/libraries.txt"; then exit 1; fi
echo "== 卸载"
inside apt-get purge -y -qq gia-desktop >>"$DEBIAN/apt.log" 2>&1
[[ ! -e $DEBIAN/opt/gia-desktop && ! -e $DEBIAN/usr/bin/gia ]]
echo "全部通过（$SUITE，glibc $(inside ldd --version | sed -n '1s/.* //p')）。"
