"""Fonts as the PCs of users have them: installed by dev.py test, renamed or drawn here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from dev import fonts

_WINDOWS: Final = {
    ("宋体", "SimSun"): "Song-Regular",
    ("黑体", "SimHei"): "Hei-Regular",
    ("仿宋", "FangSong"): "Fang-Regular",
    ("仿宋_GB2312", "FangSong_GB2312"): "Fang-Regular",
    ("楷体", "KaiTi"): "Kai-Regular",
    ("楷体_GB2312", "KaiTi_GB2312"): "Kai-Regular",
    ("Times New Roman", "Times New Roman"): "Song-Regular",
}
"""Fonts of Windows by both their names, and the Fandol font that they look like."""

_ENGLISH: Final = 0x409
_CHINESE: Final = 0x804
_EM: Final = 1000
_JOINED: Final = """
languagesystem DFLT dflt;
languagesystem hani dflt;
feature ccmp { sub u2014 u2014 by joined; } ccmp;
feature liga { sub u2026 u2026 by joined; sub u0031 u0030 by joined; } liga;
feature calt { sub u516C' u5F00 by other; } calt;
feature locl { sub u653F by other; } locl;
"""
"""One shape for two dashes, two dots or the figure 10, and another shape for 公 before 开 and for 政."""


def font_files(name: str, folder: Path) -> list[Path]:
    """Return the files of a set of fonts; names of Windows and the tricky font are made in a folder.

    A set that is not there is left out by name: ``python3 dev.py test`` installs it on Debian and Ubuntu.
    """
    if name == "tricky":
        return [draw_tricky(folder)]
    wanted = "fandol" if name == "windows" else name
    if not fonts.are_there(wanted):
        pytest.skip(f"fonts {wanted!r} are not here; python3 dev.py test installs them on Debian and Ubuntu")
    return rename_for_windows(folder) if name == "windows" else list(fonts.SETS[name])


def rename_for_windows(folder: Path) -> list[Path]:
    """Write fonts under the names that those of Windows have: none of them is bold."""
    by_name = {path.stem.removeprefix("Fandol"): path for path in fonts.SETS["fandol"]}
    made = []
    for (chinese, english), source in _WINDOWS.items():
        with TTFont(by_name[source], lazy=True) as font:
            table = font["name"]
            table.names = []
            for language, family in ((_ENGLISH, english), (_CHINESE, chinese)):
                for place, text in ((1, family), (2, "Regular"), (4, family)):
                    table.setName(text, place, 3, 1, language)
            table.setName(english.replace(" ", ""), 6, 3, 1, _ENGLISH)
            made.append(folder / f"{english}.otf")
            font.save(made[-1], reorderTables=None)
    return made


def draw_tricky(folder: Path, signs: Iterable[int] = (*range(0x20, 0x7F), *range(0x2010, 0x2027))) -> Path:
    """Write a font of boxes that joins signs and lets several share a shape."""
    points = sorted(
        {*signs, 0x2E3A, 0x2F08, *range(0x3000, 0x3020), *range(0x4E00, 0x9FA6), *range(0xFF00, 0xFF60)}
    )
    cmap = {point: f"u{point:04X}" for point in points}
    # As in many fonts, the radical ⼈ is the character 人.
    cmap[0x2F08] = cmap[0x4EBA]
    order = [".notdef", *dict.fromkeys(cmap.values()), "joined", "other"]
    builder = FontBuilder(_EM, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    pen = T2CharStringPen(_EM, None)
    for move, point in (
        (pen.moveTo, (80, 0)),
        (pen.lineTo, (80, 700)),
        (pen.lineTo, (900, 700)),
        (pen.lineTo, (900, 0)),
    ):
        move(point)
    pen.closePath()
    box = pen.getCharString()
    builder.setupCFF("Tricky", {}, dict.fromkeys(order, box), {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (_EM, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "仿宋", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    builder.addOpenTypeFeatures(_JOINED)
    path = folder / "tricky.otf"
    builder.save(path)
    return path
