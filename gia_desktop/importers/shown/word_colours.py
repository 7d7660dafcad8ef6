"""Colours of a Word document: written out, of the theme, of highlights and of shades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from gia_desktop.importers.shown.ground import PAPER, THEME, Colour, colour_of
from gia_desktop.importers.shown.word_names import WordNames

_THEME: Final[Mapping[str, str]] = {
    "dark1": "dk1", "text1": "dk1", "light1": "lt1", "background1": "lt1", "dark2": "dk2", "text2": "dk2",
    "light2": "lt2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
"""Names of theme colours in documents (ECMA-376 part 1, 17.18.97) that differ from those in a theme."""
_HIGHLIGHTS: Final[Mapping[str, str]] = {
    "darkcyan": "teal", "darkgray": "808080", "darkgreen": "008000", "darkmagenta": "800080",
    "darkred": "800000", "darkyellow": "808000", "green": "00ff00", "lightgray": "c0c0c0",
    "darkblue": "000080",
}  # fmt: skip
"""Highlights that Word names otherwise than web pages (17.18.40)."""
_NOTHING: Final = frozenset({"", "auto", "nil", "none"})


def fills(element: etree._Element, w: WordNames) -> bool:
    """Tell whether a shade or highlight puts anything behind the text."""
    if element.tag == w("highlight"):
        return w.value(element) not in _NOTHING
    is_pattern = w.value(element, "clear") not in {"clear", "nil"}
    return is_pattern or element.get(w("fill"), "") not in _NOTHING or bool(element.get(w("themeFill")))


def ground_told(element: etree._Element, w: WordNames) -> Colour | None:
    """Return the colour of a shade or highlight; None for patterns."""
    pattern = w.value(element, "clear")
    if element.tag == w("highlight"):
        return colour_of(_HIGHLIGHTS.get(pattern.lower(), pattern))
    if pattern == "solid":
        return colour_told(element.get(w("color"), ""), element.get(w("themeColor"), ""), "")
    if pattern != "clear":
        return None
    return colour_told(
        element.get(w("fill"), ""), element.get(w("themeFill"), ""), element.get(w("themeFillShade"), "")
    )


def colour_told(written: str, theme: str, shade: str) -> Colour | None:
    """Return a colour that is written out, as Word does beside one of the theme; else that of the theme."""
    slot = _THEME.get(theme, theme)
    if slot == "lt1" and not shade:
        return PAPER
    found = None if written in _NOTHING else colour_of(written)
    return found or (None if shade else colour_of(THEME.get(slot, "")))
