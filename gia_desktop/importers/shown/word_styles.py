"""Styles of a Word document as far as they hide, strike, raise or number text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from gia_desktop.importers.shown.ground import Colour
from gia_desktop.importers.shown.word_colours import fills, ground_told
from gia_desktop.importers.shown.word_names import WordNames, names_of

_DEPTH = 12
"""Styles are based on others; a longer chain is a circle."""
_TOLD = ("vanish", "strike", "dstrike", "vertAlign", "position", "sz", "color")


class Shade(NamedTuple):
    """What a style puts behind text.

    Attributes:
        ground: its colour; None where it can't be told.
        by_place: whether it lies behind a part of a table alone, such as its first row.
    """

    ground: Colour | None
    by_place: bool


@dataclass
class _Style:
    """One style as it is written."""

    id: str
    kind: str
    name: str
    based_on: str
    runs: dict[str, str] = field(default_factory=dict)
    numbering: tuple[str, str] | None = None
    shades: tuple[Shade, ...] = ()


class WordStyles:
    """The styles of a document; one without a styles part has none."""

    def __init__(self, root: etree._Element | None = None) -> None:
        """Read the styles part."""
        self._styles: dict[str, _Style] = {}
        self._defaults: dict[str, str] = {}
        self.default_paragraph = ""
        if root is not None:
            self._read(root)

    def run_properties(self, style: str) -> dict[str, str]:
        """Return what a style says of its runs, base styles included: property name to value."""
        found: dict[str, str] = {}
        for one in reversed(self._chain(style)):
            found |= one.runs
        return found

    def shades(self, style: str) -> list[Shade]:
        """Return what a style and its base styles put behind text, or behind parts of a table."""
        return [shade for one in self._chain(style) for shade in one.shades]

    def numbering(self, style: str) -> tuple[str, str]:
        """Return list and level that a paragraph style numbers by, empty texts without."""
        number, level = "", ""
        for one in self._chain(style):
            if one.numbering is not None:
                number, level = number or one.numbering[0], level or one.numbering[1]
        return number, level

    def is_placeholder(self, style: str) -> bool:
        """Tell whether a character style is the one of placeholders in content controls."""
        one = self._styles.get(style)
        return style == "PlaceholderText" or (one is not None and one.name.lower() == "placeholder text")

    def telling(self, *properties: str) -> frozenset[str]:
        """Return the styles that say anything of some properties."""
        return frozenset(
            style for style in self._styles if any(name in properties for name in self.run_properties(style))
        )

    @property
    def numbered(self) -> frozenset[str]:
        """Styles whose paragraphs are numbered."""
        return frozenset(style for style in self._styles if self.numbering(style)[0] not in {"", "0"})

    @property
    def size(self) -> int:
        """Size of text that nothing else is said of, in half points."""
        written = self._defaults.get("sz", "")
        return int(written) if written.isascii() and written.isdigit() else 20

    def _chain(self, style: str) -> list[_Style]:
        chain: list[_Style] = []
        while style in self._styles and len(chain) < _DEPTH:
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain

    def _read(self, root: etree._Element) -> None:
        w = names_of(root)
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w.rpr}")
        self._defaults = _runs(defaults, w)
        for element in root.iterchildren(w("style")):
            one = _Style(
                element.get(w("styleId"), ""),
                element.get(w("type"), ""),
                w.value(element.find(w("name"))),
                w.value(element.find(w("basedOn"))),
                _runs(element.find(w.rpr), w),
            )
            numbering = element.find(f"{w.ppr}/{w('numPr')}")
            if numbering is not None:
                one.numbering = (
                    w.value(numbering.find(w("numId"))), w.value(numbering.find(w("ilvl")))
                )  # fmt: skip
            one.shades = tuple(
                Shade(ground_told(shade, w), next(shade.iterancestors(w("tblStylePr")), None) is not None)
                for shade in element.iter(w("shd"))
                if fills(shade, w)
            )
            self._styles[one.id] = one
            if one.kind == "paragraph" and element.get(w("default"), "0") in {"1", "true", "on"}:
                self.default_paragraph = one.id


def _runs(properties: etree._Element | None, w: WordNames) -> dict[str, str]:
    """Return the properties that matter, ``on`` or ``off`` for those that have no other value."""
    found: dict[str, str] = {}
    if properties is None:
        return found
    for name in _TOLD:
        element = properties.find(w(name))
        if element is None:
            continue
        if name in {"vanish", "strike", "dstrike"}:
            found[name] = "on" if w.is_on(element) else "off"
        else:
            found[name] = w.value(element)
    return found
