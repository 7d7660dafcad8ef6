"""Numbers that Word writes before paragraphs by itself (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from gia_desktop.importers.shown.list_numbers import word_number
from gia_desktop.importers.shown.word_names import WordNames, names_of
from gia_desktop.importers.shown.word_styles import WordStyles

_LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
_LARGEST: Final = 10_000
_NUMBERED = re.compile(r"[（(第]?[一二三四五六七八九十\d]")
_MOST_LISTS: Final = 50
"""No report has more lists; where there are more, typed headings aren't compared with them."""
_HEAD: Final = 12
"""A number that somebody typed stands within so many signs."""


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered.

    Attributes:
        restart: number of the level whose items begin this one anew; 0 for never, -1 for any above it.
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    suffix: str = "tab"
    is_legal: bool = False
    style: str = ""


@dataclass
class _List:
    """A numbered list: several ``num`` may go on with the count of one ``abstractNum``."""

    levels: list[_Level]
    abstract: str
    starts: Mapping[int, int] = field(default_factory=dict)
    begun: bool = False


class WordNumbers:
    """Counts the items of all lists of a document, in reading order."""

    def __init__(self, root: etree._Element, styles: WordStyles) -> None:
        """Read the numbering part."""
        self._styles = styles
        self._lists = _lists(root)
        self._counts: dict[str, list[int]] = {}
        self.restarted = False
        """Whether a heading with a typed number began a count anew."""

    def number(self, paragraph: etree._Element, w: WordNames) -> str:
        """Return what Word writes before a paragraph, which counts as one more item; nothing otherwise."""
        number, level, style = _list_of(paragraph, w, self._styles)
        found = self._lists.get(number)
        if found is None:
            return ""
        by_style = (str(at) for at, one in enumerate(found.levels) if one.style and one.style == style)
        place = _number(level or next(by_style, "0"), _LEVELS)
        if place >= _LEVELS:
            return ""
        counts = self._counts.setdefault(found.abstract, [0] * _LEVELS)
        if not found.begun:
            found.begun = True
            for at, start in found.starts.items():
                counts[at] = start - 1
        own = found.levels[place]
        counts[place] = counts[place] + 1 if counts[place] else own.start
        for below in range(place + 1, _LEVELS):
            restart = found.levels[below].restart if below < len(found.levels) else -1
            if restart == -1 or 0 < restart <= place + 1:
                counts[below] = 0
        return _written(found.levels, own, counts)

    def see_typed(self, text: str) -> None:
        """Let a line that somebody numbered by hand begin the levels below it anew, as an item would.

        Only lists whose own level looks like that number follow it: 五、 typed by hand stands in the place of
        the first level of a list that writes 一、 there, so that its second level begins with （一） again.
        """
        head = text[:_HEAD].lstrip()
        if not _NUMBERED.match(head) or len(self._counts) > _MOST_LISTS:
            return
        for abstract, counts in self._counts.items():
            levels = next(one.levels for one in self._lists.values() if one.abstract == abstract)
            for place, level in enumerate(levels):
                if any(counts[place + 1 :]) and _looks_like(head, level):
                    counts[place + 1 :] = [0] * (_LEVELS - place - 1)
                    self.restarted = True


def _list_of(paragraph: etree._Element, w: WordNames, styles: WordStyles) -> tuple[str, str, str]:
    """Return list, level and style of a paragraph; no list where it isn't numbered."""
    properties = paragraph.find(w.ppr)
    style = styles.default_paragraph
    number, level = "", ""
    if properties is not None:
        style = w.value(properties.find(w("pStyle")), style)
        own = properties.find(w("numPr"))
        if own is not None:
            number, level = w.value(own.find(w("numId"))), w.value(own.find(w("ilvl")))
    by_style = styles.numbering(style)
    return number or by_style[0], level or by_style[1], style


def _written(levels: list[_Level], own: _Level, counts: list[int]) -> str:
    if own.form in {"bullet", "none"} and not _PLACE.search(own.text):
        return ""

    def shown(found: re.Match[str]) -> str:
        at = int(found.group(1)) - 1
        if at >= len(levels):
            return ""
        count = counts[at] or levels[at].start
        form = "decimal" if own.is_legal and levels[at].form != "decimalZero" else levels[at].form
        text = word_number(form, count)
        return str(count) if text is None else text

    text = _PLACE.sub(shown, own.text)
    if text and own.suffix != "nothing" and text[-1].isalnum() and text[-1].isascii():
        return f"{text} "
    return text


def _looks_like(head: str, level: _Level) -> bool:
    """Tell whether a line begins with a number such as a level writes, alone: 五、 for ``%1、``."""
    if len(_PLACE.findall(level.text)) != 1 or level.form in {"bullet", "none"}:
        return False
    before, after = re.split(r"%[1-9]", level.text, maxsplit=1)
    if not (before or after) or not head.startswith(before):
        return False
    rest = head[len(before) :]
    end = rest.find(after) if after else -1
    if not 0 < end <= 4:  # noqa: PLR2004 - 二十一 is as long as any
        return False
    return any(word_number(level.form, count) == rest[:end] for count in range(1, 41))


def _lists(root: etree._Element) -> dict[str, _List]:
    w = names_of(root)
    abstracts = {one.get(w("abstractNumId"), ""): one for one in root.iterchildren(w("abstractNum"))}
    by_link = {
        w.value(link): name
        for name, one in abstracts.items()
        if (link := one.find(w("styleLink"))) is not None
    }
    made: dict[str, _List] = {}
    for element in root.iterchildren(w("num")):
        name = w.value(element.find(w("abstractNumId")))
        abstract = abstracts.get(name)
        if abstract is None:
            continue
        style = w.value(abstract.find(w("numStyleLink")))
        if style:  # the list of a list style stands elsewhere
            name = by_link.get(style, name)
            abstract = abstracts.get(name, abstract)
        levels = _levels(abstract, w)
        starts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            at = _number(override.get(w("ilvl"), ""), -1)
            if not 0 <= at < _LEVELS:
                continue
            own = override.find(w("lvl"))
            if own is not None:
                levels[at] = _level(own, w)
            start = override.find(w("startOverride"))
            if start is not None:
                starts[at] = _number(w.value(start), 1)
                levels[at] = replace(levels[at], start=starts[at])
        made[element.get(w("numId"), "")] = _List(levels, name, starts)
    return made


def _levels(abstract: etree._Element, w: WordNames) -> list[_Level]:
    levels = [_Level() for _ in range(_LEVELS)]
    for element in abstract.iterchildren(w("lvl")):
        at = _number(element.get(w("ilvl"), ""), -1)
        if 0 <= at < _LEVELS:
            levels[at] = _level(element, w)
    return levels


def _level(element: etree._Element, w: WordNames) -> _Level:
    form = w.value(element.find(w("numFmt")))
    if not form:  # newer forms stand in a choice for programs that know them
        form = next((w.value(one) for one in element.iter(w("numFmt"))), "") or "decimal"
    restart = element.find(w("lvlRestart"))
    legal = element.find(w("isLgl"))
    return _Level(
        form,
        w.value(element.find(w("lvlText"))),
        _number(w.value(element.find(w("start"))), 1),
        -1 if restart is None else _number(w.value(restart), -1),
        w.value(element.find(w("suff")), "tab"),
        legal is not None and w.is_on(legal),
        w.value(element.find(w("pStyle"))),
    )


def _number(written: str, default: int) -> int:
    fits = written.isascii() and written.isdigit() and len(written) < 6  # noqa: PLR2004
    return int(written) if fits and int(written) < _LARGEST else default
