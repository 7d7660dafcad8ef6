#!/usr/bin/env bash
# Wrap the built program into a Debian package: build_deb.sh PROGRAM_FOLDER TARGET_FOLDER
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
PROGRAM=$(cd "$1" && pwd)
TARGET=$(mkdir -p "$2" && cd "$2" && pwd)
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$ROOT/gia_desktop/__init__.py")
# The same package from the same commit, whenever it is built.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -c safe.directory="$ROOT" -C "$ROOT" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
DATE=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)

# The newest C library that any file of the program asks for is the oldest it runs with.
glibc_needed() {
  find "$PROGRAM" -type f \( -name '*.so*' -o -perm -u+x \) -exec objdump -T {} + 2>/dev/null |
    grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -1 | cut -d_ -f2
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
share=$work/usr/share
install -d "$work/opt" "$work/usr/bin" "$work/DEBIAN" "$share/doc/gia-desktop"
cp -a "$PROGRAM" "$work/opt/gia-desktop"
chmod -R u=rwX,go=rX "$work/opt"
ln -s /opt/gia-desktop/gia-desktop /opt/gia-desktop/gia "$work/usr/bin/"
install -Dm644 "$HERE/gia-desktop.desktop" -t "$share/applications"
install -Dm644 "$HERE/gia-desktop.xml" -t "$share/mime/packages"
install -Dm644 "$ROOT/resources/icons/gia-desktop.svg" -t "$share/icons/hicolor/scalable/apps"
for size in 16 24 32 48 64 128 256; do
  install -Dm644 "$ROOT/resources/icons/gia-desktop-$size.png" "$share/icons/hicolor/${size}x$size/apps/gia-desktop.png"
done
install -d "$share/metainfo"
sed -e "s/@VERSION@/$VERSION/" -e "s/@DATE@/$DATE/" "$HERE/gia-desktop.metainfo.xml" \
  >"$share/metainfo/io.github.gia_desktop.gia_desktop.metainfo.xml"
cat "$PROGRAM/LICENSES/GIA-Desktop.txt" - >"$share/doc/gia-desktop/copyright" <<END

The licences of everything that the program carries are in /opt/gia-desktop/LICENSES.
END

cat >"$work/DEBIAN/control" <<END
Package: gia-desktop
Version: $VERSION
Architecture: $(dpkg --print-architecture)
Maintainer: GIA Desktop contributors <gia-desktop@localhost>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$work/opt" "$work/usr" | awk '{sum += $1} END {print sum}')
Depends: libc6 (>= $(glibc_needed)), libegl1, libgl1, libxcb1
Recommends: fonts-noto-cjk | fonts-wqy-zenhei | fonts-wqy-microhei
Description: annual report on open government information
 Write, check and export the yearly report of Chinese authorities on open
 government information. Works without a network.
END

find "$work" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
deb=$TARGET/gia-desktop_${VERSION}_$(dpkg --print-architecture).deb
dpkg-deb --root-owner-group -Zxz --build "$work" "$deb"
