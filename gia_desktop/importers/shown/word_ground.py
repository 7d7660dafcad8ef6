"""Text of a Word document against what lies behind it: shades of runs, paragraphs, cells and tables."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gia_desktop.importers.shown.ground import PAPER, Colour, is_lost
from gia_desktop.importers.shown.word_colours import colour_told, fills, ground_told
from gia_desktop.importers.shown.word_names import WordNames, above
from gia_desktop.importers.shown.word_styles import WordStyles


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
        colour = colour_told(*told)
        if any(is_lost(colour, ground) for ground in grounds):
            lost |= dict.fromkeys(run for run in runs if is_lost(colour, _ground_of(run, w, styles)))
    return lost


def _grounds(root: etree._Element, w: WordNames, styles: WordStyles) -> set[Colour | None]:
    """Return every colour that lies behind any text of a document: most have nothing but the paper."""
    grounds = {ground_told(element, w) for element in root.iter(w("shd"), w("highlight"))}
    named = {w.value(style) for style in root.iter(w("tblStyle"), w("pStyle"), w("rStyle"))}
    grounds |= {shade.ground for style in named for shade in styles.shades(style)}
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
        if element is not None and fills(element, w):
            yield ground_told(element, w)
    for name in ("rStyle", "pStyle", "tblStyle"):
        style = w.value(holder.find(w(name)))
        shades = styles.shades(style) if style else []
        if shades:
            yield None if any(shade.by_place for shade in shades) else shades[0].ground
