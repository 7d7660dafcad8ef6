"""Sets of fonts that stand for the PCs of users: a program sees one of them and no other font."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dev.shell import ROOT, say

FOLDER = ROOT / "build" / "fonts"
"""Where sets and unpacked fonts are kept; may be deleted at any time."""

_INSTALLED = Path("/usr/share/fonts")
_FANDOL_PACKAGE = "texlive-lang-chinese"
_FANDOL_INSIDE = "./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"

PACKAGES = {"noto": "fonts-noto-cjk", "wqy": "fonts-wqy-zenhei"}
"""Debian packages by the set they bring."""

_NOTO = tuple(
    _INSTALLED / "opentype" / "noto" / f"Noto{kind}CJK-{weight}.ttc"
    for kind in ("Sans", "Serif")
    for weight in ("Regular", "Bold")
)
_FANDOL = tuple(
    FOLDER / "fandol" / f"Fandol{name}.otf"
    for name in ("Song-Regular", "Song-Bold", "Hei-Regular", "Hei-Bold", "Fang-Regular", "Kai-Regular")
)

SETS: Mapping[str, tuple[Path, ...]] = {
    "noto": _NOTO,
    "wqy": (_INSTALLED / "truetype" / "wqy" / "wqy-zenhei.ttc",),
    "fandol": _FANDOL,
    "pictures": _NOTO + _FANDOL,
}
"""Files by the name of a set: what the README's command installs, an old desktop, fonts of typesetters.

The pictures of the manual are drawn with ``pictures``: a window of Noto, and pages that look like print.
"""


def are_there(name: str) -> bool:
    """Tell whether all files of a set are there."""
    return all(path.is_file() for path in SETS[name])


def only(name: str, files: Sequence[Path]) -> dict[str, str]:
    """Return the settings by which a program on Linux sees these font files and no others.

    Args:
        name: of the set; its folder keeps what fontconfig found out about the files.
        files: fonts, in any number of folders.
    """
    folder = FOLDER / "sets" / name
    folder.mkdir(parents=True, exist_ok=True)
    # No links to the files: LibreOffice finds no font behind them.
    folders = "".join(f"<dir>{place}</dir>" for place in sorted({path.parent for path in files}))
    seen = "".join(f"<glob>{path}</glob>" for path in files)
    text = (
        f"<fontconfig>{folders}<cachedir>{folder / 'cache'}</cachedir><selectfont>"
        f"<rejectfont><glob>*</glob></rejectfont><acceptfont>{seen}</acceptfont>"
        "</selectfont></fontconfig>\n"
    )
    settings = folder / "fonts.conf"
    if not settings.is_file() or settings.read_text(encoding="utf-8") != text:
        # Programs that start at the same time find it whole.
        fresh = settings.with_name(f"{settings.name}.{os.getpid()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(settings)
    return {"FONTCONFIG_FILE": str(settings)}


def bring_fandol() -> None:
    """Unpack the Fandol fonts from their Debian package, which would install a whole TeX with them.

    What goes wrong is told; the tests that want these fonts say that they were left out.
    """
    if are_there("fandol") or not shutil.which("apt-get"):
        return
    say(f"取 Fandol 字体（软件包 {_FANDOL_PACKAGE} 的一部分，不安装它）…")
    with tempfile.TemporaryDirectory(prefix="gia-fonts-") as scratch:
        # apt downloads as a user of its own, who has to get in.
        Path(scratch).chmod(0o777)
        got = subprocess.run(["apt-get", "-qq", "download", _FANDOL_PACKAGE], cwd=scratch, check=False)
        archives = list(Path(scratch).glob("*.deb"))
        if got.returncode != 0 or len(archives) != 1:
            say("没有取到 Fandol 字体，用它的测试会跳过。可先运行：sudo apt-get update")
            return
        unpacked = Path(scratch) / "unpacked"
        subprocess.run(["dpkg-deb", "-x", archives[0], unpacked], check=True)
        folder = FOLDER / "fandol"
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted((unpacked / _FANDOL_INSIDE).glob("*.otf")):
            shutil.copyfile(path, folder / path.name)
