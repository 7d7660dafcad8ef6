"""Colours of a workbook: by themselves, in the palette, in the theme with a tint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from lxml import etree

from gia_desktop.importers.shown.ground import INK, PAPER, THEME, Colour, colour_of, tinted

_FIRST: Final = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_PALETTE: Final = (
    f"{_FIRST} {_FIRST} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF "
    "660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF "
    "CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
).split()  # fmt: skip
"""The palette of old workbooks (ECMA-376 part 1, 18.8.27)."""
_SYSTEM: Final = {"64": INK, "65": PAPER}
"""Places that stand for the system's ink and paper."""

_T = TypeVar("_T")


class BookColours:
    """What the colours of one workbook mean."""

    def __init__(self, theme: etree._Element | None, styles: etree._Element, main: str) -> None:
        """Read the theme part, if there is one, and a palette of the workbook's own."""
        self._main = main
        self._theme = _theme(theme)
        palette = styles.iterfind(f"{main}colors/{main}indexedColors/{main}rgbColor")
        own = [one.get("rgb", "") for one in palette]
        self._palette = own or _PALETTE

    def of(self, color: etree._Element | None, default: Colour | None) -> Colour | None:
        """Return the colour that an element tells, the default where it is missing or automatic."""
        if color is None:
            return default
        found = self._plain(color)
        if found is None:
            return default if color.get("auto") in {"1", "true"} or not color.attrib else None
        try:
            return tinted(found, float(color.get("tint", "0")))
        except ValueError:
            return found

    def _plain(self, color: etree._Element) -> Colour | None:
        if written := color.get("rgb"):
            return colour_of(written)
        if written := color.get("indexed"):
            return _SYSTEM.get(written) or colour_of(at_place(self._palette, written, "", most_digits=3))
        return colour_of(at_place(self._theme, color.get("theme", ""), ""))

    def ground(self, fill: etree._Element | None) -> Colour | None:
        """Return what lies behind a cell of a fill: the paper without one, None for patterns."""
        if fill is None:
            return PAPER
        pattern = fill.find(f"{self._main}patternFill")
        if pattern is None:
            return None if len(fill) else PAPER  # a gradient
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return PAPER
        return self.of(pattern.find(f"{self._main}fgColor"), None) if kind == "solid" else None


def _theme(root: etree._Element | None) -> list[str]:
    """Return the colours of a theme part in Excel's order; those of Office where it has none."""
    found = dict(THEME)
    scheme = None if root is None else next(root.iter("{*}clrScheme"), None)
    for slot in () if scheme is None else scheme.iterchildren("{*}*"):
        written = next((_said(one) for one in slot), "")
        if colour_of(written) is not None:
            found[etree.QName(slot).localname] = written
    return [found[name] for name in THEME]


def _said(colour: etree._Element) -> str:
    return colour.get("lastClr", colour.get("val", ""))


def at_place(found: Sequence[_T], written: str, default: _T, *, most_digits: int = 5) -> _T:
    """Return what a workbook means by a place in one of its lists."""
    is_place = written.isascii() and written.isdigit() and len(written) <= most_digits
    place = int(written) if is_place else -1
    return found[place] if 0 <= place < len(found) else default
