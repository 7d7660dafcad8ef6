"""The pages of a PDF as one text: running heads go, lines join to paragraphs, tables go on over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gia_desktop.importers.pdf.printed_lines import begins_paragraph, joined, tidied
from gia_desktop.importers.pdf.ruled import Ruled
from gia_desktop.importers.pdf.text_lines import Line
from gia_desktop.importers.tables import RawTable

_PAGE_NUMBER: Final = re.compile(
    r"[-—–－·~\s]*\d{1,3}[-—–－·~\s]*|\d{1,3}\s*/\s*\d{1,3}|第?\d{1,3}页(?:[/,，]?共\d{1,3}页)?"
)
_DIGITS: Final = re.compile(r"\d+")
_EDGE_LINES: Final = 2
"""Lines at the head and at the foot of a page among which running heads are looked for."""
_SAME_PLACE: Final = 5.0
_INDENT: Final = 0.9
"""Ems from which on a line is indented."""
_SLACK: Final = 0.6
_SAME_SIZE: Final = 0.12
_LARGER: Final = 1.12
_FAR: Final = 1.9
"""Line pitches between two lines from which on they are two paragraphs."""
_COMMON: Final = 2
_LONG: Final = 12
"""Ems; shorter lines don't tell where the margin is."""
_HANGING: Final = frozenset("，。、；：！？”’）》〉】")
_TOKEN: Final = re.compile(
    r"[“‘（《〈【(\[]*(?:[A-Za-z0-9.,%+\-/:@_]+[年月日件]?|.)[”’）》〉】)\]，。、；：！？…%]*"
)


@dataclass(frozen=True)
class PageText:
    """What stands on a page from the top down: lines outside of tables, and tables."""

    lines: tuple[Line, ...]
    tables: tuple[Ruled, ...]
    left: float
    right: float
    """Sides of the page."""


@dataclass(frozen=True)
class _Placed:
    """A line or a table with its page."""

    page: int
    item: Line | Ruled
    text: str = ""


@dataclass(frozen=True)
class _Measures:
    """What the pages of a text have in common."""

    left: float
    right: float
    size: float
    pitch: float


def flowing(pages: Sequence[PageText]) -> Iterator[str | RawTable]:
    """Return the paragraphs and tables of pages in reading order."""
    placed = _without_running_heads(pages)
    measures = _measures(pages, placed)
    before: _Placed | None = None
    text = ""
    table: Ruled | None = None
    for here in placed:
        if isinstance(here.item, Ruled):
            whole = table.joined(here.item) if table and before and before.page < here.page else None
            if whole is None:
                if text:
                    yield text
                if table:
                    yield table.table()
            text, table = "", whole or here.item
        else:
            if table:
                yield table.table()
                table = None
            if text and before is not None and _goes_on(before, here, text, measures):
                text = joined(text, here.text)
            else:
                if text:
                    yield text
                text = here.text
        before = here
    if text:
        yield text
    if table:
        yield table.table()


def _without_running_heads(pages: Sequence[PageText]) -> list[_Placed]:
    """Return everything in order but page numbers and lines that stand at the edge of most pages."""
    edges = [_edge_lines(page) for page in pages]
    common = Counter(told for page in edges for told in {_running(*item) for item in page.items()})
    placed: list[_Placed] = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        kept = [_Placed(number, table) for table in page.tables]
        for line in page.lines:
            text = tidied(line.text)
            times = common[_running(line, text)] if line in edge else 0
            is_number = _PAGE_NUMBER.fullmatch(text) and (line in edge or not text.isdigit())
            if text and not is_number and not (times > 1 and 2 * times >= len(pages)):
                kept.append(_Placed(number, line, text))
        placed += sorted(kept, key=_height, reverse=True)
    return placed


def _running(line: Line, text: str) -> tuple[str, int]:
    """Return what is the same for the head or foot of every page: words and height."""
    return _DIGITS.sub("#", text), round(line.y / _SAME_PLACE)


def _edge_lines(page: PageText) -> dict[Line, str]:
    """Return the first and the last lines of a page, as far as no table lies beyond, with their texts."""
    lines = page.lines
    top = max((table.top for table in page.tables), default=0.0)
    foot = min((table.foot for table in page.tables), default=float("inf"))
    if len(lines) <= 2 * _EDGE_LINES:
        outer: list[Line] = [line for line in lines if line.y > top or line.y < foot]
    else:
        outer = [line for line in lines[:_EDGE_LINES] if line.y > top]
        outer += [line for line in lines[-_EDGE_LINES:] if line.y < foot]
    return {line: tidied(line.text) for line in outer}


def _height(placed: _Placed) -> float:
    return placed.item.y if isinstance(placed.item, Line) else placed.item.top


def _measures(pages: Sequence[PageText], placed: Sequence[_Placed]) -> _Measures:
    lines = [here.item for here in placed if isinstance(here.item, Line)]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.letters)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    body = [line for line in lines if abs(line.size - size) <= _SAME_SIZE * size]
    left = min((line.x for line in body), default=0.0)
    return _Measures(left, _right_margin(pages, body, left, size), size, _pitch(placed, size))


def _right_margin(pages: Sequence[PageText], body: Sequence[Line], left: float, size: float) -> float:
    """Return where full lines end: where several do, or as far from the edge of the page as they begin."""
    unit = _SLACK * size
    long = [line for line in body if line.end - line.x > _LONG * size]
    # Punctuation may hang over the margin.
    flush = [line for line in long if line.letters[-1].text not in _HANGING]
    for lines in (flush, long):
        ends = Counter(round(line.end / unit) for line in lines)
        common = [end for end in ends if ends[end] + ends[end - 1] + ends[end + 1] >= _COMMON]
        if common:
            near = sorted(line.end for line in lines if abs(line.end - max(common) * unit) < 1.5 * unit)
            return near[len(near) // 2]
    rights = [table.xs[-1] for page in pages for table in page.tables]
    rights += [page.right - (left - page.left) for page in pages]
    return max((*rights, *(line.end for line in body)), default=0.0)


def _pitch(placed: Sequence[_Placed], size: float) -> float:
    """Return the usual distance between lines."""
    gaps = Counter(
        round((one.item.y - other.item.y) * 2) / 2
        for one, other in pairwise(placed)
        if isinstance(one.item, Line) and isinstance(other.item, Line) and one.page == other.page
    )
    return gaps.most_common(1)[0][0] if gaps else 2 * size


def _goes_on(before: _Placed, here: _Placed, text: str, measures: _Measures) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    upper, lower = before.item, here.item
    if not isinstance(upper, Line) or not isinstance(lower, Line):
        return False
    if abs(upper.size - lower.size) > _SAME_SIZE * max(upper.size, lower.size):
        return False
    if before.page == here.page and upper.y - lower.y > _FAR * max(measures.pitch, upper.size * 1.2):
        return False
    if begins_paragraph(here.text, text) or _is_of_other_font(upper, lower):
        return False
    if _is_title(upper, measures) and _is_title(lower, measures):
        return True
    if lower.x - measures.left >= _INDENT * lower.size:
        return False
    return _is_used_up(upper, lower, here.text, measures)


def _is_of_other_font(upper: Line, lower: Line) -> bool:
    """Tell whether two lines are each in a font of its own, as titles and what follows them."""
    return len(upper.fonts) == len(lower.fonts) == 1 and upper.fonts != lower.fonts


def _is_used_up(upper: Line, lower: Line, text: str, measures: _Measures) -> bool:
    """Tell whether the first word of a line had no room at the end of the line before."""
    word = _TOKEN.match(text)
    length = len(word.group()) if word else 1
    widths = [letter.width for letter in lower.letters if letter.text.strip()][:length]
    return measures.right - upper.end < sum(widths) + _SLACK * upper.size


def _is_title(line: Line, measures: _Measures) -> bool:
    """Tell whether a line is printed larger than the text and in the middle."""
    middle = (measures.left + measures.right) / 2
    return line.size > _LARGER * measures.size and abs((line.x + line.end) / 2 - middle) < 2 * line.size
