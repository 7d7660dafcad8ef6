"""The fonts of printed pages: those the page style names, or what this PC has instead."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from gia_desktop.documents.style import PageStyle

UNITS_PER_POINT: Final = 20
"""Pages are laid out in twentieths of a point, the unit of table widths: all sizes are whole numbers."""

_BOLD: Final = frozenset({"Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC"})
"""Fonts that look like 小标宋 only when they are bold."""

_KINDS: Final = (
    ("小标宋", (
        "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "小标宋体",
        "华文中宋", "STZhongsong", "思源宋体", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC",
        "宋体", "SimSun", "STSong", "FandolSong",
    )),
    ("仿宋", (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02",
        "方正仿宋简体", "华文仿宋", "STFangsong", "朱雀仿宋", "FandolFang", "Noto Serif CJK SC",
        "宋体", "SimSun",
    )),
    ("楷", (
        "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03", "方正楷体简体",
        "华文楷体", "STKaiti", "Kaiti SC", "FandolKai", "AR PL KaitiM GB", "AR PL UKai CN", "LXGW WenKai",
        "宋体", "SimSun", "Noto Serif CJK SC",
    )),
    ("黑", (
        "黑体", "SimHei", "方正黑体_GBK", "华文黑体", "STHeiti", "Heiti SC", "FandolHei",
        "Noto Sans CJK SC", "思源黑体", "Source Han Sans SC", "微软雅黑", "Microsoft YaHei",
        "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    )),
    ("宋", (
        "宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "Songti SC", "FandolSong",
        "Noto Serif CJK SC", "思源宋体", "Source Han Serif SC", "AR PL UMing CN", "AR PL SungtiL GB",
    )),
)  # fmt: skip
"""Kinds of type with their fonts, the best first; a font belongs to the first kind whose word it holds."""

_LATIN: Final = (
    "Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes", "Nimbus Roman", "FreeSerif",
    "DejaVu Serif", "Noto Serif CJK SC", "Source Han Serif SC", "FandolSong", "宋体", "SimSun",
)  # fmt: skip

_SAME: Final = (
    frozenset({"方正小标宋简体", "FZXiaoBiaoSong-B05S"}),
    frozenset({"方正小标宋_GBK", "FZXiaoBiaoSong-B05"}),
    frozenset({"仿宋_GB2312", "FangSong_GB2312"}),
    frozenset({"楷体_GB2312", "KaiTi_GB2312"}),
    frozenset({"仿宋", "FangSong"}),
    frozenset({"楷体", "KaiTi"}),
    frozenset({"黑体", "SimHei"}),
    frozenset({"宋体", "SimSun"}),
)
"""Two names of one font: systems list it by one of them."""

_ORDINARY: Final = "Regular"

_NO_JOINING: Final = ("ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt", "dlig", "hlig")
"""OpenType features that put one shape in the place of several signs, or another shape in that of one.

Noto Serif CJK joins “——” into one long dash by ``ccmp``, and a PDF then says “⸺” (U+2E3A). Chinese print
needs none of them: without them every sign has a shape of its own and is read back as written.
"""


class PaperFonts:
    """Finds the fonts of one page style on this PC."""

    def __init__(self, style: PageStyle) -> None:
        """Look at what is installed, once."""
        self._installed = frozenset(QFontDatabase.families())
        self._found = {name: self._candidates(name) for name in style.fonts}
        self._made: dict[tuple[str, float, bool], QFont] = {}
        self._lacking: dict[str, bool] = {}

    def font(self, name: str, points: float, *, bold: bool = False) -> QFont:
        """Return a font by the name the page style gives it."""
        key = (name, points, bold)
        if key not in self._made:
            self._made[key] = self._make(name, points, bold=bold)
        return self._made[key]

    def lacks_bold(self, name: str) -> bool:
        """Tell whether a font has no bold letters, so that they must be made from ordinary ones."""
        if name not in self._lacking:
            family = self.font(name, 1).families()[0]
            styles = QFontDatabase.styles(family)
            self._lacking[name] = not any(QFontDatabase.bold(family, style) for style in styles)
        return self._lacking[name]

    def made(self) -> list[QFont]:
        """Return one font of every family and weight used so far."""
        return list({(*font.families(), font.bold()): font for font in self._made.values()}.values())

    def missing(self) -> list[tuple[str, str]]:
        """Return every font that this PC lacks with the one used in its place."""
        pairs = [(name, QFontInfo(self.font(name, 1)).family()) for name in self._found]
        return [(wanted, used) for wanted, used in pairs if not self._is(wanted)]

    def _is(self, wanted: str) -> bool:
        names = next((same for same in _SAME if wanted in same), {wanted})
        return not self._installed.isdisjoint(names)

    def _candidates(self, wanted: str) -> list[str]:
        same = next((sorted(names) for names in _SAME if wanted in names), [])
        return [name for name in dict.fromkeys((wanted, *same, *_kin(wanted))) if name in self._installed]

    def _make(self, name: str, points: float, *, bold: bool) -> QFont:
        families = self._found[name] or [name]
        font = QFont()
        font.setFamilies(families)
        font.setPixelSize(round(points * UNITS_PER_POINT))
        font.setBold(bold or ("小标宋" in name and families[0] in _BOLD))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if not font.bold() and _hides_its_bold(families[0]):
            font.setStyleName(_ORDINARY)
        for feature in _NO_JOINING:
            font.setFeature(QFont.Tag(feature), 0)
        return font


def _hides_its_bold(family: str) -> bool:
    """Tell whether a family has bold letters that say they are ordinary ones, as those of Fandol do.

    Which of both Qt takes is chance, unless they are told apart by name.
    """
    styles = QFontDatabase.styles(family)
    return _ORDINARY in styles and "Bold" in styles and not QFontDatabase.bold(family, "Bold")


def _kin(wanted: str) -> tuple[str, ...]:
    """Return the fonts of the same kind: by the word in the name, by the lists, else 宋体 or Times."""
    for word, fonts in _KINDS:
        if word in wanted:
            return fonts
    listed = [fonts for _, fonts in _KINDS if wanted in fonts]
    if listed:
        return min(listed, key=lambda fonts: fonts.index(wanted))
    return _LATIN if wanted.isascii() else _KINDS[-1][1]


def missing_words(missing: list[tuple[str, str]]) -> str:
    """Return one line about missing fonts, or nothing; each of them has an advice of its own."""
    if not missing:
        return ""
    first = missing[0][0]
    before, after = (" " * sign.isascii() for sign in (first[0], first[-1]))
    names = first if len(missing) == 1 else f"{first}{after}等 {len(missing)} 种字体"
    return f"本机缺{before}{names}，页面、打印和 PDF 用别的代替；docx 不受影响。"
