"""Text of a Word document against what lies behind it: shades of runs, paragraphs, cells and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from gia_desktop.importers.shown.ground import PAPER, THEME, Colour, colour_of, is_lost
from gia_desktop.importers.shown.word_names import WordNames, above
from gia_desktop.importers.shown.word_styles import WordStyles

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


def lost_runs(root: etree._Element, w: WordNames, styles: WordStyles) -> dict[etree._Element, None]:
    """Return the runs that nobody sees because their own colour is that of their ground.

    Text of automatic colour never is: Word writes it white on what is dark.
    """
    lost: dict[etree._Element, None] = {}
    colours: dict[tuple[str, str, str], list[etree._Element]] = {}
    for element in root.iter(w("color")):
        if (run := above(element, w.rpr, w.r)) is not None:
            told = (w.value(element), element.get(w("themeColor"), ""), element.get(w("themeShade"), ""))
            colours.setdefault(told, []).append(run)
    grounds = _grounds(root, w, styles) if colours else set()
    for told, runs in colours.items():
        colour = _colour(*told)
        if any(is_lost(colour, ground) for ground in grounds):
            lost |= dict.fromkeys(run for run in runs if is_lost(colour, _ground_of(run, w, styles)))
    return lost


def _grounds(root: etree._Element, w: WordNames, styles: WordStyles) -> set[Colour | None]:
    """Return every colour that lies behind any text of a document: most have nothing but the paper."""
    grounds = {_ground(element, w) for element in root.iter(w("shd"), w("highlight"))}
    named = {w.value(style) for style in root.iter(w("tblStyle"), w("pStyle"), w("rStyle"))}
    grounds |= {_ground(shade, w) for style in named for shade in styles.shades(style)}
    return {PAPER, *grounds}


def _ground_of(run: etree._Element, w: WordNames, styles: WordStyles) -> Colour | None:
    """Return what lies behind a run: the innermost shade; None where a table's style decides by place."""
    owners = (run, *run.iterancestors(w.p, w.tc, w.tbl))
    holders = (next((child for child in owner if str(child.tag).endswith("Pr")), None) for owner in owners)
    told = (ground for holder in holders if holder is not None for ground in _said(holder, w, styles))
    return next(told, PAPER)


def _said(holder: etree._Element, w: WordNames, styles: WordStyles) -> Iterator[Colour | None]:
    """Yield the grounds that the properties of a run, paragraph, cell or table tell, the first counts."""
    for name in ("highlight", "shd"):
        element = holder.find(w(name))
        if element is not None and _fills(element, w):
            yield _ground(element, w)
    for name in ("rStyle", "pStyle", "tblStyle"):
        style = w.value(holder.find(w(name)))
        shades = [shade for shade in styles.shades(style) if _fills(shade, w)] if style else []
        by_place = any(next(shade.iterancestors(w("tblStylePr")), None) is not None for shade in shades)
        if shades:
            yield None if by_place else _ground(shades[0], w)


def _fills(element: etree._Element, w: WordNames) -> bool:
    """Tell whether a shade or highlight puts anything behind the text."""
    if element.tag == w("highlight"):
        return w.value(element) not in _NOTHING
    is_pattern = w.value(element, "clear") not in {"clear", "nil"}
    return is_pattern or element.get(w("fill"), "") not in _NOTHING or bool(element.get(w("themeFill")))


def _ground(element: etree._Element, w: WordNames) -> Colour | None:
    """Return the colour of a shade or highlight; None for patterns."""
    pattern = w.value(element, "clear")
    if element.tag == w("highlight"):
        return colour_of(_HIGHLIGHTS.get(pattern.lower(), pattern))
    if pattern == "solid":
        return _colour(element.get(w("color"), ""), element.get(w("themeColor"), ""), "")
    if pattern != "clear":
        return None
    return _colour(
        element.get(w("fill"), ""), element.get(w("themeFill"), ""), element.get(w("themeFillShade"), "")
    )


def _colour(written: str, theme: str, shade: str) -> Colour | None:
    """Return a colour that is written out, as Word does beside one of the theme; else that of the theme."""
    slot = _THEME.get(theme, theme)
    if slot == "lt1" and not shade:
        return PAPER
    found = None if written in _NOTHING else colour_of(written)
    return found or (None if shade else colour_of(THEME.get(slot, "")))
